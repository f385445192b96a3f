"""Chat completions: complete, as a stream, parsed into an object, or with tools that the SDK runs."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any, Awaitable, Callable, Dict, Literal, Mapping, Optional, Sequence, Type, TypeVar, Union, overload

from helixagent import _async, types
from helixagent._async.chat_stream import AsyncChatStream, AsyncParsedChatStream
from helixagent._async.resources._base import AsyncResource
from helixagent._async.resources.acreate import AsyncChatCompletionsBase
from helixagent._async.stream import AsyncResponseManager, AsyncStream
from helixagent._core.requests.arguments import checked_names, given
from helixagent._core.requests.method import chat_arguments, parse_arguments
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent_client.api.chat import create_chat_completion
from helixagent_client.types import ApiModel

T = TypeVar("T")


class AsyncChat(AsyncResource):
    """Chat resources."""

    with_raw_response: RawSide[_async.AsyncChatWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncChatWithStreamingResponse]

    @cached_property
    def completions(self) -> AsyncChatCompletions:
        """Chat completions."""
        return AsyncChatCompletions(self._client, raw=self._raw)


class AsyncChatCompletions(AsyncChatCompletionsBase):
    """Create chat completions, streams and structured outputs, and run tools."""

    with_raw_response: RawSide[_async.AsyncChatCompletionsWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncChatCompletionsWithStreamingResponse]

    # region openapi.yaml: createChatCompletion as chat.completions.create
    @overload
    async def create(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        stream: Literal[False] = False,
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
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        stream: Literal[True],
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
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        stream: bool,
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
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        stream: bool = False,
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
            messages: Messages of the conversation so far. At least one is required.
            stream: Whether to stream the response in chunks.
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

    # region openapi.yaml: createChatCompletion as chat.completions.stream
    @overload
    def stream(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        response_format: Type[T],
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
    ) -> AsyncResponseManager[AsyncParsedChatStream[T]]: ...

    @overload
    def stream(
        self,
        *,
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
    ) -> AsyncResponseManager[AsyncChatStream]: ...

    @checked_names
    def stream(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        response_format: Any = None,
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
    ) -> Any:
        """Stream the response as typed events, and assemble the text, the tool calls and the final completion.

        Args:
            messages: Messages of the conversation so far. At least one is required.
            response_format: A class, as in `parse`, or the format as a dict.
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
            A context manager that sends the request and returns the stream.

        Raises:
            ValidationError: An argument is unknown or missing, or JSON cannot describe the class. Values are checked
                when the context is entered.

        Example:
            async with client.chat.completions.stream(messages=messages) as stream:
                async for text in stream.text_deltas():
                    print(text, end="")
                completion = await stream.get_final_completion()
        """
        return self._stream(given(locals()))

    # endregion

    def _stream(self, arguments: Dict[str, Any]) -> Any:
        made_of: Callable[[Any], AsyncChatStream] = AsyncChatStream
        response_format = arguments["response_format"]
        if isinstance(response_format, type):
            # The import is here because few programs need it.
            from helixagent._core.structured.schemas import response_format_of

            arguments["response_format"] = response_format_of(response_format)
            made_of = partial(AsyncParsedChatStream, response_format=response_format)
        completions = self._plain()

        async def start() -> Any:
            return made_of(await completions.create(stream=True, **arguments))

        return AsyncResponseManager(start)

    # region openapi.yaml: createChatCompletion as chat.completions.parse without stream_options, stream_idle_timeout
    @checked_names
    async def parse(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        response_format: Type[T],
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
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
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ParsedChatCompletion[T]:
        """Create a chat completion, and parse it into a dataclass, a TypedDict, or a pydantic model.

        The other arguments are the same as in `create`, except that streaming is not available.

        Args:
            messages: Messages of the conversation so far. At least one is required.
            response_format: Class of the object. The model must respond with JSON that matches the class.
            model: ID of the model to use. SDKs send `helixagent-ensemble` by default.
            max_tokens: Maximum number of tokens to generate.
            max_completion_tokens: Maximum number of tokens to generate, including reasoning tokens.
            temperature: Sampling temperature, from 0 to 2. Higher values make the output more random.
            top_p: Probability mass for nucleus sampling, from 0 to 1.
            n: Number of choices to generate.
            stop: Sequences at which the model stops generating.
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
            deadline: Maximum number of seconds for all attempts and the waits between them, and for reading the stream,
                or `None` for no limit.

        Returns:
            The completion, with the object in `choices[0].message.parsed`, which is None if the model refused.

        Raises:
            InvalidResponseError: The response does not match the class, for example because `max_tokens` cut it off.
            ValidationError: JSON cannot describe the class, or another argument is invalid.

        Example:
            completion = await client.chat.completions.parse(messages=messages, response_format=Person)
            print(completion.choices[0].message.parsed.name)
        """
        return await self._run(
            "chat.completions.parse",
            create_chat_completion,
            parse_arguments(locals()),
            self._parser_of(response_format),
        )

    # endregion

    def _parser_of(self, response_format: Type[T]) -> Callable[[Any], types.ParsedChatCompletion[T]]:
        # The import is here because few programs need it.
        from helixagent._core.responses.parsed import parsed_completion

        return partial(parsed_completion, cls=response_format)

    # region openapi.yaml: createChatCompletion as chat.completions.run_tools without n, functions, function_call
    @overload
    def run_tools(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        tools: Sequence[Union[Callable[..., Any], types.FunctionTool, types.ToolParam, ApiModel, Mapping[str, Any]]],
        stream: Literal[False] = False,
        response_format: Type[T],
        stop_when: Optional[Callable[[types.ToolRunResult[T]], Any]] = None,
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[types.ToolRunCall], Any]] = None,
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tool_choice: Optional[
            Union[types.ToolChoiceModeParam, types.NamedToolChoiceParam, ApiModel, Mapping[str, Any]]
        ] = None,
        parallel_tool_calls: Optional[bool] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[types.AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
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
    ) -> Awaitable[types.ToolRunResult[T]]: ...

    @overload
    def run_tools(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        tools: Sequence[Union[Callable[..., Any], types.FunctionTool, types.ToolParam, ApiModel, Mapping[str, Any]]],
        stream: Literal[False] = False,
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[types.ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[types.ToolRunResult[Any]], Any]] = None,
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
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
    ) -> Awaitable[types.ToolRunResult[Any]]: ...

    @overload
    def run_tools(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        tools: Sequence[Union[Callable[..., Any], types.FunctionTool, types.ToolParam, ApiModel, Mapping[str, Any]]],
        stream: Literal[True],
        response_format: Type[T],
        stop_when: Optional[Callable[[types.ToolRunResult[T]], Any]] = None,
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[types.ToolRunCall], Any]] = None,
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tool_choice: Optional[
            Union[types.ToolChoiceModeParam, types.NamedToolChoiceParam, ApiModel, Mapping[str, Any]]
        ] = None,
        parallel_tool_calls: Optional[bool] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[types.AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
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
    ) -> _async.AsyncToolRun[T]: ...

    @overload
    def run_tools(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        tools: Sequence[Union[Callable[..., Any], types.FunctionTool, types.ToolParam, ApiModel, Mapping[str, Any]]],
        stream: Literal[True],
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[types.ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[types.ToolRunResult[Any]], Any]] = None,
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
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
    ) -> _async.AsyncToolRun[Any]: ...

    @checked_names
    def run_tools(
        self,
        *,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        tools: Sequence[Union[Callable[..., Any], types.FunctionTool, types.ToolParam, ApiModel, Mapping[str, Any]]],
        stream: bool = False,
        response_format: Any = None,
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[types.ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[types.ToolRunResult[Any]], Any]] = None,
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tool_choice: Optional[
            Union[types.ToolChoiceModeParam, types.NamedToolChoiceParam, ApiModel, Mapping[str, Any]]
        ] = None,
        parallel_tool_calls: Optional[bool] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[types.AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
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
    ) -> Any:
        """Call the model, run the requested tools, send back the results, and repeat until it calls no more tools.

        Args:
            messages: Messages of the conversation so far. At least one is required.
            tools: Functions, `FunctionTool` objects and dicts. If the model calls a tool that is a dict, the loop ends.
            stream: Whether to return a context manager that yields events.
            response_format: A class, as in `parse`, or the format as a dict.
            max_turns: Maximum number of responses from the model.
            parallel: Whether the tools of one turn run at the same time.
            tool_timeout: Timeout of each tool call in seconds, or None for no limit.
            on_tool_error: `"return"` sends the text of an error to the model, and `"raise"` raises `ToolCallError`.
            approve: Function that returns whether a call may run. The model is told which calls were not approved.
            stop_when: Function that is called with the result after each turn, and returns whether to stop.
            model: ID of the model to use. SDKs send `helixagent-ensemble` by default.
            max_tokens: Maximum number of tokens to generate.
            max_completion_tokens: Maximum number of tokens to generate, including reasoning tokens.
            temperature: Sampling temperature, from 0 to 2. Higher values make the output more random.
            top_p: Probability mass for nucleus sampling, from 0 to 1.
            stop: Sequences at which the model stops generating.
            stream_options: Options of a stream.
            presence_penalty: Penalty for tokens that have already occurred, from -2 to 2.
            frequency_penalty: Penalty for tokens in proportion to how often they have occurred, from -2 to 2.
            logit_bias: Bias for each token ID, from -100 to 100.
            logprobs: Whether to return the log probabilities of the tokens.
            top_logprobs: Number of most likely tokens to return at each position, from 0 to 20.
            seed: Seed for sampling. Requests with the same seed return the same output if the provider supports it.
            user: Your ID for the end user.
            tool_choice: Whether the model calls a tool, and which one.
            parallel_tool_calls: Whether the model may call several tools in parallel.
            metadata: Names and values to attach to the request.
            ensemble_config: How the providers of an ensemble vote.
            force_provider: Name of the only provider to use.
            audio: Voice and format of a spoken response, for models that generate audio.
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
            The result: the last response, all messages, the calls and the token counts.

        Raises:
            MaxTurnsError: The model was still calling tools after `max_turns` turns. `result` is the result so far.
            ToolCallError: A tool failed, and `on_tool_error` is `"raise"`. `result` is the result so far.
            ValidationError: An argument is invalid. No request was sent.
            HelixAgentError: A request failed, as in `create`. `result` is the result so far.

        Example:
            result = await client.chat.completions.run_tools(messages=messages, tools=[get_weather])
            print(result.content)
        """
        return self._run_tools(given(locals()))

    # endregion

    def _run_tools(self, arguments: Dict[str, Any]) -> Any:
        # The import is here because few programs need it.
        from helixagent._async.tool_run import AsyncToolRun

        stream = arguments["stream"]
        run: AsyncToolRun[Any] = AsyncToolRun(self._plain(), arguments)
        return run if stream else run.result()
