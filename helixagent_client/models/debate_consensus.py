# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateConsensus."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateConsensus(ApiModel):
    """The consensus of participants.

    Attributes:
        achieved (Optional[bool]): Whether the participants reached a consensus.
        confidence (Optional[float]): Degree of agreement, from 0 to 1.
        final_position (Optional[str]): Position that the participants agreed on.
        key_agreements (List[str]): Points that the participants agreed on.
        disagreements (List[str]): Points that the participants disagreed on.
    """

    achieved: Optional[bool]
    confidence: Optional[float]
    final_position: Optional[str]
    key_agreements: List[str]
    disagreements: List[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("achieved", "confidence", "final_position", "key_agreements", "disagreements")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["achieved", "confidence", "final_position", "key_agreements", "disagreements"]
    )

    def __init__(
        self,
        *,
        achieved: Optional[bool] = None,
        confidence: Optional[float] = None,
        final_position: Optional[str] = None,
        key_agreements: Optional[Sequence[str]] = None,
        disagreements: Optional[Sequence[str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.achieved = achieved
        self.confidence = confidence
        self.final_position = final_position
        _value = cast(Any, key_agreements)
        self.key_agreements = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, disagreements)
        self.disagreements = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.achieved = src["achieved"] if "achieved" in src else None
        self.confidence = src["confidence"] if "confidence" in src else None
        self.final_position = src["final_position"] if "final_position" in src else None
        self.key_agreements = src["key_agreements"] if "key_agreements" in src else None
        self.disagreements = src["disagreements"] if "disagreements" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.achieved) is not None:
            out["achieved"] = dump(_value)
        if (_value := self.confidence) is not None:
            out["confidence"] = dump(_value)
        if (_value := self.final_position) is not None:
            out["final_position"] = dump(_value)
        if (_value := self.key_agreements) is not None:
            out["key_agreements"] = dump(_value)
        if (_value := self.disagreements) is not None:
            out["disagreements"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
