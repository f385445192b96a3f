# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TaskStatus."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new
from .task_state import TaskState


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TaskStatus(ApiModel):
    """The progress of a task.

    Attributes:
        id (Optional[str]): ID of the task.
        status (Optional[TaskState]): State of the task.
        progress (Optional[float]): Progress of the task, from 0 to 100.
        progress_message (Optional[str]): Description of the current step.
        error (Optional[str]): Reason why the task failed.
        started_at (Optional[datetime.datetime]): Start time of the task.
        completed_at (Optional[datetime.datetime]): End time of the task.
        duration_seconds (Optional[float]): Running time of the task, in seconds.
        retry_count (Optional[int]): Number of retries.
    """

    id: Optional[str]
    status: Optional[TaskState]
    progress: Optional[float]
    progress_message: Optional[str]
    error: Optional[str]
    started_at: Optional[datetime.datetime]
    completed_at: Optional[datetime.datetime]
    duration_seconds: Optional[float]
    retry_count: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "id",
        "status",
        "progress",
        "progress_message",
        "error",
        "started_at",
        "completed_at",
        "duration_seconds",
        "retry_count",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "id",
            "status",
            "progress",
            "progress_message",
            "error",
            "started_at",
            "completed_at",
            "duration_seconds",
            "retry_count",
        ]
    )

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        status: Optional[TaskState] = None,
        progress: Optional[float] = None,
        progress_message: Optional[str] = None,
        error: Optional[str] = None,
        started_at: Optional[Union[datetime.datetime, str]] = None,
        completed_at: Optional[Union[datetime.datetime, str]] = None,
        duration_seconds: Optional[float] = None,
        retry_count: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.status = status
        self.progress = progress
        self.progress_message = progress_message
        self.error = error
        _value = cast(Any, started_at)
        self.started_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = cast(Any, completed_at)
        self.completed_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.duration_seconds = duration_seconds
        self.retry_count = retry_count
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.status = src["status"] if "status" in src else None
        self.progress = src["progress"] if "progress" in src else None
        self.progress_message = src["progress_message"] if "progress_message" in src else None
        self.error = src["error"] if "error" in src else None
        _value = src["started_at"] if "started_at" in src else None
        self.started_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = src["completed_at"] if "completed_at" in src else None
        self.completed_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.duration_seconds = src["duration_seconds"] if "duration_seconds" in src else None
        self.retry_count = src["retry_count"] if "retry_count" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        wire = self._wire or {}
        if (_value := self.id) is not None:
            out["id"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.progress) is not None:
            out["progress"] = dump(_value)
        if (_value := self.progress_message) is not None:
            out["progress_message"] = dump(_value)
        if (_value := self.error) is not None:
            out["error"] = dump(_value)
        if (_value := self.started_at) is not None:
            out["started_at"] = dump_dates(_value, wire.get("started_at"))
        if (_value := self.completed_at) is not None:
            out["completed_at"] = dump_dates(_value, wire.get("completed_at"))
        if (_value := self.duration_seconds) is not None:
            out["duration_seconds"] = dump(_value)
        if (_value := self.retry_count) is not None:
            out["retry_count"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
