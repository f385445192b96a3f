# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of ImageDetail."""

from __future__ import annotations

from typing import Literal, Tuple, Union

ImageDetail = Union[Literal["auto", "low", "high"], str]
"""Detail level at which a model reads an image."""

IMAGE_DETAIL_VALUES: Tuple[str, ...] = ("auto", "low", "high")
