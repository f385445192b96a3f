# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of WebhookEventType."""

from __future__ import annotations

from typing import Literal, Tuple, Union

WebhookEventType = Union[
    Literal[
        "task.started",
        "task.progress",
        "task.completed",
        "task.failed",
        "task.cancelled",
        "debate.started",
        "debate.finished",
        "debate.failed",
    ],
    str,
]
"""Type of an event of a task or a debate."""

WEBHOOK_EVENT_TYPE_VALUES: Tuple[str, ...] = (
    "task.started",
    "task.progress",
    "task.completed",
    "task.failed",
    "task.cancelled",
    "debate.started",
    "debate.finished",
    "debate.failed",
)
