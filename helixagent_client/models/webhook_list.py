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
        self.webhooks = cast(
            List[Webhook],
            []
            if _value is None
            else [Webhook.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.total = total
        self.additional_properties = {**(additional_properties or {})}
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if webhooks is None else None

    def __iter__(self) -> Iterator[Webhook]:
        """Iterate over `webhooks`."""
        return iter(self.webhooks or ())

    async def __aiter__(self) -> AsyncIterator[Webhook]:
        """Iterate over `webhooks`, so that asynchronous code can treat lists and pages alike."""
        for item in self:
            yield item

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
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
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if is_set(_value := self.webhooks, self._wire, "webhooks"):
            out["webhooks"] = dump(_value)
        if (_value := self.total) is not None:
            out["total"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .webhook import Webhook  # noqa: E402
