# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TaskRequest."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import NONE, SEQUENCE, ApiModel, Self, new
from .task_priority import TaskPriority


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TaskRequest(ApiModel):
    """A background task to start.

    Attributes:
        type (str): Type of the task, such as `llm_completion`.
        payload (Optional[JsonObject]): Input of the task, which depends on its type.
        name (Optional[str]): Name of the task, for people.
        priority (Optional[TaskPriority]): Priority of the task.
        timeout (Optional[int]): Maximum duration of the task, in whole seconds.
        scheduled_at (Optional[datetime.datetime]): Time at which the task starts. By default, it starts immediately.
        deadline (Optional[datetime.datetime]): Time after which the task is no longer useful.
        max_retries (Optional[int]): Maximum number of retries after a failure.
        tags (Optional[List[str]]): Tags by which the task can be found.
        metadata (Optional[JsonObject]): Metadata to keep with the task.
    """

    type: str
    payload: Optional[JsonObject]
    name: Optional[str]
    priority: Optional[TaskPriority]
    timeout: Optional[int]
    scheduled_at: Optional[datetime.datetime]
    deadline: Optional[datetime.datetime]
    max_retries: Optional[int]
    tags: Optional[List[str]]
    metadata: Optional[JsonObject]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "type",
        "payload",
        "name",
        "priority",
        "timeout",
        "scheduled_at",
        "deadline",
        "max_retries",
        "tags",
        "metadata",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "type",
            "payload",
            "name",
            "priority",
            "timeout",
            "scheduled_at",
            "deadline",
            "max_retries",
            "tags",
            "metadata",
        ]
    )

    def __init__(
        self,
        *,
        type: str = NONE,
        payload: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        name: Optional[str] = None,
        priority: Optional[TaskPriority] = None,
        timeout: Optional[int] = None,
        scheduled_at: Optional[Union[datetime.datetime, str]] = None,
        deadline: Optional[Union[datetime.datetime, str]] = None,
        max_retries: Optional[int] = None,
        tags: Optional[Sequence[str]] = None,
        metadata: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.type = type
        _value = cast(Any, payload)
        self.payload = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.name = name
        self.priority = priority
        self.timeout = timeout
        _value = cast(Any, scheduled_at)
        self.scheduled_at = read_datetime(_value)
        _value = cast(Any, deadline)
        self.deadline = read_datetime(_value)
        self.max_retries = max_retries
        _value = cast(Any, tags)
        self.tags = cast(Optional[List[str]], [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, metadata)
        self.metadata = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.type = src["type"] if "type" in src else None
        _value = src["payload"] if "payload" in src else None
        self.payload = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self.name = src["name"] if "name" in src else None
        self.priority = src["priority"] if "priority" in src else None
        self.timeout = src["timeout"] if "timeout" in src else None
        _value = src["scheduled_at"] if "scheduled_at" in src else None
        self.scheduled_at = read_datetime(_value)
        _value = src["deadline"] if "deadline" in src else None
        self.deadline = read_datetime(_value)
        self.max_retries = src["max_retries"] if "max_retries" in src else None
        self.tags = src["tags"] if "tags" in src else None
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
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.payload) is not None:
            out["payload"] = dump(_value)
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.priority) is not None:
            out["priority"] = dump(_value)
        if (_value := self.timeout) is not None:
            out["timeout"] = dump(_value)
        if (_value := self.scheduled_at) is not None:
            out["scheduled_at"] = dump_dates(_value, wire.get("scheduled_at"))
        if (_value := self.deadline) is not None:
            out["deadline"] = dump_dates(_value, wire.get("deadline"))
        if (_value := self.max_retries) is not None:
            out["max_retries"] = dump(_value)
        if (_value := self.tags) is not None:
            out["tags"] = dump(_value)
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
