# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model AgentList."""

from __future__ import annotations

from typing import (
    Any,
    AsyncIterator,
    ClassVar,
    Dict,
    FrozenSet,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Union,
    cast,
)

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class AgentList(ApiModel):
    """The agents of the server.

    Attributes:
        agents (List[Agent]): The agents.
        total (Optional[int]): Number of items.
    """

    agents: List[Agent]
    total: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("agents", "total")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["agents", "total"])

    def __init__(
        self,
        *,
        agents: Optional[Sequence[Union[Agent, Mapping[str, Any]]]] = None,
        total: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, agents)
        self.agents = cast(
            List[Agent],
            [Agent.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.total = total
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    def __iter__(self) -> Iterator[Agent]:
        """Iterate over `agents`."""
        return iter(self.agents or ())

    async def __aiter__(self) -> AsyncIterator[Agent]:
        """Iterate over `agents`, so that asynchronous code can treat lists and pages alike."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        _value = src["agents"] if "agents" in src else None
        self.agents = (
            [Agent.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.agents) is not None:
            out["agents"] = dump(_value)
        if (_value := self.total) is not None:
            out["total"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .agent import Agent  # noqa: E402
