# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TaskLog."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TaskLog(ApiModel):
    """A log entry of a task.

    Attributes:
        timestamp (Optional[datetime.datetime]): Time of the entry.
        level (Optional[str]): Level of the entry, such as `info` or `error`.
        message (Optional[str]): Text of the entry.
    """

    timestamp: Optional[datetime.datetime]
    level: Optional[str]
    message: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("timestamp", "level", "message")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["timestamp", "level", "message"])

    def __init__(
        self,
        *,
        timestamp: Optional[Union[datetime.datetime, str]] = None,
        level: Optional[str] = None,
        message: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, timestamp)
        self.timestamp = read_datetime(_value) if isinstance(_value, str) else _value
        self.level = level
        self.message = message
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        _value = src["timestamp"] if "timestamp" in src else None
        self.timestamp = read_datetime(_value) if isinstance(_value, str) else _value
        self.level = src["level"] if "level" in src else None
        self.message = src["message"] if "message" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        wire = self._wire or {}
        if (_value := self.timestamp) is not None:
            out["timestamp"] = dump_dates(_value, wire.get("timestamp"))
        if (_value := self.level) is not None:
            out["level"] = dump(_value)
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
