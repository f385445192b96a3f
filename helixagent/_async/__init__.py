"""Provide the classes used in annotations. They are loaded when an annotation is evaluated (PEP 562)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helixagent._async.resources._raw_types import *
    from helixagent._async.resources._streaming_types import *
    from helixagent._async.stream import AsyncStream as AsyncStream
    from helixagent._async.tool_run import AsyncToolRun as AsyncToolRun


if not TYPE_CHECKING:
    # Type checkers don't see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        if name.endswith("WithRawResponse"):
            from helixagent._async.resources import _raw_types as module
        elif name.endswith("WithStreamingResponse"):
            from helixagent._async.resources import _streaming_types as module
        elif name == "AsyncStream":
            from helixagent._async import stream as module
        elif name == "AsyncToolRun":
            from helixagent._async import tool_run as module
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(module, name)
