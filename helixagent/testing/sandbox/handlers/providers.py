"""The providers of the server: built-in providers, and providers that a test adds."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, conflict, json_reply, not_found
from helixagent.testing.sandbox.handlers.common import deleted, idempotent, time_text

# A health request for this provider, or for an added one with this word in its name, reports it as unhealthy.
UNHEALTHY = "unhealthy"
_BUILT_IN = {
    "deepseek": ("DeepSeek", ["deepseek-chat", "deepseek-coder"]),
    "qwen": ("Qwen", ["qwen-max"]),
    "claude": ("Claude", ["claude-3-5-sonnet-20241022"]),
    "gemini": ("Gemini", ["gemini-2.0-flash"]),
    "mistral": ("Mistral", ["mistral-large"]),
    "openrouter": ("OpenRouter", ["openrouter/grok-4"]),
    "openai": ("OpenAI", ["gpt-4-vision-preview", "text-embedding-3-small", "text-embedding-3-large"]),
}


class Providers:
    """The providers of one sandbox."""

    def __init__(self) -> None:
        self._providers: Dict[str, Dict[str, Any]] = {
            identifier: _provider(identifier, name, "openai_compatible", models)
            for identifier, (name, models) in _BUILT_IN.items()
        }

    def handlers(self) -> Dict[str, Handler]:
        """Return the handlers by `operationId`."""
        return {
            "listProviders": lambda call: json_reply({"providers": list(self._providers.values())}),
            "getProvidersHealth": self._health_of_all,
            "getProvider": lambda call: json_reply(self._find(call)),
            "getProviderHealth": self._health_of_one,
            "addProvider": idempotent(self._add),
            "updateProvider": self._update,
            "removeProvider": self._remove,
        }

    def counts(self) -> Dict[str, int]:
        """Return the number of providers by health."""
        unhealthy = sum(provider["status"] == UNHEALTHY for provider in self._providers.values())
        return {"total": len(self._providers), "healthy": len(self._providers) - unhealthy, "unhealthy": unhealthy}

    @property
    def status(self) -> str:
        """Return the overall health of the providers."""
        return "degraded" if self.counts()["unhealthy"] else "healthy"

    def _find(self, call: Call) -> Dict[str, Any]:
        provider = self._providers.get(call.path_params["provider"])
        if provider is None:
            raise not_found("Provider", call.path_params["provider"])
        return provider

    def _health_of_all(self, call: Call) -> Reply:
        shown = {name: _health(provider, call.created) for name, provider in self._providers.items()}
        return json_reply({"status": self.status, "providers": shown})

    def _health_of_one(self, call: Call) -> Reply:
        if call.path_params["provider"] == UNHEALTHY and UNHEALTHY not in self._providers:
            provider = _provider(UNHEALTHY, UNHEALTHY, "sandbox", [])
        else:
            provider = self._find(call)
        health = _health(provider, call.created)
        return json_reply(health, status=503 if provider["status"] == UNHEALTHY else 200)

    def _add(self, call: Call) -> Reply:
        name = call.body["name"]
        identifier = re.sub(r"[^\w.-]+", "-", name.strip().lower()) or "provider"
        if identifier in self._providers:
            raise conflict(f"A provider with the ID {identifier} already exists", "provider_exists")
        provider = _provider(identifier, name, call.body["type"], [call.body["model"]])
        self._providers[identifier] = _changed(provider, call.body)
        return json_reply(self._providers[identifier], status=201)

    def _update(self, call: Call) -> Reply:
        provider = _changed(self._find(call), call.body)
        self._providers[provider["id"]] = provider
        return json_reply(provider)

    def _remove(self, call: Call) -> Reply:
        provider = self._find(call)
        del self._providers[provider["id"]]
        return deleted("Provider " + provider["id"])


def _provider(identifier: str, name: str, kind: str, models: List[str]) -> Dict[str, Any]:
    return {
        "id": identifier,
        "name": name,
        "type": kind,
        "status": UNHEALTHY if UNHEALTHY in name.lower() else "healthy",
        "models": models,
        "capabilities": ["chat", "completion"],
        "supports_streaming": True,
        "base_url": f"https://{identifier}.example.com",
        "weight": 1.0,
        "enabled": True,
    }


def _changed(provider: Mapping[str, Any], body: Mapping[str, Any]) -> Dict[str, Any]:
    """Return a provider with the caller's fields. The API key is accepted but never shown."""
    shown = ("name", "type", "base_url", "weight", "enabled")
    changed = {**provider, **{name: body[name] for name in shown if body.get(name) is not None}}
    if body.get("model") is not None:
        changed["models"] = [body["model"]]
    changed["status"] = UNHEALTHY if UNHEALTHY in changed["name"].lower() else "healthy"
    return changed


def _health(provider: Mapping[str, Any], created: int) -> Dict[str, Any]:
    down = provider["status"] == UNHEALTHY
    return {
        "status": provider["status"],
        "response_time": 30.0 if down else 0.8,
        "last_check": time_text(created),
        "error_rate": 1.0 if down else 0.01,
        "error": "connection refused" if down else None,
    }
