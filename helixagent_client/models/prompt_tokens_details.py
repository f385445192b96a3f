# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model PromptTokensDetails."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class PromptTokensDetails(ApiModel):
    """Number of prompt tokens by kind.

    Attributes:
        cached_tokens (Optional[int]): Number of tokens that were read from a cache.
        audio_tokens (Optional[int]): Number of audio tokens.
    """

    cached_tokens: Optional[int]
    audio_tokens: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("cached_tokens", "audio_tokens")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["cached_tokens", "audio_tokens"])

    def __init__(
        self,
        *,
        cached_tokens: Optional[int] = None,
        audio_tokens: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.cached_tokens = cached_tokens
        self.audio_tokens = audio_tokens
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.cached_tokens = src["cached_tokens"] if "cached_tokens" in src else None
        self.audio_tokens = src["audio_tokens"] if "audio_tokens" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.cached_tokens) is not None:
            out["cached_tokens"] = dump(_value)
        if (_value := self.audio_tokens) is not None:
            out["audio_tokens"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
