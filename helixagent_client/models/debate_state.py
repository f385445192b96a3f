# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of DebateState."""

from __future__ import annotations

from typing import Literal, Tuple, Union

DebateState = Union[
    Literal["pending", "started", "running", "in_progress", "paused", "completed", "failed", "rejected", "cancelled"],
    str,
]
"""How far a debate is; the last four are final."""

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
