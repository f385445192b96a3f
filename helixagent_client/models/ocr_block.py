# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model OcrBlock."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class OcrBlock(ApiModel):
    """A block of a text, and its position in the image.

    Attributes:
        text (Optional[str]): Text of the block.
        confidence (Optional[float]): Confidence of the recognition, from 0 to 1.
        bounding_box (List[float]): Position of the block: left, top, right and bottom, in pixels.
    """

    text: Optional[str]
    confidence: Optional[float]
    bounding_box: List[float]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("text", "confidence", "bounding_box")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["text", "confidence", "bounding_box"])

    def __init__(
        self,
        *,
        text: Optional[str] = None,
        confidence: Optional[float] = None,
        bounding_box: Optional[Sequence[float]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.text = text
        self.confidence = confidence
        _value = cast(Any, bounding_box)
        self.bounding_box = cast(List[float], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.text = src["text"] if "text" in src else None
        self.confidence = src["confidence"] if "confidence" in src else None
        self.bounding_box = src["bounding_box"] if "bounding_box" in src else None
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
        if (_value := self.bounding_box) is not None:
            out["bounding_box"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
