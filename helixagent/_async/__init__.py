# Written by `make generate` from codegen/names.yaml; do not edit.
"""The classes used in annotations. They are loaded when an annotation is evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from helixagent._async.resources._raw_types import (
        AsyncAgentsWithRawResponse,
        AsyncAuthWithRawResponse,
        AsyncChatCompletionsWithRawResponse,
        AsyncChatWithRawResponse,
        AsyncCompletionsWithRawResponse,
        AsyncDebatesWithRawResponse,
        AsyncEmbeddingsWithRawResponse,
        AsyncEnsembleCompletionsWithRawResponse,
        AsyncEnsembleWithRawResponse,
        AsyncMCPToolsWithRawResponse,
        AsyncMCPWithRawResponse,
        AsyncModelsWithRawResponse,
        AsyncProvidersWithRawResponse,
        AsyncSessionsWithRawResponse,
        AsyncTasksWithRawResponse,
        AsyncVisionWithRawResponse,
        AsyncWebhooksWithRawResponse,
    )
    from helixagent._async.resources._streaming_types import (
        AsyncAgentsWithStreamingResponse,
        AsyncAuthWithStreamingResponse,
        AsyncChatCompletionsWithStreamingResponse,
        AsyncChatWithStreamingResponse,
        AsyncCompletionsWithStreamingResponse,
        AsyncDebatesWithStreamingResponse,
        AsyncEmbeddingsWithStreamingResponse,
        AsyncEnsembleCompletionsWithStreamingResponse,
        AsyncEnsembleWithStreamingResponse,
        AsyncMCPToolsWithStreamingResponse,
        AsyncMCPWithStreamingResponse,
        AsyncModelsWithStreamingResponse,
        AsyncProvidersWithStreamingResponse,
        AsyncSessionsWithStreamingResponse,
        AsyncTasksWithStreamingResponse,
        AsyncVisionWithStreamingResponse,
        AsyncWebhooksWithStreamingResponse,
    )
    from helixagent._async.stream import AsyncStream
    from helixagent._async.tool_run import AsyncToolRun

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "AsyncAgentsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncAuthWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncChatCompletionsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncChatWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncCompletionsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncDebatesWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncEmbeddingsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncEnsembleCompletionsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncEnsembleWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncMCPToolsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncMCPWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncModelsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncProvidersWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncSessionsWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncTasksWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncVisionWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncWebhooksWithRawResponse": "helixagent._async.resources._raw_types",
    "AsyncAgentsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncAuthWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncChatCompletionsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncChatWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncCompletionsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncDebatesWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncEmbeddingsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncEnsembleCompletionsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncEnsembleWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncMCPToolsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncMCPWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncModelsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncProvidersWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncSessionsWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncTasksWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncVisionWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncWebhooksWithStreamingResponse": "helixagent._async.resources._streaming_types",
    "AsyncStream": "helixagent._async.stream",
    "AsyncToolRun": "helixagent._async.tool_run",
}

__all__ = [
    "AsyncAgentsWithRawResponse",
    "AsyncAgentsWithStreamingResponse",
    "AsyncAuthWithRawResponse",
    "AsyncAuthWithStreamingResponse",
    "AsyncChatCompletionsWithRawResponse",
    "AsyncChatCompletionsWithStreamingResponse",
    "AsyncChatWithRawResponse",
    "AsyncChatWithStreamingResponse",
    "AsyncCompletionsWithRawResponse",
    "AsyncCompletionsWithStreamingResponse",
    "AsyncDebatesWithRawResponse",
    "AsyncDebatesWithStreamingResponse",
    "AsyncEmbeddingsWithRawResponse",
    "AsyncEmbeddingsWithStreamingResponse",
    "AsyncEnsembleCompletionsWithRawResponse",
    "AsyncEnsembleCompletionsWithStreamingResponse",
    "AsyncEnsembleWithRawResponse",
    "AsyncEnsembleWithStreamingResponse",
    "AsyncMCPToolsWithRawResponse",
    "AsyncMCPToolsWithStreamingResponse",
    "AsyncMCPWithRawResponse",
    "AsyncMCPWithStreamingResponse",
    "AsyncModelsWithRawResponse",
    "AsyncModelsWithStreamingResponse",
    "AsyncProvidersWithRawResponse",
    "AsyncProvidersWithStreamingResponse",
    "AsyncSessionsWithRawResponse",
    "AsyncSessionsWithStreamingResponse",
    "AsyncStream",
    "AsyncTasksWithRawResponse",
    "AsyncTasksWithStreamingResponse",
    "AsyncToolRun",
    "AsyncVisionWithRawResponse",
    "AsyncVisionWithStreamingResponse",
    "AsyncWebhooksWithRawResponse",
    "AsyncWebhooksWithStreamingResponse",
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
