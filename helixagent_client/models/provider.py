# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Provider."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, is_set, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .health_status import HealthStatus


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Provider(ApiModel):
    """A provider of models.

    Attributes:
        id (Optional[str]): ID of the provider, which requests use.
        name (Optional[str]): Name of the provider.
        type (Optional[str]): Type of the provider's API.
        status (Optional[HealthStatus]): Health of the provider.
        models (List[str]): Models of the provider. Empty if null or missing.
        capabilities (List[str]): Capabilities of the provider, such as `chat`.
        supports_streaming (Optional[bool]): Whether the provider supports streaming.
        base_url (Optional[str]): Base URL of the provider's API.
        weight (Optional[float]): Weight of the provider's vote.
        enabled (Optional[bool]): Whether the provider is used.
    """

    id: Optional[str]
    name: Optional[str]
    type: Optional[str]
    status: Optional[HealthStatus]
    models: List[str]
    capabilities: List[str]
    supports_streaming: Optional[bool]
    base_url: Optional[str]
    weight: Optional[float]
    enabled: Optional[bool]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "id",
        "name",
        "type",
        "status",
        "models",
        "capabilities",
        "supports_streaming",
        "base_url",
        "weight",
        "enabled",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "id",
            "name",
            "type",
            "status",
            "models",
            "capabilities",
            "supports_streaming",
            "base_url",
            "weight",
            "enabled",
        ]
    )

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        name: Optional[str] = None,
        type: Optional[str] = None,
        status: Optional[HealthStatus] = None,
        models: Optional[Sequence[str]] = None,
        capabilities: Optional[Sequence[str]] = None,
        supports_streaming: Optional[bool] = None,
        base_url: Optional[str] = None,
        weight: Optional[float] = None,
        enabled: Optional[bool] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.name = name
        self.type = type
        self.status = status
        _value = cast(Any, models)
        self.models = cast(List[str], [] if _value is None else [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, capabilities)
        self.capabilities = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.supports_streaming = supports_streaming
        self.base_url = base_url
        self.weight = weight
        self.enabled = enabled
        self.additional_properties = {**(additional_properties or {})}
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if models is None else None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.name = src["name"] if "name" in src else None
        self.type = src["type"] if "type" in src else None
        self.status = src["status"] if "status" in src else None
        _value = src["models"] if "models" in src else None
        self.models = [] if _value is None else _value
        self.capabilities = src["capabilities"] if "capabilities" in src else None
        self.supports_streaming = src["supports_streaming"] if "supports_streaming" in src else None
        self.base_url = src["base_url"] if "base_url" in src else None
        self.weight = src["weight"] if "weight" in src else None
        self.enabled = src["enabled"] if "enabled" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.id) is not None:
            out["id"] = dump(_value)
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if is_set(_value := self.models, self._wire, "models"):
            out["models"] = dump(_value)
        if (_value := self.capabilities) is not None:
            out["capabilities"] = dump(_value)
        if (_value := self.supports_streaming) is not None:
            out["supports_streaming"] = dump(_value)
        if (_value := self.base_url) is not None:
            out["base_url"] = dump(_value)
        if (_value := self.weight) is not None:
            out["weight"] = dump(_value)
        if (_value := self.enabled) is not None:
            out["enabled"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
