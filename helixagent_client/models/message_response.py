# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model MessageResponse."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class MessageResponse(ApiModel):
    """Confirmation of an action.

    Attributes:
        message (Optional[str]): Confirmation message.
        success (Optional[bool]): Whether the action succeeded.
    """

    message: Optional[str]
    success: Optional[bool]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("message", "success")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["message", "success"])

    def __init__(
        self,
        *,
        message: Optional[str] = None,
        success: Optional[bool] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.message = message
        self.success = success
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.message = src["message"] if "message" in src else None
        self.success = src["success"] if "success" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if (_value := self.success) is not None:
            out["success"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
