# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CompletionLogprobs."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CompletionLogprobs(ApiModel):
    """Log probabilities of the tokens of a completion.

    Attributes:
        tokens (List[str]): Tokens of the completion.
        token_logprobs (List[Optional[float]]): Log probability of each token.
        top_logprobs (List[Optional[TokenLogprobs]]): Most likely tokens at each position, with their log probabilities.
        text_offset (List[int]): Offset of each token in the text.
    """

    tokens: List[str]
    token_logprobs: List[Optional[float]]
    top_logprobs: List[Optional[TokenLogprobs]]
    text_offset: List[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("tokens", "token_logprobs", "top_logprobs", "text_offset")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["tokens", "token_logprobs", "top_logprobs", "text_offset"])

    def __init__(
        self,
        *,
        tokens: Optional[Sequence[str]] = None,
        token_logprobs: Optional[Sequence[Optional[float]]] = None,
        top_logprobs: Optional[Sequence[Optional[Union[TokenLogprobs, Mapping[str, Any]]]]] = None,
        text_offset: Optional[Sequence[int]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, tokens)
        self.tokens = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, token_logprobs)
        self.token_logprobs = cast(List[Optional[float]], [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, top_logprobs)
        self.top_logprobs = cast(
            List[Optional[TokenLogprobs]],
            [TokenLogprobs.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, text_offset)
        self.text_offset = cast(List[int], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.tokens = src["tokens"] if "tokens" in src else None
        self.token_logprobs = src["token_logprobs"] if "token_logprobs" in src else None
        _value = src["top_logprobs"] if "top_logprobs" in src else None
        self.top_logprobs = (
            [TokenLogprobs.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.text_offset = src["text_offset"] if "text_offset" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.tokens) is not None:
            out["tokens"] = dump(_value)
        if (_value := self.token_logprobs) is not None:
            out["token_logprobs"] = dump(_value)
        if (_value := self.top_logprobs) is not None:
            out["top_logprobs"] = dump(_value)
        if (_value := self.text_offset) is not None:
            out["text_offset"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .token_logprobs import TokenLogprobs  # noqa: E402
