# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Prediction."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Prediction(ApiModel):
    """Expected text of a response.

    Attributes:
        type (Optional[str]): Kind of prediction, such as `content`.
        content (Optional[Union[str, List[TextPart]]]): Expected text, as a string or as text parts.
    """

    type: Optional[str]
    content: Optional[Union[str, List[TextPart]]]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("type", "content")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["type", "content"])

    def __init__(
        self,
        *,
        type: Optional[str] = None,
        content: Optional[Union[str, Sequence[Union[TextPart, Mapping[str, Any]]]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.type = type
        _value = cast(Any, content)
        self.content = (
            [TextPart.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value
        )
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.type = src["type"] if "type" in src else None
        _value = src["content"] if "content" in src else None
        self.content = (
            [TextPart.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.type) is not None:
            out["type"] = dump(_value)
        if (_value := self.content) is not None:
            out["content"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .text_part import TextPart  # noqa: E402
