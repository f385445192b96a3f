# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""What is asked of the bodies of requests: JSON Schema, without what the server alone judges.

It stands apart from the models, so that a program whose bodies are dicts need not load those of requests.
"""

from __future__ import annotations

from typing import Any, Dict, Mapping

# By the name of the schema, to which `$ref` refers too.
REQUEST_SCHEMAS: Dict[str, Mapping[str, Any]] = {
    "ChatCompletionRequest": {
        "type": "object",
        "required": ["messages"],
        "properties": {
            "model": {"type": "string"},
            "messages": {"type": "array", "minItems": 1, "items": {"$ref": "ChatMessage"}},
            "max_tokens": {"type": "integer", "minimum": 1},
            "max_completion_tokens": {"type": "integer", "minimum": 1},
            "temperature": {"type": "number", "minimum": 0, "maximum": 2},
            "top_p": {"type": "number", "minimum": 0, "maximum": 1},
            "n": {"type": "integer", "minimum": 1},
            "stop": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "stream": {"type": "boolean"},
            "stream_options": {"$ref": "StreamOptions"},
            "presence_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "frequency_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "logit_bias": {"$ref": "LogitBias"},
            "logprobs": {"type": "boolean"},
            "top_logprobs": {"type": "integer", "minimum": 0, "maximum": 20},
            "seed": {"type": "integer"},
            "user": {"type": "string"},
            "tools": {"type": "array", "items": {"$ref": "Tool"}},
            "tool_choice": {"oneOf": [{"type": "string"}, {"$ref": "NamedToolChoice"}]},
            "parallel_tool_calls": {"type": "boolean"},
            "response_format": {
                "oneOf": [
                    {"$ref": "TextResponseFormat"},
                    {"$ref": "JsonObjectResponseFormat"},
                    {"$ref": "JsonSchemaResponseFormat"},
                ]
            },
            "metadata": {"$ref": "Metadata"},
            "ensemble_config": {"$ref": "EnsembleConfig"},
            "force_provider": {"type": "string"},
        },
    },
    "ChatMessage": {
        "type": "object",
        "required": ["role"],
        "properties": {
            "role": {"type": "string", "minLength": 1},
            "content": {
                "oneOf": [
                    {"type": "string"},
                    {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "oneOf": [
                                {"$ref": "TextPart"},
                                {"$ref": "ImageUrlPart"},
                                {"$ref": "InputAudioPart"},
                                {"$ref": "FilePart"},
                                {"$ref": "RefusalPart"},
                            ]
                        },
                    },
                    {"type": "null"},
                ]
            },
            "name": {"type": "string"},
            "tool_calls": {"type": "array", "items": {"$ref": "ToolCall"}},
            "tool_call_id": {"type": "string"},
            "refusal": {"type": ["string", "null"]},
        },
    },
    "CogneeConfig": {
        "type": "object",
        "properties": {
            "dataset_name": {"type": "string"},
            "enhancement_strategy": {"type": "string"},
            "max_enhancement_time": {"type": "integer", "minimum": 1},
        },
    },
    "CogneeSettings": {
        "type": "object",
        "properties": {
            "enhance_responses": {"type": "boolean"},
            "analyze_sentiment": {"type": "boolean"},
            "dataset_name": {"type": "string"},
        },
    },
    "CompletionRequest": {
        "type": "object",
        "required": ["prompt"],
        "properties": {
            "model": {"type": "string"},
            "prompt": {"oneOf": [{"type": "string"}, {"type": "array", "minItems": 1, "items": {"type": "string"}}]},
            "suffix": {"type": "string"},
            "echo": {"type": "boolean"},
            "best_of": {"type": "integer", "minimum": 1},
            "max_tokens": {"type": "integer", "minimum": 1},
            "temperature": {"type": "number", "minimum": 0, "maximum": 2},
            "top_p": {"type": "number", "minimum": 0, "maximum": 1},
            "n": {"type": "integer", "minimum": 1},
            "stop": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "stream": {"type": "boolean"},
            "stream_options": {"$ref": "StreamOptions"},
            "presence_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "frequency_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "logit_bias": {"$ref": "LogitBias"},
            "logprobs": {"type": "integer", "minimum": 0, "maximum": 5},
            "seed": {"type": "integer"},
            "user": {"type": "string"},
        },
    },
    "DebateLlm": {
        "type": "object",
        "properties": {"provider": {"type": "string"}, "model": {"type": "string"}, "api_key": {"type": "string"}},
    },
    "DebateParticipant": {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "role": {"type": "string"},
            "llms": {"type": "array", "items": {"$ref": "DebateLlm"}},
            "enable_cognee": {"type": "boolean"},
            "cognee_settings": {"$ref": "CogneeSettings"},
            "weight": {"type": "number", "minimum": 0},
            "timeout": {"type": "integer", "minimum": 1},
        },
    },
    "DebateRequest": {
        "type": "object",
        "required": ["topic"],
        "properties": {
            "debateId": {"type": "string", "minLength": 1},
            "topic": {"type": "string", "minLength": 1},
            "participants": {"type": "array", "minItems": 2, "items": {"$ref": "DebateParticipant"}},
            "maximal_repeat_rounds": {"type": "integer", "minimum": 1},
            "consensus_threshold": {"type": "number", "minimum": 0, "maximum": 1},
            "timeout": {"type": "integer", "minimum": 1},
            "strategy": {"type": "string"},
            "enable_cognee": {"type": "boolean"},
            "cognee_config": {"$ref": "CogneeConfig"},
            "metadata": {"$ref": "JsonObject"},
        },
    },
    "EmbeddingRequest": {
        "type": "object",
        "required": ["model", "input"],
        "properties": {
            "model": {"type": "string"},
            "input": {
                "oneOf": [
                    {"type": "string"},
                    {"type": "array", "minItems": 1, "items": {"type": "string"}},
                    {"type": "array", "minItems": 1, "items": {"type": "integer"}},
                    {"type": "array", "minItems": 1, "items": {"type": "array", "items": {"type": "integer"}}},
                ]
            },
            "encoding_format": {"type": "string"},
            "dimensions": {"type": "integer", "minimum": 1},
            "user": {"type": "string"},
        },
    },
    "EnsembleCompletionRequest": {
        "type": "object",
        "properties": {
            "model": {"type": "string"},
            "messages": {"type": "array", "minItems": 1, "items": {"$ref": "ChatMessage"}},
            "prompt": {"type": "string"},
            "ensemble_config": {"$ref": "EnsembleConfig"},
            "max_tokens": {"type": "integer", "minimum": 1},
            "max_completion_tokens": {"type": "integer", "minimum": 1},
            "temperature": {"type": "number", "minimum": 0, "maximum": 2},
            "top_p": {"type": "number", "minimum": 0, "maximum": 1},
            "n": {"type": "integer", "minimum": 1},
            "stop": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "stream": {"type": "boolean"},
            "stream_options": {"$ref": "StreamOptions"},
            "presence_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "frequency_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "logit_bias": {"$ref": "LogitBias"},
            "logprobs": {"type": "boolean"},
            "top_logprobs": {"type": "integer", "minimum": 0, "maximum": 20},
            "seed": {"type": "integer"},
            "user": {"type": "string"},
        },
    },
    "EnsembleConfig": {
        "type": "object",
        "properties": {
            "strategy": {"type": "string"},
            "min_providers": {"type": "integer", "minimum": 1},
            "confidence_threshold": {"type": "number", "minimum": 0, "maximum": 1},
            "fallback_to_best": {"type": "boolean"},
            "timeout": {"type": "integer", "minimum": 1},
            "preferred_providers": {"type": "array", "items": {"type": "string"}},
        },
    },
    "FilePart": {
        "type": "object",
        "required": ["type", "file"],
        "properties": {"type": {"type": "string", "const": "file"}, "file": {"$ref": "FileReference"}},
    },
    "FileReference": {
        "type": "object",
        "properties": {"file_data": {"type": "string"}, "file_id": {"type": "string"}, "filename": {"type": "string"}},
    },
    "FunctionCall": {"type": "object", "properties": {"name": {"type": "string"}, "arguments": {"type": "string"}}},
    "FunctionDefinition": {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "description": {"type": "string"},
            "parameters": {"$ref": "JsonObject"},
            "strict": {"type": "boolean"},
        },
    },
    "HeaderMap": {"type": "object", "additionalProperties": {"type": "string"}},
    "ImageUrl": {
        "type": "object",
        "required": ["url"],
        "properties": {"url": {"type": "string"}, "detail": {"type": "string"}},
    },
    "ImageUrlPart": {
        "type": "object",
        "required": ["type", "image_url"],
        "properties": {"type": {"type": "string", "const": "image_url"}, "image_url": {"$ref": "ImageUrl"}},
    },
    "InputAudio": {
        "type": "object",
        "required": ["data", "format"],
        "properties": {"data": {"type": "string"}, "format": {"type": "string"}},
    },
    "InputAudioPart": {
        "type": "object",
        "required": ["type", "input_audio"],
        "properties": {"type": {"type": "string", "const": "input_audio"}, "input_audio": {"$ref": "InputAudio"}},
    },
    "JsonObject": {"type": "object"},
    "JsonObjectResponseFormat": {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"type": "string", "const": "json_object"}},
    },
    "JsonSchemaDefinition": {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "description": {"type": "string"},
            "schema": {"$ref": "JsonObject"},
            "strict": {"type": "boolean"},
        },
    },
    "JsonSchemaResponseFormat": {
        "type": "object",
        "required": ["type", "json_schema"],
        "properties": {
            "type": {"type": "string", "const": "json_schema"},
            "json_schema": {"$ref": "JsonSchemaDefinition"},
        },
    },
    "LoginRequest": {
        "type": "object",
        "required": ["username", "password"],
        "properties": {"username": {"type": "string", "minLength": 1}, "password": {"type": "string", "minLength": 1}},
    },
    "LogitBias": {"type": "object", "additionalProperties": {"type": "number", "minimum": -100, "maximum": 100}},
    "McpToolCallRequest": {
        "type": "object",
        "required": ["name"],
        "properties": {"name": {"type": "string", "minLength": 1}, "arguments": {"$ref": "JsonObject"}},
    },
    "Metadata": {"type": "object", "additionalProperties": {"type": "string"}},
    "NamedFunction": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
    "NamedToolChoice": {
        "type": "object",
        "required": ["type", "function"],
        "properties": {"type": {"type": "string"}, "function": {"$ref": "NamedFunction"}},
    },
    "OcrRequest": {
        "type": "object",
        "properties": {
            "image_url": {"type": "string", "minLength": 1},
            "image": {"type": "string", "minLength": 1},
            "languages": {"type": "array", "items": {"type": "string"}},
            "output_format": {"type": "string"},
        },
    },
    "ProviderRequest": {
        "type": "object",
        "required": ["name", "type", "api_key", "base_url", "model"],
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "type": {"type": "string", "minLength": 1},
            "api_key": {"type": "string", "minLength": 1},
            "base_url": {"type": "string", "minLength": 1},
            "model": {"type": "string", "minLength": 1},
            "weight": {"type": "number", "minimum": 0},
            "enabled": {"type": "boolean"},
            "config": {"$ref": "JsonObject"},
        },
    },
    "ProviderUpdateRequest": {
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "type": {"type": "string", "minLength": 1},
            "api_key": {"type": "string", "minLength": 1},
            "base_url": {"type": "string", "minLength": 1},
            "model": {"type": "string", "minLength": 1},
            "weight": {"type": "number", "minimum": 0},
            "enabled": {"type": "boolean"},
            "config": {"$ref": "JsonObject"},
        },
    },
    "RefusalPart": {
        "type": "object",
        "required": ["type", "refusal"],
        "properties": {"type": {"type": "string", "const": "refusal"}, "refusal": {"type": "string"}},
    },
    "RegisterRequest": {
        "type": "object",
        "required": ["username", "email", "password"],
        "properties": {
            "username": {"type": "string", "minLength": 1},
            "email": {"type": "string", "minLength": 1},
            "password": {"type": "string", "minLength": 1},
        },
    },
    "RejectDebateRequest": {"type": "object", "properties": {"reason": {"type": "string"}}},
    "SessionRequest": {
        "type": "object",
        "required": ["user_id"],
        "properties": {
            "user_id": {"type": "string", "minLength": 1},
            "initial_context": {"$ref": "JsonObject"},
            "ttl_hours": {"type": "integer", "minimum": 1},
            "memory_enabled": {"type": "boolean"},
        },
    },
    "StreamOptions": {"type": "object", "properties": {"include_usage": {"type": "boolean"}}},
    "TaskRequest": {
        "type": "object",
        "required": ["type"],
        "properties": {
            "type": {"type": "string", "minLength": 1},
            "payload": {"$ref": "JsonObject"},
            "name": {"type": "string"},
            "priority": {"type": "string"},
            "timeout": {"type": "integer", "minimum": 1},
            "scheduled_at": {"type": "string"},
            "deadline": {"type": "string"},
            "max_retries": {"type": "integer", "minimum": 0},
            "tags": {"type": "array", "items": {"type": "string"}},
            "metadata": {"$ref": "JsonObject"},
        },
    },
    "TextPart": {
        "type": "object",
        "required": ["type", "text"],
        "properties": {"type": {"type": "string", "const": "text"}, "text": {"type": "string"}},
    },
    "TextResponseFormat": {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"type": "string", "const": "text"}},
    },
    "Tool": {
        "type": "object",
        "required": ["type", "function"],
        "properties": {"type": {"type": "string"}, "function": {"$ref": "FunctionDefinition"}},
    },
    "ToolCall": {
        "type": "object",
        "properties": {"id": {"type": "string"}, "type": {"type": "string"}, "function": {"$ref": "FunctionCall"}},
    },
    "VisionRequest": {
        "type": "object",
        "required": ["model", "messages"],
        "properties": {
            "model": {"type": "string", "minLength": 1},
            "messages": {"type": "array", "minItems": 1, "items": {"$ref": "ChatMessage"}},
            "max_tokens": {"type": "integer", "minimum": 1},
            "max_completion_tokens": {"type": "integer", "minimum": 1},
            "temperature": {"type": "number", "minimum": 0, "maximum": 2},
            "top_p": {"type": "number", "minimum": 0, "maximum": 1},
            "n": {"type": "integer", "minimum": 1},
            "stop": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "presence_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "frequency_penalty": {"type": "number", "minimum": -2, "maximum": 2},
            "seed": {"type": "integer"},
            "user": {"type": "string"},
        },
    },
    "WebhookRequest": {
        "type": "object",
        "required": ["url"],
        "properties": {
            "url": {"type": "string", "minLength": 1},
            "events": {"type": "array", "items": {"type": "string"}},
            "secret": {"type": "string"},
            "headers": {"$ref": "HeaderMap"},
        },
    },
}
