"""What answers each operation: one module per resource, all put together into one table by `operationId`."""

from __future__ import annotations

from typing import Dict

from helixagent.testing.sandbox.exchange import Handler, handler_table
from helixagent.testing.sandbox.handlers import chat, completions, embeddings, ensemble, health, models


def make_handlers() -> Dict[str, Handler]:
    """The handlers of one sandbox.

    A resource with state makes it here, so that each sandbox has its own and a reset starts anew.

    Returns:
        The handlers by `operationId`.
    """
    return handler_table(
        chat.HANDLERS,
        completions.HANDLERS,
        embeddings.HANDLERS,
        ensemble.HANDLERS,
        health.HANDLERS,
        models.HANDLERS,
    )
