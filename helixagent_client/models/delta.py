# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Delta."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .role import Role


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Delta(ApiModel):
    """A new part of a message.

    Attributes:
        role (Optional[Role]): Role of the message's author, in the first chunk.
        content (Optional[str]): Next part of the text.
        refusal (Optional[str]): Next part of the refusal message.
        reasoning_content (Optional[str]): Next part of the model's reasoning, if the server sends it.
        tool_calls (Optional[List[ToolCallDelta]]): New parts of the tool calls.
    """

    role: Optional[Role]
    content: Optional[str]
    refusal: Optional[str]
    reasoning_content: Optional[str]
    tool_calls: Optional[List[ToolCallDelta]]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("role", "content", "refusal", "reasoning_content", "tool_calls")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["role", "content", "refusal", "reasoning_content", "tool_calls"])

    def __init__(
        self,
        *,
        role: Optional[Role] = None,
        content: Optional[str] = None,
        refusal: Optional[str] = None,
        reasoning_content: Optional[str] = None,
        tool_calls: Optional[Sequence[Union[ToolCallDelta, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.role = role
        self.content = content
        self.refusal = refusal
        self.reasoning_content = reasoning_content
        _value = cast(Any, tool_calls)
        self.tool_calls = cast(
            Optional[List[ToolCallDelta]],
            [ToolCallDelta.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.role = src["role"] if "role" in src else None
        self.content = src["content"] if "content" in src else None
        self.refusal = src["refusal"] if "refusal" in src else None
        self.reasoning_content = src["reasoning_content"] if "reasoning_content" in src else None
        _value = src["tool_calls"] if "tool_calls" in src else None
        self.tool_calls = (
            [ToolCallDelta.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.role) is not None:
            out["role"] = dump(_value)
        if (_value := self.content) is not None:
            out["content"] = dump(_value)
        if (_value := self.refusal) is not None:
            out["refusal"] = dump(_value)
        if (_value := self.reasoning_content) is not None:
            out["reasoning_content"] = dump(_value)
        if (_value := self.tool_calls) is not None:
            out["tool_calls"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .tool_call_delta import ToolCallDelta  # noqa: E402
