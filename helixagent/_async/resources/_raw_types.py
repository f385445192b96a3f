# Written by `make generate` from helixagent/_async/resources; do not edit.
"""The types of `with_raw_response`: the methods of each resource, which return a RawResponse."""

from __future__ import annotations

import datetime
from typing import Any, Callable, Dict, Literal, Mapping, Optional, Protocol, Sequence, Type, TypeVar, Union, overload

from helixagent import types
from helixagent._async.listing import AsyncListing
from helixagent._async.page import AsyncPage
from helixagent._async.stream import AsyncStream
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, StrPath, TimeoutOption
from helixagent._core.responses.raw_response import RawResponse
from helixagent_client.types import ApiModel

__all__ = [
    "AsyncAgentsWithRawResponse",
    "AsyncAuthWithRawResponse",
    "AsyncChatCompletionsWithRawResponse",
    "AsyncChatWithRawResponse",
    "AsyncCompletionsWithRawResponse",
    "AsyncDebatesWithRawResponse",
    "AsyncEmbeddingsWithRawResponse",
    "AsyncEnsembleCompletionsWithRawResponse",
    "AsyncEnsembleWithRawResponse",
    "AsyncMCPToolsWithRawResponse",
    "AsyncMCPWithRawResponse",
    "AsyncModelsWithRawResponse",
    "AsyncProvidersWithRawResponse",
    "AsyncSessionsWithRawResponse",
    "AsyncTasksWithRawResponse",
    "AsyncVisionWithRawResponse",
    "AsyncWebhooksWithRawResponse",
]
T = TypeVar("T")
C = TypeVar("C", covariant=True)


class AsyncAgentsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncAgents."""

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> AsyncListing[RawResponse[types.AgentList]]:
        """List the agents."""
        ...

    async def get(
        self,
        name: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Agent]:
        """Retrieve an agent."""
        ...


class AsyncAuthWithRawResponse(Protocol[C]):
    """The methods of `with_raw_response` of AsyncAuth."""

    async def register(
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
    ) -> RawResponse[types.AuthToken]:
        """Create an account."""
        ...

    async def login(
        self,
        *,
        username: str,
        password: str,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[C]:
        """Log in, and return a client that uses the token and shares this client's connections."""
        ...

    async def refresh(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.AuthToken]:
        """Refresh a token."""
        ...

    async def logout(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[Optional[types.MessageResponse]]:
        """Log out."""
        ...

    async def me(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.CurrentUser]:
        """Retrieve the current user."""
        ...


class AsyncChatWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncChat."""

    @property
    def completions(self) -> AsyncChatCompletionsWithRawResponse:
        """Chat completions."""
        ...


class AsyncChatCompletionsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncChatCompletions."""

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
    ) -> RawResponse[types.ChatCompletionResponse]: ...

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
    ) -> RawResponse[AsyncStream[types.ChatCompletionChunk]]: ...

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
    ) -> RawResponse[Union[types.ChatCompletionResponse, AsyncStream[types.ChatCompletionChunk]]]: ...

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
    ) -> RawResponse[types.ParsedChatCompletion[T]]:
        """Create a chat completion, and parse it into a dataclass, a TypedDict, or a pydantic model."""
        ...


class AsyncCompletionsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncCompletions."""

    @overload
    async def create(
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
    ) -> RawResponse[types.CompletionResponse]: ...

    @overload
    async def create(
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
    ) -> RawResponse[AsyncStream[types.CompletionChunk]]: ...

    @overload
    async def create(
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
    ) -> RawResponse[Union[types.CompletionResponse, AsyncStream[types.CompletionChunk]]]: ...


class AsyncDebatesWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncDebates."""

    async def create(
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
    ) -> RawResponse[types.Debate]:
        """Create a debate from a dict or from keyword arguments. Keyword arguments override members of the dict."""
        ...

    async def get(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.DebateDetails]:
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
    ) -> AsyncListing[RawResponse[AsyncPage[types.DebateDetails]]]:
        """List the debates."""
        ...

    async def delete(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[Optional[types.MessageResponse]]:
        """Delete a debate."""
        ...

    async def get_status(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.DebateStatus]:
        """Retrieve the status of a debate."""
        ...

    async def get_results(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.DebateResults]:
        """Retrieve the results of a debate."""
        ...

    async def get_report(
        self,
        debate_id: str,
        *,
        format: types.ReportFormat = "json",
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[Union[Dict[str, Any], bytes]]:
        """Return the report of a completed debate."""
        ...

    async def approve(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Debate]:
        """Approve a debate."""
        ...

    async def reject(
        self,
        debate_id: str,
        *,
        reason: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Debate]:
        """Reject a debate."""
        ...

    async def team(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.DebateTeam]:
        """Retrieve the default debate team."""
        ...


class AsyncEmbeddingsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncEmbeddings."""

    @overload
    async def create(
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
    ) -> RawResponse[types.EmbeddingResponse]: ...

    @overload
    async def create(
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
    ) -> RawResponse[types.ArrayEmbeddingResponse]: ...

    @overload
    async def create(
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
    ) -> RawResponse[types.Base64EmbeddingResponse]: ...

    @overload
    async def create(
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
    ) -> RawResponse[Union[types.EmbeddingResponse, types.ArrayEmbeddingResponse, types.Base64EmbeddingResponse]]: ...


class AsyncEnsembleWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncEnsemble."""

    @property
    def completions(self) -> AsyncEnsembleCompletionsWithRawResponse:
        """Ensemble completions."""
        ...


class AsyncEnsembleCompletionsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncEnsembleCompletions."""

    @overload
    async def create(
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
    ) -> RawResponse[types.EnsembleCompletionResponse]: ...

    @overload
    async def create(
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
    ) -> RawResponse[AsyncStream[types.ChatCompletionChunk]]: ...

    @overload
    async def create(
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
    ) -> RawResponse[Union[types.EnsembleCompletionResponse, AsyncStream[types.ChatCompletionChunk]]]: ...


class AsyncMCPWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncMCP."""

    @property
    def tools(self) -> AsyncMCPToolsWithRawResponse:
        """The tools. `tools()` and `tools.list()` list them, and `tools.call(...)` calls one."""
        ...

    async def capabilities(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.McpCapabilities]:
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
    ) -> AsyncListing[RawResponse[types.McpPromptList]]:
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
    ) -> AsyncListing[RawResponse[types.McpResourceList]]:
        """List the resources."""
        ...


class AsyncMCPToolsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncMCPTools."""

    def __call__(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> AsyncListing[RawResponse[types.McpToolList]]:
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
    ) -> AsyncListing[RawResponse[types.McpToolList]]:
        """List the tools."""
        ...

    async def call(
        self,
        *,
        name: str,
        arguments: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.McpToolResult]:
        """Call a tool and return its result."""
        ...


class AsyncModelsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncModels."""

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> AsyncListing[RawResponse[types.ModelList]]:
        """List the models."""
        ...

    async def retrieve(
        self,
        model: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Model]:
        """Retrieve a model."""
        ...


class AsyncProvidersWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncProviders."""

    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> AsyncListing[RawResponse[types.ProviderList]]:
        """List the providers."""
        ...

    async def health(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.ProvidersHealth]:
        """Check the health of all providers."""
        ...

    async def get(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Provider]:
        """Retrieve a provider."""
        ...

    async def get_health(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.ProviderHealth]:
        """Check the health of a provider."""
        ...

    async def add(
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
    ) -> RawResponse[types.Provider]:
        """Add a provider."""
        ...

    async def update(
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
    ) -> RawResponse[types.Provider]:
        """Update a provider."""
        ...

    async def remove(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[Optional[types.MessageResponse]]:
        """Remove a provider."""
        ...


class AsyncSessionsWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncSessions."""

    async def create(
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
    ) -> RawResponse[types.Session]:
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
    ) -> AsyncListing[RawResponse[types.SessionList]]:
        """List the sessions."""
        ...

    async def get(
        self,
        session_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Session]:
        """Retrieve a session."""
        ...

    async def delete(
        self,
        session_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[Optional[types.MessageResponse]]:
        """End a session."""
        ...


class AsyncTasksWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncTasks."""

    async def create(
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
    ) -> RawResponse[types.Task]:
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
    ) -> AsyncListing[RawResponse[AsyncPage[types.Task]]]:
        """List the tasks."""
        ...

    async def get(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Task]:
        """Retrieve a task."""
        ...

    async def get_status(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.TaskStatus]:
        """Retrieve the status of a task."""
        ...

    async def get_result(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.TaskResult]:
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
    ) -> AsyncListing[RawResponse[types.TaskLogList]]:
        """List the log entries of a task."""
        ...

    async def pause(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Task]:
        """Pause a task."""
        ...

    async def resume(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Task]:
        """Resume a task."""
        ...

    async def cancel(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Task]:
        """Cancel a task."""
        ...

    async def delete(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[Optional[types.MessageResponse]]:
        """Delete a task."""
        ...

    async def queue(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.TaskQueue]:
        """Count the tasks by state."""
        ...


class AsyncVisionWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncVision."""

    async def analyze(
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
    ) -> RawResponse[types.ChatCompletionResponse]:
        """Ask a question about images."""
        ...

    async def ocr(
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
    ) -> RawResponse[types.OcrResponse]:
        """Extract the text of an image. Pass either `image_url` or `image`."""
        ...


class AsyncWebhooksWithRawResponse(Protocol):
    """The methods of `with_raw_response` of AsyncWebhooks."""

    async def create(
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
    ) -> RawResponse[types.Webhook]:
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
    ) -> AsyncListing[RawResponse[types.WebhookList]]:
        """List the webhooks."""
        ...

    async def get(
        self,
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[types.Webhook]:
        """Retrieve a webhook."""
        ...

    async def delete(
        self,
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> RawResponse[Optional[types.MessageResponse]]:
        """Delete a webhook."""
        ...
