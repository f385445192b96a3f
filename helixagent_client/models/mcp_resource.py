# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpResource."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class McpResource(ApiModel):
    """An available resource.

    Attributes:
        uri (Optional[str]): URI of the resource.
        name (Optional[str]): Name of the resource.
        description (Optional[str]): Description of the resource.
        mime_type (Optional[str]): Media type of the resource.
    """

    uri: Optional[str]
    name: Optional[str]
    description: Optional[str]
    mime_type: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("uri", "name", "description", "mime_type")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["uri", "name", "description", "mimeType"])

    def __init__(
        self,
        *,
        uri: Optional[str] = None,
        name: Optional[str] = None,
        description: Optional[str] = None,
        mime_type: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.uri = uri
        self.name = name
        self.description = description
        self.mime_type = mime_type
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.uri = src["uri"] if "uri" in src else None
        self.name = src["name"] if "name" in src else None
        self.description = src["description"] if "description" in src else None
        self.mime_type = src["mimeType"] if "mimeType" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.uri) is not None:
            out["uri"] = dump(_value)
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.description) is not None:
            out["description"] = dump(_value)
        if (_value := self.mime_type) is not None:
            out["mimeType"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out

    @property
    def mimeType(self) -> Optional[str]:
        """The same as `mime_type`, with its name on the wire."""
        return self.mime_type

    @mimeType.setter
    def mimeType(self, value: Optional[str]) -> None:
        self.mime_type = value
