# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ProvidersHealth."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, is_set, keep_nulls
from ..types import ApiModel, Self, new
from .health_status import HealthStatus


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ProvidersHealth(ApiModel):
    """The health of the providers.

    Attributes:
        status (Optional[HealthStatus]): Health of the providers as a whole.
        providers (ProviderHealthMap): Health of each provider, by its ID. Empty if null or missing.
    """

    status: Optional[HealthStatus]
    providers: ProviderHealthMap
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("status", "providers")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["status", "providers"])

    def __init__(
        self,
        *,
        status: Optional[HealthStatus] = None,
        providers: Optional[Union[ProviderHealthMap, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.status = status
        _value = cast(Any, providers)
        self.providers = (
            ProviderHealthMap()
            if _value is None
            else ProviderHealthMap.from_dict(_value)
            if isinstance(_value, Mapping)
            else _value
        )
        self.additional_properties = {**(additional_properties or {})}
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if providers is None else None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
        self = new(cls)
        self.status = src["status"] if "status" in src else None
        _value = src["providers"] if "providers" in src else None
        self.providers = (
            ProviderHealthMap()
            if _value is None
            else ProviderHealthMap.from_dict(_value)
            if isinstance(_value, dict)
            else _value
        )
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if is_set(_value := self.providers, self._wire, "providers"):
            out["providers"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .provider_health_map import ProviderHealthMap  # noqa: E402
