# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ServiceHealth."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new
from .health_status import HealthStatus


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ServiceHealth(ApiModel):
    """The health of the server and its providers.

    Attributes:
        status (Optional[HealthStatus]): Health of the service as a whole.
        providers (ProviderCounts): Number of healthy and unhealthy providers.
        timestamp (Optional[int]): Time of the check, in Unix seconds.
    """

    status: Optional[HealthStatus]
    providers: ProviderCounts
    timestamp: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("status", "providers", "timestamp")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["status", "providers", "timestamp"])

    def __init__(
        self,
        *,
        status: Optional[HealthStatus] = None,
        providers: Optional[Union[ProviderCounts, Mapping[str, Any]]] = None,
        timestamp: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.status = status
        _value = cast(Any, providers)
        self.providers = ProviderCounts.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.timestamp = timestamp
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.status = src["status"] if "status" in src else None
        _value = src["providers"] if "providers" in src else None
        self.providers = ProviderCounts.from_dict(_value) if isinstance(_value, dict) else _value
        self.timestamp = src["timestamp"] if "timestamp" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.providers) is not None:
            out["providers"] = dump(_value)
        if (_value := self.timestamp) is not None:
            out["timestamp"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .provider_counts import ProviderCounts  # noqa: E402
