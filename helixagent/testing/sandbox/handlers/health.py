"""The health of the server and of its providers."""

from __future__ import annotations

from typing import Dict

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply
from helixagent.testing.sandbox.handlers.providers import Providers


def handlers(providers: Providers) -> Dict[str, Handler]:
    """Return the handlers by `operationId`.

    Args:
        providers: The providers to count.
    """

    def get_service_health(call: Call) -> Reply:
        body = {"status": providers.status, "providers": providers.counts(), "timestamp": call.created}
        return json_reply(body)

    return {"getHealth": lambda call: json_reply({"status": "healthy"}), "getServiceHealth": get_service_health}
