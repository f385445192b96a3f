# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of AudioFormat."""

from __future__ import annotations

from typing import Literal, Tuple, Union

AudioFormat = Union[Literal["wav", "mp3"], str]
"""Encoding of a recording."""

AUDIO_FORMAT_VALUES: Tuple[str, ...] = ("wav", "mp3")
