# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ErrorResponse."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ErrorResponse(ApiModel):
    """Body of every error. If `error` is a string, the details are in the other fields.

    Attributes:
        error (Union[ErrorDetail, str]): Details of the error, or the error message.
        message (Optional[str]): Error message, if `error` is the kind of error.
        details (Optional[str]): Details of the error.
        retry_after (Optional[float]): Time to wait before the next attempt, in seconds.
        timestamp (Optional[int]): Time of the error, in Unix seconds.
    """

    error: Union[ErrorDetail, str]
    message: Optional[str]
    details: Optional[str]
    retry_after: Optional[float]
    timestamp: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("error", "message", "details", "retry_after", "timestamp")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["error", "message", "details", "retry_after", "timestamp"])

    def __init__(
        self,
        *,
        error: Optional[Union[ErrorDetail, str, Mapping[str, Any]]] = None,
        message: Optional[str] = None,
        details: Optional[str] = None,
        retry_after: Optional[float] = None,
        timestamp: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, error)
        self.error = ErrorDetail.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.message = message
        self.details = details
        self.retry_after = retry_after
        self.timestamp = timestamp
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        _value = src["error"] if "error" in src else None
        self.error = ErrorDetail.from_dict(_value) if isinstance(_value, dict) else _value
        self.message = src["message"] if "message" in src else None
        self.details = src["details"] if "details" in src else None
        self.retry_after = src["retry_after"] if "retry_after" in src else None
        self.timestamp = src["timestamp"] if "timestamp" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.error) is not None:
            out["error"] = dump(_value)
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if (_value := self.details) is not None:
            out["details"] = dump(_value)
        if (_value := self.retry_after) is not None:
            out["retry_after"] = dump(_value)
        if (_value := self.timestamp) is not None:
            out["timestamp"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .error_detail import ErrorDetail  # noqa: E402
