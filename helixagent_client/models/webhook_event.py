# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model WebhookEvent."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new
from .webhook_event_type import WebhookEventType


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class WebhookEvent(ApiModel):
    """An event of a task or a debate. Its type is in `type` or in `event`.

    Attributes:
        id (Optional[str]): ID of the event.
        type (Optional[WebhookEventType]): Type of the event.
        event (Optional[WebhookEventType]): Type of the event on servers that do not send `type`.
        timestamp (Optional[datetime.datetime]): Time of the event.
        data (JsonObject): Data of the event.
        task_id (Optional[str]): ID of the task.
        task (Optional[Task]): Task to which the event belongs.
    """

    id: Optional[str]
    type: Optional[WebhookEventType]
    event: Optional[WebhookEventType]
    timestamp: Optional[datetime.datetime]
    data: JsonObject
    task_id: Optional[str]
    task: Optional[Task]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("id", "type", "event", "timestamp", "data", "task_id", "task")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["id", "type", "event", "timestamp", "data", "task_id", "task"])

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        type: Optional[WebhookEventType] = None,
        event: Optional[WebhookEventType] = None,
        timestamp: Optional[Union[datetime.datetime, str]] = None,
        data: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        task_id: Optional[str] = None,
        task: Optional[Union[Task, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.type = type
        self.event = event
        _value = cast(Any, timestamp)
        self.timestamp = read_datetime(_value) if isinstance(_value, str) else _value
        _value = cast(Any, data)
        self.data = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.task_id = task_id
        _value = cast(Any, task)
        self.task = Task.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.type = src["type"] if "type" in src else None
        self.event = src["event"] if "event" in src else None
        _value = src["timestamp"] if "timestamp" in src else None
        self.timestamp = read_datetime(_value) if isinstance(_value, str) else _value
        _value = src["data"] if "data" in src else None
        self.data = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self.task_id = src["task_id"] if "task_id" in src else None
        _value = src["task"] if "task" in src else None
        self.task = Task.from_dict(_value) if isinstance(_value, dict) else _value
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
        if (_value := self.event) is not None:
            out["event"] = dump(_value)
        if (_value := self.timestamp) is not None:
            out["timestamp"] = dump_dates(_value, wire.get("timestamp"))
        if (_value := self.data) is not None:
            out["data"] = dump(_value)
        if (_value := self.task_id) is not None:
            out["task_id"] = dump(_value)
        if (_value := self.task) is not None:
            out["task"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
from .task import Task  # noqa: E402
