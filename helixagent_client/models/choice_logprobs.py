# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ChoiceLogprobs."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ChoiceLogprobs(ApiModel):
    """Log probabilities of the tokens of a choice.

    Attributes:
        content (List[TokenLogprob]): Tokens of the text.
        refusal (List[TokenLogprob]): Tokens of the refusal.
    """

    content: List[TokenLogprob]
    refusal: List[TokenLogprob]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("content", "refusal")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["content", "refusal"])

    def __init__(
        self,
        *,
        content: Optional[Sequence[Union[TokenLogprob, Mapping[str, Any]]]] = None,
        refusal: Optional[Sequence[Union[TokenLogprob, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, content)
        self.content = cast(
            List[TokenLogprob],
            [TokenLogprob.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, refusal)
        self.refusal = cast(
            List[TokenLogprob],
            [TokenLogprob.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        _value = src["content"] if "content" in src else None
        self.content = (
            [TokenLogprob.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        _value = src["refusal"] if "refusal" in src else None
        self.refusal = (
            [TokenLogprob.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.content) is not None:
            out["content"] = dump(_value)
        if (_value := self.refusal) is not None:
            out["refusal"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .token_logprob import TokenLogprob  # noqa: E402
