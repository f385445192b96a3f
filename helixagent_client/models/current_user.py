# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CurrentUser."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CurrentUser(ApiModel):
    """The user whose API key or token the request has.

    Attributes:
        id (Optional[str]): ID of the account.
        username (Optional[str]): Username to log in with.
        email (Optional[str]): Email address of the user.
        role (Optional[str]): Role of the user, such as `user` or `admin`.
        created_at (Optional[datetime.datetime]): Creation time of the account.
    """

    id: Optional[str]
    username: Optional[str]
    email: Optional[str]
    role: Optional[str]
    created_at: Optional[datetime.datetime]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("id", "username", "email", "role", "created_at")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["id", "username", "email", "role", "created_at"])

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        username: Optional[str] = None,
        email: Optional[str] = None,
        role: Optional[str] = None,
        created_at: Optional[Union[datetime.datetime, str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.username = username
        self.email = email
        self.role = role
        _value = cast(Any, created_at)
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.username = src["username"] if "username" in src else None
        self.email = src["email"] if "email" in src else None
        self.role = src["role"] if "role" in src else None
        _value = src["created_at"] if "created_at" in src else None
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
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
        if (_value := self.username) is not None:
            out["username"] = dump(_value)
        if (_value := self.email) is not None:
            out["email"] = dump(_value)
        if (_value := self.role) is not None:
            out["role"] = dump(_value)
        if (_value := self.created_at) is not None:
            out["created_at"] = dump_dates(_value, wire.get("created_at"))
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
