# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The map Metadata."""

from __future__ import annotations

from typing import Any, Dict, Mapping

from .._convert import dump
from ..types import Self


class Metadata(Dict[str, str]):
    """Names and values that the caller attaches to a request."""

    __slots__ = ()

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the map from a JSON object. Values of other types do not change."""
        return cls(src)

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object as a plain dict."""
        return {_key: dump(_item) for _key, _item in self.items()}
