"""Health of the server and of the providers behind it."""

from __future__ import annotations

from typing import Dict

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply
from helixagent.testing.sandbox.handlers.voting import PROVIDERS


def get_health(call: Call) -> Reply:
    """Answer getHealth."""
    return json_reply({"status": "healthy"})


def get_service_health(call: Call) -> Reply:
    """Answer getServiceHealth."""
    counts = {"total": len(PROVIDERS), "healthy": len(PROVIDERS), "unhealthy": 0}
    return json_reply({"status": "healthy", "providers": counts, "timestamp": call.created})


HANDLERS: Dict[str, Handler] = {"getHealth": get_health, "getServiceHealth": get_service_health}
