# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of FinishReason."""

from __future__ import annotations

from typing import Literal, Tuple, Union

FinishReason = Union[Literal["stop", "length", "tool_calls", "content_filter", "function_call"], str]
"""Reason why the model stopped."""

FINISH_REASON_VALUES: Tuple[str, ...] = ("stop", "length", "tool_calls", "content_filter", "function_call")
