# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Agent."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Agent(ApiModel):
    """An agent that works with the server's models.

    Attributes:
        name (Optional[str]): Name of the agent, which requests use.
        description (Optional[str]): Description of the agent.
        version (Optional[str]): Version of the agent.
        status (Optional[str]): Status of the agent, such as `available`.
        capabilities (List[str]): Capabilities of the agent.
        protocols (List[str]): Protocols that the agent supports, such as `mcp`.
    """

    name: Optional[str]
    description: Optional[str]
    version: Optional[str]
    status: Optional[str]
    capabilities: List[str]
    protocols: List[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("name", "description", "version", "status", "capabilities", "protocols")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["name", "description", "version", "status", "capabilities", "protocols"]
    )

    def __init__(
        self,
        *,
        name: Optional[str] = None,
        description: Optional[str] = None,
        version: Optional[str] = None,
        status: Optional[str] = None,
        capabilities: Optional[Sequence[str]] = None,
        protocols: Optional[Sequence[str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.description = description
        self.version = version
        self.status = status
        _value = cast(Any, capabilities)
        self.capabilities = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, protocols)
        self.protocols = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.description = src["description"] if "description" in src else None
        self.version = src["version"] if "version" in src else None
        self.status = src["status"] if "status" in src else None
        self.capabilities = src["capabilities"] if "capabilities" in src else None
        self.protocols = src["protocols"] if "protocols" in src else None
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
        if (_value := self.version) is not None:
            out["version"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.capabilities) is not None:
            out["capabilities"] = dump(_value)
        if (_value := self.protocols) is not None:
            out["protocols"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
