# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of Role."""

from __future__ import annotations

from typing import Literal, Tuple, Union

Role = Union[Literal["system", "user", "assistant", "tool", "developer"], str]
"""Role of the author of a message."""

ROLE_VALUES: Tuple[str, ...] = ("system", "user", "assistant", "tool", "developer")
