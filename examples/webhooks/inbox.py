"""What the three examples share: what an event leads to, and the memory of what was handled already."""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from typing import Callable, Dict, List, Optional

from helixagent.types import WebhookEvent

logger = logging.getLogger("webhooks")
# Several, with spaces between them, while you change from one to another.
SECRETS = os.environ["HELIXAGENT_WEBHOOK_SECRET"].split()
_REMEMBERED = 10_000

handled: List[str] = []


def task_ended(event: WebhookEvent) -> None:
    """What a task that ended leads to; here only a line in a list."""
    # Some servers write the task's id beside the data.
    handled.append(f"{event.type}: {event.task_id or event.data.get('id')}")


def debate_ended(event: WebhookEvent) -> None:
    """What a debate that ended leads to; here only a line in a list."""
    handled.append(f"{event.type}: {event.data.get('debateId')}")


HANDLERS: Dict[str, Callable[[WebhookEvent], None]] = {
    "task.completed": task_ended,
    "task.failed": task_ended,
    "debate.finished": debate_ended,
    "debate.failed": debate_ended,
}


class Inbox:
    """Handles each event once, although the server may deliver it several times.

    The memory is that of this process. Where several of them answer, or events must not be handled again after a
    restart, keep the ids in your database, written in the same transaction as what the event changes there.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, delivery_id: Optional[str], event: WebhookEvent) -> bool:
        """Handle an event, unless it was handled before.

        Args:
            delivery_id: The header `X-HelixAgent-Delivery`, the same whenever the delivery is repeated.
            event: The event. Its own id, unlike the header, is signed: nobody can pass an old event off as a new one.

        Returns:
            False if it was handled before.
        """
        names = [name for name in (delivery_id, event.id and f"event {event.id}") if name]
        # A repetition waits until the first one has been handled, for that may fail yet.
        with self._lock:
            if any(name in self._seen for name in names):
                return False
            handler = HANDLERS.get(event.type or "")
            if handler is None:
                # Servers learn new events. An error would only have this one delivered again.
                logger.info("Nothing to do for %s", event.type)
            else:
                handler(event)
            # Only now: what could not be handled is to be delivered again.
            self._seen.update(dict.fromkeys(names))
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            return True
