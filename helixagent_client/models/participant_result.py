# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ParticipantResult."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ParticipantResult(ApiModel):
    """The contribution of a participant.

    Attributes:
        name (Optional[str]): Name of the participant.
        role (Optional[str]): Point of view that the participant represents.
        total_responses (Optional[int]): Number of responses of the participant.
        avg_quality_score (Optional[float]): Average quality of the responses, from 0 to 1.
        contribution_score (Optional[float]): Amount that the participant contributed, from 0 to 1.
    """

    name: Optional[str]
    role: Optional[str]
    total_responses: Optional[int]
    avg_quality_score: Optional[float]
    contribution_score: Optional[float]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "role", "total_responses", "avg_quality_score", "contribution_score")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["name", "role", "total_responses", "avg_quality_score", "contribution_score"]
    )

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        role: Optional[str] = None,
        total_responses: Optional[int] = None,
        avg_quality_score: Optional[float] = None,
        contribution_score: Optional[float] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.role = role
        self.total_responses = total_responses
        self.avg_quality_score = avg_quality_score
        self.contribution_score = contribution_score
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.role = src["role"] if "role" in src else None
        self.total_responses = src["total_responses"] if "total_responses" in src else None
        self.avg_quality_score = src["avg_quality_score"] if "avg_quality_score" in src else None
        self.contribution_score = src["contribution_score"] if "contribution_score" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.role) is not None:
            out["role"] = dump(_value)
        if (_value := self.total_responses) is not None:
            out["total_responses"] = dump(_value)
        if (_value := self.avg_quality_score) is not None:
            out["avg_quality_score"] = dump(_value)
        if (_value := self.contribution_score) is not None:
            out["contribution_score"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
