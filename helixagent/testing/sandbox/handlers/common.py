"""Helpers for handlers with state: timestamps, lists, and idempotent creation."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Callable, Dict, Mapping, Sequence, Tuple

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply

# A function that notifies webhooks of an event, given its type, its subject, and the time in Unix seconds.
Notify = Callable[[str, Mapping[str, Any], float], None]


def time_text(seconds: float) -> str:
    """Return a time in the API's format.

    Args:
        seconds: Unix seconds.
    """
    text = datetime.fromtimestamp(seconds, timezone.utc).isoformat(
        timespec="milliseconds" if seconds % 1 else "seconds"
    )
    return text.replace("+00:00", "Z")


def listed(call: Call, name: str, items: Sequence[Mapping[str, Any]]) -> Reply:
    """Return the items of a list that have the requested `status`. The sandbox divides them into pages.

    Args:
        call: The call.
        name: The field that contains the items.
        items: All items. Each has a `status`.
    """
    status = call.query.get("status")
    return json_reply({name: [item for item in items if status in (None, item["status"])]})


def deleted(what: str) -> Reply:
    """Return the response to a deletion."""
    return json_reply({"message": what + " deleted", "success": True})


def idempotent(handler: Handler) -> Handler:
    """Return a handler that creates one object per `Idempotency-Key`. A repeated key gets the same response."""
    replies: Dict[Tuple[str, str], Reply] = {}

    def wrapper(call: Call) -> Reply:
        key = call.headers.get("idempotency-key")
        if key is None:
            return handler(call)
        if (call.path, key) not in replies:
            replies[call.path, key] = handler(call)
        return replies[call.path, key]

    return wrapper
