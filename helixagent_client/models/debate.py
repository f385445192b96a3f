# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Debate."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new
from .debate_state import DebateState


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Debate(ApiModel):
    """A debate that was created, approved or rejected.

    Attributes:
        debate_id (Optional[str]): ID of the debate.
        status (Optional[DebateState]): State of the debate.
        topic (Optional[str]): Question to debate.
        estimated_duration (Optional[float]): Estimated duration of the debate, in seconds.
        participants_count (Optional[int]): Number of participants.
        created_at (Optional[datetime.datetime]): Creation time of the debate.
        message (Optional[str]): Message of the server.
    """

    debate_id: Optional[str]
    status: Optional[DebateState]
    topic: Optional[str]
    estimated_duration: Optional[float]
    participants_count: Optional[int]
    created_at: Optional[datetime.datetime]
    message: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "debate_id",
        "status",
        "topic",
        "estimated_duration",
        "participants_count",
        "created_at",
        "message",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["debateId", "status", "topic", "estimated_duration", "participants_count", "created_at", "message"]
    )

    def __init__(
        self,
        *,
        debate_id: Optional[str] = None,
        status: Optional[DebateState] = None,
        topic: Optional[str] = None,
        estimated_duration: Optional[float] = None,
        participants_count: Optional[int] = None,
        created_at: Optional[Union[datetime.datetime, str]] = None,
        message: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.debate_id = debate_id
        self.status = status
        self.topic = topic
        self.estimated_duration = estimated_duration
        self.participants_count = participants_count
        _value = cast(Any, created_at)
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.message = message
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.debate_id = src["debateId"] if "debateId" in src else None
        self.status = src["status"] if "status" in src else None
        self.topic = src["topic"] if "topic" in src else None
        self.estimated_duration = src["estimated_duration"] if "estimated_duration" in src else None
        self.participants_count = src["participants_count"] if "participants_count" in src else None
        _value = src["created_at"] if "created_at" in src else None
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.message = src["message"] if "message" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        wire = self._wire or {}
        if (_value := self.debate_id) is not None:
            out["debateId"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.topic) is not None:
            out["topic"] = dump(_value)
        if (_value := self.estimated_duration) is not None:
            out["estimated_duration"] = dump(_value)
        if (_value := self.participants_count) is not None:
            out["participants_count"] = dump(_value)
        if (_value := self.created_at) is not None:
            out["created_at"] = dump_dates(_value, wire.get("created_at"))
        if (_value := self.message) is not None:
            out["message"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out

    @property
    def debateId(self) -> Optional[str]:
        """The same as `debate_id`, with its name on the wire."""
        return self.debate_id

    @debateId.setter
    def debateId(self, value: Optional[str]) -> None:
        self.debate_id = value
