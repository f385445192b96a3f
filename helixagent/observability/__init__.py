"""Observe API calls: events for hooks, usage counts, logging, OpenTelemetry and Prometheus."""

from __future__ import annotations

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
