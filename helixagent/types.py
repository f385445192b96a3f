"""Request and response types, for annotations and for building objects in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

import helixagent_client.models as _models

if TYPE_CHECKING:
    from helixagent._core.responses.embeddings import (
        ArrayEmbeddingResponse as ArrayEmbeddingResponse,
        Base64EmbeddingResponse as Base64EmbeddingResponse,
    )
    from helixagent._core.responses.parsed import ParsedChatCompletion as ParsedChatCompletion
    from helixagent._core.streams.stream_events import (
        ChatStreamEvent as ChatStreamEvent,
        ChunkEvent as ChunkEvent,
        ContentDeltaEvent as ContentDeltaEvent,
        ContentDoneEvent as ContentDoneEvent,
        ReasoningDeltaEvent as ReasoningDeltaEvent,
        ReasoningDoneEvent as ReasoningDoneEvent,
        RefusalDeltaEvent as RefusalDeltaEvent,
        RefusalDoneEvent as RefusalDoneEvent,
        ToolCallArgumentsDeltaEvent as ToolCallArgumentsDeltaEvent,
        ToolCallArgumentsDoneEvent as ToolCallArgumentsDoneEvent,
    )
    from helixagent._core.tool_loop.results import (
        ToolFinishedEvent as ToolFinishedEvent,
        ToolRunCall as ToolRunCall,
        ToolRunEvent as ToolRunEvent,
        ToolRunResult as ToolRunResult,
        ToolStartedEvent as ToolStartedEvent,
        TurnFinishedEvent as TurnFinishedEvent,
    )
    from helixagent._core.tool_loop.tools import FunctionTool as FunctionTool
    from helixagent_client.models import *
    from helixagent_client.params import *

# Maps the types that are not generated, and the generated request types, to their modules.
_HOMES = {
    "ArrayEmbeddingResponse": "helixagent._core.responses.embeddings",
    "Base64EmbeddingResponse": "helixagent._core.responses.embeddings",
    "FunctionTool": "helixagent._core.tool_loop.tools",
    "ParsedChatCompletion": "helixagent._core.responses.parsed",
    **dict.fromkeys(
        (
            "ChatStreamEvent",
            "ChunkEvent",
            "ContentDeltaEvent",
            "ContentDoneEvent",
            "ReasoningDeltaEvent",
            "ReasoningDoneEvent",
            "RefusalDeltaEvent",
            "RefusalDoneEvent",
            "ToolCallArgumentsDeltaEvent",
            "ToolCallArgumentsDoneEvent",
        ),
        "helixagent._core.streams.stream_events",
    ),
    **dict.fromkeys(
        ("ToolFinishedEvent", "ToolRunCall", "ToolRunEvent", "ToolRunResult", "ToolStartedEvent", "TurnFinishedEvent"),
        "helixagent._core.tool_loop.results",
    ),
}
_PARAMS = "helixagent_client.params"


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        # Each type is loaded when it is first used (PEP 562), because programs use only a few of them. The SDK's
        # annotations are written as `types.Name`, so that they load nothing until they are evaluated.
        if name in _models.__all__:
            value = getattr(_models, name)
        elif name in _HOMES:
            value = getattr(import_module(_HOMES[name]), name)
        elif not name.startswith("_") and name in import_module(_PARAMS).__all__:
            value = getattr(import_module(_PARAMS), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> List[str]:
    from importlib import import_module

    return sorted([*_models.__all__, *import_module(_PARAMS).__all__, *_HOMES])
