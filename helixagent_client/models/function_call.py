# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model FunctionCall."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class FunctionCall(ApiModel):
    """Name and arguments of a function call.

    Attributes:
        name (Optional[str]): Name of the function.
        arguments (Optional[str]): Arguments as JSON text. The model may generate invalid JSON.
    """

    name: Optional[str]
    arguments: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "arguments")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["name", "arguments"])

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        arguments: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.arguments = arguments
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.arguments = src["arguments"] if "arguments" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.arguments) is not None:
            out["arguments"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
