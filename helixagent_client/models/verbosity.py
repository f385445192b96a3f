# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of Verbosity."""

from __future__ import annotations

from typing import Literal, Tuple, Union

Verbosity = Union[Literal["low", "medium", "high"], str]
"""How detailed a response is."""

VERBOSITY_VALUES: Tuple[str, ...] = ("low", "medium", "high")
