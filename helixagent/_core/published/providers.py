"""Translate providers and provider health."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional

from ...exceptions import HelixAgentError
from .asked import Asked, Object, Reply, Translation, Wanted, Whole, object_of, objects_of, quoted, renamed
from .times import seconds_of, with_times

# This path is not part of the contract.
_MONITORING = "/v1/monitoring/provider-health"
# The monitoring endpoint stops responding after a provider has failed a few checks.
_MONITORING_SECONDS = 5.0
_UNHEALTHY = 503


def list_providers(asked: Asked) -> Translation:
    """Rename the members of each provider."""
    reply = yield asked.unchanged()
    return Whole({**reply.data, "providers": [_provider(each) for each in objects_of(reply.data.get("providers"))]})


def get_provider(asked: Asked) -> Translation:
    """Rename the members."""
    reply = yield asked.unchanged()
    return Whole(_provider(reply.data))


def get_provider_health(asked: Asked) -> Translation:
    """Convert the status to a single word."""
    reply = yield asked.unchanged()._replace(answers=(_UNHEALTHY,))
    return Whole(_health(reply.data))


def get_providers_health(asked: Asked) -> Translation:
    """Request the monitoring endpoint. If it does not respond, request each provider."""
    try:
        reply = yield Wanted("GET", _MONITORING, seconds=_MONITORING_SECONDS)
    except HelixAgentError:
        pass
    else:
        data = object_of(reply.data.get("providers"))
        return Whole(_overall(reply.data, {name: _health(object_of(each)) for name, each in data.items()}))
    address = asked.path.rpartition("/")[0]
    reply = yield Wanted("GET", address)
    names = [name for name in map(_name, objects_of(reply.data.get("providers"))) if name]
    if not names:
        return Whole(_overall({}, {}))
    replies = yield [
        Wanted("GET", "/".join([address, quoted(name), "health"]), may_fail=True, answers=(_UNHEALTHY,))
        for name in names
    ]
    return Whole(_overall({}, {name: _health_of(each) for name, each in zip(names, replies)}))


def _provider(data: Object) -> Object:
    if "supported_models" not in data and "supported_features" not in data:
        return data
    made = renamed(data, {"supported_models": "models", "supported_features": "capabilities"})
    if not isinstance(made.get("models"), list):
        made["models"] = []
    made.setdefault("id", made.get("name"))
    made.setdefault("status", "unknown")
    return made


def _name(provider: Object) -> Optional[str]:
    name = provider.get("name") or provider.get("id")
    return name if isinstance(name, str) else None


def _health_of(reply: Reply) -> Object:
    if reply.error is None:
        return _health(reply.data)
    return {"status": "unhealthy", "error": reply.error.message}


def _health(data: Object) -> Object:
    """Return a provider's health with the contract's member names."""
    if not isinstance(data.get("healthy"), bool):
        return data
    made = renamed(with_times(data), {"last_error": "error"})
    made.setdefault("status", "healthy" if data["healthy"] else "unhealthy")
    made["response_time"] = seconds_of(data.get("response_time"))
    return made


def _overall(data: Mapping[str, Any], providers: Mapping[str, Object]) -> Object:
    healthy: List[bool] = [each.get("status") == "healthy" for each in providers.values()]
    if healthy:
        status = "healthy" if all(healthy) else "degraded" if any(healthy) else "unhealthy"
    else:
        status = "healthy" if data.get("healthy") else "unhealthy"
    return {**data, "status": status, "providers": dict(providers)}
