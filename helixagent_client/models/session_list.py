# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model SessionList."""

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
class SessionList(ApiModel):
    """The sessions that the server remembers.

    Attributes:
        sessions (List[Session]): The sessions.
        total (Optional[int]): Number of items.
    """

    sessions: List[Session]
    total: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("sessions", "total")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["sessions", "total"])

    def __init__(
        self,
        *,
        sessions: Optional[Sequence[Union[Session, Mapping[str, Any]]]] = None,
        total: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, sessions)
        self.sessions = cast(
            List[Session],
            [Session.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.total = total
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    def __iter__(self) -> Iterator[Session]:
        """Iterate over `sessions`."""
        return iter(self.sessions or ())

    async def __aiter__(self) -> AsyncIterator[Session]:
        """Iterate over `sessions`, so that asynchronous code can treat lists and pages alike."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        _value = src["sessions"] if "sessions" in src else None
        self.sessions = (
            [Session.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.sessions) is not None:
            out["sessions"] = dump(_value)
        if (_value := self.total) is not None:
            out["total"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .session import Session  # noqa: E402
