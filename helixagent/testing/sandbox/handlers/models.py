"""The models that the sandbox lists. Chat and other operations accept any model name."""

from __future__ import annotations

from typing import Any, Dict

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply
from helixagent.testing.sandbox.faults import model_not_found

MODELS = {
    "helixagent-ensemble": "helixagent",
    "helixagent-debate": "helixagent",
    "deepseek-chat": "deepseek",
    "deepseek-coder": "deepseek",
    "qwen-max": "qwen",
    "claude-3-5-sonnet-20241022": "claude",
    "openrouter/grok-4": "openrouter",
    "gpt-4-vision-preview": "openai",
    "text-embedding-3-small": "openai",
    "text-embedding-3-large": "openai",
}


def _model(name: str, created: int) -> Dict[str, Any]:
    return {"id": name, "object": "model", "created": created, "owned_by": MODELS[name]}


def list_models(call: Call) -> Reply:
    """Handle listModels."""
    return json_reply({"object": "list", "data": [_model(name, call.created) for name in MODELS]})


def get_model(call: Call) -> Reply:
    """Handle getModel. A model that is not listed is a 404."""
    name = call.path_params["model"]
    if name not in MODELS:
        raise model_not_found(name)
    return json_reply(_model(name, call.created))


HANDLERS: Dict[str, Handler] = {"listModels": list_models, "getModel": get_model}
