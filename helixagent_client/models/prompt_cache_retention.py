# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of PromptCacheRetention."""

from __future__ import annotations

from typing import Literal, Tuple, Union

PromptCacheRetention = Union[Literal["in_memory", "24h"], str]
"""How long a provider keeps a prompt in its cache."""

PROMPT_CACHE_RETENTION_VALUES: Tuple[str, ...] = ("in_memory", "24h")
