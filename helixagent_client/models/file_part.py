# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model FilePart."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Literal, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class FilePart(ApiModel):
    """A file part of a message.

    Attributes:
        type (Literal['file']): Always `file`.
        file (FileReference): Content or ID of the file.
    """

    type: Literal["file"]
    file: FileReference
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("type", "file")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["type", "file"])

    def __init__(
        self,
        *,
        type: Literal["file"] = "file",
        file: Union[FileReference, Mapping[str, Any]] = NONE,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.type = type
        _value = cast(Any, file)
        self.file = FileReference.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.type = src["type"] if "type" in src else None
        _value = src["file"] if "file" in src else None
        self.file = FileReference.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.file) is not None:
            out["file"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .file_reference import FileReference  # noqa: E402
