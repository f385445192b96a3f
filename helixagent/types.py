"""The types of requests and responses, to import for annotations and for building objects in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

import helixagent_client.models as _models

if TYPE_CHECKING:
    from helixagent._core.streams.stream_events import (
        ChatStreamEvent,
        ChunkEvent,
        ContentDeltaEvent,
        ContentDoneEvent,
        ReasoningDeltaEvent,
        ReasoningDoneEvent,
        RefusalDeltaEvent,
        RefusalDoneEvent,
        ToolCallArgumentsDeltaEvent,
        ToolCallArgumentsDoneEvent,
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


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        # Models are loaded one by one when asked for (PEP 562): there are more of them than any program uses.
        if name in _models.__all__:
            value = getattr(_models, name)
        elif name in _EVENTS:
            from ._core.streams import stream_events

            value = getattr(stream_events, name)
        elif not name.startswith("_") and name in _params().__all__:
            value = getattr(_params(), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> List[str]:
    return sorted([*_models.__all__, *_params().__all__, *_EVENTS])


def _params() -> Any:
    import helixagent_client.params

    return helixagent_client.params
