# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of ReasoningEffort."""

from __future__ import annotations

from typing import Literal, Tuple, Union

ReasoningEffort = Union[Literal["none", "minimal", "low", "medium", "high", "xhigh"], str]
"""How much a model reasons before it responds."""

REASONING_EFFORT_VALUES: Tuple[str, ...] = ("none", "minimal", "low", "medium", "high", "xhigh")
