# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""All models; each is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from .annotation import Annotation
    from .audio_format import AudioFormat
    from .chat_completion_chunk import ChatCompletionChunk
    from .chat_completion_request import ChatCompletionRequest
    from .chat_completion_response import ChatCompletionResponse
    from .chat_message import ChatMessage
    from .choice import Choice
    from .choice_logprobs import ChoiceLogprobs
    from .chunk_choice import ChunkChoice
    from .completion_choice import CompletionChoice
    from .completion_chunk import CompletionChunk
    from .completion_logprobs import CompletionLogprobs
    from .completion_request import CompletionRequest
    from .completion_response import CompletionResponse
    from .completion_tokens_details import CompletionTokensDetails
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
    from .function_definition import FunctionDefinition
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
    from .logit_bias import LogitBias
    from .message import Message
    from .metadata import Metadata
    from .model import Model
    from .model_list import ModelList
    from .named_function import NamedFunction
    from .named_tool_choice import NamedToolChoice
    from .prompt_tokens_details import PromptTokensDetails
    from .provider_counts import ProviderCounts
    from .refusal_part import RefusalPart
    from .role import Role
    from .score_map import ScoreMap
    from .service_health import ServiceHealth
    from .stream_options import StreamOptions
    from .text_part import TextPart
    from .text_response_format import TextResponseFormat
    from .token_logprob import TokenLogprob
    from .tool import Tool
    from .tool_call import ToolCall
    from .tool_call_delta import ToolCallDelta
    from .tool_choice_mode import ToolChoiceMode
    from .tool_type import ToolType
    from .top_logprob import TopLogprob
    from .url_citation import UrlCitation
    from .usage import Usage

_MODULES = {
    "Annotation": ".annotation",
    "AudioFormat": ".audio_format",
    "ChatCompletionChunk": ".chat_completion_chunk",
    "ChatCompletionRequest": ".chat_completion_request",
    "ChatCompletionResponse": ".chat_completion_response",
    "ChatMessage": ".chat_message",
    "Choice": ".choice",
    "ChoiceLogprobs": ".choice_logprobs",
    "ChunkChoice": ".chunk_choice",
    "CompletionChoice": ".completion_choice",
    "CompletionChunk": ".completion_chunk",
    "CompletionLogprobs": ".completion_logprobs",
    "CompletionRequest": ".completion_request",
    "CompletionResponse": ".completion_response",
    "CompletionTokensDetails": ".completion_tokens_details",
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
    "FunctionDefinition": ".function_definition",
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
    "LogitBias": ".logit_bias",
    "Message": ".message",
    "Metadata": ".metadata",
    "Model": ".model",
    "ModelList": ".model_list",
    "NamedFunction": ".named_function",
    "NamedToolChoice": ".named_tool_choice",
    "PromptTokensDetails": ".prompt_tokens_details",
    "ProviderCounts": ".provider_counts",
    "RefusalPart": ".refusal_part",
    "Role": ".role",
    "ScoreMap": ".score_map",
    "ServiceHealth": ".service_health",
    "StreamOptions": ".stream_options",
    "TextPart": ".text_part",
    "TextResponseFormat": ".text_response_format",
    "TokenLogprob": ".token_logprob",
    "Tool": ".tool",
    "ToolCall": ".tool_call",
    "ToolCallDelta": ".tool_call_delta",
    "ToolChoiceMode": ".tool_choice_mode",
    "ToolType": ".tool_type",
    "TopLogprob": ".top_logprob",
    "UrlCitation": ".url_citation",
    "Usage": ".usage",
}


if not TYPE_CHECKING:
    # Hidden from type checkers, which would take any misspelt name for a model.
    def __getattr__(name: str) -> Any:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(module, __name__), name)
        return value


def __dir__() -> List[str]:
    return sorted({*globals(), *_MODULES})


__all__ = (
    "Annotation",
    "AudioFormat",
    "ChatCompletionChunk",
    "ChatCompletionRequest",
    "ChatCompletionResponse",
    "ChatMessage",
    "Choice",
    "ChoiceLogprobs",
    "ChunkChoice",
    "CompletionChoice",
    "CompletionChunk",
    "CompletionLogprobs",
    "CompletionRequest",
    "CompletionResponse",
    "CompletionTokensDetails",
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
    "FunctionDefinition",
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
    "LogitBias",
    "Message",
    "Metadata",
    "Model",
    "ModelList",
    "NamedFunction",
    "NamedToolChoice",
    "PromptTokensDetails",
    "ProviderCounts",
    "RefusalPart",
    "Role",
    "ScoreMap",
    "ServiceHealth",
    "StreamOptions",
    "TextPart",
    "TextResponseFormat",
    "TokenLogprob",
    "Tool",
    "ToolCall",
    "ToolCallDelta",
    "ToolChoiceMode",
    "ToolType",
    "TopLogprob",
    "UrlCitation",
    "Usage",
)
