# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model WebSearchOptions."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new
from .search_context_size import SearchContextSize


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class WebSearchOptions(ApiModel):
    """How a model searches the web.

    Attributes:
        search_context_size (Optional[SearchContextSize]): Amount of search results that the model reads.
        user_location (Optional[JsonObject]): Approximate location of the user.
    """

    search_context_size: Optional[SearchContextSize]
    user_location: Optional[JsonObject]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("search_context_size", "user_location")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["search_context_size", "user_location"])

    def __init__(
        self,
        *,
        search_context_size: Optional[SearchContextSize] = None,
        user_location: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.search_context_size = search_context_size
        _value = cast(Any, user_location)
        self.user_location = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.search_context_size = src["search_context_size"] if "search_context_size" in src else None
        _value = src["user_location"] if "user_location" in src else None
        self.user_location = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.search_context_size) is not None:
            out["search_context_size"] = dump(_value)
        if (_value := self.user_location) is not None:
            out["user_location"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
