# Written by `make generate` from helixagent/_async/__init__.py; do not edit.
"""The classes of one client; `make generate` writes those of the synchronous client from the asynchronous ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helixagent._sync.client import HelixAgent as HelixAgent
    from helixagent._sync.stream import Stream as Stream
    from helixagent._sync.tool_run import ToolRun as ToolRun

_MODULES = {"HelixAgent": "client", "Stream": "stream", "ToolRun": "tool_run"}


if not TYPE_CHECKING:
    # Annotations name these classes where a module cannot import them, or would import them for nothing else (PEP 562).
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
