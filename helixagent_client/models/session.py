# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Session."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Session(ApiModel):
    """A conversation that the server remembers.

    Attributes:
        id (Optional[str]): ID of the session.
        user_id (Optional[str]): Your ID for the end user.
        status (Optional[str]): Status of the session, such as `active`.
        context (JsonObject): Context of the session.
        memory_enabled (Optional[bool]): Whether the session remembers the conversation.
        created_at (Optional[datetime.datetime]): Creation time of the session.
        last_activity (Optional[datetime.datetime]): Time when the session was last used.
        expires_at (Optional[datetime.datetime]): Expiration time of the session.
    """

    id: Optional[str]
    user_id: Optional[str]
    status: Optional[str]
    context: JsonObject
    memory_enabled: Optional[bool]
    created_at: Optional[datetime.datetime]
    last_activity: Optional[datetime.datetime]
    expires_at: Optional[datetime.datetime]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "id",
        "user_id",
        "status",
        "context",
        "memory_enabled",
        "created_at",
        "last_activity",
        "expires_at",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["id", "user_id", "status", "context", "memory_enabled", "created_at", "last_activity", "expires_at"]
    )

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        user_id: Optional[str] = None,
        status: Optional[str] = None,
        context: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        memory_enabled: Optional[bool] = None,
        created_at: Optional[Union[datetime.datetime, str]] = None,
        last_activity: Optional[Union[datetime.datetime, str]] = None,
        expires_at: Optional[Union[datetime.datetime, str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.user_id = user_id
        self.status = status
        _value = cast(Any, context)
        self.context = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.memory_enabled = memory_enabled
        _value = cast(Any, created_at)
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = cast(Any, last_activity)
        self.last_activity = read_datetime(_value) if isinstance(_value, str) else _value
        _value = cast(Any, expires_at)
        self.expires_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.user_id = src["user_id"] if "user_id" in src else None
        self.status = src["status"] if "status" in src else None
        _value = src["context"] if "context" in src else None
        self.context = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self.memory_enabled = src["memory_enabled"] if "memory_enabled" in src else None
        _value = src["created_at"] if "created_at" in src else None
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        _value = src["last_activity"] if "last_activity" in src else None
        self.last_activity = read_datetime(_value) if isinstance(_value, str) else _value
        _value = src["expires_at"] if "expires_at" in src else None
        self.expires_at = read_datetime(_value) if isinstance(_value, str) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        wire = self._wire or {}
        if (_value := self.id) is not None:
            out["id"] = dump(_value)
        if (_value := self.user_id) is not None:
            out["user_id"] = dump(_value)
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.context) is not None:
            out["context"] = dump(_value)
        if (_value := self.memory_enabled) is not None:
            out["memory_enabled"] = dump(_value)
        if (_value := self.created_at) is not None:
            out["created_at"] = dump_dates(_value, wire.get("created_at"))
        if (_value := self.last_activity) is not None:
            out["last_activity"] = dump_dates(_value, wire.get("last_activity"))
        if (_value := self.expires_at) is not None:
            out["expires_at"] = dump_dates(_value, wire.get("expires_at"))
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .json_object import JsonObject  # noqa: E402
