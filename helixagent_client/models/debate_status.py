# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateStatus."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .debate_state import DebateState


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateStatus(ApiModel):
    """The progress of a debate.

    Attributes:
        debate_id (Optional[str]): ID of the debate.
        status (Optional[DebateState]): State of the debate.
        current_round (Optional[int]): Number of the current round.
        total_rounds (Optional[int]): Maximum number of rounds.
        current_participant (Optional[str]): Participant who is speaking.
        time_elapsed (Optional[float]): Time since the start of the debate, in seconds.
        estimated_remaining (Optional[float]): Estimated time until the end of the debate, in seconds.
        active_participants (Optional[int]): Number of participants who are still debating.
        errors (List[str]): Errors that have occurred so far.
    """

    debate_id: Optional[str]
    status: Optional[DebateState]
    current_round: Optional[int]
    total_rounds: Optional[int]
    current_participant: Optional[str]
    time_elapsed: Optional[float]
    estimated_remaining: Optional[float]
    active_participants: Optional[int]
    errors: List[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "debate_id",
        "status",
        "current_round",
        "total_rounds",
        "current_participant",
        "time_elapsed",
        "estimated_remaining",
        "active_participants",
        "errors",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "debateId",
            "status",
            "current_round",
            "total_rounds",
            "current_participant",
            "time_elapsed",
            "estimated_remaining",
            "active_participants",
            "errors",
        ]
    )

    def __init__(
        self,
        *,
        debate_id: Optional[str] = None,
        status: Optional[DebateState] = None,
        current_round: Optional[int] = None,
        total_rounds: Optional[int] = None,
        current_participant: Optional[str] = None,
        time_elapsed: Optional[float] = None,
        estimated_remaining: Optional[float] = None,
        active_participants: Optional[int] = None,
        errors: Optional[Sequence[str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.debate_id = debate_id
        self.status = status
        self.current_round = current_round
        self.total_rounds = total_rounds
        self.current_participant = current_participant
        self.time_elapsed = time_elapsed
        self.estimated_remaining = estimated_remaining
        self.active_participants = active_participants
        _value = cast(Any, errors)
        self.errors = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.debate_id = src["debateId"] if "debateId" in src else None
        self.status = src["status"] if "status" in src else None
        self.current_round = src["current_round"] if "current_round" in src else None
        self.total_rounds = src["total_rounds"] if "total_rounds" in src else None
        self.current_participant = src["current_participant"] if "current_participant" in src else None
        self.time_elapsed = src["time_elapsed"] if "time_elapsed" in src else None
        self.estimated_remaining = src["estimated_remaining"] if "estimated_remaining" in src else None
        self.active_participants = src["active_participants"] if "active_participants" in src else None
        self.errors = src["errors"] if "errors" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.debate_id) is not None:
            out["debateId"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.current_round) is not None:
            out["current_round"] = dump(_value)
        if (_value := self.total_rounds) is not None:
            out["total_rounds"] = dump(_value)
        if (_value := self.current_participant) is not None:
            out["current_participant"] = dump(_value)
        if (_value := self.time_elapsed) is not None:
            out["time_elapsed"] = dump(_value)
        if (_value := self.estimated_remaining) is not None:
            out["estimated_remaining"] = dump(_value)
        if (_value := self.active_participants) is not None:
            out["active_participants"] = dump(_value)
        if (_value := self.errors) is not None:
            out["errors"] = dump(_value)
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
