# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of TaskPriority."""

from __future__ import annotations

from typing import Literal, Tuple, Union

TaskPriority = Union[Literal["critical", "high", "normal", "low", "background"], str]
"""Priority of a task."""

TASK_PRIORITY_VALUES: Tuple[str, ...] = ("critical", "high", "normal", "low", "background")
