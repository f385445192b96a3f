"""Translate providers and provider health."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional

from ...exceptions import HelixAgentError
from .times import seconds_of, with_times
from .translation import (
    CompleteResult,
    ContractCall,
    Object,
    Reply,
    ServerRequest,
    Translation,
    object_of,
    objects_of,
    quoted,
    renamed,
)

# This path is not part of the contract.
_MONITORING = "/v1/monitoring/provider-health"
# The monitoring endpoint stops responding after a provider has failed a few checks.
_MONITORING_SECONDS = 5.0
_UNHEALTHY = 503


def list_providers(call: ContractCall) -> Translation:
    """Rename the members of each provider."""
    reply = yield call.unchanged()
    providers = [_provider(each) for each in objects_of(reply.data.get("providers"))]
    return CompleteResult({**reply.data, "providers": providers})


def get_provider(call: ContractCall) -> Translation:
    """Rename the members."""
    reply = yield call.unchanged()
    return CompleteResult(_provider(reply.data))


def get_provider_health(call: ContractCall) -> Translation:
    """Convert the status to a single word."""
    reply = yield call.unchanged()._replace(answers=(_UNHEALTHY,))
    return CompleteResult(_health(reply.data))


def get_providers_health(call: ContractCall) -> Translation:
    """Request the monitoring endpoint. If it does not respond, request each provider."""
    try:
        reply = yield ServerRequest("GET", _MONITORING, seconds=_MONITORING_SECONDS)
    except HelixAgentError:
        pass
    else:
        data = object_of(reply.data.get("providers"))
        return CompleteResult(_overall(reply.data, {name: _health(object_of(each)) for name, each in data.items()}))
    address = call.path.rpartition("/")[0]
    reply = yield ServerRequest("GET", address)
    names = [name for name in map(_name, objects_of(reply.data.get("providers"))) if name]
    if not names:
        return CompleteResult(_overall({}, {}))
    replies = yield [
        ServerRequest("GET", "/".join([address, quoted(name), "health"]), may_fail=True, answers=(_UNHEALTHY,))
        for name in names
    ]
    return CompleteResult(_overall({}, {name: _health_of(each) for name, each in zip(names, replies)}))


def _provider(data: Object) -> Object:
    if "supported_models" not in data and "supported_features" not in data:
        return data
    translated = renamed(data, {"supported_models": "models", "supported_features": "capabilities"})
    if not isinstance(translated.get("models"), list):
        translated["models"] = []
    translated.setdefault("id", translated.get("name"))
    translated.setdefault("status", "unknown")
    return translated


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
    translated = renamed(with_times(data), {"last_error": "error"})
    translated.setdefault("status", "healthy" if data["healthy"] else "unhealthy")
    translated["response_time"] = seconds_of(data.get("response_time"))
    return translated


def _overall(data: Mapping[str, Any], providers: Mapping[str, Object]) -> Object:
    healthy: List[bool] = [each.get("status") == "healthy" for each in providers.values()]
    if healthy:
        status = "healthy" if all(healthy) else "degraded" if any(healthy) else "unhealthy"
    else:
        status = "healthy" if data.get("healthy") else "unhealthy"
    return {**data, "status": status, "providers": dict(providers)}
