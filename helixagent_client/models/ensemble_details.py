# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model EnsembleDetails."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .ensemble_strategy import EnsembleStrategy


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class EnsembleDetails(ApiModel):
    """Details of a vote on responses.

    Attributes:
        providers_used (List[str]): Providers that responded.
        confidence_score (Optional[float]): Confidence of the winner, from 0 to 1.
        voting_strategy (Optional[EnsembleStrategy]): How the winner was chosen.
        selected_provider (Optional[str]): Provider that won the vote.
        scores (ScoreMap): Score of each provider.
        responses_count (Optional[int]): Number of responses that took part in the vote.
        metadata (JsonObject): Other details of the vote.
    """

    providers_used: List[str]
    confidence_score: Optional[float]
    voting_strategy: Optional[EnsembleStrategy]
    selected_provider: Optional[str]
    scores: ScoreMap
    responses_count: Optional[int]
    metadata: JsonObject
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "providers_used",
        "confidence_score",
        "voting_strategy",
        "selected_provider",
        "scores",
        "responses_count",
        "metadata",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "providers_used",
            "confidence_score",
            "voting_strategy",
            "selected_provider",
            "scores",
            "responses_count",
            "metadata",
        ]
    )

    def __init__(
        self,
        *,
        providers_used: Optional[Sequence[str]] = None,
        confidence_score: Optional[float] = None,
        voting_strategy: Optional[EnsembleStrategy] = None,
        selected_provider: Optional[str] = None,
        scores: Optional[Union[ScoreMap, Mapping[str, Any]]] = None,
        responses_count: Optional[int] = None,
        metadata: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, providers_used)
        self.providers_used = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.confidence_score = confidence_score
        self.voting_strategy = voting_strategy
        self.selected_provider = selected_provider
        _value = cast(Any, scores)
        self.scores = ScoreMap.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.responses_count = responses_count
        _value = cast(Any, metadata)
        self.metadata = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.providers_used = src["providers_used"] if "providers_used" in src else None
        self.confidence_score = src["confidence_score"] if "confidence_score" in src else None
        self.voting_strategy = src["voting_strategy"] if "voting_strategy" in src else None
        self.selected_provider = src["selected_provider"] if "selected_provider" in src else None
        _value = src["scores"] if "scores" in src else None
        self.scores = ScoreMap.from_dict(_value) if isinstance(_value, dict) else _value
        self.responses_count = src["responses_count"] if "responses_count" in src else None
        _value = src["metadata"] if "metadata" in src else None
        self.metadata = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.providers_used) is not None:
            out["providers_used"] = dump(_value)
        if (_value := self.confidence_score) is not None:
            out["confidence_score"] = dump(_value)
        if (_value := self.voting_strategy) is not None:
            out["voting_strategy"] = dump(_value)
        if (_value := self.selected_provider) is not None:
            out["selected_provider"] = dump(_value)
        if (_value := self.scores) is not None:
            out["scores"] = dump(_value)
        if (_value := self.responses_count) is not None:
            out["responses_count"] = dump(_value)
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
from .score_map import ScoreMap  # noqa: E402
