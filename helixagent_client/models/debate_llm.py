# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateLlm."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateLlm(ApiModel):
    """A model that speaks for a participant.

    Attributes:
        provider (Optional[str]): Provider of the model.
        model (Optional[str]): The model.
        api_key (Optional[str]): API key of the provider, if it is not the server's own.
    """

    provider: Optional[str]
    model: Optional[str]
    api_key: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("provider", "model", "api_key")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["provider", "model", "api_key"])
    SECRETS: ClassVar[FrozenSet[str]] = frozenset(["api_key"])

    def __init__(
        self,
        *,
        provider: Optional[str] = None,
        model: Optional[str] = None,
        api_key: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.provider = provider
        self.model = model
        self.api_key = api_key
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.provider = src["provider"] if "provider" in src else None
        self.model = src["model"] if "model" in src else None
        self.api_key = src["api_key"] if "api_key" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.provider) is not None:
            out["provider"] = dump(_value)
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if (_value := self.api_key) is not None:
            out["api_key"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
