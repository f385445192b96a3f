# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TaskEvent."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import NONE, ApiModel, Self, new
from .task_event_type import TaskEventType


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TaskEvent(ApiModel):
    """An event of a task. The type determines which fields it has.

    Attributes:
        type (TaskEventType): Type of the event.
        task_id (Optional[str]): ID of the task.
        timestamp (Optional[datetime.datetime]): Time of the event.
        progress (Optional[float]): Progress of the task, from 0 to 100 (progress).
        message (Optional[str]): Description of the current step, or text of the log entry (progress, log).
        level (Optional[str]): Level of the log entry, such as `info` or `error` (log).
        data (Any): Output of the task, of any JSON type (output, completed).
        duration_ms (Optional[float]): Duration of the task, in milliseconds (completed).
        error (Optional[str]): Reason why the task failed (error, failed).
    """

    type: TaskEventType
    task_id: Optional[str]
    timestamp: Optional[datetime.datetime]
    progress: Optional[float]
    message: Optional[str]
    level: Optional[str]
    data: Any
    duration_ms: Optional[float]
    error: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "type",
        "task_id",
        "timestamp",
        "progress",
        "message",
        "level",
        "data",
        "duration_ms",
        "error",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["type", "task_id", "timestamp", "progress", "message", "level", "data", "duration_ms", "error"]
    )

    def __init__(
        self,
        *,
        type: TaskEventType = NONE,
        task_id: Optional[str] = None,
        timestamp: Optional[Union[datetime.datetime, str]] = None,
        progress: Optional[float] = None,
        message: Optional[str] = None,
        level: Optional[str] = None,
        data: Any = None,
        duration_ms: Optional[float] = None,
        error: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.type = type
        self.task_id = task_id
        _value = cast(Any, timestamp)
        self.timestamp = read_datetime(_value) if isinstance(_value, str) else _value
        self.progress = progress
        self.message = message
        self.level = level
        self.data = data
        self.duration_ms = duration_ms
        self.error = error
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.type = src["type"] if "type" in src else None
        self.task_id = src["task_id"] if "task_id" in src else None
        _value = src["timestamp"] if "timestamp" in src else None
        self.timestamp = read_datetime(_value) if isinstance(_value, str) else _value
        self.progress = src["progress"] if "progress" in src else None
        self.message = src["message"] if "message" in src else None
        self.level = src["level"] if "level" in src else None
        self.data = src["data"] if "data" in src else None
        self.duration_ms = src["duration_ms"] if "duration_ms" in src else None
        self.error = src["error"] if "error" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        wire = self._wire or {}
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.task_id) is not None:
            out["task_id"] = dump(_value)
        if (_value := self.timestamp) is not None:
            out["timestamp"] = dump_dates(_value, wire.get("timestamp"))
        if (_value := self.progress) is not None:
            out["progress"] = dump(_value)
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if (_value := self.level) is not None:
            out["level"] = dump(_value)
        if (_value := self.data) is not None:
            out["data"] = dump(_value)
        if (_value := self.duration_ms) is not None:
            out["duration_ms"] = dump(_value)
        if (_value := self.error) is not None:
            out["error"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
