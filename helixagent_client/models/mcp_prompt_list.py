# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpPromptList."""

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
class McpPromptList(ApiModel):
    """The available prompts.

    Attributes:
        prompts (List[McpPrompt]): The prompts. Empty if null or missing.
    """

    prompts: List[McpPrompt]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("prompts",)
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["prompts"])

    def __init__(
        self,
        *,
        prompts: Optional[Sequence[Union[McpPrompt, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, prompts)
        self.prompts = cast(
            List[McpPrompt],
            []
            if _value is None
            else [McpPrompt.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.additional_properties = {**(additional_properties or {})}
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if prompts is None else None

    def __iter__(self) -> Iterator[McpPrompt]:
        """Iterate over `prompts`."""
        return iter(self.prompts or ())

    async def __aiter__(self) -> AsyncIterator[McpPrompt]:
        """Iterate over `prompts`, so that asynchronous code can treat lists and pages alike."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
        self = new(cls)
        _value = src["prompts"] if "prompts" in src else None
        self.prompts = (
            []
            if _value is None
            else [McpPrompt.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if is_set(_value := self.prompts, self._wire, "prompts"):
            out["prompts"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .mcp_prompt import McpPrompt  # noqa: E402
