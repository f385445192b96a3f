# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model TaskLogList."""

from __future__ import annotations

from typing import (
    Any,
    AsyncIterator,
    ClassVar,
    Dict,
    FrozenSet,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Union,
    cast,
)

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class TaskLogList(ApiModel):
    """The log entries of a task.

    Attributes:
        logs (List[TaskLog]): Log entries, oldest first.
        total (Optional[int]): Number of items.
    """

    logs: List[TaskLog]
    total: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("logs", "total")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["logs", "total"])

    def __init__(
        self,
        *,
        logs: Optional[Sequence[Union[TaskLog, Mapping[str, Any]]]] = None,
        total: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, logs)
        self.logs = cast(
            List[TaskLog],
            [TaskLog.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.total = total
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    def __iter__(self) -> Iterator[TaskLog]:
        """Iterate over `logs`."""
        return iter(self.logs or ())

    async def __aiter__(self) -> AsyncIterator[TaskLog]:
        """Iterate over `logs`, so that asynchronous code can treat lists and pages alike."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        _value = src["logs"] if "logs" in src else None
        self.logs = (
            [TaskLog.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.total = src["total"] if "total" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.logs) is not None:
            out["logs"] = dump(_value)
        if (_value := self.total) is not None:
            out["total"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .task_log import TaskLog  # noqa: E402
