"""The code shared by the three examples: event handlers, and a record of the events that were already handled."""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from typing import Callable, Dict, List, Optional

from helixagent.types import WebhookEvent

logger = logging.getLogger("webhooks")
# Several secrets, separated by spaces, while you rotate them.
SECRETS = os.environ["HELIXAGENT_WEBHOOK_SECRET"].split()
_REMEMBERED = 10_000

handled: List[str] = []


def task_ended(event: WebhookEvent) -> None:
    """Handle the end of a task. This example only adds a line to a list."""
    # Some servers write the task's ID next to the data.
    handled.append(f"{event.type}: {event.task_id or event.data.get('id')}")


def debate_ended(event: WebhookEvent) -> None:
    """Handle the end of a debate. This example only adds a line to a list."""
    handled.append(f"{event.type}: {event.data.get('debateId')}")


HANDLERS: Dict[str, Callable[[WebhookEvent], None]] = {
    "task.completed": task_ended,
    "task.failed": task_ended,
    "debate.finished": debate_ended,
    "debate.failed": debate_ended,
}


class Inbox:
    """An inbox that handles each event once, although the server may deliver it several times.

    It remembers events in this process only. If several processes receive webhooks, or if events must not be handled
    again after a restart, store the IDs in your database, in the same transaction as the changes that the event causes.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, delivery_id: Optional[str], event: WebhookEvent) -> bool:
        """Handle an event, unless it was handled before.

        Args:
            delivery_id: The header `X-HelixAgent-Delivery`, which is the same for all deliveries of the event.
            event: The event. Unlike the header, its ID is signed, so nobody can replay an old event as a new one.

        Returns:
            False if it was handled before.
        """
        names = [name for name in (delivery_id, event.id and f"event {event.id}") if name]
        # A repeated delivery waits until the first one has been handled, because that may still fail.
        with self._lock:
            if any(name in self._seen for name in names):
                return False
            handler = HANDLERS.get(event.type or "")
            if handler is None:
                # Servers add new events. An error would only cause another delivery of this one.
                logger.info("Nothing to do for %s", event.type)
            else:
                handler(event)
            # Only recorded now, because an event whose handler fails should be delivered again.
            self._seen.update(dict.fromkeys(names))
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            return True
