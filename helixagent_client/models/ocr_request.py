# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model OcrRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .ocr_format import OcrFormat


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class OcrRequest(ApiModel):
    """An image whose text is recognized, as a URL or in base64.

    Attributes:
        image_url (Optional[str]): URL of the image. Either this or `image` is required.
        image (Optional[str]): Image in base64. Either this or `image_url` is required.
        languages (Optional[List[str]]): Codes of the expected languages, such as `en`.
        output_format (Optional[OcrFormat]): Format of the text.
    """

    image_url: Optional[str]
    image: Optional[str]
    languages: Optional[List[str]]
    output_format: Optional[OcrFormat]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("image_url", "image", "languages", "output_format")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["image_url", "image", "languages", "output_format"])

    def __init__(
        self,
        *,
        image_url: Optional[str] = None,
        image: Optional[str] = None,
        languages: Optional[Sequence[str]] = None,
        output_format: Optional[OcrFormat] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.image_url = image_url
        self.image = image
        _value = cast(Any, languages)
        self.languages = cast(Optional[List[str]], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.output_format = output_format
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.image_url = src["image_url"] if "image_url" in src else None
        self.image = src["image"] if "image" in src else None
        self.languages = src["languages"] if "languages" in src else None
        self.output_format = src["output_format"] if "output_format" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.image_url) is not None:
            out["image_url"] = dump(_value)
        if (_value := self.image) is not None:
            out["image"] = dump(_value)
        if (_value := self.languages) is not None:
            out["languages"] = dump(_value)
        if (_value := self.output_format) is not None:
            out["output_format"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
