# Written by `make generate` from codegen/names.yaml; do not edit.
"""Observe API calls: events for hooks, usage counts, logging, OpenTelemetry and Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from .._core.hook_events import (
        AttemptAnswered,
        AttemptFailed,
        AttemptStarted,
        CallEnded,
        CallInfo,
        CallStarted,
        FirstChunk,
        HookEvent,
        Retrying,
    )
    from .._core.hooks import Hook
    from .usage import UsageStats

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "AttemptAnswered": ".._core.hook_events",
    "AttemptFailed": ".._core.hook_events",
    "AttemptStarted": ".._core.hook_events",
    "CallEnded": ".._core.hook_events",
    "CallInfo": ".._core.hook_events",
    "CallStarted": ".._core.hook_events",
    "FirstChunk": ".._core.hook_events",
    "HookEvent": ".._core.hook_events",
    "Retrying": ".._core.hook_events",
    "Hook": ".._core.hooks",
    "UsageStats": ".usage",
}

__all__ = [
    "AttemptAnswered",
    "AttemptFailed",
    "AttemptStarted",
    "CallEnded",
    "CallInfo",
    "CallStarted",
    "FirstChunk",
    "Hook",
    "HookEvent",
    "Retrying",
    "UsageStats",
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
