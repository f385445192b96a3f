# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpError."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class McpError(ApiModel):
    """The reason why a tool failed, as a JSON-RPC error.

    Attributes:
        code (Optional[int]): Number of the error.
        message (Optional[str]): Error message.
        data (Any): Details of the error, of any JSON type.
    """

    code: Optional[int]
    message: Optional[str]
    data: Any
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("code", "message", "data")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["code", "message", "data"])

    def __init__(
        self,
        *,
        code: Optional[int] = None,
        message: Optional[str] = None,
        data: Any = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.code = code
        self.message = message
        self.data = data
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.code = src["code"] if "code" in src else None
        self.message = src["message"] if "message" in src else None
        self.data = src["data"] if "data" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.code) is not None:
            out["code"] = dump(_value)
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if (_value := self.data) is not None:
            out["data"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
