# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TaskResult."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new
from .task_state import TaskState


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TaskResult(ApiModel):
    """The result of a task.

    Attributes:
        id (Optional[str]): ID of the task.
        status (Optional[TaskState]): Final state of the task.
        output (Any): Output of the task, of any JSON type.
        error (Optional[str]): Reason why the task failed.
        usage (Optional[Usage]): Token usage, if the task used a model.
        completed_at (Optional[datetime.datetime]): End time of the task.
    """

    id: Optional[str]
    status: Optional[TaskState]
    output: Any
    error: Optional[str]
    usage: Optional[Usage]
    completed_at: Optional[datetime.datetime]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("id", "status", "output", "error", "usage", "completed_at")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["id", "status", "output", "error", "usage", "completed_at"])

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        status: Optional[TaskState] = None,
        output: Any = None,
        error: Optional[str] = None,
        usage: Optional[Union[Usage, Mapping[str, Any]]] = None,
        completed_at: Optional[Union[datetime.datetime, str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.status = status
        self.output = output
        self.error = error
        _value = cast(Any, usage)
        self.usage = Usage.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, completed_at)
        self.completed_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.status = src["status"] if "status" in src else None
        self.output = src["output"] if "output" in src else None
        self.error = src["error"] if "error" in src else None
        _value = src["usage"] if "usage" in src else None
        self.usage = Usage.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["completed_at"] if "completed_at" in src else None
        self.completed_at = read_datetime(_value) if isinstance(_value, str) else _value
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
        if (_value := self.output) is not None:
            out["output"] = dump(_value)
        if (_value := self.error) is not None:
            out["error"] = dump(_value)
        if (_value := self.usage) is not None:
            out["usage"] = dump(_value)
        if (_value := self.completed_at) is not None:
            out["completed_at"] = dump_dates(_value, wire.get("completed_at"))
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .usage import Usage  # noqa: E402
