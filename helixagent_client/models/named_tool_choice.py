# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model NamedToolChoice."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, ApiModel, Self, new
from .tool_type import ToolType


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class NamedToolChoice(ApiModel):
    """The tool that the model must call, or the tools that it may call. A choice of type `function` has `function`.

    Attributes:
        type (ToolType): Type of the tool, or `allowed_tools`.
        function (Optional[NamedFunction]): Function to call.
        custom (Optional[NamedCustomTool]): Custom tool to call.
        allowed_tools (Optional[AllowedTools]): Tools that the model may call.
    """

    type: ToolType
    function: Optional[NamedFunction]
    custom: Optional[NamedCustomTool]
    allowed_tools: Optional[AllowedTools]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("type", "function", "custom", "allowed_tools")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["type", "function", "custom", "allowed_tools"])

    def __init__(
        self,
        *,
        type: ToolType = NONE,
        function: Optional[Union[NamedFunction, Mapping[str, Any]]] = None,
        custom: Optional[Union[NamedCustomTool, Mapping[str, Any]]] = None,
        allowed_tools: Optional[Union[AllowedTools, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.type = type
        _value = cast(Any, function)
        self.function = NamedFunction.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, custom)
        self.custom = NamedCustomTool.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, allowed_tools)
        self.allowed_tools = AllowedTools.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.type = src["type"] if "type" in src else None
        _value = src["function"] if "function" in src else None
        self.function = NamedFunction.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["custom"] if "custom" in src else None
        self.custom = NamedCustomTool.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["allowed_tools"] if "allowed_tools" in src else None
        self.allowed_tools = AllowedTools.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.function) is not None:
            out["function"] = dump(_value)
        if (_value := self.custom) is not None:
            out["custom"] = dump(_value)
        if (_value := self.allowed_tools) is not None:
            out["allowed_tools"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .allowed_tools import AllowedTools  # noqa: E402
from .named_custom_tool import NamedCustomTool  # noqa: E402
from .named_function import NamedFunction  # noqa: E402
