# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model AuthToken."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class AuthToken(ApiModel):
    """A token that requests can use as an API key.

    Attributes:
        token (Optional[str]): Token, a JWT.
        token_type (Optional[str]): Type of the token, which is `Bearer`.
        expires_in (Optional[int]): Time until the token expires, in seconds.
        expires_at (Optional[datetime.datetime]): Expiration time of the token.
        refresh_token (Optional[str]): Token that can only be used to get another token, if the server issues one.
        user (Optional[CurrentUser]): Owner of the token.
    """

    token: Optional[str]
    token_type: Optional[str]
    expires_in: Optional[int]
    expires_at: Optional[datetime.datetime]
    refresh_token: Optional[str]
    user: Optional[CurrentUser]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("token", "token_type", "expires_in", "expires_at", "refresh_token", "user")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["token", "token_type", "expires_in", "expires_at", "refresh_token", "user"]
    )
    SECRETS: ClassVar[FrozenSet[str]] = frozenset(["token", "refresh_token"])

    def __init__(
        self,
        *,
        token: Optional[str] = None,
        token_type: Optional[str] = None,
        expires_in: Optional[int] = None,
        expires_at: Optional[Union[datetime.datetime, str]] = None,
        refresh_token: Optional[str] = None,
        user: Optional[Union[CurrentUser, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.token = token
        self.token_type = token_type
        self.expires_in = expires_in
        _value = cast(Any, expires_at)
        self.expires_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.refresh_token = refresh_token
        _value = cast(Any, user)
        self.user = CurrentUser.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.token = src["token"] if "token" in src else None
        self.token_type = src["token_type"] if "token_type" in src else None
        self.expires_in = src["expires_in"] if "expires_in" in src else None
        _value = src["expires_at"] if "expires_at" in src else None
        self.expires_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.refresh_token = src["refresh_token"] if "refresh_token" in src else None
        _value = src["user"] if "user" in src else None
        self.user = CurrentUser.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        wire = self._wire or {}
        if (_value := self.token) is not None:
            out["token"] = dump(_value)
        if (_value := self.token_type) is not None:
            out["token_type"] = dump(_value)
        if (_value := self.expires_in) is not None:
            out["expires_in"] = dump(_value)
        if (_value := self.expires_at) is not None:
            out["expires_at"] = dump_dates(_value, wire.get("expires_at"))
        if (_value := self.refresh_token) is not None:
            out["refresh_token"] = dump(_value)
        if (_value := self.user) is not None:
            out["user"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .current_user import CurrentUser  # noqa: E402
