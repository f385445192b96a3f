# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of SearchContextSize."""

from __future__ import annotations

from typing import Literal, Tuple, Union

SearchContextSize = Union[Literal["low", "medium", "high"], str]
"""Amount of search results that a model reads."""

SEARCH_CONTEXT_SIZE_VALUES: Tuple[str, ...] = ("low", "medium", "high")
