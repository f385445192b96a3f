# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Model."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Model(ApiModel):
    """A model that requests can use.

    Attributes:
        id (Optional[str]): ID of the model, which requests use.
        object (Optional[str]): Always `model`.
        created (Optional[int]): Creation time of the model, in Unix seconds.
        owned_by (Optional[str]): Owner of the model.
    """

    id: Optional[str]
    object: Optional[str]
    created: Optional[int]
    owned_by: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("id", "object", "created", "owned_by")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["id", "object", "created", "owned_by"])

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        object: Optional[str] = None,
        created: Optional[int] = None,
        owned_by: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.object = object
        self.created = created
        self.owned_by = owned_by
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.object = src["object"] if "object" in src else None
        self.created = src["created"] if "created" in src else None
        self.owned_by = src["owned_by"] if "owned_by" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.id) is not None:
            out["id"] = dump(_value)
        if (_value := self.object) is not None:
            out["object"] = dump(_value)
        if (_value := self.created) is not None:
            out["created"] = dump(_value)
        if (_value := self.owned_by) is not None:
            out["owned_by"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
