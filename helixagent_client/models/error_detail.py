# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ErrorDetail."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ErrorDetail(ApiModel):
    """Details of the error.

    Attributes:
        message (Optional[str]): Error message.
        type (Optional[str]): Kind of error.
        code (Optional[Union[str, int]]): Code of the error, as a name or a number.
        param (Optional[str]): Name of the invalid argument, if there is one.
    """

    message: Optional[str]
    type: Optional[str]
    code: Optional[Union[str, int]]
    param: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("message", "type", "code", "param")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["message", "type", "code", "param"])

    def __init__(
        self,
        *,
        message: Optional[str] = None,
        type: Optional[str] = None,
        code: Optional[Union[str, int]] = None,
        param: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.message = message
        self.type = type
        self.code = code
        self.param = param
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.message = src["message"] if "message" in src else None
        self.type = src["type"] if "type" in src else None
        self.code = src["code"] if "code" in src else None
        self.param = src["param"] if "param" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.code) is not None:
            out["code"] = dump(_value)
        if (_value := self.param) is not None:
            out["param"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
