# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ProviderUpdateRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ProviderUpdateRequest(ApiModel):
    """The fields of a provider to update. Other fields do not change.

    Attributes:
        name (Optional[str]): Name of the provider, which requests use.
        type (Optional[str]): Type of the provider's API.
        api_key (Optional[str]): API key of the provider.
        base_url (Optional[str]): Base URL of the provider's API.
        model (Optional[str]): Model to use.
        weight (Optional[float]): Weight of the provider's vote.
        enabled (Optional[bool]): Whether the provider is used.
        config (Optional[JsonObject]): Other settings of the provider.
    """

    name: Optional[str]
    type: Optional[str]
    api_key: Optional[str]
    base_url: Optional[str]
    model: Optional[str]
    weight: Optional[float]
    enabled: Optional[bool]
    config: Optional[JsonObject]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "type", "api_key", "base_url", "model", "weight", "enabled", "config")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["name", "type", "api_key", "base_url", "model", "weight", "enabled", "config"]
    )
    SECRETS: ClassVar[FrozenSet[str]] = frozenset(["api_key", "config"])

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        type: Optional[str] = None,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        model: Optional[str] = None,
        weight: Optional[float] = None,
        enabled: Optional[bool] = None,
        config: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.type = type
        self.api_key = api_key
        self.base_url = base_url
        self.model = model
        self.weight = weight
        self.enabled = enabled
        _value = cast(Any, config)
        self.config = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.type = src["type"] if "type" in src else None
        self.api_key = src["api_key"] if "api_key" in src else None
        self.base_url = src["base_url"] if "base_url" in src else None
        self.model = src["model"] if "model" in src else None
        self.weight = src["weight"] if "weight" in src else None
        self.enabled = src["enabled"] if "enabled" in src else None
        _value = src["config"] if "config" in src else None
        self.config = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.api_key) is not None:
            out["api_key"] = dump(_value)
        if (_value := self.base_url) is not None:
            out["base_url"] = dump(_value)
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if (_value := self.weight) is not None:
            out["weight"] = dump(_value)
        if (_value := self.enabled) is not None:
            out["enabled"] = dump(_value)
        if (_value := self.config) is not None:
            out["config"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
