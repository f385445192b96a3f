# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpResourceList."""

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
class McpResourceList(ApiModel):
    """The available resources.

    Attributes:
        resources (List[McpResource]): The resources. Empty if null or missing.
    """

    resources: List[McpResource]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("resources",)
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["resources"])

    def __init__(
        self,
        *,
        resources: Optional[Sequence[Union[McpResource, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, resources)
        self.resources = (
            []
            if _value is None
            else [McpResource.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value
        )
        self.additional_properties = {**(additional_properties or {})}
        # As if it was read from an object without them: `to_dict` leaves out what nobody set.
        self._wire = {} if resources is None else None

    def __iter__(self) -> Iterator[McpResource]:
        """Iterate over `resources`."""
        return iter(self.resources or ())

    async def __aiter__(self) -> AsyncIterator[McpResource]:
        """Iterate over `resources`, so that lists and pages read alike in asynchronous code."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object: missing and null read as empty or None, other types stay as they came."""
        self = new(cls)
        _value = src["resources"] if "resources" in src else None
        self.resources = (
            []
            if _value is None
            else [McpResource.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Give the JSON object back: what came, with what was changed; None is left out unless null came."""
        out: Dict[str, Any] = {}
        _value: Any
        if is_set(_value := self.resources, self._wire, "resources"):
            out["resources"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a circle: the class above stands by now.
from .mcp_resource import McpResource  # noqa: E402
