# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ChatMessage."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls, read_tagged
from ..types import NONE, SEQUENCE, ApiModel, Self, new
from .role import Role


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ChatMessage(ApiModel):
    """One message of a conversation. It has `content`, `tool_calls` or `function_call`.

    Attributes:
        role (Role): Role of the message's author.
        content (Optional[Union[str, List[Union[TextPart, ImageUrlPart, InputAudioPart, FilePart, RefusalPart]]]]): Text
            or content parts of the message.
        name (Optional[str]): Name of the participant. It distinguishes participants with the same role.
        tool_calls (Optional[List[ToolCall]]): Tool calls of the assistant in this message.
        tool_call_id (Optional[str]): ID of the tool call to which this message responds.
        function_call (Optional[FunctionCall]): Function call of the assistant in this message. Deprecated in favor of
            `tool_calls`.
        audio (Optional[JsonObject]): ID of an earlier spoken response of the assistant.
        reasoning_content (Optional[str]): Reasoning of the assistant, for providers that accept it.
        refusal (Optional[str]): Refusal message of the assistant.
    """

    role: Role
    content: Optional[Union[str, List[Union[TextPart, ImageUrlPart, InputAudioPart, FilePart, RefusalPart]]]]
    name: Optional[str]
    tool_calls: Optional[List[ToolCall]]
    tool_call_id: Optional[str]
    function_call: Optional[FunctionCall]
    audio: Optional[JsonObject]
    reasoning_content: Optional[str]
    refusal: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "role",
        "content",
        "name",
        "tool_calls",
        "tool_call_id",
        "function_call",
        "audio",
        "reasoning_content",
        "refusal",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "role",
            "content",
            "name",
            "tool_calls",
            "tool_call_id",
            "function_call",
            "audio",
            "reasoning_content",
            "refusal",
        ]
    )

    def __init__(
        self,
        *,
        role: Role = NONE,
        content: Optional[
            Union[
                str, Sequence[Union[TextPart, ImageUrlPart, InputAudioPart, FilePart, RefusalPart, Mapping[str, Any]]]
            ]
        ] = None,
        name: Optional[str] = None,
        tool_calls: Optional[Sequence[Union[ToolCall, Mapping[str, Any]]]] = None,
        tool_call_id: Optional[str] = None,
        function_call: Optional[Union[FunctionCall, Mapping[str, Any]]] = None,
        audio: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        reasoning_content: Optional[str] = None,
        refusal: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.role = role
        _value = cast(Any, content)
        self.content = (
            [read_tagged(_item, "type", _BY_TYPE) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value
        )
        self.name = name
        _value = cast(Any, tool_calls)
        self.tool_calls = cast(
            Optional[List[ToolCall]],
            [ToolCall.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.tool_call_id = tool_call_id
        _value = cast(Any, function_call)
        self.function_call = FunctionCall.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, audio)
        self.audio = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.reasoning_content = reasoning_content
        self.refusal = refusal
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.role = src["role"] if "role" in src else None
        _value = src["content"] if "content" in src else None
        self.content = (
            [read_tagged(_item, "type", _BY_TYPE) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.name = src["name"] if "name" in src else None
        _value = src["tool_calls"] if "tool_calls" in src else None
        self.tool_calls = (
            [ToolCall.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.tool_call_id = src["tool_call_id"] if "tool_call_id" in src else None
        _value = src["function_call"] if "function_call" in src else None
        self.function_call = FunctionCall.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["audio"] if "audio" in src else None
        self.audio = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self.reasoning_content = src["reasoning_content"] if "reasoning_content" in src else None
        self.refusal = src["refusal"] if "refusal" in src else None
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
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.tool_calls) is not None:
            out["tool_calls"] = dump(_value)
        if (_value := self.tool_call_id) is not None:
            out["tool_call_id"] = dump(_value)
        if (_value := self.function_call) is not None:
            out["function_call"] = dump(_value)
        if (_value := self.audio) is not None:
            out["audio"] = dump(_value)
        if (_value := self.reasoning_content) is not None:
            out["reasoning_content"] = dump(_value)
        if (_value := self.refusal) is not None:
            out["refusal"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .file_part import FilePart  # noqa: E402
from .function_call import FunctionCall  # noqa: E402
from .image_url_part import ImageUrlPart  # noqa: E402
from .input_audio_part import InputAudioPart  # noqa: E402
from .json_object import JsonObject  # noqa: E402
from .refusal_part import RefusalPart  # noqa: E402
from .text_part import TextPart  # noqa: E402
from .tool_call import ToolCall  # noqa: E402

_BY_TYPE = {
    "text": TextPart.from_dict,
    "image_url": ImageUrlPart.from_dict,
    "input_audio": InputAudioPart.from_dict,
    "file": FilePart.from_dict,
    "refusal": RefusalPart.from_dict,
}
