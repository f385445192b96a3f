# Written by `make generate` from helixagent/_async/resources/_streaming_types.py; do not edit.
"""The types of `with_streaming_response`: the methods of each resource, which return context managers of responses."""

from __future__ import annotations

import datetime
from typing import Any, Callable, Dict, Literal, Mapping, Optional, Protocol, Sequence, Type, TypeVar, Union, overload

from helixagent import types
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, StrPath, TimeoutOption
from helixagent._sync.page import Page
from helixagent._sync.stream import ResponseManager, Stream
from helixagent._sync.streaming_response import StreamingResponse
from helixagent_client.types import ApiModel

__all__ = [
    "AgentsWithStreamingResponse",
    "AuthWithStreamingResponse",
    "ChatCompletionsWithStreamingResponse",
    "ChatWithStreamingResponse",
    "CompletionsWithStreamingResponse",
    "DebatesWithStreamingResponse",
    "EmbeddingsWithStreamingResponse",
    "EnsembleCompletionsWithStreamingResponse",
    "EnsembleWithStreamingResponse",
    "MCPToolsWithStreamingResponse",
    "MCPWithStreamingResponse",
    "ModelsWithStreamingResponse",
    "ProvidersWithStreamingResponse",
    "SessionsWithStreamingResponse",
    "TasksWithStreamingResponse",
    "VisionWithStreamingResponse",
    "WebhooksWithStreamingResponse",
]
T = TypeVar("T")
C = TypeVar("C", covariant=True)


class AgentsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Agents."""

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.AgentList]]:
        """List the agents."""
        ...

    def get(
        self,
        name: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Agent]]:
        """Retrieve an agent."""
        ...


class AuthWithStreamingResponse(Protocol[C]):
    """The methods of `with_streaming_response` of Auth."""

    def register(
        self,
        *,
        username: str,
        email: str,
        password: str,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.AuthToken]]:
        """Create an account."""
        ...

    def login(
        self,
        *,
        username: str,
        password: str,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[C]]:
        """Log in, and return a client that uses the token and shares this client's connections."""
        ...

    def refresh(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.AuthToken]]:
        """Refresh a token."""
        ...

    def logout(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Optional[types.MessageResponse]]]:
        """Log out."""
        ...

    def me(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.CurrentUser]]:
        """Retrieve the current user."""
        ...


class ChatWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Chat."""

    @property
    def completions(self) -> ChatCompletionsWithStreamingResponse:
        """Chat completions."""
        ...


class ChatCompletionsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of ChatCompletions."""

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[types.ChatCompletionResponse]]: ...

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[Stream[types.ChatCompletionChunk]]]: ...

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[Union[types.ChatCompletionResponse, Stream[types.ChatCompletionChunk]]]]: ...

    def parse(
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
    ) -> ResponseManager[StreamingResponse[types.ParsedChatCompletion[T]]]:
        """Create a chat completion, and parse it into a dataclass, a TypedDict, or a pydantic model."""
        ...


class CompletionsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Completions."""

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[types.CompletionResponse]]: ...

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[Stream[types.CompletionChunk]]]: ...

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[Union[types.CompletionResponse, Stream[types.CompletionChunk]]]]: ...


class DebatesWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Debates."""

    def create(
        self,
        config: Union[types.DebateParams, ApiModel, Mapping[str, Any], None] = None,
        *,
        topic: Optional[str] = None,
        debateId: Optional[str] = None,
        participants: Optional[Sequence[Union[types.DebateParticipantParam, ApiModel, Mapping[str, Any]]]] = None,
        maximal_repeat_rounds: Optional[int] = None,
        consensus_threshold: Optional[float] = None,
        timeout: Optional[int] = None,
        strategy: Optional[str] = None,
        enable_cognee: Optional[bool] = None,
        cognee_config: Optional[Union[types.CogneeConfigParam, ApiModel, Mapping[str, Any]]] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Debate]]:
        """Create a debate from a dict or from keyword arguments. Keyword arguments override members of the dict."""
        ...

    def get(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.DebateDetails]]:
        """Retrieve a debate."""
        ...

    def list(
        self,
        *,
        status: Optional[types.DebateState] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Page[types.DebateDetails]]]:
        """List the debates."""
        ...

    def delete(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Optional[types.MessageResponse]]]:
        """Delete a debate."""
        ...

    def get_status(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.DebateStatus]]:
        """Retrieve the status of a debate."""
        ...

    def get_results(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.DebateResults]]:
        """Retrieve the results of a debate."""
        ...

    def get_report(
        self,
        debate_id: str,
        *,
        format: types.ReportFormat = "json",
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Union[Dict[str, Any], bytes]]]:
        """Return the report of a completed debate."""
        ...

    def approve(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Debate]]:
        """Approve a debate."""
        ...

    def reject(
        self,
        debate_id: str,
        *,
        reason: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Debate]]:
        """Reject a debate."""
        ...

    def team(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.DebateTeam]]:
        """Retrieve the default debate team."""
        ...


class EmbeddingsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Embeddings."""

    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Optional[Literal["float"]] = None,
        as_arrays: Literal[False] = False,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.EmbeddingResponse]]: ...

    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: None = None,
        as_arrays: Literal[True],
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.ArrayEmbeddingResponse]]: ...

    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Literal["base64"],
        as_arrays: Literal[False] = False,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Base64EmbeddingResponse]]: ...

    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Optional[types.EncodingFormatParam] = None,
        as_arrays: bool = False,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[
        StreamingResponse[Union[types.EmbeddingResponse, types.ArrayEmbeddingResponse, types.Base64EmbeddingResponse]]
    ]: ...


class EnsembleWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Ensemble."""

    @property
    def completions(self) -> EnsembleCompletionsWithStreamingResponse:
        """Ensemble completions."""
        ...


class EnsembleCompletionsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of EnsembleCompletions."""

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[types.EnsembleCompletionResponse]]: ...

    @overload
    def create(
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
    ) -> ResponseManager[StreamingResponse[Stream[types.ChatCompletionChunk]]]: ...

    @overload
    def create(
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
    ) -> ResponseManager[
        StreamingResponse[Union[types.EnsembleCompletionResponse, Stream[types.ChatCompletionChunk]]]
    ]: ...


class MCPWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of MCP."""

    @property
    def tools(self) -> MCPToolsWithStreamingResponse:
        """The tools. `tools()` and `tools.list()` list them, and `tools.call(...)` calls one."""
        ...

    def capabilities(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.McpCapabilities]]:
        """Retrieve the MCP capabilities."""
        ...

    def prompts(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.McpPromptList]]:
        """List the prompts."""
        ...

    def resources(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.McpResourceList]]:
        """List the resources."""
        ...


class MCPToolsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of MCPTools."""

    def __call__(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.McpToolList]]:
        """List the tools."""
        ...

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.McpToolList]]:
        """List the tools."""
        ...

    def call(
        self,
        *,
        name: str,
        arguments: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.McpToolResult]]:
        """Call a tool and return its result."""
        ...


class ModelsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Models."""

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.ModelList]]:
        """List the models."""
        ...

    def retrieve(
        self,
        model: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Model]]:
        """Retrieve a model."""
        ...


class ProvidersWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Providers."""

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.ProviderList]]:
        """List the providers."""
        ...

    def health(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.ProvidersHealth]]:
        """Check the health of all providers."""
        ...

    def get(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Provider]]:
        """Retrieve a provider."""
        ...

    def get_health(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.ProviderHealth]]:
        """Check the health of a provider."""
        ...

    def add(
        self,
        *,
        name: str,
        type: str,
        api_key: str,
        base_url: str,
        model: str,
        weight: Optional[float] = None,
        enabled: Optional[bool] = None,
        config: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Provider]]:
        """Add a provider."""
        ...

    def update(
        self,
        provider: str,
        *,
        name: Optional[str] = None,
        type: Optional[str] = None,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        model: Optional[str] = None,
        weight: Optional[float] = None,
        enabled: Optional[bool] = None,
        config: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Provider]]:
        """Update a provider."""
        ...

    def remove(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Optional[types.MessageResponse]]]:
        """Remove a provider."""
        ...


class SessionsWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Sessions."""

    def create(
        self,
        *,
        user_id: str,
        initial_context: Optional[Mapping[str, Any]] = None,
        ttl_hours: Optional[int] = None,
        memory_enabled: Optional[bool] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Session]]:
        """Create a session."""
        ...

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.SessionList]]:
        """List the sessions."""
        ...

    def get(
        self,
        session_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Session]]:
        """Retrieve a session."""
        ...

    def delete(
        self,
        session_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Optional[types.MessageResponse]]]:
        """End a session."""
        ...


class TasksWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Tasks."""

    def create(
        self,
        *,
        type: str,
        payload: Optional[Mapping[str, Any]] = None,
        name: Optional[str] = None,
        priority: Optional[types.TaskPriorityParam] = None,
        timeout: Optional[int] = None,
        scheduled_at: Optional[Union[datetime.datetime, str]] = None,
        deadline: Optional[Union[datetime.datetime, str]] = None,
        max_retries: Optional[int] = None,
        tags: Optional[Sequence[str]] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> ResponseManager[StreamingResponse[types.Task]]:
        """Start a task."""
        ...

    def list(
        self,
        *,
        status: Optional[types.TaskState] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Page[types.Task]]]:
        """List the tasks."""
        ...

    def get(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Task]]:
        """Retrieve a task."""
        ...

    def get_status(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.TaskStatus]]:
        """Retrieve the status of a task."""
        ...

    def get_result(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.TaskResult]]:
        """Retrieve the result of a task."""
        ...

    def get_logs(
        self,
        task_id: str,
        *,
        limit: Optional[int] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.TaskLogList]]:
        """List the log entries of a task."""
        ...

    def pause(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Task]]:
        """Pause a task."""
        ...

    def resume(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Task]]:
        """Resume a task."""
        ...

    def cancel(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Task]]:
        """Cancel a task."""
        ...

    def delete(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Optional[types.MessageResponse]]]:
        """Delete a task."""
        ...

    def queue(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.TaskQueue]]:
        """Count the tasks by state."""
        ...


class VisionWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Vision."""

    def analyze(
        self,
        *,
        model: str,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.ChatCompletionResponse]]:
        """Ask a question about images."""
        ...

    def ocr(
        self,
        *,
        image_url: Optional[str] = None,
        image: Union[StrPath, bytes, None] = None,
        languages: Optional[Sequence[str]] = None,
        output_format: Optional[types.OcrFormatParam] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.OcrResponse]]:
        """Extract the text of an image. Pass either `image_url` or `image`."""
        ...


class WebhooksWithStreamingResponse(Protocol):
    """The methods of `with_streaming_response` of Webhooks."""

    def create(
        self,
        *,
        url: str,
        events: Optional[Sequence[types.WebhookEventTypeParam]] = None,
        secret: Optional[str] = None,
        headers: Optional[Mapping[str, str]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Webhook]]:
        """Create a webhook."""
        ...

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.WebhookList]]:
        """List the webhooks."""
        ...

    def get(
        self,
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[types.Webhook]]:
        """Retrieve a webhook."""
        ...

    def delete(
        self,
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ResponseManager[StreamingResponse[Optional[types.MessageResponse]]]:
        """Delete a webhook."""
        ...
