# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of ServiceTier."""

from __future__ import annotations

from typing import Literal, Tuple, Union

ServiceTier = Union[Literal["auto", "default", "flex", "priority", "scale"], str]
"""Service tier in which a provider processes a request."""

SERVICE_TIER_VALUES: Tuple[str, ...] = ("auto", "default", "flex", "priority", "scale")
