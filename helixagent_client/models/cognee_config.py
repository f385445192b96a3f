# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CogneeConfig."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CogneeConfig(ApiModel):
    """How Cognee enhances a debate.

    Attributes:
        dataset_name (Optional[str]): Dataset to read and to extend.
        enhancement_strategy (Optional[str]): Strategy of the enhancement, such as `hybrid`.
        max_enhancement_time (Optional[int]): Maximum duration of the enhancement, in whole milliseconds.
    """

    dataset_name: Optional[str]
    enhancement_strategy: Optional[str]
    max_enhancement_time: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("dataset_name", "enhancement_strategy", "max_enhancement_time")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["dataset_name", "enhancement_strategy", "max_enhancement_time"])

    def __init__(
        self,
        *,
        dataset_name: Optional[str] = None,
        enhancement_strategy: Optional[str] = None,
        max_enhancement_time: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.dataset_name = dataset_name
        self.enhancement_strategy = enhancement_strategy
        self.max_enhancement_time = max_enhancement_time
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.dataset_name = src["dataset_name"] if "dataset_name" in src else None
        self.enhancement_strategy = src["enhancement_strategy"] if "enhancement_strategy" in src else None
        self.max_enhancement_time = src["max_enhancement_time"] if "max_enhancement_time" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.dataset_name) is not None:
            out["dataset_name"] = dump(_value)
        if (_value := self.enhancement_strategy) is not None:
            out["enhancement_strategy"] = dump(_value)
        if (_value := self.max_enhancement_time) is not None:
            out["max_enhancement_time"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
