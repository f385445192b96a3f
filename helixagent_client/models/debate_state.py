# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of DebateState."""

from __future__ import annotations

from typing import Literal, Tuple, Union

DebateState = Union[
    Literal["pending", "started", "running", "in_progress", "paused", "completed", "failed", "rejected", "cancelled"],
    str,
]
"""State of a debate. The last four states are final."""

DEBATE_STATE_VALUES: Tuple[str, ...] = (
    "pending",
    "started",
    "running",
    "in_progress",
    "paused",
    "completed",
    "failed",
    "rejected",
    "cancelled",
)
