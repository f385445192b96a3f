"""The types of requests and responses, to import for annotations and for building objects in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

import helixagent_client.models as _models

if TYPE_CHECKING:
    from helixagent._core.streams.stream_events import (
        ChatStreamEvent as ChatStreamEvent,
    )
    from helixagent._core.streams.stream_events import (
        ChunkEvent as ChunkEvent,
    )
    from helixagent._core.streams.stream_events import (
        ContentDeltaEvent as ContentDeltaEvent,
    )
    from helixagent._core.streams.stream_events import (
        ContentDoneEvent as ContentDoneEvent,
    )
    from helixagent._core.streams.stream_events import (
        ReasoningDeltaEvent as ReasoningDeltaEvent,
    )
    from helixagent._core.streams.stream_events import (
        ReasoningDoneEvent as ReasoningDoneEvent,
    )
    from helixagent._core.streams.stream_events import (
        RefusalDeltaEvent as RefusalDeltaEvent,
    )
    from helixagent._core.streams.stream_events import (
        RefusalDoneEvent as RefusalDoneEvent,
    )
    from helixagent._core.streams.stream_events import (
        ToolCallArgumentsDeltaEvent as ToolCallArgumentsDeltaEvent,
    )
    from helixagent._core.streams.stream_events import (
        ToolCallArgumentsDoneEvent as ToolCallArgumentsDoneEvent,
    )
    from helixagent._core.tool_loop.results import (
        ToolFinishedEvent as ToolFinishedEvent,
    )
    from helixagent._core.tool_loop.results import (
        ToolRunEvent as ToolRunEvent,
    )
    from helixagent._core.tool_loop.results import (
        ToolStartedEvent as ToolStartedEvent,
    )
    from helixagent._core.tool_loop.results import (
        TurnFinishedEvent as TurnFinishedEvent,
    )
    from helixagent_client.models import *
    from helixagent_client.params import *

_EVENTS = (
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
)
_TOOL_EVENTS = ("ToolFinishedEvent", "ToolRunEvent", "ToolStartedEvent", "TurnFinishedEvent")


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        # Models are loaded one by one when asked for (PEP 562): there are more of them than any program uses.
        if name in _models.__all__:
            value = getattr(_models, name)
        elif name in _EVENTS:
            from ._core.streams import stream_events

            value = getattr(stream_events, name)
        elif name in _TOOL_EVENTS:
            from ._core.tool_loop import results

            value = getattr(results, name)
        elif not name.startswith("_") and name in _params().__all__:
            value = getattr(_params(), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> List[str]:
    return sorted([*_models.__all__, *_params().__all__, *_EVENTS, *_TOOL_EVENTS])


def _params() -> Any:
    import helixagent_client.params

    return helixagent_client.params
