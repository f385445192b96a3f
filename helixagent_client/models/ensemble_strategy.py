# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of EnsembleStrategy."""

from __future__ import annotations

from typing import Literal, Tuple, Union

EnsembleStrategy = Union[
    Literal["confidence_weighted", "majority_vote", "best_of_n", "consensus", "quality_weighted"], str
]
"""How the winner of a vote is chosen."""

ENSEMBLE_STRATEGY_VALUES: Tuple[str, ...] = (
    "confidence_weighted",
    "majority_vote",
    "best_of_n",
    "consensus",
    "quality_weighted",
)
