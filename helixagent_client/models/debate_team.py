# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateTeam."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateTeam(ApiModel):
    """The models that debate if a request names no participants.

    Attributes:
        members (List[DebateTeamMember]): Members of the team.
        total (Optional[int]): Number of members.
    """

    members: List[DebateTeamMember]
    total: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("members", "total")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["members", "total"])

    def __init__(
        self,
        *,
        members: Optional[Sequence[Union[DebateTeamMember, Mapping[str, Any]]]] = None,
        total: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, members)
        self.members = cast(
            List[DebateTeamMember],
            [DebateTeamMember.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.total = total
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        _value = src["members"] if "members" in src else None
        self.members = (
            [DebateTeamMember.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.members) is not None:
            out["members"] = dump(_value)
        if (_value := self.total) is not None:
            out["total"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .debate_team_member import DebateTeamMember  # noqa: E402
