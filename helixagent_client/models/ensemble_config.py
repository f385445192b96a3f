# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model EnsembleConfig."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new
from .ensemble_strategy import EnsembleStrategy


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class EnsembleConfig(ApiModel):
    """How providers vote on a response.

    Attributes:
        strategy (Optional[EnsembleStrategy]): How the winner is chosen.
        min_providers (Optional[int]): Minimum number of providers that must respond.
        confidence_threshold (Optional[float]): Minimum confidence of the winner, from 0 to 1.
        fallback_to_best (Optional[bool]): Whether to return the best response if no response reaches the threshold.
        timeout (Optional[int]): Time to wait for the providers, in whole seconds.
        preferred_providers (Optional[List[str]]): Providers to ask first.
    """

    strategy: Optional[EnsembleStrategy]
    min_providers: Optional[int]
    confidence_threshold: Optional[float]
    fallback_to_best: Optional[bool]
    timeout: Optional[int]
    preferred_providers: Optional[List[str]]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "strategy",
        "min_providers",
        "confidence_threshold",
        "fallback_to_best",
        "timeout",
        "preferred_providers",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["strategy", "min_providers", "confidence_threshold", "fallback_to_best", "timeout", "preferred_providers"]
    )

    def __init__(
        self,
        *,
        strategy: Optional[EnsembleStrategy] = None,
        min_providers: Optional[int] = None,
        confidence_threshold: Optional[float] = None,
        fallback_to_best: Optional[bool] = None,
        timeout: Optional[int] = None,
        preferred_providers: Optional[Sequence[str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.strategy = strategy
        self.min_providers = min_providers
        self.confidence_threshold = confidence_threshold
        self.fallback_to_best = fallback_to_best
        self.timeout = timeout
        _value = cast(Any, preferred_providers)
        self.preferred_providers = cast(Optional[List[str]], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.strategy = src["strategy"] if "strategy" in src else None
        self.min_providers = src["min_providers"] if "min_providers" in src else None
        self.confidence_threshold = src["confidence_threshold"] if "confidence_threshold" in src else None
        self.fallback_to_best = src["fallback_to_best"] if "fallback_to_best" in src else None
        self.timeout = src["timeout"] if "timeout" in src else None
        self.preferred_providers = src["preferred_providers"] if "preferred_providers" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.strategy) is not None:
            out["strategy"] = dump(_value)
        if (_value := self.min_providers) is not None:
            out["min_providers"] = dump(_value)
        if (_value := self.confidence_threshold) is not None:
            out["confidence_threshold"] = dump(_value)
        if (_value := self.fallback_to_best) is not None:
            out["fallback_to_best"] = dump(_value)
        if (_value := self.timeout) is not None:
            out["timeout"] = dump(_value)
        if (_value := self.preferred_providers) is not None:
            out["preferred_providers"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
