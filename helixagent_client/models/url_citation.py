# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model UrlCitation."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class UrlCitation(ApiModel):
    """A source on the web.

    Attributes:
        start_index (Optional[int]): Index of the first character that the source supports.
        end_index (Optional[int]): Index of the last character that the source supports.
        url (Optional[str]): URL of the source.
        title (Optional[str]): Title of the source.
    """

    start_index: Optional[int]
    end_index: Optional[int]
    url: Optional[str]
    title: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("start_index", "end_index", "url", "title")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["start_index", "end_index", "url", "title"])

    def __init__(
        self,
        *,
        start_index: Optional[int] = None,
        end_index: Optional[int] = None,
        url: Optional[str] = None,
        title: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.start_index = start_index
        self.end_index = end_index
        self.url = url
        self.title = title
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.start_index = src["start_index"] if "start_index" in src else None
        self.end_index = src["end_index"] if "end_index" in src else None
        self.url = src["url"] if "url" in src else None
        self.title = src["title"] if "title" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.start_index) is not None:
            out["start_index"] = dump(_value)
        if (_value := self.end_index) is not None:
            out["end_index"] = dump(_value)
        if (_value := self.url) is not None:
            out["url"] = dump(_value)
        if (_value := self.title) is not None:
            out["title"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
