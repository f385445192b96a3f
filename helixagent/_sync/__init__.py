# Written by `make generate` from helixagent/_async/__init__.py; do not edit.
"""Provide the classes used in annotations. They are loaded when an annotation is evaluated (PEP 562)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helixagent._sync.resources._raw_types import *
    from helixagent._sync.resources._streaming_types import *
    from helixagent._sync.stream import Stream as Stream
    from helixagent._sync.tool_run import ToolRun as ToolRun


if not TYPE_CHECKING:
    # Type checkers don't see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        if name.endswith("WithRawResponse"):
            from helixagent._sync.resources import _raw_types as module
        elif name.endswith("WithStreamingResponse"):
            from helixagent._sync.resources import _streaming_types as module
        elif name == "Stream":
            from helixagent._sync import stream as module
        elif name == "ToolRun":
            from helixagent._sync import tool_run as module
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(module, name)
