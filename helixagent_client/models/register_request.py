# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model RegisterRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class RegisterRequest(ApiModel):
    """An account to create.

    Attributes:
        username (str): Username to log in with.
        email (str): Email address of the user.
        password (str): Password of the account.
    """

    username: str
    email: str
    password: str
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("username", "email", "password")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["username", "email", "password"])
    SECRETS: ClassVar[FrozenSet[str]] = frozenset(["password"])

    def __init__(
        self,
        *,
        username: str = NONE,
        email: str = NONE,
        password: str = NONE,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.username = username
        self.email = email
        self.password = password
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.username = src["username"] if "username" in src else None
        self.email = src["email"] if "email" in src else None
        self.password = src["password"] if "password" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.username) is not None:
            out["username"] = dump(_value)
        if (_value := self.email) is not None:
            out["email"] = dump(_value)
        if (_value := self.password) is not None:
            out["password"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
