# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpCapabilities."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, is_set, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class McpCapabilities(ApiModel):
    """The Model Context Protocol capabilities of the server.

    Attributes:
        version (Optional[str]): Version of the protocol.
        capabilities (JsonObject): Capabilities of each part of the protocol.
        providers (List[str]): Providers that MCP uses. Empty if null or missing.
        mcp_servers (List[str]): MCP servers that the server is connected to.
    """

    version: Optional[str]
    capabilities: JsonObject
    providers: List[str]
    mcp_servers: List[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("version", "capabilities", "providers", "mcp_servers")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["version", "capabilities", "providers", "mcp_servers"])

    def __init__(
        self,
        *,
        version: Optional[str] = None,
        capabilities: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        providers: Optional[Sequence[str]] = None,
        mcp_servers: Optional[Sequence[str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.version = version
        _value = cast(Any, capabilities)
        self.capabilities = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, providers)
        self.providers = cast(
            List[str], [] if _value is None else [*_value] if isinstance(_value, SEQUENCE) else _value
        )
        _value = cast(Any, mcp_servers)
        self.mcp_servers = cast(List[str], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if providers is None else None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
        self = new(cls)
        self.version = src["version"] if "version" in src else None
        _value = src["capabilities"] if "capabilities" in src else None
        self.capabilities = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["providers"] if "providers" in src else None
        self.providers = [] if _value is None else _value
        self.mcp_servers = src["mcp_servers"] if "mcp_servers" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.version) is not None:
            out["version"] = dump(_value)
        if (_value := self.capabilities) is not None:
            out["capabilities"] = dump(_value)
        if is_set(_value := self.providers, self._wire, "providers"):
            out["providers"] = dump(_value)
        if (_value := self.mcp_servers) is not None:
            out["mcp_servers"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
