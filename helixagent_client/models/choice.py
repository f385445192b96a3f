# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Choice."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new
from .finish_reason import FinishReason


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Choice(ApiModel):
    """A generated choice.

    Attributes:
        index (Optional[int]): Index of the choice.
        message (Message): Generated message.
        finish_reason (Optional[FinishReason]): Reason why the model stopped.
        logprobs (Optional[ChoiceLogprobs]): Log probabilities of the tokens, if requested.
    """

    index: Optional[int]
    message: Message
    finish_reason: Optional[FinishReason]
    logprobs: Optional[ChoiceLogprobs]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("index", "message", "finish_reason", "logprobs")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["index", "message", "finish_reason", "logprobs"])

    def __init__(
        self,
        *,
        index: Optional[int] = None,
        message: Optional[Union[Message, Mapping[str, Any]]] = None,
        finish_reason: Optional[FinishReason] = None,
        logprobs: Optional[Union[ChoiceLogprobs, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.index = index
        _value = cast(Any, message)
        self.message = Message.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.finish_reason = finish_reason
        _value = cast(Any, logprobs)
        self.logprobs = ChoiceLogprobs.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.index = src["index"] if "index" in src else None
        _value = src["message"] if "message" in src else None
        self.message = Message.from_dict(_value) if isinstance(_value, dict) else _value
        self.finish_reason = src["finish_reason"] if "finish_reason" in src else None
        _value = src["logprobs"] if "logprobs" in src else None
        self.logprobs = ChoiceLogprobs.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.index) is not None:
            out["index"] = dump(_value)
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if (_value := self.finish_reason) is not None:
            out["finish_reason"] = dump(_value)
        if (_value := self.logprobs) is not None:
            out["logprobs"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .choice_logprobs import ChoiceLogprobs  # noqa: E402
from .message import Message  # noqa: E402
