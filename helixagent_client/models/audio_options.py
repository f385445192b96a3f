# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model AudioOptions."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class AudioOptions(ApiModel):
    """Voice and format of a spoken response.

    Attributes:
        format (Optional[str]): Audio format, such as `wav` or `mp3`.
        voice (Optional[Union[str, CustomVoice]]): Name of the voice, or an object with the ID of a custom voice.
    """

    format: Optional[str]
    voice: Optional[Union[str, CustomVoice]]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("format", "voice")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["format", "voice"])

    def __init__(
        self,
        *,
        format: Optional[str] = None,
        voice: Optional[Union[str, CustomVoice, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.format = format
        _value = cast(Any, voice)
        self.voice = CustomVoice.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.format = src["format"] if "format" in src else None
        _value = src["voice"] if "voice" in src else None
        self.voice = CustomVoice.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.format) is not None:
            out["format"] = dump(_value)
        if (_value := self.voice) is not None:
            out["voice"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .custom_voice import CustomVoice  # noqa: E402
