# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateTeamMember."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateTeamMember(ApiModel):
    """A member of the server's own team.

    Attributes:
        name (Optional[str]): Name of the member.
        role (Optional[str]): Point of view that the member represents.
        provider (Optional[str]): Provider of the member's model.
        model (Optional[str]): Model of the member.
        score (Optional[float]): Score of the model when the team was chosen.
        active (Optional[bool]): Whether the member would take part in a debate now.
    """

    name: Optional[str]
    role: Optional[str]
    provider: Optional[str]
    model: Optional[str]
    score: Optional[float]
    active: Optional[bool]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "role", "provider", "model", "score", "active")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["name", "role", "provider", "model", "score", "active"])

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        role: Optional[str] = None,
        provider: Optional[str] = None,
        model: Optional[str] = None,
        score: Optional[float] = None,
        active: Optional[bool] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.role = role
        self.provider = provider
        self.model = model
        self.score = score
        self.active = active
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.role = src["role"] if "role" in src else None
        self.provider = src["provider"] if "provider" in src else None
        self.model = src["model"] if "model" in src else None
        self.score = src["score"] if "score" in src else None
        self.active = src["active"] if "active" in src else None
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
        if (_value := self.provider) is not None:
            out["provider"] = dump(_value)
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if (_value := self.score) is not None:
            out["score"] = dump(_value)
        if (_value := self.active) is not None:
            out["active"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
