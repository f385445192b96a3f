# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model SessionRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class SessionRequest(ApiModel):
    """A session to create.

    Attributes:
        user_id (str): Your ID for the end user.
        initial_context (Optional[JsonObject]): Context of the session at its start.
        ttl_hours (Optional[int]): Lifetime of the session, in whole hours.
        memory_enabled (Optional[bool]): Whether the session remembers the conversation.
    """

    user_id: str
    initial_context: Optional[JsonObject]
    ttl_hours: Optional[int]
    memory_enabled: Optional[bool]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("user_id", "initial_context", "ttl_hours", "memory_enabled")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["user_id", "initial_context", "ttl_hours", "memory_enabled"])

    def __init__(
        self,
        *,
        user_id: str = NONE,
        initial_context: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        ttl_hours: Optional[int] = None,
        memory_enabled: Optional[bool] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.user_id = user_id
        _value = cast(Any, initial_context)
        self.initial_context = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.ttl_hours = ttl_hours
        self.memory_enabled = memory_enabled
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.user_id = src["user_id"] if "user_id" in src else None
        _value = src["initial_context"] if "initial_context" in src else None
        self.initial_context = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self.ttl_hours = src["ttl_hours"] if "ttl_hours" in src else None
        self.memory_enabled = src["memory_enabled"] if "memory_enabled" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.user_id) is not None:
            out["user_id"] = dump(_value)
        if (_value := self.initial_context) is not None:
            out["initial_context"] = dump(_value)
        if (_value := self.ttl_hours) is not None:
            out["ttl_hours"] = dump(_value)
        if (_value := self.memory_enabled) is not None:
            out["memory_enabled"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
