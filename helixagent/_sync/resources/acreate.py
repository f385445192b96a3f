"""The `acreate` of the synchronous client, as the documentation has it: one awaited call in blocking code."""

from __future__ import annotations

import functools
from typing import Any, Callable, Dict, Literal, Mapping, Optional, Sequence, Union, overload

from helixagent import _async, types
from helixagent._core.requests.arguments import checked_names, given
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._sync.resources._base import Resource
from helixagent.exceptions import ValidationError
from helixagent_client.types import ApiModel


async def in_thread(resource: Any, arguments: Dict[str, Any]) -> Any:
    """Run a blocking `create` in a thread: a client over the user's own HTTP client or session has no async one."""
    if arguments.get("stream"):
        raise ValidationError(
            "acreate(stream=True) needs a client without http_client and session; use AsyncHelixAgent.", param="stream"
        )
    # Late, since most synchronous programs never come here.
    import anyio.to_thread

    return await anyio.to_thread.run_sync(functools.partial(resource.create, **arguments))


class ChatCompletionsBase(Resource):
    """Adds `acreate` to the synchronous chat completions."""

    @overload
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: Literal[False] = False,
        # region openapi.yaml: createChatCompletion
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
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
        # endregion
    ) -> types.ChatCompletionResponse: ...

    @overload
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: Literal[True],
        # region openapi.yaml: createChatCompletion
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
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
        # endregion
    ) -> _async.AsyncStream[types.ChatCompletionChunk]: ...

    @overload
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: bool,
        # region openapi.yaml: createChatCompletion
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
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
        # endregion
    ) -> Union[types.ChatCompletionResponse, _async.AsyncStream[types.ChatCompletionChunk]]: ...

    @checked_names
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: bool = False,
        # region openapi.yaml: createChatCompletion
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
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
        # endregion
    ) -> Any:
        """Answer a conversation, awaited: `create` of AsyncHelixAgent with this client's settings.

        Args:
            model: The model that answers; SDKs send `helixagent-ensemble` where none is given.
            stream: Whether to send the answer piece by piece.
            messages: The conversation so far, at least one message.
            max_tokens: The most tokens to generate.
            max_completion_tokens: The most tokens to generate, reasoning included.
            temperature: How random the answer is, from 0 to 2.
            top_p: The share of the probability mass to sample from, from 0 to 1.
            n: How many choices to generate.
            stop: Where to stop generating.
            stream_options: What a stream contains.
            presence_penalty: A penalty on tokens that have occurred at all, from -2 to 2.
            frequency_penalty: A penalty on tokens by how often they have occurred, from -2 to 2.
            logit_bias: A bias per token id, from -100 to 100.
            logprobs: Whether to report the log probabilities of the tokens.
            top_logprobs: How many likely tokens to report at each position, from 0 to 20.
            seed: A number that makes sampling repeatable, as far as the provider allows.
            user: The caller's own id of the end user.
            tools: Tools that the model may call: dicts of any type, or Python functions.
            tool_choice: Whether the model calls a tool, and which.
            parallel_tool_calls: Whether the model may call several tools at once.
            response_format: The shape that the answer must have.
            metadata: Names and values to keep with the request.
            ensemble_config: How providers vote, where an ensemble answers.
            force_provider: The one provider that must answer.
            audio: The voice and the format of a spoken answer, for models that speak.
            function_call: Whether the model calls a function, and which one. Deprecated in favor of `tool_choice`.
            functions: The functions that the model may call. Deprecated in favor of `tools`.
            modalities: The kinds of output to generate, such as `text` and `audio`.
            moderation: How the provider moderates the prompt and the answer.
            prediction: Text that is expected in the answer, which makes the answer faster.
            prompt_cache_key: A key under which similar prompts share a prompt cache.
            prompt_cache_options: How the provider caches the prompt, with `mode` and `ttl`.
            prompt_cache_retention: How long the provider keeps the prompt in its cache.
            reasoning_effort: How much the model reasons before it answers.
            safety_identifier: A stable ID of the end user, with which the provider detects abuse.
            service_tier: The tier in which the provider processes the request.
            store: Whether the provider stores the completion.
            verbosity: How detailed the answer is.
            web_search_options: How the model searches the web.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            stream_idle_timeout: Maximum number of seconds to wait for the next event of the stream, or `None` for no
                limit.
            deadline: Maximum number of seconds for all attempts and the waits between them, and for reading the stream,
                or `None` for no limit.
        """
        arguments = given(locals())
        twin = self._client._async_twin
        if twin is None:
            return await in_thread(self, arguments)
        completions = twin.chat.completions
        return await (completions.with_raw_response if self._raw else completions).create(**arguments)


class CompletionsBase(Resource):
    """Adds `acreate` to the synchronous text completions."""

    @overload
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: Literal[False] = False,
        # region openapi.yaml: createCompletion
        prompt: Union[str, Sequence[str]],
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
        # endregion
    ) -> types.CompletionResponse: ...

    @overload
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: Literal[True],
        # region openapi.yaml: createCompletion
        prompt: Union[str, Sequence[str]],
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
        # endregion
    ) -> _async.AsyncStream[types.CompletionChunk]: ...

    @overload
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: bool,
        # region openapi.yaml: createCompletion
        prompt: Union[str, Sequence[str]],
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
        # endregion
    ) -> Union[types.CompletionResponse, _async.AsyncStream[types.CompletionChunk]]: ...

    @checked_names
    async def acreate(
        self,
        *,
        model: Optional[str] = DEFAULT_MODEL,
        stream: bool = False,
        # region openapi.yaml: createCompletion
        prompt: Union[str, Sequence[str]],
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
        # endregion
    ) -> Any:
        """Continue a text, awaited: `create` of AsyncHelixAgent with this client's settings.

        Args:
            model: The model that answers; SDKs send `helixagent-ensemble` where none is given.
            stream: Whether to send the answer piece by piece.
            prompt: The text to continue, or several.
            suffix: The text that comes after the completion.
            echo: Whether to repeat the prompt before the completion.
            best_of: How many completions to make, of which the best are sent.
            max_tokens: The most tokens to generate.
            temperature: How random the answer is, from 0 to 2.
            top_p: The share of the probability mass to sample from, from 0 to 1.
            n: How many choices to generate.
            stop: Where to stop generating.
            stream_options: What a stream contains.
            presence_penalty: A penalty on tokens that have occurred at all, from -2 to 2.
            frequency_penalty: A penalty on tokens by how often they have occurred, from -2 to 2.
            logit_bias: A bias per token id, from -100 to 100.
            logprobs: How many likely tokens to report at each position, from 0 to 5.
            seed: A number that makes sampling repeatable, as far as the provider allows.
            user: The caller's own id of the end user.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            stream_idle_timeout: Maximum number of seconds to wait for the next event of the stream, or `None` for no
                limit.
            deadline: Maximum number of seconds for all attempts and the waits between them, and for reading the stream,
                or `None` for no limit.
        """
        arguments = given(locals())
        twin = self._client._async_twin
        if twin is None:
            return await in_thread(self, arguments)
        completions = twin.completions
        return await (completions.with_raw_response if self._raw else completions).create(**arguments)
