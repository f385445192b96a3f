# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of EncodingFormat."""

from __future__ import annotations

from typing import Literal, Tuple, Union

EncodingFormat = Union[Literal["float", "base64"], str]
"""Encoding of the vectors."""

ENCODING_FORMAT_VALUES: Tuple[str, ...] = ("float", "base64")
