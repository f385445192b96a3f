# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model WebhookList."""

from __future__ import annotations

from typing import (
    Any,
    AsyncIterator,
    ClassVar,
    Dict,
    FrozenSet,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Union,
    cast,
)

from attrs import define

from .._convert import dump, is_set, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class WebhookList(ApiModel):
    """The registered webhooks.

    Attributes:
        webhooks (List[Webhook]): The webhooks. Empty if null or missing.
        total (Optional[int]): Number of items.
    """

    webhooks: List[Webhook]
    total: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("webhooks", "total")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["webhooks", "total"])

    def __init__(
        self,
        *,
        webhooks: Optional[Sequence[Union[Webhook, Mapping[str, Any]]]] = None,
        total: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        _value = cast(Any, webhooks)
        self.webhooks = (
            []
            if _value is None
            else [Webhook.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value
        )
        self.total = total
        self.additional_properties = {**(additional_properties or {})}
        # As if it was read from an object without them: `to_dict` leaves out what nobody set.
        self._wire = {} if webhooks is None else None

    def __iter__(self) -> Iterator[Webhook]:
        """Iterate over `webhooks`."""
        return iter(self.webhooks or ())

    async def __aiter__(self) -> AsyncIterator[Webhook]:
        """Iterate over `webhooks`, so that lists and pages read alike in asynchronous code."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object: missing and null read as empty or None, other types stay as they came."""
        self = new(cls)
        _value = src["webhooks"] if "webhooks" in src else None
        self.webhooks = (
            []
            if _value is None
            else [Webhook.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.total = src["total"] if "total" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Give the JSON object back: what came, with what was changed; None is left out unless null came."""
        out: Dict[str, Any] = {}
        _value: Any
        if is_set(_value := self.webhooks, self._wire, "webhooks"):
            out["webhooks"] = dump(_value)
        if (_value := self.total) is not None:
            out["total"] = _value
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a circle: the class above stands by now.
from .webhook import Webhook  # noqa: E402
