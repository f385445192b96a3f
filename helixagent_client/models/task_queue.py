# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TaskQueue."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TaskQueue(ApiModel):
    """The number of tasks by state.

    Attributes:
        pending (Optional[int]): Number of tasks that are not queued yet.
        queued (Optional[int]): Number of tasks that are waiting for a worker.
        running (Optional[int]): Number of running tasks.
        paused (Optional[int]): Number of paused tasks.
        completed (Optional[int]): Number of completed tasks.
        failed (Optional[int]): Number of failed tasks.
        workers (Optional[int]): Number of workers.
        by_priority (CountMap): Number of waiting tasks by priority.
    """

    pending: Optional[int]
    queued: Optional[int]
    running: Optional[int]
    paused: Optional[int]
    completed: Optional[int]
    failed: Optional[int]
    workers: Optional[int]
    by_priority: CountMap
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "pending",
        "queued",
        "running",
        "paused",
        "completed",
        "failed",
        "workers",
        "by_priority",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["pending", "queued", "running", "paused", "completed", "failed", "workers", "by_priority"]
    )

    def __init__(
        self,
        *,
        pending: Optional[int] = None,
        queued: Optional[int] = None,
        running: Optional[int] = None,
        paused: Optional[int] = None,
        completed: Optional[int] = None,
        failed: Optional[int] = None,
        workers: Optional[int] = None,
        by_priority: Optional[Union[CountMap, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.pending = pending
        self.queued = queued
        self.running = running
        self.paused = paused
        self.completed = completed
        self.failed = failed
        self.workers = workers
        _value = cast(Any, by_priority)
        self.by_priority = CountMap.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.pending = src["pending"] if "pending" in src else None
        self.queued = src["queued"] if "queued" in src else None
        self.running = src["running"] if "running" in src else None
        self.paused = src["paused"] if "paused" in src else None
        self.completed = src["completed"] if "completed" in src else None
        self.failed = src["failed"] if "failed" in src else None
        self.workers = src["workers"] if "workers" in src else None
        _value = src["by_priority"] if "by_priority" in src else None
        self.by_priority = CountMap.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.pending) is not None:
            out["pending"] = dump(_value)
        if (_value := self.queued) is not None:
            out["queued"] = dump(_value)
        if (_value := self.running) is not None:
            out["running"] = dump(_value)
        if (_value := self.paused) is not None:
            out["paused"] = dump(_value)
        if (_value := self.completed) is not None:
            out["completed"] = dump(_value)
        if (_value := self.failed) is not None:
            out["failed"] = dump(_value)
        if (_value := self.workers) is not None:
            out["workers"] = dump(_value)
        if (_value := self.by_priority) is not None:
            out["by_priority"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .count_map import CountMap  # noqa: E402
