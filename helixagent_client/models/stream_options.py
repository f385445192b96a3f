# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model StreamOptions."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class StreamOptions(ApiModel):
    """Options of a stream.

    Attributes:
        include_usage (Optional[bool]): Whether a last chunk without choices reports the token usage.
    """

    include_usage: Optional[bool]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("include_usage",)
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["include_usage"])

    def __init__(
        self, *, include_usage: Optional[bool] = None, additional_properties: Optional[Mapping[str, Any]] = None
    ) -> None:
        self.include_usage = include_usage
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.include_usage = src["include_usage"] if "include_usage" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.include_usage) is not None:
            out["include_usage"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
