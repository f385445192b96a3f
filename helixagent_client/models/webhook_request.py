# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model WebhookRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, SEQUENCE, ApiModel, Self, new
from .webhook_event_type import WebhookEventType


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class WebhookRequest(ApiModel):
    """A URL to which the server sends events.

    Attributes:
        url (str): URL to which the server sends events.
        events (Optional[List[WebhookEventType]]): Types of events to send. By default, all types are sent.
        secret (Optional[str]): Secret with which deliveries are signed.
        headers (Optional[HeaderMap]): Headers to send with each delivery.
    """

    url: str
    events: Optional[List[WebhookEventType]]
    secret: Optional[str]
    headers: Optional[HeaderMap]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("url", "events", "secret", "headers")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["url", "events", "secret", "headers"])
    SECRETS: ClassVar[FrozenSet[str]] = frozenset(["secret", "headers"])

    def __init__(
        self,
        *,
        url: str = NONE,
        events: Optional[Sequence[WebhookEventType]] = None,
        secret: Optional[str] = None,
        headers: Optional[Union[HeaderMap, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.url = url
        _value = cast(Any, events)
        self.events = cast(Optional[List[WebhookEventType]], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.secret = secret
        _value = cast(Any, headers)
        self.headers = HeaderMap.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.url = src["url"] if "url" in src else None
        self.events = src["events"] if "events" in src else None
        self.secret = src["secret"] if "secret" in src else None
        _value = src["headers"] if "headers" in src else None
        self.headers = HeaderMap.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.url) is not None:
            out["url"] = dump(_value)
        if (_value := self.events) is not None:
            out["events"] = dump(_value)
        if (_value := self.secret) is not None:
            out["secret"] = dump(_value)
        if (_value := self.headers) is not None:
            out["headers"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .header_map import HeaderMap  # noqa: E402
