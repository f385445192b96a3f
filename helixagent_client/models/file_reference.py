# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model FileReference."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class FileReference(ApiModel):
    """Content or ID of a file.

    Attributes:
        file_data (Optional[str]): Content of the file in base64.
        file_id (Optional[str]): ID of a file that was uploaded to the server.
        filename (Optional[str]): Name of the file.
    """

    file_data: Optional[str]
    file_id: Optional[str]
    filename: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("file_data", "file_id", "filename")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["file_data", "file_id", "filename"])

    def __init__(
        self,
        *,
        file_data: Optional[str] = None,
        file_id: Optional[str] = None,
        filename: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.file_data = file_data
        self.file_id = file_id
        self.filename = filename
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.file_data = src["file_data"] if "file_data" in src else None
        self.file_id = src["file_id"] if "file_id" in src else None
        self.filename = src["filename"] if "filename" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.file_data) is not None:
            out["file_data"] = dump(_value)
        if (_value := self.file_id) is not None:
            out["file_id"] = dump(_value)
        if (_value := self.filename) is not None:
            out["filename"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
