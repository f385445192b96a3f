# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of HealthStatus."""

from __future__ import annotations

from typing import Literal, Tuple, Union

HealthStatus = Union[Literal["healthy", "degraded", "unhealthy"], str]
"""Health of a server or a provider."""

HEALTH_STATUS_VALUES: Tuple[str, ...] = ("healthy", "degraded", "unhealthy")
