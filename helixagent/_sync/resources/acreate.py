# Written by `make generate` from helixagent/_async/resources; do not edit.
"""The `acreate` methods of the synchronous client. They return awaitables."""

from __future__ import annotations

from typing import Any, Callable, Literal, Mapping, Optional, Sequence, Union, overload

from helixagent import _async, types
from helixagent._core.requests.arguments import checked_names, given
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._sync.resources._base import Resource
from helixagent_client.types import ApiModel


class ChatCompletionsBase(Resource):
    """Adds `acreate` to ChatCompletions."""

    @overload
    async def acreate(
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
    async def acreate(
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
    ) -> _async.AsyncStream[types.ChatCompletionChunk]: ...

    @overload
    async def acreate(
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
    ) -> Union[types.ChatCompletionResponse, _async.AsyncStream[types.ChatCompletionChunk]]: ...

    @checked_names
    async def acreate(
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
    ) -> Union[types.ChatCompletionResponse, _async.AsyncStream[types.ChatCompletionChunk]]:
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
        return await self._client._acreate("AsyncChatCompletions", self, given(locals()))  # type: ignore[no-any-return]


class CompletionsBase(Resource):
    """Adds `acreate` to Completions."""

    @overload
    async def acreate(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: Literal[False] = False,
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.CompletionResponse: ...

    @overload
    async def acreate(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: Literal[True],
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> _async.AsyncStream[types.CompletionChunk]: ...

    @overload
    async def acreate(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: bool,
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.CompletionResponse, _async.AsyncStream[types.CompletionChunk]]: ...

    @checked_names
    async def acreate(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: bool = False,
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.CompletionResponse, _async.AsyncStream[types.CompletionChunk]]:
        """Create a text completion.

        Generates a continuation of one or more prompts. With `stream`, the response is sent in chunks.

        Args:
            prompt: One or more texts to continue.
            stream: Whether to stream the response in chunks.
            model: ID of the model to use. SDKs send `helixagent-ensemble` by default.
            suffix: Text that comes after the completion.
            echo: Whether to repeat the prompt before the completion.
            best_of: Number of completions to generate. The server returns the best of them.
            max_tokens: Maximum number of tokens to generate.
            temperature: Sampling temperature, from 0 to 2. Higher values make the output more random.
            top_p: Probability mass for nucleus sampling, from 0 to 1.
            n: Number of choices to generate.
            stop: Sequences at which the model stops generating.
            stream_options: Options of a stream.
            presence_penalty: Penalty for tokens that have already occurred, from -2 to 2.
            frequency_penalty: Penalty for tokens in proportion to how often they have occurred, from -2 to 2.
            logit_bias: Bias for each token ID, from -100 to 100.
            logprobs: Number of most likely tokens to return at each position, from 0 to 5.
            seed: Seed for sampling. Requests with the same seed return the same output if the provider supports it.
            user: Your ID for the end user.
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
        return await self._client._acreate("AsyncCompletions", self, given(locals()))  # type: ignore[no-any-return]


class EnsembleCompletionsBase(Resource):
    """Adds `acreate` to EnsembleCompletions."""

    @overload
    async def acreate(
        self,
        *,
        stream: Literal[False] = False,
        model: Optional[str] = DEFAULT_MODEL,
        messages: Optional[Sequence[Union[types.ChatMessageParam, ApiModel]]] = None,
        prompt: Optional[str] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
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
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.EnsembleCompletionResponse: ...

    @overload
    async def acreate(
        self,
        *,
        stream: Literal[True],
        model: Optional[str] = DEFAULT_MODEL,
        messages: Optional[Sequence[Union[types.ChatMessageParam, ApiModel]]] = None,
        prompt: Optional[str] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
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
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> _async.AsyncStream[types.ChatCompletionChunk]: ...

    @overload
    async def acreate(
        self,
        *,
        stream: bool,
        model: Optional[str] = DEFAULT_MODEL,
        messages: Optional[Sequence[Union[types.ChatMessageParam, ApiModel]]] = None,
        prompt: Optional[str] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
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
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.EnsembleCompletionResponse, _async.AsyncStream[types.ChatCompletionChunk]]: ...

    @checked_names
    async def acreate(
        self,
        *,
        stream: bool = False,
        model: Optional[str] = DEFAULT_MODEL,
        messages: Optional[Sequence[Union[types.ChatMessageParam, ApiModel]]] = None,
        prompt: Optional[str] = None,
        ensemble_config: Optional[Union[types.EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
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
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.EnsembleCompletionResponse, _async.AsyncStream[types.ChatCompletionChunk]]:
        """Create an ensemble completion.

        Sends the request to several providers, lets them vote, and returns the winning response with the details of the
        vote.

        Args:
            stream: Whether to stream the response in chunks.
            model: ID of the model to use. SDKs send `helixagent-ensemble` by default.
            messages: Messages of the conversation so far. At least one is required.
            prompt: Question, if there are no messages.
            ensemble_config: How the providers vote.
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
        return await self._client._acreate("AsyncEnsembleCompletions", self, given(locals()))  # type: ignore[no-any-return]
