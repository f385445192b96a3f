# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateResults."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, is_set, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .debate_state import DebateState


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateResults(ApiModel):
    """The results of a debate.

    Attributes:
        debate_id (Optional[str]): ID of the debate.
        topic (Optional[str]): Question to debate.
        status (Optional[DebateState]): Final state of the debate.
        duration (Optional[float]): Duration of the debate, in seconds.
        rounds_completed (Optional[int]): Number of completed rounds.
        consensus (DebateConsensus): Consensus of the participants.
        participants (List[ParticipantResult]): Contributions of the participants. Empty if null or missing.
        quality_metrics (QualityMetrics): Quality of the debate.
        cognee_insights (Optional[CogneeInsights]): Insights of Cognee, if it enhanced the debate.
    """

    debate_id: Optional[str]
    topic: Optional[str]
    status: Optional[DebateState]
    duration: Optional[float]
    rounds_completed: Optional[int]
    consensus: DebateConsensus
    participants: List[ParticipantResult]
    quality_metrics: QualityMetrics
    cognee_insights: Optional[CogneeInsights]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "debate_id",
        "topic",
        "status",
        "duration",
        "rounds_completed",
        "consensus",
        "participants",
        "quality_metrics",
        "cognee_insights",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "debateId",
            "topic",
            "status",
            "duration",
            "rounds_completed",
            "consensus",
            "participants",
            "quality_metrics",
            "cognee_insights",
        ]
    )

    def __init__(
        self,
        *,
        debate_id: Optional[str] = None,
        topic: Optional[str] = None,
        status: Optional[DebateState] = None,
        duration: Optional[float] = None,
        rounds_completed: Optional[int] = None,
        consensus: Optional[Union[DebateConsensus, Mapping[str, Any]]] = None,
        participants: Optional[Sequence[Union[ParticipantResult, Mapping[str, Any]]]] = None,
        quality_metrics: Optional[Union[QualityMetrics, Mapping[str, Any]]] = None,
        cognee_insights: Optional[Union[CogneeInsights, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.debate_id = debate_id
        self.topic = topic
        self.status = status
        self.duration = duration
        self.rounds_completed = rounds_completed
        _value = cast(Any, consensus)
        self.consensus = DebateConsensus.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, participants)
        self.participants = cast(
            List[ParticipantResult],
            []
            if _value is None
            else [ParticipantResult.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, quality_metrics)
        self.quality_metrics = QualityMetrics.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, cognee_insights)
        self.cognee_insights = CogneeInsights.from_dict(_value) if isinstance(_value, Mapping) else _value
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
        self.duration = src["duration"] if "duration" in src else None
        self.rounds_completed = src["rounds_completed"] if "rounds_completed" in src else None
        _value = src["consensus"] if "consensus" in src else None
        self.consensus = DebateConsensus.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["participants"] if "participants" in src else None
        self.participants = (
            []
            if _value is None
            else [ParticipantResult.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        _value = src["quality_metrics"] if "quality_metrics" in src else None
        self.quality_metrics = QualityMetrics.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["cognee_insights"] if "cognee_insights" in src else None
        self.cognee_insights = CogneeInsights.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.debate_id) is not None:
            out["debateId"] = dump(_value)
        if (_value := self.topic) is not None:
            out["topic"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.duration) is not None:
            out["duration"] = dump(_value)
        if (_value := self.rounds_completed) is not None:
            out["rounds_completed"] = dump(_value)
        if (_value := self.consensus) is not None:
            out["consensus"] = dump(_value)
        if is_set(_value := self.participants, self._wire, "participants"):
            out["participants"] = dump(_value)
        if (_value := self.quality_metrics) is not None:
            out["quality_metrics"] = dump(_value)
        if (_value := self.cognee_insights) is not None:
            out["cognee_insights"] = dump(_value)
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
from .cognee_insights import CogneeInsights  # noqa: E402
from .debate_consensus import DebateConsensus  # noqa: E402
from .participant_result import ParticipantResult  # noqa: E402
from .quality_metrics import QualityMetrics  # noqa: E402
