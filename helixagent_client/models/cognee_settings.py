# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CogneeSettings."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CogneeSettings(ApiModel):
    """How Cognee enhances the responses of a participant.

    Attributes:
        enhance_responses (Optional[bool]): Whether to enhance the responses.
        analyze_sentiment (Optional[bool]): Whether to analyze the sentiment of the responses.
        dataset_name (Optional[str]): Dataset to read and to extend.
    """

    enhance_responses: Optional[bool]
    analyze_sentiment: Optional[bool]
    dataset_name: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("enhance_responses", "analyze_sentiment", "dataset_name")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["enhance_responses", "analyze_sentiment", "dataset_name"])

    def __init__(
        self,
        *,
        enhance_responses: Optional[bool] = None,
        analyze_sentiment: Optional[bool] = None,
        dataset_name: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.enhance_responses = enhance_responses
        self.analyze_sentiment = analyze_sentiment
        self.dataset_name = dataset_name
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.enhance_responses = src["enhance_responses"] if "enhance_responses" in src else None
        self.analyze_sentiment = src["analyze_sentiment"] if "analyze_sentiment" in src else None
        self.dataset_name = src["dataset_name"] if "dataset_name" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.enhance_responses) is not None:
            out["enhance_responses"] = dump(_value)
        if (_value := self.analyze_sentiment) is not None:
            out["analyze_sentiment"] = dump(_value)
        if (_value := self.dataset_name) is not None:
            out["dataset_name"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
