# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""All models. Each is loaded on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from .agent import Agent
    from .agent_list import AgentList
    from .allowed_tools import AllowedTools
    from .annotation import Annotation
    from .audio_format import AudioFormat
    from .audio_options import AudioOptions
    from .auth_token import AuthToken
    from .chat_completion_chunk import ChatCompletionChunk
    from .chat_completion_request import ChatCompletionRequest
    from .chat_completion_response import ChatCompletionResponse
    from .chat_message import ChatMessage
    from .choice import Choice
    from .choice_logprobs import ChoiceLogprobs
    from .chunk_choice import ChunkChoice
    from .cognee_config import CogneeConfig
    from .cognee_insights import CogneeInsights
    from .cognee_settings import CogneeSettings
    from .completion_choice import CompletionChoice
    from .completion_chunk import CompletionChunk
    from .completion_logprobs import CompletionLogprobs
    from .completion_request import CompletionRequest
    from .completion_response import CompletionResponse
    from .completion_tokens_details import CompletionTokensDetails
    from .count_map import CountMap
    from .current_user import CurrentUser
    from .custom_tool_definition import CustomToolDefinition
    from .custom_voice import CustomVoice
    from .debate import Debate
    from .debate_consensus import DebateConsensus
    from .debate_details import DebateDetails
    from .debate_list import DebateList
    from .debate_llm import DebateLlm
    from .debate_participant import DebateParticipant
    from .debate_request import DebateRequest
    from .debate_results import DebateResults
    from .debate_state import DebateState
    from .debate_status import DebateStatus
    from .debate_team import DebateTeam
    from .debate_team_member import DebateTeamMember
    from .delta import Delta
    from .embedding import Embedding
    from .embedding_request import EmbeddingRequest
    from .embedding_response import EmbeddingResponse
    from .embedding_usage import EmbeddingUsage
    from .encoding_format import EncodingFormat
    from .ensemble_completion_request import EnsembleCompletionRequest
    from .ensemble_completion_response import EnsembleCompletionResponse
    from .ensemble_config import EnsembleConfig
    from .ensemble_details import EnsembleDetails
    from .ensemble_strategy import EnsembleStrategy
    from .error_detail import ErrorDetail
    from .error_response import ErrorResponse
    from .file_part import FilePart
    from .file_reference import FileReference
    from .finish_reason import FinishReason
    from .function_call import FunctionCall
    from .function_call_delta import FunctionCallDelta
    from .function_call_mode import FunctionCallMode
    from .function_definition import FunctionDefinition
    from .header_map import HeaderMap
    from .health import Health
    from .health_status import HealthStatus
    from .image_detail import ImageDetail
    from .image_url import ImageUrl
    from .image_url_part import ImageUrlPart
    from .input_audio import InputAudio
    from .input_audio_part import InputAudioPart
    from .json_object import JsonObject
    from .json_object_response_format import JsonObjectResponseFormat
    from .json_schema_definition import JsonSchemaDefinition
    from .json_schema_response_format import JsonSchemaResponseFormat
    from .llm_details import LlmDetails
    from .login_request import LoginRequest
    from .logit_bias import LogitBias
    from .mcp_capabilities import McpCapabilities
    from .mcp_error import McpError
    from .mcp_prompt import McpPrompt
    from .mcp_prompt_argument import McpPromptArgument
    from .mcp_prompt_list import McpPromptList
    from .mcp_resource import McpResource
    from .mcp_resource_list import McpResourceList
    from .mcp_tool import McpTool
    from .mcp_tool_call_request import McpToolCallRequest
    from .mcp_tool_list import McpToolList
    from .mcp_tool_result import McpToolResult
    from .message import Message
    from .message_response import MessageResponse
    from .metadata import Metadata
    from .model import Model
    from .model_list import ModelList
    from .named_custom_tool import NamedCustomTool
    from .named_function import NamedFunction
    from .named_tool_choice import NamedToolChoice
    from .ocr_block import OcrBlock
    from .ocr_format import OcrFormat
    from .ocr_request import OcrRequest
    from .ocr_response import OcrResponse
    from .participant_details import ParticipantDetails
    from .participant_result import ParticipantResult
    from .prediction import Prediction
    from .prompt_cache_retention import PromptCacheRetention
    from .prompt_tokens_details import PromptTokensDetails
    from .provider import Provider
    from .provider_counts import ProviderCounts
    from .provider_health import ProviderHealth
    from .provider_health_map import ProviderHealthMap
    from .provider_list import ProviderList
    from .provider_request import ProviderRequest
    from .provider_update_request import ProviderUpdateRequest
    from .providers_health import ProvidersHealth
    from .quality_metrics import QualityMetrics
    from .reasoning_effort import ReasoningEffort
    from .refusal_part import RefusalPart
    from .register_request import RegisterRequest
    from .reject_debate_request import RejectDebateRequest
    from .report_format import ReportFormat
    from .role import Role
    from .score_map import ScoreMap
    from .search_context_size import SearchContextSize
    from .service_health import ServiceHealth
    from .service_tier import ServiceTier
    from .session import Session
    from .session_list import SessionList
    from .session_request import SessionRequest
    from .stream_options import StreamOptions
    from .task import Task
    from .task_event import TaskEvent
    from .task_event_type import TaskEventType
    from .task_list import TaskList
    from .task_log import TaskLog
    from .task_log_list import TaskLogList
    from .task_priority import TaskPriority
    from .task_queue import TaskQueue
    from .task_request import TaskRequest
    from .task_result import TaskResult
    from .task_state import TaskState
    from .task_status import TaskStatus
    from .text_part import TextPart
    from .text_response_format import TextResponseFormat
    from .token_logprob import TokenLogprob
    from .token_logprobs import TokenLogprobs
    from .tool import Tool
    from .tool_call import ToolCall
    from .tool_call_delta import ToolCallDelta
    from .tool_choice_mode import ToolChoiceMode
    from .tool_type import ToolType
    from .top_logprob import TopLogprob
    from .url_citation import UrlCitation
    from .usage import Usage
    from .verbosity import Verbosity
    from .vision_request import VisionRequest
    from .web_search_options import WebSearchOptions
    from .webhook import Webhook
    from .webhook_event import WebhookEvent
    from .webhook_event_type import WebhookEventType
    from .webhook_list import WebhookList
    from .webhook_request import WebhookRequest

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "Agent": ".agent",
    "AgentList": ".agent_list",
    "AllowedTools": ".allowed_tools",
    "Annotation": ".annotation",
    "AudioFormat": ".audio_format",
    "AudioOptions": ".audio_options",
    "AuthToken": ".auth_token",
    "ChatCompletionChunk": ".chat_completion_chunk",
    "ChatCompletionRequest": ".chat_completion_request",
    "ChatCompletionResponse": ".chat_completion_response",
    "ChatMessage": ".chat_message",
    "Choice": ".choice",
    "ChoiceLogprobs": ".choice_logprobs",
    "ChunkChoice": ".chunk_choice",
    "CogneeConfig": ".cognee_config",
    "CogneeInsights": ".cognee_insights",
    "CogneeSettings": ".cognee_settings",
    "CompletionChoice": ".completion_choice",
    "CompletionChunk": ".completion_chunk",
    "CompletionLogprobs": ".completion_logprobs",
    "CompletionRequest": ".completion_request",
    "CompletionResponse": ".completion_response",
    "CompletionTokensDetails": ".completion_tokens_details",
    "CountMap": ".count_map",
    "CurrentUser": ".current_user",
    "CustomToolDefinition": ".custom_tool_definition",
    "CustomVoice": ".custom_voice",
    "Debate": ".debate",
    "DebateConsensus": ".debate_consensus",
    "DebateDetails": ".debate_details",
    "DebateList": ".debate_list",
    "DebateLlm": ".debate_llm",
    "DebateParticipant": ".debate_participant",
    "DebateRequest": ".debate_request",
    "DebateResults": ".debate_results",
    "DebateState": ".debate_state",
    "DebateStatus": ".debate_status",
    "DebateTeam": ".debate_team",
    "DebateTeamMember": ".debate_team_member",
    "Delta": ".delta",
    "Embedding": ".embedding",
    "EmbeddingRequest": ".embedding_request",
    "EmbeddingResponse": ".embedding_response",
    "EmbeddingUsage": ".embedding_usage",
    "EncodingFormat": ".encoding_format",
    "EnsembleCompletionRequest": ".ensemble_completion_request",
    "EnsembleCompletionResponse": ".ensemble_completion_response",
    "EnsembleConfig": ".ensemble_config",
    "EnsembleDetails": ".ensemble_details",
    "EnsembleStrategy": ".ensemble_strategy",
    "ErrorDetail": ".error_detail",
    "ErrorResponse": ".error_response",
    "FilePart": ".file_part",
    "FileReference": ".file_reference",
    "FinishReason": ".finish_reason",
    "FunctionCall": ".function_call",
    "FunctionCallDelta": ".function_call_delta",
    "FunctionCallMode": ".function_call_mode",
    "FunctionDefinition": ".function_definition",
    "HeaderMap": ".header_map",
    "Health": ".health",
    "HealthStatus": ".health_status",
    "ImageDetail": ".image_detail",
    "ImageUrl": ".image_url",
    "ImageUrlPart": ".image_url_part",
    "InputAudio": ".input_audio",
    "InputAudioPart": ".input_audio_part",
    "JsonObject": ".json_object",
    "JsonObjectResponseFormat": ".json_object_response_format",
    "JsonSchemaDefinition": ".json_schema_definition",
    "JsonSchemaResponseFormat": ".json_schema_response_format",
    "LlmDetails": ".llm_details",
    "LoginRequest": ".login_request",
    "LogitBias": ".logit_bias",
    "McpCapabilities": ".mcp_capabilities",
    "McpError": ".mcp_error",
    "McpPrompt": ".mcp_prompt",
    "McpPromptArgument": ".mcp_prompt_argument",
    "McpPromptList": ".mcp_prompt_list",
    "McpResource": ".mcp_resource",
    "McpResourceList": ".mcp_resource_list",
    "McpTool": ".mcp_tool",
    "McpToolCallRequest": ".mcp_tool_call_request",
    "McpToolList": ".mcp_tool_list",
    "McpToolResult": ".mcp_tool_result",
    "Message": ".message",
    "MessageResponse": ".message_response",
    "Metadata": ".metadata",
    "Model": ".model",
    "ModelList": ".model_list",
    "NamedCustomTool": ".named_custom_tool",
    "NamedFunction": ".named_function",
    "NamedToolChoice": ".named_tool_choice",
    "OcrBlock": ".ocr_block",
    "OcrFormat": ".ocr_format",
    "OcrRequest": ".ocr_request",
    "OcrResponse": ".ocr_response",
    "ParticipantDetails": ".participant_details",
    "ParticipantResult": ".participant_result",
    "Prediction": ".prediction",
    "PromptCacheRetention": ".prompt_cache_retention",
    "PromptTokensDetails": ".prompt_tokens_details",
    "Provider": ".provider",
    "ProviderCounts": ".provider_counts",
    "ProviderHealth": ".provider_health",
    "ProviderHealthMap": ".provider_health_map",
    "ProviderList": ".provider_list",
    "ProviderRequest": ".provider_request",
    "ProviderUpdateRequest": ".provider_update_request",
    "ProvidersHealth": ".providers_health",
    "QualityMetrics": ".quality_metrics",
    "ReasoningEffort": ".reasoning_effort",
    "RefusalPart": ".refusal_part",
    "RegisterRequest": ".register_request",
    "RejectDebateRequest": ".reject_debate_request",
    "ReportFormat": ".report_format",
    "Role": ".role",
    "ScoreMap": ".score_map",
    "SearchContextSize": ".search_context_size",
    "ServiceHealth": ".service_health",
    "ServiceTier": ".service_tier",
    "Session": ".session",
    "SessionList": ".session_list",
    "SessionRequest": ".session_request",
    "StreamOptions": ".stream_options",
    "Task": ".task",
    "TaskEvent": ".task_event",
    "TaskEventType": ".task_event_type",
    "TaskList": ".task_list",
    "TaskLog": ".task_log",
    "TaskLogList": ".task_log_list",
    "TaskPriority": ".task_priority",
    "TaskQueue": ".task_queue",
    "TaskRequest": ".task_request",
    "TaskResult": ".task_result",
    "TaskState": ".task_state",
    "TaskStatus": ".task_status",
    "TextPart": ".text_part",
    "TextResponseFormat": ".text_response_format",
    "TokenLogprob": ".token_logprob",
    "TokenLogprobs": ".token_logprobs",
    "Tool": ".tool",
    "ToolCall": ".tool_call",
    "ToolCallDelta": ".tool_call_delta",
    "ToolChoiceMode": ".tool_choice_mode",
    "ToolType": ".tool_type",
    "TopLogprob": ".top_logprob",
    "UrlCitation": ".url_citation",
    "Usage": ".usage",
    "Verbosity": ".verbosity",
    "VisionRequest": ".vision_request",
    "WebSearchOptions": ".web_search_options",
    "Webhook": ".webhook",
    "WebhookEvent": ".webhook_event",
    "WebhookEventType": ".webhook_event_type",
    "WebhookList": ".webhook_list",
    "WebhookRequest": ".webhook_request",
}

__all__ = [
    "Agent",
    "AgentList",
    "AllowedTools",
    "Annotation",
    "AudioFormat",
    "AudioOptions",
    "AuthToken",
    "ChatCompletionChunk",
    "ChatCompletionRequest",
    "ChatCompletionResponse",
    "ChatMessage",
    "Choice",
    "ChoiceLogprobs",
    "ChunkChoice",
    "CogneeConfig",
    "CogneeInsights",
    "CogneeSettings",
    "CompletionChoice",
    "CompletionChunk",
    "CompletionLogprobs",
    "CompletionRequest",
    "CompletionResponse",
    "CompletionTokensDetails",
    "CountMap",
    "CurrentUser",
    "CustomToolDefinition",
    "CustomVoice",
    "Debate",
    "DebateConsensus",
    "DebateDetails",
    "DebateList",
    "DebateLlm",
    "DebateParticipant",
    "DebateRequest",
    "DebateResults",
    "DebateState",
    "DebateStatus",
    "DebateTeam",
    "DebateTeamMember",
    "Delta",
    "Embedding",
    "EmbeddingRequest",
    "EmbeddingResponse",
    "EmbeddingUsage",
    "EncodingFormat",
    "EnsembleCompletionRequest",
    "EnsembleCompletionResponse",
    "EnsembleConfig",
    "EnsembleDetails",
    "EnsembleStrategy",
    "ErrorDetail",
    "ErrorResponse",
    "FilePart",
    "FileReference",
    "FinishReason",
    "FunctionCall",
    "FunctionCallDelta",
    "FunctionCallMode",
    "FunctionDefinition",
    "HeaderMap",
    "Health",
    "HealthStatus",
    "ImageDetail",
    "ImageUrl",
    "ImageUrlPart",
    "InputAudio",
    "InputAudioPart",
    "JsonObject",
    "JsonObjectResponseFormat",
    "JsonSchemaDefinition",
    "JsonSchemaResponseFormat",
    "LlmDetails",
    "LoginRequest",
    "LogitBias",
    "McpCapabilities",
    "McpError",
    "McpPrompt",
    "McpPromptArgument",
    "McpPromptList",
    "McpResource",
    "McpResourceList",
    "McpTool",
    "McpToolCallRequest",
    "McpToolList",
    "McpToolResult",
    "Message",
    "MessageResponse",
    "Metadata",
    "Model",
    "ModelList",
    "NamedCustomTool",
    "NamedFunction",
    "NamedToolChoice",
    "OcrBlock",
    "OcrFormat",
    "OcrRequest",
    "OcrResponse",
    "ParticipantDetails",
    "ParticipantResult",
    "Prediction",
    "PromptCacheRetention",
    "PromptTokensDetails",
    "Provider",
    "ProviderCounts",
    "ProviderHealth",
    "ProviderHealthMap",
    "ProviderList",
    "ProviderRequest",
    "ProviderUpdateRequest",
    "ProvidersHealth",
    "QualityMetrics",
    "ReasoningEffort",
    "RefusalPart",
    "RegisterRequest",
    "RejectDebateRequest",
    "ReportFormat",
    "Role",
    "ScoreMap",
    "SearchContextSize",
    "ServiceHealth",
    "ServiceTier",
    "Session",
    "SessionList",
    "SessionRequest",
    "StreamOptions",
    "Task",
    "TaskEvent",
    "TaskEventType",
    "TaskList",
    "TaskLog",
    "TaskLogList",
    "TaskPriority",
    "TaskQueue",
    "TaskRequest",
    "TaskResult",
    "TaskState",
    "TaskStatus",
    "TextPart",
    "TextResponseFormat",
    "TokenLogprob",
    "TokenLogprobs",
    "Tool",
    "ToolCall",
    "ToolCallDelta",
    "ToolChoiceMode",
    "ToolType",
    "TopLogprob",
    "UrlCitation",
    "Usage",
    "Verbosity",
    "VisionRequest",
    "WebSearchOptions",
    "Webhook",
    "WebhookEvent",
    "WebhookEventType",
    "WebhookList",
    "WebhookRequest",
]


if not TYPE_CHECKING:
    # Type checkers do not see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> List[str]:
    return sorted(__all__)
