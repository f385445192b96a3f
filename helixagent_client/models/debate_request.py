# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateRequest(ApiModel):
    """A question for language models to debate.

    Attributes:
        debate_id (Optional[str]): ID of the debate. The server generates one by default.
        topic (str): Question to debate.
        participants (Optional[List[DebateParticipant]]): Participants of the debate, at least two. The default is the
            server's own team.
        maximal_repeat_rounds (Optional[int]): Maximum number of rounds.
        consensus_threshold (Optional[float]): Minimum agreement that counts as consensus, from 0 to 1.
        timeout (Optional[int]): Maximum duration of the debate, in whole seconds.
        strategy (Optional[str]): How the debate proceeds, such as `round_robin`.
        enable_cognee (Optional[bool]): Whether Cognee enhances the debate.
        cognee_config (Optional[CogneeConfig]): How Cognee enhances the debate.
        metadata (Optional[JsonObject]): Metadata to keep with the debate.
    """

    debate_id: Optional[str]
    topic: str
    participants: Optional[List[DebateParticipant]]
    maximal_repeat_rounds: Optional[int]
    consensus_threshold: Optional[float]
    timeout: Optional[int]
    strategy: Optional[str]
    enable_cognee: Optional[bool]
    cognee_config: Optional[CogneeConfig]
    metadata: Optional[JsonObject]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "debate_id",
        "topic",
        "participants",
        "maximal_repeat_rounds",
        "consensus_threshold",
        "timeout",
        "strategy",
        "enable_cognee",
        "cognee_config",
        "metadata",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "debateId",
            "topic",
            "participants",
            "maximal_repeat_rounds",
            "consensus_threshold",
            "timeout",
            "strategy",
            "enable_cognee",
            "cognee_config",
            "metadata",
        ]
    )

    def __init__(
        self,
        *,
        debate_id: Optional[str] = None,
        topic: str = NONE,
        participants: Optional[Sequence[Union[DebateParticipant, Mapping[str, Any]]]] = None,
        maximal_repeat_rounds: Optional[int] = None,
        consensus_threshold: Optional[float] = None,
        timeout: Optional[int] = None,
        strategy: Optional[str] = None,
        enable_cognee: Optional[bool] = None,
        cognee_config: Optional[Union[CogneeConfig, Mapping[str, Any]]] = None,
        metadata: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.debate_id = debate_id
        self.topic = topic
        _value = cast(Any, participants)
        self.participants = cast(
            Optional[List[DebateParticipant]],
            [DebateParticipant.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.maximal_repeat_rounds = maximal_repeat_rounds
        self.consensus_threshold = consensus_threshold
        self.timeout = timeout
        self.strategy = strategy
        self.enable_cognee = enable_cognee
        _value = cast(Any, cognee_config)
        self.cognee_config = CogneeConfig.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, metadata)
        self.metadata = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.debate_id = src["debateId"] if "debateId" in src else None
        self.topic = src["topic"] if "topic" in src else None
        _value = src["participants"] if "participants" in src else None
        self.participants = (
            [DebateParticipant.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.maximal_repeat_rounds = src["maximal_repeat_rounds"] if "maximal_repeat_rounds" in src else None
        self.consensus_threshold = src["consensus_threshold"] if "consensus_threshold" in src else None
        self.timeout = src["timeout"] if "timeout" in src else None
        self.strategy = src["strategy"] if "strategy" in src else None
        self.enable_cognee = src["enable_cognee"] if "enable_cognee" in src else None
        _value = src["cognee_config"] if "cognee_config" in src else None
        self.cognee_config = CogneeConfig.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["metadata"] if "metadata" in src else None
        self.metadata = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
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
        if (_value := self.participants) is not None:
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
        if (_value := self.cognee_config) is not None:
            out["cognee_config"] = dump(_value)
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
from .cognee_config import CogneeConfig  # noqa: E402
from .debate_participant import DebateParticipant  # noqa: E402
from .json_object import JsonObject  # noqa: E402
