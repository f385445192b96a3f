# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CogneeInsights."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CogneeInsights(ApiModel):
    """The insights of Cognee about a debate.

    Attributes:
        key_themes (List[str]): Themes of the debate.
    """

    key_themes: List[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("key_themes",)
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["key_themes"])

    def __init__(
        self, *, key_themes: Optional[Sequence[str]] = None, additional_properties: Optional[Mapping[str, Any]] = None
    ) -> None:
        _value = cast(Any, key_themes)
        self.key_themes = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.key_themes = src["key_themes"] if "key_themes" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.key_themes) is not None:
            out["key_themes"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
