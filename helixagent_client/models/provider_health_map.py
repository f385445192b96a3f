# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The map ProviderHealthMap."""

from __future__ import annotations

from typing import Any, Dict, Mapping

from .._convert import dump
from ..types import Self


class ProviderHealthMap(Dict[str, "ProviderHealth"]):
    """The health of each provider, by its ID."""

    __slots__ = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        for _key, _item in dict(*args, **kwargs).items():
            self[_key] = ProviderHealth.from_dict(_item) if isinstance(_item, Mapping) else _item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the map from a JSON object. Values of other types do not change."""
        self = cls()
        for _key, _item in src.items():
            self[_key] = ProviderHealth.from_dict(_item) if isinstance(_item, dict) else _item
        return self

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object as a plain dict."""
        return {_key: dump(_item) for _key, _item in self.items()}


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .provider_health import ProviderHealth  # noqa: E402
