# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpTool."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class McpTool(ApiModel):
    """An available tool.

    Attributes:
        name (Optional[str]): Name of the tool.
        description (Optional[str]): Description of the tool.
        input_schema (JsonObject): JSON Schema of the arguments.
    """

    name: Optional[str]
    description: Optional[str]
    input_schema: JsonObject
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "description", "input_schema")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["name", "description", "inputSchema"])

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        description: Optional[str] = None,
        input_schema: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.description = description
        _value = cast(Any, input_schema)
        self.input_schema = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.description = src["description"] if "description" in src else None
        _value = src["inputSchema"] if "inputSchema" in src else None
        self.input_schema = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
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
        if (_value := self.input_schema) is not None:
            out["inputSchema"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out

    @property
    def inputSchema(self) -> JsonObject:
        """The same as `input_schema`, with its name on the wire."""
        return self.input_schema

    @inputSchema.setter
    def inputSchema(self, value: JsonObject) -> None:
        self.input_schema = value


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
