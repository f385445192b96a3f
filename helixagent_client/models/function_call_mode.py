# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of FunctionCallMode."""

from __future__ import annotations

from typing import Literal, Tuple, Union

FunctionCallMode = Union[Literal["none", "auto"], str]
"""Whether the model calls a function."""

FUNCTION_CALL_MODE_VALUES: Tuple[str, ...] = ("none", "auto")
