# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ProviderCounts."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ProviderCounts(ApiModel):
    """Number of healthy and unhealthy providers.

    Attributes:
        total (Optional[int]): Total number of providers.
        healthy (Optional[int]): Number of healthy providers.
        unhealthy (Optional[int]): Number of unhealthy providers.
    """

    total: Optional[int]
    healthy: Optional[int]
    unhealthy: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("total", "healthy", "unhealthy")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["total", "healthy", "unhealthy"])

    def __init__(
        self,
        *,
        total: Optional[int] = None,
        healthy: Optional[int] = None,
        unhealthy: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.total = total
        self.healthy = healthy
        self.unhealthy = unhealthy
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.total = src["total"] if "total" in src else None
        self.healthy = src["healthy"] if "healthy" in src else None
        self.unhealthy = src["unhealthy"] if "unhealthy" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.total) is not None:
            out["total"] = dump(_value)
        if (_value := self.healthy) is not None:
            out["healthy"] = dump(_value)
        if (_value := self.unhealthy) is not None:
            out["unhealthy"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
