# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of ToolType."""

from __future__ import annotations

from typing import Literal, Tuple, Union

ToolType = Union[Literal["function", "custom", "allowed_tools"], str]
"""Type of a tool. Providers have other types, such as `web_search`."""

TOOL_TYPE_VALUES: Tuple[str, ...] = ("function", "custom", "allowed_tools")
