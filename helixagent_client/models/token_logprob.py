# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TokenLogprob."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TokenLogprob(ApiModel):
    """A token and its log probability.

    Attributes:
        token (Optional[str]): The token.
        logprob (Optional[float]): Log probability of the token.
        bytes (List[int]): UTF-8 bytes of the token.
        top_logprobs (List[TopLogprob]): Most likely tokens at this position.
    """

    token: Optional[str]
    logprob: Optional[float]
    bytes: List[int]
    top_logprobs: List[TopLogprob]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("token", "logprob", "bytes", "top_logprobs")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["token", "logprob", "bytes", "top_logprobs"])

    def __init__(
        self,
        *,
        token: Optional[str] = None,
        logprob: Optional[float] = None,
        bytes: Optional[Sequence[int]] = None,
        top_logprobs: Optional[Sequence[Union[TopLogprob, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.token = token
        self.logprob = logprob
        _value = cast(Any, bytes)
        self.bytes = cast(List[int], [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, top_logprobs)
        self.top_logprobs = cast(
            List[TopLogprob],
            [TopLogprob.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.token = src["token"] if "token" in src else None
        self.logprob = src["logprob"] if "logprob" in src else None
        self.bytes = src["bytes"] if "bytes" in src else None
        _value = src["top_logprobs"] if "top_logprobs" in src else None
        self.top_logprobs = (
            [TopLogprob.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.token) is not None:
            out["token"] = dump(_value)
        if (_value := self.logprob) is not None:
            out["logprob"] = dump(_value)
        if (_value := self.bytes) is not None:
            out["bytes"] = dump(_value)
        if (_value := self.top_logprobs) is not None:
            out["top_logprobs"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .top_logprob import TopLogprob  # noqa: E402
