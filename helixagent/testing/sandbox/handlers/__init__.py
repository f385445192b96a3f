"""The handlers of all operations: one module per resource, combined into one table by `operationId`."""

from __future__ import annotations

from typing import Dict, Optional

from helixagent.testing.sandbox.deliveries import Deliveries
from helixagent.testing.sandbox.exchange import Handler, handler_table
from helixagent.testing.sandbox.handlers import (
    agents,
    chat,
    completions,
    embeddings,
    ensemble,
    health,
    mcp,
    models,
    vision,
)
from helixagent.testing.sandbox.handlers.auth import Accounts
from helixagent.testing.sandbox.handlers.debates import Debates
from helixagent.testing.sandbox.handlers.providers import Providers
from helixagent.testing.sandbox.handlers.sessions import Sessions
from helixagent.testing.sandbox.handlers.tasks import Tasks
from helixagent.testing.sandbox.handlers.webhooks import Webhooks
from helixagent.testing.sandbox.pace import Pace


def make_handlers(deliveries: Optional[Deliveries] = None, pace: Optional[Pace] = None) -> Dict[str, Handler]:
    """Return the handlers of one sandbox.

    All state is created here, so each sandbox has separate state, and a reset clears it.

    Args:
        deliveries: The sender of webhook events. By default a new one is created.
        pace: The source of progress for debates and tasks. Defaults to status requests.

    Returns:
        The handlers by `operationId`.
    """
    pace = pace or Pace()
    accounts = Accounts()
    providers = Providers()
    webhooks = Webhooks((deliveries or Deliveries()).submit)
    table = handler_table(
        accounts.handlers(),
        agents.HANDLERS,
        chat.HANDLERS,
        completions.HANDLERS,
        Debates(webhooks.notify, pace).handlers(),
        embeddings.HANDLERS,
        ensemble.HANDLERS,
        health.handlers(providers),
        mcp.HANDLERS,
        models.HANDLERS,
        providers.handlers(),
        Sessions().handlers(),
        Tasks(webhooks.notify, pace).handlers(),
        vision.HANDLERS,
        webhooks.handlers(),
    )
    return {operation: accounts.reject_revoked_tokens(handler) for operation, handler in table.items()}
