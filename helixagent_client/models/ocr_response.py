# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model OcrResponse."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class OcrResponse(ApiModel):
    """The recognized text of an image.

    Attributes:
        text (Optional[str]): Text in the requested format.
        confidence (Optional[float]): Confidence of the recognition, from 0 to 1.
        language (Optional[str]): Code of the text's language, such as `en`.
        pages (Optional[int]): Number of pages.
        blocks (List[OcrBlock]): Blocks of the text, with their positions in the image.
        model (Optional[str]): ID of the model that recognized the text.
    """

    text: Optional[str]
    confidence: Optional[float]
    language: Optional[str]
    pages: Optional[int]
    blocks: List[OcrBlock]
    model: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("text", "confidence", "language", "pages", "blocks", "model")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["text", "confidence", "language", "pages", "blocks", "model"])

    def __init__(
        self,
        *,
        text: Optional[str] = None,
        confidence: Optional[float] = None,
        language: Optional[str] = None,
        pages: Optional[int] = None,
        blocks: Optional[Sequence[Union[OcrBlock, Mapping[str, Any]]]] = None,
        model: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.text = text
        self.confidence = confidence
        self.language = language
        self.pages = pages
        _value = cast(Any, blocks)
        self.blocks = cast(
            List[OcrBlock],
            [OcrBlock.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.model = model
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.text = src["text"] if "text" in src else None
        self.confidence = src["confidence"] if "confidence" in src else None
        self.language = src["language"] if "language" in src else None
        self.pages = src["pages"] if "pages" in src else None
        _value = src["blocks"] if "blocks" in src else None
        self.blocks = (
            [OcrBlock.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.model = src["model"] if "model" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.text) is not None:
            out["text"] = dump(_value)
        if (_value := self.confidence) is not None:
            out["confidence"] = dump(_value)
        if (_value := self.language) is not None:
            out["language"] = dump(_value)
        if (_value := self.pages) is not None:
            out["pages"] = dump(_value)
        if (_value := self.blocks) is not None:
            out["blocks"] = dump(_value)
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .ocr_block import OcrBlock  # noqa: E402
