# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model AllowedTools."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .tool_choice_mode import ToolChoiceMode


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class AllowedTools(ApiModel):
    """The tools that a model may call.

    Attributes:
        mode (Optional[ToolChoiceMode]): Whether the model must call one of the tools.
        tools (Optional[List[JsonObject]]): Tools, each with its type and its name.
    """

    mode: Optional[ToolChoiceMode]
    tools: Optional[List[JsonObject]]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("mode", "tools")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["mode", "tools"])

    def __init__(
        self,
        *,
        mode: Optional[ToolChoiceMode] = None,
        tools: Optional[Sequence[Union[JsonObject, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.mode = mode
        _value = cast(Any, tools)
        self.tools = cast(
            Optional[List[JsonObject]],
            [JsonObject.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.mode = src["mode"] if "mode" in src else None
        _value = src["tools"] if "tools" in src else None
        self.tools = (
            [JsonObject.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.mode) is not None:
            out["mode"] = dump(_value)
        if (_value := self.tools) is not None:
            out["tools"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
