# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Webhook."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..dates import dump_dates, read_datetime
from ..types import SEQUENCE, ApiModel, Self, new
from .webhook_event_type import WebhookEventType


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Webhook(ApiModel):
    """A URL to which the server sends events.

    Attributes:
        id (Optional[str]): ID of the webhook.
        url (Optional[str]): URL to which the server sends events.
        events (List[WebhookEventType]): Types of events that are sent.
        enabled (Optional[bool]): Whether events are sent.
        created_at (Optional[datetime.datetime]): Creation time of the webhook.
        fail_count (Optional[int]): Number of consecutive failed deliveries.
    """

    id: Optional[str]
    url: Optional[str]
    events: List[WebhookEventType]
    enabled: Optional[bool]
    created_at: Optional[datetime.datetime]
    fail_count: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("id", "url", "events", "enabled", "created_at", "fail_count")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["id", "url", "events", "enabled", "created_at", "fail_count"])

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        url: Optional[str] = None,
        events: Optional[Sequence[WebhookEventType]] = None,
        enabled: Optional[bool] = None,
        created_at: Optional[Union[datetime.datetime, str]] = None,
        fail_count: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.url = url
        _value = cast(Any, events)
        self.events = cast(List[WebhookEventType], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.enabled = enabled
        _value = cast(Any, created_at)
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.fail_count = fail_count
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.url = src["url"] if "url" in src else None
        self.events = src["events"] if "events" in src else None
        self.enabled = src["enabled"] if "enabled" in src else None
        _value = src["created_at"] if "created_at" in src else None
        self.created_at = read_datetime(_value) if isinstance(_value, str) else _value
        self.fail_count = src["fail_count"] if "fail_count" in src else None
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
        if (_value := self.url) is not None:
            out["url"] = dump(_value)
        if (_value := self.events) is not None:
            out["events"] = dump(_value)
        if (_value := self.enabled) is not None:
            out["enabled"] = dump(_value)
        if (_value := self.created_at) is not None:
            out["created_at"] = dump_dates(_value, wire.get("created_at"))
        if (_value := self.fail_count) is not None:
            out["fail_count"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
