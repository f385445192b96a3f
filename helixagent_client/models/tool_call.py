# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ToolCall."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new
from .tool_type import ToolType


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ToolCall(ApiModel):
    """A tool call of the model.

    Attributes:
        id (Optional[str]): ID of the call, which the result refers to.
        type (Optional[ToolType]): Type of the tool.
        function (Optional[FunctionCall]): Name and arguments of the function.
    """

    id: Optional[str]
    type: Optional[ToolType]
    function: Optional[FunctionCall]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("id", "type", "function")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["id", "type", "function"])

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        type: Optional[ToolType] = None,
        function: Optional[Union[FunctionCall, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.type = type
        _value = cast(Any, function)
        self.function = FunctionCall.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.type = src["type"] if "type" in src else None
        _value = src["function"] if "function" in src else None
        self.function = FunctionCall.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.id) is not None:
            out["id"] = dump(_value)
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.function) is not None:
            out["function"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .function_call import FunctionCall  # noqa: E402
