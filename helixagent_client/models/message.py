# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Message."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .role import Role


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Message(ApiModel):
    """A message that the model generated.

    Attributes:
        role (Optional[Role]): Role of the message's author, which is `assistant`.
        content (Optional[str]): Text of the message.
        refusal (Optional[str]): Refusal message of the model.
        reasoning_content (Optional[str]): Reasoning of the model before the response, if the server sends it.
        tool_calls (Optional[List[ToolCall]]): Tool calls of the model.
        annotations (Optional[List[Annotation]]): Annotations of the text.
    """

    role: Optional[Role]
    content: Optional[str]
    refusal: Optional[str]
    reasoning_content: Optional[str]
    tool_calls: Optional[List[ToolCall]]
    annotations: Optional[List[Annotation]]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("role", "content", "refusal", "reasoning_content", "tool_calls", "annotations")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["role", "content", "refusal", "reasoning_content", "tool_calls", "annotations"]
    )

    def __init__(
        self,
        *,
        role: Optional[Role] = None,
        content: Optional[str] = None,
        refusal: Optional[str] = None,
        reasoning_content: Optional[str] = None,
        tool_calls: Optional[Sequence[Union[ToolCall, Mapping[str, Any]]]] = None,
        annotations: Optional[Sequence[Union[Annotation, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.role = role
        self.content = content
        self.refusal = refusal
        self.reasoning_content = reasoning_content
        _value = cast(Any, tool_calls)
        self.tool_calls = cast(
            Optional[List[ToolCall]],
            [ToolCall.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, annotations)
        self.annotations = cast(
            Optional[List[Annotation]],
            [Annotation.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
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
            [ToolCall.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        _value = src["annotations"] if "annotations" in src else None
        self.annotations = (
            [Annotation.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.annotations) is not None:
            out["annotations"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .annotation import Annotation  # noqa: E402
from .tool_call import ToolCall  # noqa: E402
