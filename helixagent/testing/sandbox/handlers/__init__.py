"""What answers each operation: one module per resource, all put together into one table by `operationId`."""

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
    """The handlers of one sandbox.

    A resource with state makes it here, so that each sandbox has its own and a reset starts anew.

    Args:
        deliveries: What sends the events of webhooks; its own by default.
        pace: How debates and tasks go on; by looks by default.

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
    return {operation: accounts.guarded(handler) for operation, handler in table.items()}
