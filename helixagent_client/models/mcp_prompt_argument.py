# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpPromptArgument."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class McpPromptArgument(ApiModel):
    """An argument of a prompt.

    Attributes:
        name (Optional[str]): Name of the argument.
        description (Optional[str]): Description of the argument.
        required (Optional[bool]): Whether the prompt requires the argument.
    """

    name: Optional[str]
    description: Optional[str]
    required: Optional[bool]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "description", "required")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["name", "description", "required"])

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        description: Optional[str] = None,
        required: Optional[bool] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.description = description
        self.required = required
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.description = src["description"] if "description" in src else None
        self.required = src["required"] if "required" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.description) is not None:
            out["description"] = dump(_value)
        if (_value := self.required) is not None:
            out["required"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
