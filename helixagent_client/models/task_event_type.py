# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of TaskEventType."""

from __future__ import annotations

from typing import Literal, Tuple, Union

TaskEventType = Union[
    Literal[
        "started",
        "progress",
        "output",
        "log",
        "paused",
        "resumed",
        "completed",
        "error",
        "failed",
        "cancelled",
        "heartbeat",
    ],
    str,
]
"""Type of a task's event. completed, error, failed and cancelled are final."""

TASK_EVENT_TYPE_VALUES: Tuple[str, ...] = (
    "started",
    "progress",
    "output",
    "log",
    "paused",
    "resumed",
    "completed",
    "error",
    "failed",
    "cancelled",
    "heartbeat",
)
