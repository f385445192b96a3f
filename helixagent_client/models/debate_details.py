# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateDetails."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, is_set, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import SEQUENCE, ApiModel, Self, new
from .debate_state import DebateState


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateDetails(ApiModel):
    """The settings and the state of a debate.

    Attributes:
        debate_id (Optional[str]): ID of the debate.
        topic (Optional[str]): Question to debate.
        status (Optional[DebateState]): State of the debate.
        participants (List[ParticipantDetails]): Participants of the debate. Empty if null or missing.
        maximal_repeat_rounds (Optional[int]): Maximum number of rounds.
        consensus_threshold (Optional[float]): Minimum agreement that counts as consensus, from 0 to 1.
        timeout (Optional[int]): Maximum duration of the debate, in seconds.
        strategy (Optional[str]): How the debate proceeds, such as `round_robin`.
        enable_cognee (Optional[bool]): Whether Cognee enhances the debate.
        current_round (Optional[int]): Number of the current round.
        created_at (Optional[datetime.datetime]): Creation time of the debate.
        started_at (Optional[datetime.datetime]): Start time of the debate.
        completed_at (Optional[datetime.datetime]): End time of the debate.
        error (Optional[str]): Reason why the debate failed.
        metadata (Optional[JsonObject]): Metadata that was attached to the debate.
    """

    debate_id: Optional[str]
    topic: Optional[str]
    status: Optional[DebateState]
    participants: List[ParticipantDetails]
    maximal_repeat_rounds: Optional[int]
    consensus_threshold: Optional[float]
    timeout: Optional[int]
    strategy: Optional[str]
    enable_cognee: Optional[bool]
    current_round: Optional[int]
    created_at: Optional[datetime.datetime]
    started_at: Optional[datetime.datetime]
    completed_at: Optional[datetime.datetime]
    error: Optional[str]
    metadata: Optional[JsonObject]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "debate_id",
        "topic",
        "status",
        "participants",
        "maximal_repeat_rounds",
        "consensus_threshold",
        "timeout",
        "strategy",
        "enable_cognee",
        "current_round",
        "created_at",
        "started_at",
        "completed_at",
        "error",
        "metadata",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "debateId",
            "topic",
            "status",
            "participants",
            "maximal_repeat_rounds",
            "consensus_threshold",
            "timeout",
            "strategy",
            "enable_cognee",
            "current_round",
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
        debate_id: Optional[str] = None,
        topic: Optional[str] = None,
        status: Optional[DebateState] = None,
        participants: Optional[Sequence[Union[ParticipantDetails, Mapping[str, Any]]]] = None,
        maximal_repeat_rounds: Optional[int] = None,
        consensus_threshold: Optional[float] = None,
        timeout: Optional[int] = None,
        strategy: Optional[str] = None,
        enable_cognee: Optional[bool] = None,
        current_round: Optional[int] = None,
        created_at: Optional[Union[datetime.datetime, str]] = None,
        started_at: Optional[Union[datetime.datetime, str]] = None,
        completed_at: Optional[Union[datetime.datetime, str]] = None,
        error: Optional[str] = None,
        metadata: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.debate_id = debate_id
        self.topic = topic
        self.status = status
        _value = cast(Any, participants)
        self.participants = cast(
            List[ParticipantDetails],
            []
            if _value is None
            else [ParticipantDetails.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.maximal_repeat_rounds = maximal_repeat_rounds
        self.consensus_threshold = consensus_threshold
        self.timeout = timeout
        self.strategy = strategy
        self.enable_cognee = enable_cognee
        self.current_round = current_round
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
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if participants is None else None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
        self = new(cls)
        self.debate_id = src["debateId"] if "debateId" in src else None
        self.topic = src["topic"] if "topic" in src else None
        self.status = src["status"] if "status" in src else None
        _value = src["participants"] if "participants" in src else None
        self.participants = (
            []
            if _value is None
            else [ParticipantDetails.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.maximal_repeat_rounds = src["maximal_repeat_rounds"] if "maximal_repeat_rounds" in src else None
        self.consensus_threshold = src["consensus_threshold"] if "consensus_threshold" in src else None
        self.timeout = src["timeout"] if "timeout" in src else None
        self.strategy = src["strategy"] if "strategy" in src else None
        self.enable_cognee = src["enable_cognee"] if "enable_cognee" in src else None
        self.current_round = src["current_round"] if "current_round" in src else None
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
        if (_value := self.debate_id) is not None:
            out["debateId"] = dump(_value)
        if (_value := self.topic) is not None:
            out["topic"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if is_set(_value := self.participants, self._wire, "participants"):
            out["participants"] = dump(_value)
        if (_value := self.maximal_repeat_rounds) is not None:
            out["maximal_repeat_rounds"] = dump(_value)
        if (_value := self.consensus_threshold) is not None:
            out["consensus_threshold"] = dump(_value)
        if (_value := self.timeout) is not None:
            out["timeout"] = dump(_value)
        if (_value := self.strategy) is not None:
            out["strategy"] = dump(_value)
        if (_value := self.enable_cognee) is not None:
            out["enable_cognee"] = dump(_value)
        if (_value := self.current_round) is not None:
            out["current_round"] = dump(_value)
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

    @property
    def debateId(self) -> Optional[str]:
        """The same as `debate_id`, with its name on the wire."""
        return self.debate_id

    @debateId.setter
    def debateId(self, value: Optional[str]) -> None:
        self.debate_id = value


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
from .participant_details import ParticipantDetails  # noqa: E402
