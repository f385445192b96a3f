# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model InputAudio."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, ApiModel, Self, new
from .audio_format import AudioFormat


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class InputAudio(ApiModel):
    """An audio recording.

    Attributes:
        data (str): Recording in base64.
        format (AudioFormat): Encoding of the recording.
    """

    data: str
    format: AudioFormat
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("data", "format")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["data", "format"])

    def __init__(
        self, *, data: str = NONE, format: AudioFormat = NONE, additional_properties: Optional[Mapping[str, Any]] = None
    ) -> None:
        self.data = data
        self.format = format
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.data = src["data"] if "data" in src else None
        self.format = src["format"] if "format" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.data) is not None:
            out["data"] = dump(_value)
        if (_value := self.format) is not None:
            out["format"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
