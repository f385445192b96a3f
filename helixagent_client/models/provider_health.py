# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ProviderHealth."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import ApiModel, Self, new
from .health_status import HealthStatus


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ProviderHealth(ApiModel):
    """The health of a provider.

    Attributes:
        status (Optional[HealthStatus]): Health of the provider.
        response_time (Optional[float]): Response time of the provider, in seconds.
        last_check (Optional[datetime.datetime]): Time of the check.
        error_rate (Optional[float]): Share of requests that failed, from 0 to 1.
        error (Optional[str]): Reason why the provider is unhealthy.
    """

    status: Optional[HealthStatus]
    response_time: Optional[float]
    last_check: Optional[datetime.datetime]
    error_rate: Optional[float]
    error: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("status", "response_time", "last_check", "error_rate", "error")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["status", "response_time", "last_check", "error_rate", "error"])

    def __init__(
        self,
        *,
        status: Optional[HealthStatus] = None,
        response_time: Optional[float] = None,
        last_check: Optional[Union[datetime.datetime, str]] = None,
        error_rate: Optional[float] = None,
        error: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.status = status
        self.response_time = response_time
        _value = cast(Any, last_check)
        self.last_check = read_datetime(_value) if isinstance(_value, str) else _value
        self.error_rate = error_rate
        self.error = error
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.status = src["status"] if "status" in src else None
        self.response_time = src["response_time"] if "response_time" in src else None
        _value = src["last_check"] if "last_check" in src else None
        self.last_check = read_datetime(_value) if isinstance(_value, str) else _value
        self.error_rate = src["error_rate"] if "error_rate" in src else None
        self.error = src["error"] if "error" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        wire = self._wire or {}
        if (_value := self.status) is not None:
            out["status"] = dump(_value)
        if (_value := self.response_time) is not None:
            out["response_time"] = dump(_value)
        if (_value := self.last_check) is not None:
            out["last_check"] = dump_dates(_value, wire.get("last_check"))
        if (_value := self.error_rate) is not None:
            out["error_rate"] = dump(_value)
        if (_value := self.error) is not None:
            out["error"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
