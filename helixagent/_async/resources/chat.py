"""Chat completions, complete or as a stream of chunks."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Callable, Literal, Mapping, Optional, Sequence, Union, overload

from helixagent import _async, types
from helixagent._async.resources._base import AsyncResource
from helixagent._async.resources.chat_streams import AsyncChatStreams
from helixagent._async.stream import AsyncStream
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import chat_arguments
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent_client.api.chat import create_chat_completion
from helixagent_client.types import ApiModel


class AsyncChat(AsyncResource):
    """Chat resources."""

    with_raw_response: RawSide[_async.AsyncChatWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncChatWithStreamingResponse]

    @cached_property
    def completions(self) -> AsyncChatCompletions:
        """Chat completions."""
        return AsyncChatCompletions(self._client, raw=self._raw)


class AsyncChatCompletions(AsyncChatStreams):
    """Create chat completions, streams and structured outputs, and run tools."""

    with_raw_response: RawSide[_async.AsyncChatCompletionsWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncChatCompletionsWithStreamingResponse]

    # region openapi.yaml: createChatCompletion as chat.completions.create
    @overload
    async def create(
        self,
        *,
        stream: Literal[False] = False,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tools: Optional[Sequence[Union[types.ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]] = None,
        tool_choice: Optional[
            Union[types.ToolChoiceModeParam, types.NamedToolChoiceParam, ApiModel, Mapping[str, Any]]
        ] = None,
        parallel_tool_calls: Optional[bool] = None,
        response_format: Optional[
            Union[
                types.TextResponseFormatParam,
                types.JsonObjectResponseFormatParam,
                types.JsonSchemaResponseFormatParam,
                ApiModel,
                Mapping[str, Any],
            ]
        ] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[types.AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        function_call: Optional[
            Union[types.FunctionCallModeParam, types.NamedFunctionParam, ApiModel, Mapping[str, Any]]
        ] = None,
        functions: Optional[Sequence[Union[types.FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]] = None,
        modalities: Optional[Sequence[str]] = None,
        moderation: Optional[Mapping[str, Any]] = None,
        prediction: Optional[Union[types.PredictionParam, ApiModel, Mapping[str, Any]]] = None,
        prompt_cache_key: Optional[str] = None,
        prompt_cache_options: Optional[Mapping[str, Any]] = None,
        prompt_cache_retention: Optional[types.PromptCacheRetention] = None,
        reasoning_effort: Optional[types.ReasoningEffort] = None,
        safety_identifier: Optional[str] = None,
        service_tier: Optional[types.ServiceTier] = None,
        store: Optional[bool] = None,
        verbosity: Optional[types.Verbosity] = None,
        web_search_options: Optional[Union[types.WebSearchOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ChatCompletionResponse: ...

    @overload
    async def create(
        self,
        *,
        stream: Literal[True],
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tools: Optional[Sequence[Union[types.ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]] = None,
        tool_choice: Optional[
            Union[types.ToolChoiceModeParam, types.NamedToolChoiceParam, ApiModel, Mapping[str, Any]]
        ] = None,
        parallel_tool_calls: Optional[bool] = None,
        response_format: Optional[
            Union[
                types.TextResponseFormatParam,
                types.JsonObjectResponseFormatParam,
                types.JsonSchemaResponseFormatParam,
                ApiModel,
                Mapping[str, Any],
            ]
        ] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[types.AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        function_call: Optional[
            Union[types.FunctionCallModeParam, types.NamedFunctionParam, ApiModel, Mapping[str, Any]]
        ] = None,
        functions: Optional[Sequence[Union[types.FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]] = None,
        modalities: Optional[Sequence[str]] = None,
        moderation: Optional[Mapping[str, Any]] = None,
        prediction: Optional[Union[types.PredictionParam, ApiModel, Mapping[str, Any]]] = None,
        prompt_cache_key: Optional[str] = None,
        prompt_cache_options: Optional[Mapping[str, Any]] = None,
        prompt_cache_retention: Optional[types.PromptCacheRetention] = None,
        reasoning_effort: Optional[types.ReasoningEffort] = None,
        safety_identifier: Optional[str] = None,
        service_tier: Optional[types.ServiceTier] = None,
        store: Optional[bool] = None,
        verbosity: Optional[types.Verbosity] = None,
        web_search_options: Optional[Union[types.WebSearchOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> AsyncStream[types.ChatCompletionChunk]: ...

    @overload
    async def create(
        self,
        *,
        stream: bool,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tools: Optional[Sequence[Union[types.ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]] = None,
        tool_choice: Optional[
            Union[types.ToolChoiceModeParam, types.NamedToolChoiceParam, ApiModel, Mapping[str, Any]]
        ] = None,
        parallel_tool_calls: Optional[bool] = None,
        response_format: Optional[
            Union[
                types.TextResponseFormatParam,
                types.JsonObjectResponseFormatParam,
                types.JsonSchemaResponseFormatParam,
                ApiModel,
                Mapping[str, Any],
            ]
        ] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[types.AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        function_call: Optional[
            Union[types.FunctionCallModeParam, types.NamedFunctionParam, ApiModel, Mapping[str, Any]]
        ] = None,
        functions: Optional[Sequence[Union[types.FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]] = None,
        modalities: Optional[Sequence[str]] = None,
        moderation: Optional[Mapping[str, Any]] = None,
        prediction: Optional[Union[types.PredictionParam, ApiModel, Mapping[str, Any]]] = None,
        prompt_cache_key: Optional[str] = None,
        prompt_cache_options: Optional[Mapping[str, Any]] = None,
        prompt_cache_retention: Optional[types.PromptCacheRetention] = None,
        reasoning_effort: Optional[types.ReasoningEffort] = None,
        safety_identifier: Optional[str] = None,
        service_tier: Optional[types.ServiceTier] = None,
        store: Optional[bool] = None,
        verbosity: Optional[types.Verbosity] = None,
        web_search_options: Optional[Union[types.WebSearchOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.ChatCompletionResponse, AsyncStream[types.ChatCompletionChunk]]: ...

    @checked_names
    async def create(
        self,
        *,
        stream: bool = False,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tools: Optional[Sequence[Union[types.ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]] = None,
        tool_choice: Optional[
            Union[types.ToolChoiceModeParam, types.NamedToolChoiceParam, ApiModel, Mapping[str, Any]]
        ] = None,
        parallel_tool_calls: Optional[bool] = None,
        response_format: Optional[
            Union[
                types.TextResponseFormatParam,
                types.JsonObjectResponseFormatParam,
                types.JsonSchemaResponseFormatParam,
                ApiModel,
                Mapping[str, Any],
            ]
        ] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[types.AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        function_call: Optional[
            Union[types.FunctionCallModeParam, types.NamedFunctionParam, ApiModel, Mapping[str, Any]]
        ] = None,
        functions: Optional[Sequence[Union[types.FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]] = None,
        modalities: Optional[Sequence[str]] = None,
        moderation: Optional[Mapping[str, Any]] = None,
        prediction: Optional[Union[types.PredictionParam, ApiModel, Mapping[str, Any]]] = None,
        prompt_cache_key: Optional[str] = None,
        prompt_cache_options: Optional[Mapping[str, Any]] = None,
        prompt_cache_retention: Optional[types.PromptCacheRetention] = None,
        reasoning_effort: Optional[types.ReasoningEffort] = None,
        safety_identifier: Optional[str] = None,
        service_tier: Optional[types.ServiceTier] = None,
        store: Optional[bool] = None,
        verbosity: Optional[types.Verbosity] = None,
        web_search_options: Optional[Union[types.WebSearchOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.ChatCompletionResponse, AsyncStream[types.ChatCompletionChunk]]:
        """Create a chat completion.

        Generates a response to a list of messages. With `stream`, the response is sent in chunks.

        Args:
            stream: Whether to stream the response in chunks.
            messages: Messages of the conversation so far. At least one is required.
            model: ID of the model to use. SDKs send `helixagent-ensemble` by default.
            max_tokens: Maximum number of tokens to generate.
            max_completion_tokens: Maximum number of tokens to generate, including reasoning tokens.
            temperature: Sampling temperature, from 0 to 2. Higher values make the output more random.
            top_p: Probability mass for nucleus sampling, from 0 to 1.
            n: Number of choices to generate.
            stop: Sequences at which the model stops generating.
            stream_options: Options of a stream.
            presence_penalty: Penalty for tokens that have already occurred, from -2 to 2.
            frequency_penalty: Penalty for tokens in proportion to how often they have occurred, from -2 to 2.
            logit_bias: Bias for each token ID, from -100 to 100.
            logprobs: Whether to return the log probabilities of the tokens.
            top_logprobs: Number of most likely tokens to return at each position, from 0 to 20.
            seed: Seed for sampling. Requests with the same seed return the same output if the provider supports it.
            user: Your ID for the end user.
            tools: Tools that the model may call: dicts of any type, or Python functions.
            tool_choice: Whether the model calls a tool, and which one.
            parallel_tool_calls: Whether the model may call several tools in parallel.
            response_format: Format that the response must have.
            metadata: Names and values to attach to the request.
            ensemble_config: How the providers of an ensemble vote.
            force_provider: Name of the only provider to use.
            audio: Voice and format of a spoken response, for models that generate audio.
            function_call: Whether the model calls a function, and which one. Deprecated in favor of `tool_choice`.
            functions: Functions that the model may call. Deprecated in favor of `tools`.
            modalities: Types of output to generate, such as `text` and `audio`.
            moderation: How the provider moderates the prompt and the response.
            prediction: Expected text of the response, which can make the response faster.
            prompt_cache_key: Key under which similar prompts share a prompt cache.
            prompt_cache_options: How the provider caches the prompt, with `mode` and `ttl`.
            prompt_cache_retention: How long the provider keeps the prompt in its cache.
            reasoning_effort: How much the model reasons before it responds.
            safety_identifier: Stable ID of the end user, which helps the provider detect abuse.
            service_tier: Service tier in which the provider processes the request.
            store: Whether the provider stores the completion.
            verbosity: How detailed the response is.
            web_search_options: How the model searches the web.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            stream_idle_timeout: Maximum number of seconds to wait for the next event of the stream, or `None` for no
                limit.
            deadline: Maximum number of seconds for all attempts and the waits between them, and for reading the stream,
                or `None` for no limit.

        Returns:
            The completion, or a stream of its chunks.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The model does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("chat.completions.create", create_chat_completion, chat_arguments(locals()))

    # endregion
