# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateList."""

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

from .._convert import dump, is_set, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateList(ApiModel):
    """A page of debates.

    Attributes:
        debates (List[DebateDetails]): Debates of the page. Empty if null or missing.
        total (Optional[int]): Total number of items on all pages.
        limit (Optional[int]): Maximum number of items on a page.
        offset (Optional[int]): Number of items before this page.
        has_more (Optional[bool]): Whether there are more pages.
    """

    debates: List[DebateDetails]
    total: Optional[int]
    limit: Optional[int]
    offset: Optional[int]
    has_more: Optional[bool]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("debates", "total", "limit", "offset", "has_more")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["debates", "total", "limit", "offset", "has_more"])

    def __init__(
        self,
        *,
        debates: Optional[Sequence[Union[DebateDetails, Mapping[str, Any]]]] = None,
        total: Optional[int] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        has_more: Optional[bool] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, debates)
        self.debates = cast(
            List[DebateDetails],
            []
            if _value is None
            else [DebateDetails.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.total = total
        self.limit = limit
        self.offset = offset
        self.has_more = has_more
        self.additional_properties = {**(additional_properties or {})}
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if debates is None else None

    def __iter__(self) -> Iterator[DebateDetails]:
        """Iterate over `debates`."""
        return iter(self.debates or ())

    async def __aiter__(self) -> AsyncIterator[DebateDetails]:
        """Iterate over `debates`, so that asynchronous code can treat lists and pages alike."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
        self = new(cls)
        _value = src["debates"] if "debates" in src else None
        self.debates = (
            []
            if _value is None
            else [DebateDetails.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.total = src["total"] if "total" in src else None
        self.limit = src["limit"] if "limit" in src else None
        self.offset = src["offset"] if "offset" in src else None
        self.has_more = src["has_more"] if "has_more" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if is_set(_value := self.debates, self._wire, "debates"):
            out["debates"] = dump(_value)
        if (_value := self.total) is not None:
            out["total"] = dump(_value)
        if (_value := self.limit) is not None:
            out["limit"] = dump(_value)
        if (_value := self.offset) is not None:
            out["offset"] = dump(_value)
        if (_value := self.has_more) is not None:
            out["has_more"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .debate_details import DebateDetails  # noqa: E402
