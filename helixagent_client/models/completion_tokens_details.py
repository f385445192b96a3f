# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CompletionTokensDetails."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CompletionTokensDetails(ApiModel):
    """Number of response tokens by kind.

    Attributes:
        reasoning_tokens (Optional[int]): Number of reasoning tokens.
        audio_tokens (Optional[int]): Number of audio tokens.
        accepted_prediction_tokens (Optional[int]): Number of predicted tokens that were accepted.
        rejected_prediction_tokens (Optional[int]): Number of predicted tokens that were rejected.
    """

    reasoning_tokens: Optional[int]
    audio_tokens: Optional[int]
    accepted_prediction_tokens: Optional[int]
    rejected_prediction_tokens: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "reasoning_tokens",
        "audio_tokens",
        "accepted_prediction_tokens",
        "rejected_prediction_tokens",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["reasoning_tokens", "audio_tokens", "accepted_prediction_tokens", "rejected_prediction_tokens"]
    )

    def __init__(
        self,
        *,
        reasoning_tokens: Optional[int] = None,
        audio_tokens: Optional[int] = None,
        accepted_prediction_tokens: Optional[int] = None,
        rejected_prediction_tokens: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.reasoning_tokens = reasoning_tokens
        self.audio_tokens = audio_tokens
        self.accepted_prediction_tokens = accepted_prediction_tokens
        self.rejected_prediction_tokens = rejected_prediction_tokens
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.reasoning_tokens = src["reasoning_tokens"] if "reasoning_tokens" in src else None
        self.audio_tokens = src["audio_tokens"] if "audio_tokens" in src else None
        self.accepted_prediction_tokens = (
            src["accepted_prediction_tokens"] if "accepted_prediction_tokens" in src else None
        )
        self.rejected_prediction_tokens = (
            src["rejected_prediction_tokens"] if "rejected_prediction_tokens" in src else None
        )
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.reasoning_tokens) is not None:
            out["reasoning_tokens"] = dump(_value)
        if (_value := self.audio_tokens) is not None:
            out["audio_tokens"] = dump(_value)
        if (_value := self.accepted_prediction_tokens) is not None:
            out["accepted_prediction_tokens"] = dump(_value)
        if (_value := self.rejected_prediction_tokens) is not None:
            out["rejected_prediction_tokens"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
