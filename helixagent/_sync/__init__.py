# Written by `make generate` from helixagent/_async/__init__.py; do not edit.
"""The classes used in annotations. They are loaded when an annotation is evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from helixagent._sync.resources._raw_types import (
        AgentsWithRawResponse,
        AuthWithRawResponse,
        ChatCompletionsWithRawResponse,
        ChatWithRawResponse,
        CompletionsWithRawResponse,
        DebatesWithRawResponse,
        EmbeddingsWithRawResponse,
        EnsembleCompletionsWithRawResponse,
        EnsembleWithRawResponse,
        MCPToolsWithRawResponse,
        MCPWithRawResponse,
        ModelsWithRawResponse,
        ProvidersWithRawResponse,
        SessionsWithRawResponse,
        TasksWithRawResponse,
        VisionWithRawResponse,
        WebhooksWithRawResponse,
    )
    from helixagent._sync.resources._streaming_types import (
        AgentsWithStreamingResponse,
        AuthWithStreamingResponse,
        ChatCompletionsWithStreamingResponse,
        ChatWithStreamingResponse,
        CompletionsWithStreamingResponse,
        DebatesWithStreamingResponse,
        EmbeddingsWithStreamingResponse,
        EnsembleCompletionsWithStreamingResponse,
        EnsembleWithStreamingResponse,
        MCPToolsWithStreamingResponse,
        MCPWithStreamingResponse,
        ModelsWithStreamingResponse,
        ProvidersWithStreamingResponse,
        SessionsWithStreamingResponse,
        TasksWithStreamingResponse,
        VisionWithStreamingResponse,
        WebhooksWithStreamingResponse,
    )
    from helixagent._sync.stream import Stream
    from helixagent._sync.tool_run import ToolRun

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "AgentsWithRawResponse": "helixagent._sync.resources._raw_types",
    "AuthWithRawResponse": "helixagent._sync.resources._raw_types",
    "ChatCompletionsWithRawResponse": "helixagent._sync.resources._raw_types",
    "ChatWithRawResponse": "helixagent._sync.resources._raw_types",
    "CompletionsWithRawResponse": "helixagent._sync.resources._raw_types",
    "DebatesWithRawResponse": "helixagent._sync.resources._raw_types",
    "EmbeddingsWithRawResponse": "helixagent._sync.resources._raw_types",
    "EnsembleCompletionsWithRawResponse": "helixagent._sync.resources._raw_types",
    "EnsembleWithRawResponse": "helixagent._sync.resources._raw_types",
    "MCPToolsWithRawResponse": "helixagent._sync.resources._raw_types",
    "MCPWithRawResponse": "helixagent._sync.resources._raw_types",
    "ModelsWithRawResponse": "helixagent._sync.resources._raw_types",
    "ProvidersWithRawResponse": "helixagent._sync.resources._raw_types",
    "SessionsWithRawResponse": "helixagent._sync.resources._raw_types",
    "TasksWithRawResponse": "helixagent._sync.resources._raw_types",
    "VisionWithRawResponse": "helixagent._sync.resources._raw_types",
    "WebhooksWithRawResponse": "helixagent._sync.resources._raw_types",
    "AgentsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "AuthWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "ChatCompletionsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "ChatWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "CompletionsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "DebatesWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "EmbeddingsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "EnsembleCompletionsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "EnsembleWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "MCPToolsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "MCPWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "ModelsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "ProvidersWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "SessionsWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "TasksWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "VisionWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "WebhooksWithStreamingResponse": "helixagent._sync.resources._streaming_types",
    "Stream": "helixagent._sync.stream",
    "ToolRun": "helixagent._sync.tool_run",
}

__all__ = [
    "AgentsWithRawResponse",
    "AgentsWithStreamingResponse",
    "AuthWithRawResponse",
    "AuthWithStreamingResponse",
    "ChatCompletionsWithRawResponse",
    "ChatCompletionsWithStreamingResponse",
    "ChatWithRawResponse",
    "ChatWithStreamingResponse",
    "CompletionsWithRawResponse",
    "CompletionsWithStreamingResponse",
    "DebatesWithRawResponse",
    "DebatesWithStreamingResponse",
    "EmbeddingsWithRawResponse",
    "EmbeddingsWithStreamingResponse",
    "EnsembleCompletionsWithRawResponse",
    "EnsembleCompletionsWithStreamingResponse",
    "EnsembleWithRawResponse",
    "EnsembleWithStreamingResponse",
    "MCPToolsWithRawResponse",
    "MCPToolsWithStreamingResponse",
    "MCPWithRawResponse",
    "MCPWithStreamingResponse",
    "ModelsWithRawResponse",
    "ModelsWithStreamingResponse",
    "ProvidersWithRawResponse",
    "ProvidersWithStreamingResponse",
    "SessionsWithRawResponse",
    "SessionsWithStreamingResponse",
    "Stream",
    "TasksWithRawResponse",
    "TasksWithStreamingResponse",
    "ToolRun",
    "VisionWithRawResponse",
    "VisionWithStreamingResponse",
    "WebhooksWithRawResponse",
    "WebhooksWithStreamingResponse",
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
