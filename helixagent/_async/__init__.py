"""The classes of one client; `make generate` writes those of the synchronous client from the asynchronous ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helixagent._async.client import AsyncHelixAgent as AsyncHelixAgent
    from helixagent._async.stream import AsyncStream as AsyncStream
    from helixagent._async.tool_run import AsyncToolRun as AsyncToolRun

_MODULES = {"AsyncHelixAgent": "client", "AsyncStream": "stream", "AsyncToolRun": "tool_run"}


if not TYPE_CHECKING:
    # Annotations name these classes where a module cannot import them, or would import them for nothing else (PEP 562).
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
