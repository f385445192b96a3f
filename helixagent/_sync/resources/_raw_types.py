# Written by `make generate` from helixagent/_async/resources; do not edit.
"""The types of `with_raw_response`: each resource's methods, with a RawResponse of what they return."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from os import PathLike
    from typing import Any, Callable, Dict, Literal, Mapping, Optional, Sequence, Type, TypeVar, Union, overload

    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import (
        CallOptions,
        ChatCompletionCall,
        CompletionCall,
        EnsembleCompletionCall,
    )
    from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
    from helixagent._core.responses.embedding_types import ArrayEmbeddingResponse, Base64EmbeddingResponse
    from helixagent._core.responses.parsed import ParsedChatCompletion
    from helixagent._core.responses.raw_response import RawResponse
    from helixagent._sync.client import HelixAgent
    from helixagent._sync.page import Page
    from helixagent._sync.stream import Stream
    from helixagent_client.models.agent import Agent
    from helixagent_client.models.agent_list import AgentList
    from helixagent_client.models.auth_token import AuthToken
    from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk
    from helixagent_client.models.chat_completion_response import ChatCompletionResponse
    from helixagent_client.models.completion_chunk import CompletionChunk
    from helixagent_client.models.completion_response import CompletionResponse
    from helixagent_client.models.current_user import CurrentUser
    from helixagent_client.models.debate import Debate
    from helixagent_client.models.debate_details import DebateDetails
    from helixagent_client.models.debate_results import DebateResults
    from helixagent_client.models.debate_status import DebateStatus
    from helixagent_client.models.debate_team import DebateTeam
    from helixagent_client.models.embedding_response import EmbeddingResponse
    from helixagent_client.models.ensemble_completion_response import EnsembleCompletionResponse
    from helixagent_client.models.mcp_capabilities import McpCapabilities
    from helixagent_client.models.mcp_prompt_list import McpPromptList
    from helixagent_client.models.mcp_resource_list import McpResourceList
    from helixagent_client.models.mcp_tool_list import McpToolList
    from helixagent_client.models.mcp_tool_result import McpToolResult
    from helixagent_client.models.message_response import MessageResponse
    from helixagent_client.models.model import Model
    from helixagent_client.models.model_list import ModelList
    from helixagent_client.models.ocr_response import OcrResponse
    from helixagent_client.models.prompt_cache_retention import PromptCacheRetention
    from helixagent_client.models.provider import Provider
    from helixagent_client.models.provider_health import ProviderHealth
    from helixagent_client.models.provider_list import ProviderList
    from helixagent_client.models.providers_health import ProvidersHealth
    from helixagent_client.models.reasoning_effort import ReasoningEffort
    from helixagent_client.models.service_tier import ServiceTier
    from helixagent_client.models.session import Session
    from helixagent_client.models.session_list import SessionList
    from helixagent_client.models.task import Task
    from helixagent_client.models.task_log_list import TaskLogList
    from helixagent_client.models.task_queue import TaskQueue
    from helixagent_client.models.task_result import TaskResult
    from helixagent_client.models.task_status import TaskStatus
    from helixagent_client.models.verbosity import Verbosity
    from helixagent_client.models.webhook import Webhook
    from helixagent_client.models.webhook_list import WebhookList
    from helixagent_client.params import (
        AudioOptionsParam,
        ChatMessageParam,
        CogneeConfigParam,
        DebateParams,
        DebateParticipantParam,
        EncodingFormatParam,
        EnsembleConfigParam,
        FunctionCallModeParam,
        FunctionDefinitionParam,
        NamedFunctionParam,
        NamedToolChoiceParam,
        OcrFormatParam,
        PredictionParam,
        TaskPriorityParam,
        ToolChoiceModeParam,
        ToolParam,
        WebhookEventTypeParam,
        WebSearchOptionsParam,
    )
    from helixagent_client.types import ApiModel

    T = TypeVar("T")

    class AgentsWithRawResponse:
        """What `with_raw_response` of Agents gives."""

        def list(self, **options: Unpack[CallOptions]) -> RawResponse[AgentList]:
            """List the agents."""
            ...

        def get(self, name: str, **options: Unpack[CallOptions]) -> RawResponse[Agent]:
            """Look an agent up."""
            ...

    class AuthWithRawResponse:
        """What `with_raw_response` of Auth gives."""

        def register(
            self, *, username: str, email: str, password: str, **options: Unpack[CallOptions]
        ) -> RawResponse[AuthToken]:
            """Open an account."""
            ...

        def login(self, *, username: str, password: str, **options: Unpack[CallOptions]) -> RawResponse[HelixAgent]:
            """Log in, and return a client that uses the token; it shares this client's connections."""
            ...

        def refresh(self, **options: Unpack[CallOptions]) -> RawResponse[AuthToken]:
            """Get a new token for the one in use."""
            ...

        def logout(self, **options: Unpack[CallOptions]) -> RawResponse[Optional[MessageResponse]]:
            """End the token in use."""
            ...

        def me(self, **options: Unpack[CallOptions]) -> RawResponse[CurrentUser]:
            """Ask whose token is in use."""
            ...

    class ChatWithRawResponse:
        """What `with_raw_response` of Chat gives."""

        @property
        def completions(self) -> ChatCompletionsWithRawResponse:
            """Chat completions."""
            ...

    class ChatCompletionsWithRawResponse:
        """What `with_raw_response` of ChatCompletions gives."""

        @overload
        def create(
            self, *, stream: Literal[False] = False, **arguments: Unpack[ChatCompletionCall]
        ) -> RawResponse[ChatCompletionResponse]: ...

        @overload
        def create(
            self, *, stream: Literal[True], **arguments: Unpack[ChatCompletionCall]
        ) -> RawResponse[Stream[ChatCompletionChunk]]: ...

        @overload
        def create(
            self, *, stream: bool, **arguments: Unpack[ChatCompletionCall]
        ) -> RawResponse[Union[ChatCompletionResponse, Stream[ChatCompletionChunk]]]: ...

        def create(self, **arguments: Any) -> Any:
            """Answer a conversation."""
            ...

        def parse(
            self,
            *,
            messages: Sequence[Union[ChatMessageParam, ApiModel]],
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
            tools: Optional[Sequence[Union[ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]] = None,
            tool_choice: Optional[Union[ToolChoiceModeParam, NamedToolChoiceParam, ApiModel, Mapping[str, Any]]] = None,
            parallel_tool_calls: Optional[bool] = None,
            metadata: Optional[Mapping[str, str]] = None,
            ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
            force_provider: Optional[str] = None,
            audio: Optional[Union[AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
            function_call: Optional[
                Union[FunctionCallModeParam, NamedFunctionParam, ApiModel, Mapping[str, Any]]
            ] = None,
            functions: Optional[Sequence[Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]] = None,
            modalities: Optional[Sequence[str]] = None,
            moderation: Optional[Mapping[str, Any]] = None,
            prediction: Optional[Union[PredictionParam, ApiModel, Mapping[str, Any]]] = None,
            prompt_cache_key: Optional[str] = None,
            prompt_cache_options: Optional[Mapping[str, Any]] = None,
            prompt_cache_retention: Optional[PromptCacheRetention] = None,
            reasoning_effort: Optional[ReasoningEffort] = None,
            safety_identifier: Optional[str] = None,
            service_tier: Optional[ServiceTier] = None,
            store: Optional[bool] = None,
            verbosity: Optional[Verbosity] = None,
            web_search_options: Optional[Union[WebSearchOptionsParam, ApiModel, Mapping[str, Any]]] = None,
            extra_headers: Optional[Mapping[str, Optional[str]]] = None,
            extra_query: Optional[Mapping[str, Any]] = None,
            extra_body: Optional[Mapping[str, Any]] = None,
            timeout: TimeoutOption = NOT_GIVEN,
            deadline: SecondsOption = NOT_GIVEN,
        ) -> RawResponse[ParsedChatCompletion[T]]:
            """Answer a conversation with an object of a dataclass, a TypedDict, or a pydantic model."""
            ...

    class CompletionsWithRawResponse:
        """What `with_raw_response` of Completions gives."""

        @overload
        def create(
            self, *, stream: Literal[False] = False, **arguments: Unpack[CompletionCall]
        ) -> RawResponse[CompletionResponse]: ...

        @overload
        def create(
            self, *, stream: Literal[True], **arguments: Unpack[CompletionCall]
        ) -> RawResponse[Stream[CompletionChunk]]: ...

        @overload
        def create(
            self, *, stream: bool, **arguments: Unpack[CompletionCall]
        ) -> RawResponse[Union[CompletionResponse, Stream[CompletionChunk]]]: ...

        def create(self, **arguments: Any) -> Any:
            """Continue a text."""
            ...

    class DebatesWithRawResponse:
        """What `with_raw_response` of Debates gives."""

        def create(
            self,
            config: Union[DebateParams, ApiModel, Mapping[str, Any], None] = None,
            *,
            debateId: Optional[str] = None,
            topic: Optional[str] = None,
            participants: Optional[Sequence[Union[DebateParticipantParam, ApiModel, Mapping[str, Any]]]] = None,
            maximal_repeat_rounds: Optional[int] = None,
            consensus_threshold: Optional[float] = None,
            timeout: Optional[int] = None,
            strategy: Optional[str] = None,
            enable_cognee: Optional[bool] = None,
            cognee_config: Optional[Union[CogneeConfigParam, ApiModel, Mapping[str, Any]]] = None,
            metadata: Optional[Mapping[str, Any]] = None,
            extra_headers: Optional[Mapping[str, Optional[str]]] = None,
            extra_query: Optional[Mapping[str, Any]] = None,
            extra_body: Optional[Mapping[str, Any]] = None,
            deadline: SecondsOption = NOT_GIVEN,
        ) -> RawResponse[Debate]:
            """Start a debate, from a dict, from keywords, or from both, of which the keywords win."""
            ...

        def get(self, debate_id: str, **options: Unpack[CallOptions]) -> RawResponse[DebateDetails]:
            """Look a debate up."""
            ...

        def list(
            self,
            *,
            status: Optional[str] = None,
            limit: Optional[int] = None,
            offset: Optional[int] = None,
            **options: Unpack[CallOptions],
        ) -> RawResponse[Page[DebateDetails]]:
            """List the debates; the page that is returned iterates over those that follow too."""
            ...

        def delete(self, debate_id: str, **options: Unpack[CallOptions]) -> RawResponse[Optional[MessageResponse]]:
            """Delete a debate."""
            ...

        def get_status(self, debate_id: str, **options: Unpack[CallOptions]) -> RawResponse[DebateStatus]:
            """Ask how far a debate is."""
            ...

        def get_results(self, debate_id: str, **options: Unpack[CallOptions]) -> RawResponse[DebateResults]:
            """Read the results of a debate that has ended."""
            ...

        def get_report(
            self, debate_id: str, *, format: str = "json", **options: Unpack[CallOptions]
        ) -> RawResponse[Union[Dict[str, Any], bytes]]:
            """Read the report of a debate that has ended."""
            ...

        def approve(self, debate_id: str, **options: Unpack[CallOptions]) -> RawResponse[Debate]:
            """Let a debate that awaits approval begin."""
            ...

        def reject(
            self, debate_id: str, *, reason: Optional[str] = None, **options: Unpack[CallOptions]
        ) -> RawResponse[Debate]:
            """Refuse a debate that awaits approval."""
            ...

        def team(self, **options: Unpack[CallOptions]) -> RawResponse[DebateTeam]:
            """Ask who debates where a debate names no participants."""
            ...

    class EmbeddingsWithRawResponse:
        """What `with_raw_response` of Embeddings gives."""

        @overload
        def create(
            self,
            *,
            model: str,
            input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
            encoding_format: Optional[Literal["float"]] = None,
            dimensions: Optional[int] = None,
            user: Optional[str] = None,
            as_arrays: Literal[False] = False,
            **options: Unpack[CallOptions],
        ) -> RawResponse[EmbeddingResponse]: ...

        @overload
        def create(
            self,
            *,
            model: str,
            input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
            encoding_format: None = None,
            dimensions: Optional[int] = None,
            user: Optional[str] = None,
            as_arrays: Literal[True],
            **options: Unpack[CallOptions],
        ) -> RawResponse[ArrayEmbeddingResponse]: ...

        @overload
        def create(
            self,
            *,
            model: str,
            input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
            encoding_format: Literal["base64"],
            dimensions: Optional[int] = None,
            user: Optional[str] = None,
            as_arrays: Literal[False] = False,
            **options: Unpack[CallOptions],
        ) -> RawResponse[Base64EmbeddingResponse]: ...

        @overload
        def create(
            self,
            *,
            model: str,
            input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
            encoding_format: Optional[EncodingFormatParam] = None,
            dimensions: Optional[int] = None,
            user: Optional[str] = None,
            as_arrays: bool = False,
            **options: Unpack[CallOptions],
        ) -> RawResponse[Union[EmbeddingResponse, ArrayEmbeddingResponse, Base64EmbeddingResponse]]: ...

        def create(self, **arguments: Any) -> Any:
            """Turn texts into vectors."""
            ...

    class EnsembleWithRawResponse:
        """What `with_raw_response` of Ensemble gives."""

        @property
        def completions(self) -> EnsembleCompletionsWithRawResponse:
            """Ensemble completions."""
            ...

    class EnsembleCompletionsWithRawResponse:
        """What `with_raw_response` of EnsembleCompletions gives."""

        @overload
        def create(
            self, *, stream: Literal[False] = False, **arguments: Unpack[EnsembleCompletionCall]
        ) -> RawResponse[EnsembleCompletionResponse]: ...

        @overload
        def create(
            self, *, stream: Literal[True], **arguments: Unpack[EnsembleCompletionCall]
        ) -> RawResponse[Stream[ChatCompletionChunk]]: ...

        @overload
        def create(
            self, *, stream: bool, **arguments: Unpack[EnsembleCompletionCall]
        ) -> RawResponse[Union[EnsembleCompletionResponse, Stream[ChatCompletionChunk]]]: ...

        def create(self, **arguments: Any) -> Any:
            """Let several providers answer and return the answer that won."""
            ...

    class MCPWithRawResponse:
        """What `with_raw_response` of MCP gives."""

        @property
        def tools(self) -> MCPToolsWithRawResponse:
            """The tools: `tools()` and `tools.list()` list them, `tools.call(...)` calls one."""
            ...

        def capabilities(self, **options: Unpack[CallOptions]) -> RawResponse[McpCapabilities]:
            """Ask what the server can do over MCP."""
            ...

        def prompts(self, **options: Unpack[CallOptions]) -> RawResponse[McpPromptList]:
            """List the prompts."""
            ...

        def resources(self, **options: Unpack[CallOptions]) -> RawResponse[McpResourceList]:
            """List the resources."""
            ...

    class MCPToolsWithRawResponse:
        """What `with_raw_response` of MCPTools gives."""

        def __call__(self, **options: Unpack[CallOptions]) -> RawResponse[McpToolList]:
            """List the tools, as `list` does."""
            ...

        def list(self, **options: Unpack[CallOptions]) -> RawResponse[McpToolList]:
            """List the tools."""
            ...

        def call(
            self, *, name: str, arguments: Optional[Mapping[str, Any]] = None, **options: Unpack[CallOptions]
        ) -> RawResponse[McpToolResult]:
            """Call a tool and wait for what it gives."""
            ...

    class ModelsWithRawResponse:
        """What `with_raw_response` of Models gives."""

        def list(
            self,
            *,
            extra_headers: Optional[Mapping[str, Optional[str]]] = None,
            extra_query: Optional[Mapping[str, Any]] = None,
            extra_body: Optional[Mapping[str, Any]] = None,
            timeout: TimeoutOption = NOT_GIVEN,
            deadline: SecondsOption = NOT_GIVEN,
        ) -> RawResponse[ModelList]:
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
        ) -> RawResponse[Model]:
            """Look a model up."""
            ...

    class ProvidersWithRawResponse:
        """What `with_raw_response` of Providers gives."""

        def list(self, **options: Unpack[CallOptions]) -> RawResponse[ProviderList]:
            """List the providers."""
            ...

        def health(self, **options: Unpack[CallOptions]) -> RawResponse[ProvidersHealth]:
            """Ask for the health of all providers."""
            ...

        def get(self, provider: str, **options: Unpack[CallOptions]) -> RawResponse[Provider]:
            """Look a provider up."""
            ...

        def get_health(self, provider: str, **options: Unpack[CallOptions]) -> RawResponse[ProviderHealth]:
            """Ask a provider whether it works."""
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
            **options: Unpack[CallOptions],
        ) -> RawResponse[Provider]:
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
            **options: Unpack[CallOptions],
        ) -> RawResponse[Provider]:
            """Change a provider; what is left out stays as it is."""
            ...

        def remove(self, provider: str, **options: Unpack[CallOptions]) -> RawResponse[Optional[MessageResponse]]:
            """Remove a provider."""
            ...

    class SessionsWithRawResponse:
        """What `with_raw_response` of Sessions gives."""

        def create(
            self,
            *,
            user_id: str,
            initial_context: Optional[Mapping[str, Any]] = None,
            ttl_hours: Optional[int] = None,
            memory_enabled: Optional[bool] = None,
            **options: Unpack[CallOptions],
        ) -> RawResponse[Session]:
            """Begin a session."""
            ...

        def list(self, **options: Unpack[CallOptions]) -> RawResponse[SessionList]:
            """List the sessions."""
            ...

        def get(self, session_id: str, **options: Unpack[CallOptions]) -> RawResponse[Session]:
            """Look a session up."""
            ...

        def delete(self, session_id: str, **options: Unpack[CallOptions]) -> RawResponse[Optional[MessageResponse]]:
            """End a session."""
            ...

    class TasksWithRawResponse:
        """What `with_raw_response` of Tasks gives."""

        def create(
            self,
            *,
            type: str,
            payload: Optional[Mapping[str, Any]] = None,
            name: Optional[str] = None,
            priority: Optional[TaskPriorityParam] = None,
            timeout: Optional[int] = None,
            scheduled_at: Union[datetime.datetime, str, None] = None,
            deadline: Union[datetime.datetime, str, None] = None,
            max_retries: Optional[int] = None,
            tags: Optional[Sequence[str]] = None,
            metadata: Optional[Mapping[str, Any]] = None,
            extra_headers: Optional[Mapping[str, Optional[str]]] = None,
            extra_query: Optional[Mapping[str, Any]] = None,
            extra_body: Optional[Mapping[str, Any]] = None,
        ) -> RawResponse[Task]:
            """Start a task."""
            ...

        def list(
            self,
            *,
            status: Optional[str] = None,
            limit: Optional[int] = None,
            offset: Optional[int] = None,
            **options: Unpack[CallOptions],
        ) -> RawResponse[Page[Task]]:
            """List the tasks; the page that is returned iterates over those that follow too."""
            ...

        def get(self, task_id: str, **options: Unpack[CallOptions]) -> RawResponse[Task]:
            """Look a task up."""
            ...

        def get_status(self, task_id: str, **options: Unpack[CallOptions]) -> RawResponse[TaskStatus]:
            """Ask how far a task is."""
            ...

        def get_result(self, task_id: str, **options: Unpack[CallOptions]) -> RawResponse[TaskResult]:
            """Read the result of a task that has ended."""
            ...

        def get_logs(
            self, task_id: str, *, limit: Optional[int] = None, **options: Unpack[CallOptions]
        ) -> RawResponse[TaskLogList]:
            """Read what a task has logged."""
            ...

        def pause(self, task_id: str, **options: Unpack[CallOptions]) -> RawResponse[Task]:
            """Pause a task."""
            ...

        def resume(self, task_id: str, **options: Unpack[CallOptions]) -> RawResponse[Task]:
            """Let a paused task go on."""
            ...

        def cancel(self, task_id: str, **options: Unpack[CallOptions]) -> RawResponse[Task]:
            """Cancel a task."""
            ...

        def delete(self, task_id: str, **options: Unpack[CallOptions]) -> RawResponse[Optional[MessageResponse]]:
            """Delete a task."""
            ...

        def queue(self, **options: Unpack[CallOptions]) -> RawResponse[TaskQueue]:
            """Ask how full the queue is."""
            ...

    class VisionWithRawResponse:
        """What `with_raw_response` of Vision gives."""

        def analyze(
            self,
            *,
            model: str,
            messages: Sequence[Union[ChatMessageParam, ApiModel]],
            max_tokens: Optional[int] = None,
            max_completion_tokens: Optional[int] = None,
            temperature: Optional[float] = None,
            top_p: Optional[float] = None,
            n: Optional[int] = None,
            stop: Union[str, Sequence[str], None] = None,
            presence_penalty: Optional[float] = None,
            frequency_penalty: Optional[float] = None,
            seed: Optional[int] = None,
            user: Optional[str] = None,
            **options: Unpack[CallOptions],
        ) -> RawResponse[ChatCompletionResponse]:
            """Answer a conversation about images."""
            ...

        def ocr(
            self,
            *,
            image_url: Optional[str] = None,
            image: Union[str, bytes, PathLike[str], None] = None,
            languages: Optional[Sequence[str]] = None,
            output_format: Optional[OcrFormatParam] = None,
            **options: Unpack[CallOptions],
        ) -> RawResponse[OcrResponse]:
            """Read the text in an image, of which one of `image_url` and `image` is given."""
            ...

    class WebhooksWithRawResponse:
        """What `with_raw_response` of Webhooks gives."""

        def create(
            self,
            *,
            url: str,
            events: Optional[Sequence[WebhookEventTypeParam]] = None,
            secret: Optional[str] = None,
            headers: Optional[Mapping[str, str]] = None,
            **options: Unpack[CallOptions],
        ) -> RawResponse[Webhook]:
            """Have events sent to an address of yours."""
            ...

        def list(self, **options: Unpack[CallOptions]) -> RawResponse[WebhookList]:
            """List the webhooks."""
            ...

        def get(self, webhook_id: str, **options: Unpack[CallOptions]) -> RawResponse[Webhook]:
            """Look a webhook up."""
            ...

        def delete(self, webhook_id: str, **options: Unpack[CallOptions]) -> RawResponse[Optional[MessageResponse]]:
            """Have no more events sent."""
            ...
