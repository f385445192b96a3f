# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ImageUrl."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, ApiModel, Self, new
from .image_detail import ImageDetail


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ImageUrl(ApiModel):
    """URL and detail level of an image.

    Attributes:
        url (str): URL of the image, or a `data:` URL with the image itself.
        detail (Optional[ImageDetail]): Detail level at which the model reads the image.
    """

    url: str
    detail: Optional[ImageDetail]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("url", "detail")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["url", "detail"])

    def __init__(
        self,
        *,
        url: str = NONE,
        detail: Optional[ImageDetail] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.url = url
        self.detail = detail
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.url = src["url"] if "url" in src else None
        self.detail = src["detail"] if "detail" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.url) is not None:
            out["url"] = dump(_value)
        if (_value := self.detail) is not None:
            out["detail"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
