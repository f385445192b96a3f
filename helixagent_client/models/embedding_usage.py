# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model EmbeddingUsage."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class EmbeddingUsage(ApiModel):
    """Number of tokens that embeddings used.

    Attributes:
        prompt_tokens (Optional[int]): Number of tokens in the texts.
        total_tokens (Optional[int]): Total number of tokens.
    """

    prompt_tokens: Optional[int]
    total_tokens: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("prompt_tokens", "total_tokens")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["prompt_tokens", "total_tokens"])

    def __init__(
        self,
        *,
        prompt_tokens: Optional[int] = None,
        total_tokens: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.prompt_tokens = prompt_tokens
        self.total_tokens = total_tokens
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.prompt_tokens = src["prompt_tokens"] if "prompt_tokens" in src else None
        self.total_tokens = src["total_tokens"] if "total_tokens" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.prompt_tokens) is not None:
            out["prompt_tokens"] = dump(_value)
        if (_value := self.total_tokens) is not None:
            out["total_tokens"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
