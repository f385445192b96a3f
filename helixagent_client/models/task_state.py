# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of TaskState."""

from __future__ import annotations

from typing import Literal, Tuple, Union

TaskState = Union[
    Literal["pending", "queued", "running", "paused", "completed", "failed", "stuck", "cancelled", "dead_letter"], str
]
"""State of a task. completed, failed, cancelled and dead_letter are final."""

TASK_STATE_VALUES: Tuple[str, ...] = (
    "pending",
    "queued",
    "running",
    "paused",
    "completed",
    "failed",
    "stuck",
    "cancelled",
    "dead_letter",
)
