# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CompletionChoice."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new
from .finish_reason import FinishReason


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CompletionChoice(ApiModel):
    """A completion, or a chunk of it.

    Attributes:
        text (Optional[str]): Text of the completion.
        index (Optional[int]): Index of the completion among the choices.
        logprobs (Optional[CompletionLogprobs]): Log probabilities of the tokens, if requested.
        finish_reason (Optional[FinishReason]): Reason why the model stopped.
    """

    text: Optional[str]
    index: Optional[int]
    logprobs: Optional[CompletionLogprobs]
    finish_reason: Optional[FinishReason]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("text", "index", "logprobs", "finish_reason")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["text", "index", "logprobs", "finish_reason"])

    def __init__(
        self,
        *,
        text: Optional[str] = None,
        index: Optional[int] = None,
        logprobs: Optional[Union[CompletionLogprobs, Mapping[str, Any]]] = None,
        finish_reason: Optional[FinishReason] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.text = text
        self.index = index
        _value = cast(Any, logprobs)
        self.logprobs = CompletionLogprobs.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.finish_reason = finish_reason
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.text = src["text"] if "text" in src else None
        self.index = src["index"] if "index" in src else None
        _value = src["logprobs"] if "logprobs" in src else None
        self.logprobs = CompletionLogprobs.from_dict(_value) if isinstance(_value, dict) else _value
        self.finish_reason = src["finish_reason"] if "finish_reason" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.text) is not None:
            out["text"] = dump(_value)
        if (_value := self.index) is not None:
            out["index"] = dump(_value)
        if (_value := self.logprobs) is not None:
            out["logprobs"] = dump(_value)
        if (_value := self.finish_reason) is not None:
            out["finish_reason"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .completion_logprobs import CompletionLogprobs  # noqa: E402
