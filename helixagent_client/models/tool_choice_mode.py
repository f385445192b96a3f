# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of ToolChoiceMode."""

from __future__ import annotations

from typing import Literal, Tuple, Union

ToolChoiceMode = Union[Literal["none", "auto", "required"], str]
"""Whether the model calls a tool."""

TOOL_CHOICE_MODE_VALUES: Tuple[str, ...] = ("none", "auto", "required")
