# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of OcrFormat."""

from __future__ import annotations

from typing import Literal, Tuple, Union

OcrFormat = Union[Literal["text", "markdown", "json", "html"], str]
"""Format of a recognized text."""

OCR_FORMAT_VALUES: Tuple[str, ...] = ("text", "markdown", "json", "html")
