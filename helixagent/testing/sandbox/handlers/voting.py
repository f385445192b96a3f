"""The vote of an ensemble: which providers responded, their scores, and the winner."""

from __future__ import annotations

from typing import Any, Dict, List

from helixagent.testing.sandbox.exchange import Call, invalid

PROVIDERS = ["deepseek", "qwen", "claude", "gemini", "mistral", "openrouter", "ollama"]
_BEST_SCORE = 0.92
_STEP = 0.05


def is_ensemble(call: Call) -> bool:
    """Return whether a chat request is for an ensemble, because of its model or its voting strategy."""
    return bool(call.option("model", "helixagent-ensemble") == "helixagent-ensemble" or call.option("ensemble_config"))


def details(call: Call) -> Dict[str, Any]:
    """Return the field `ensemble` of a response.

    Raises:
        ApiError: 400, if the request requires more providers than exist.
    """
    config = call.option("ensemble_config", {})
    providers = _providers(config.get("preferred_providers") or [], config.get("min_providers") or 2)
    scores = {name: round(_BEST_SCORE - _STEP * rank, 2) for rank, name in enumerate(providers)}
    return {
        "providers_used": providers,
        "confidence_score": _BEST_SCORE,
        "voting_strategy": config.get("strategy") or "confidence_weighted",
        "selected_provider": providers[0],
        "scores": scores,
        "responses_count": len(providers),
        "metadata": {"sandbox": True},
    }


def _providers(preferred: List[str], min_providers: int) -> List[str]:
    ranked = [*dict.fromkeys(preferred), *(name for name in PROVIDERS if name not in preferred)]
    if min_providers > len(ranked):
        message = f"min_providers is {min_providers}, and there are {len(ranked)} providers"
        raise invalid(message, "ensemble_config.min_providers")
    return ranked[: max(min_providers, len(set(preferred)))]
