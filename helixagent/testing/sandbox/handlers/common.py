"""What the handlers with state share: times, lists, and one creation per Idempotency-Key."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Callable, Dict, Mapping, Sequence, Tuple

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply

# Tells the webhooks of an event: its type, what it is about, and the time in Unix seconds.
Notify = Callable[[str, Mapping[str, Any], float], None]


def time_text(seconds: float) -> str:
    """A time as the API writes it.

    Args:
        seconds: Unix seconds.
    """
    text = datetime.fromtimestamp(seconds, timezone.utc).isoformat(
        timespec="milliseconds" if seconds % 1 else "seconds"
    )
    return text.replace("+00:00", "Z")


def listed(call: Call, name: str, items: Sequence[Mapping[str, Any]]) -> Reply:
    """The items of a list that have the `status` that is asked for; the sandbox cuts them into pages.

    Args:
        call: The call.
        name: The field that holds the items.
        items: All of them, each with a `status`.
    """
    wanted = call.query.get("status")
    return json_reply({name: [item for item in items if wanted in (None, item["status"])]})


def deleted(what: str) -> Reply:
    """The answer to a deletion."""
    return json_reply({"message": what + " deleted", "success": True})


def once_per_key(handler: Handler) -> Handler:
    """A handler that makes one thing per `Idempotency-Key`: the same key gets the same answer again."""
    answers: Dict[Tuple[str, str], Reply] = {}

    def answer(call: Call) -> Reply:
        key = call.headers.get("idempotency-key")
        if key is None:
            return handler(call)
        if (call.path, key) not in answers:
            answers[call.path, key] = handler(call)
        return answers[call.path, key]

    return answer
