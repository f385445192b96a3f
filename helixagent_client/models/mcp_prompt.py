# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpPrompt."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class McpPrompt(ApiModel):
    """An available prompt.

    Attributes:
        name (Optional[str]): Name of the prompt.
        description (Optional[str]): Description of the prompt.
        arguments (List[McpPromptArgument]): Arguments of the prompt.
    """

    name: Optional[str]
    description: Optional[str]
    arguments: List[McpPromptArgument]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "description", "arguments")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["name", "description", "arguments"])

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        description: Optional[str] = None,
        arguments: Optional[Sequence[Union[McpPromptArgument, Mapping[str, Any]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.description = description
        _value = cast(Any, arguments)
        self.arguments = cast(
            List[McpPromptArgument],
            [McpPromptArgument.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.description = src["description"] if "description" in src else None
        _value = src["arguments"] if "arguments" in src else None
        self.arguments = (
            [McpPromptArgument.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
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
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.description) is not None:
            out["description"] = dump(_value)
        if (_value := self.arguments) is not None:
            out["arguments"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .mcp_prompt_argument import McpPromptArgument  # noqa: E402
