# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Task."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new
from .task_priority import TaskPriority
from .task_state import TaskState


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Task(ApiModel):
    """A background task.

    Attributes:
        id (Optional[str]): ID of the task.
        type (Optional[str]): Type of the task.
        name (Optional[str]): Name of the task, for people.
        status (Optional[TaskState]): State of the task.
        priority (Optional[TaskPriority]): Priority of the task.
        progress (Optional[float]): Progress of the task, from 0 to 100.
        created_at (Optional[datetime.datetime]): Creation time of the task.
        started_at (Optional[datetime.datetime]): Start time of the task.
        completed_at (Optional[datetime.datetime]): End time of the task.
        error (Optional[str]): Reason why the task failed.
        metadata (Optional[JsonObject]): Metadata that was attached to the task.
    """

    id: Optional[str]
    type: Optional[str]
    name: Optional[str]
    status: Optional[TaskState]
    priority: Optional[TaskPriority]
    progress: Optional[float]
    created_at: Optional[datetime.datetime]
    started_at: Optional[datetime.datetime]
    completed_at: Optional[datetime.datetime]
    error: Optional[str]
    metadata: Optional[JsonObject]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "id",
        "type",
        "name",
        "status",
        "priority",
        "progress",
        "created_at",
        "started_at",
        "completed_at",
        "error",
        "metadata",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "id",
            "type",
            "name",
            "status",
            "priority",
            "progress",
            "created_at",
            "started_at",
            "completed_at",
            "error",
            "metadata",
        ]
    )

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        type: Optional[str] = None,
        name: Optional[str] = None,
        status: Optional[TaskState] = None,
        priority: Optional[TaskPriority] = None,
        progress: Optional[float] = None,
        created_at: Optional[Union[datetime.datetime, str]] = None,
        started_at: Optional[Union[datetime.datetime, str]] = None,
        completed_at: Optional[Union[datetime.datetime, str]] = None,
        error: Optional[str] = None,
        metadata: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.type = type
        self.name = name
        self.status = status
        self.priority = priority
        self.progress = progress
        _value = cast(Any, created_at)
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = cast(Any, started_at)
        self.started_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = cast(Any, completed_at)
        self.completed_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.error = error
        _value = cast(Any, metadata)
        self.metadata = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.type = src["type"] if "type" in src else None
        self.name = src["name"] if "name" in src else None
        self.status = src["status"] if "status" in src else None
        self.priority = src["priority"] if "priority" in src else None
        self.progress = src["progress"] if "progress" in src else None
        _value = src["created_at"] if "created_at" in src else None
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = src["started_at"] if "started_at" in src else None
        self.started_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = src["completed_at"] if "completed_at" in src else None
        self.completed_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.error = src["error"] if "error" in src else None
        _value = src["metadata"] if "metadata" in src else None
        self.metadata = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
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
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.priority) is not None:
            out["priority"] = dump(_value)
        if (_value := self.progress) is not None:
            out["progress"] = dump(_value)
        if (_value := self.created_at) is not None:
            out["created_at"] = dump_dates(_value, wire.get("created_at"))
        if (_value := self.started_at) is not None:
            out["started_at"] = dump_dates(_value, wire.get("started_at"))
        if (_value := self.completed_at) is not None:
            out["completed_at"] = dump_dates(_value, wire.get("completed_at"))
        if (_value := self.error) is not None:
            out["error"] = dump(_value)
        if (_value := self.metadata) is not None:
            out["metadata"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
