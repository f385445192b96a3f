"""Webhooks: subscriptions, and the signed events that are sent to them."""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import re
import time
import uuid
from typing import Any, Callable, Dict, List, Mapping, Set

from helixagent.testing.sandbox.deliveries import Delivery
from helixagent.testing.sandbox.exchange import Call, Handler, Reply, invalid, json_bytes, json_reply, not_found
from helixagent.testing.sandbox.handlers.common import deleted, idempotent, time_text

# A test sets this header on a webhook to change how its events are formatted, signed and sent.
OPTION_HEADER = "x-sandbox-webhook"
OPTIONS = ("event", "standard", "bad-signature", "twice")
_NAMESPACE = uuid.UUID("6f1c2a34-0000-4000-8000-000000000001")

# A function that accepts a delivery and a callback for failed attempts.
Deliver = Callable[[Delivery, Callable[[], None]], None]


class Webhooks:
    """The webhooks of one sandbox.

    Args:
        deliver: A function that sends a delivery in the background.
    """

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._created_count = 0
        self._events = 0
        self._webhooks: Dict[str, Dict[str, Any]] = {}
        self._requests: Dict[str, Mapping[str, Any]] = {}

    def handlers(self) -> Dict[str, Handler]:
        """Return the handlers by `operationId`."""
        return {
            "createWebhook": idempotent(self._create),
            "listWebhooks": self._list,
            "getWebhook": lambda call: json_reply(self._find(call)),
            "deleteWebhook": self._delete,
        }

    def notify(self, kind: str, subject: Mapping[str, Any], at: float) -> None:
        """Send an event to the webhooks that subscribe to its type or to all types.

        Args:
            kind: The type of the event.
            subject: The task or debate.
            at: The time of the event, in Unix seconds.
        """
        self._events += 1
        for identifier, request in list(self._requests.items()):
            if kind in (request.get("events") or [kind]):
                delivery = _delivery(identifier, request, kind, subject, time_text(at), self._events)
                for _ in range(2 if "twice" in _options(request) else 1):
                    self._deliver(delivery, functools.partial(_count_failure, self._webhooks[identifier]))

    def _find(self, call: Call) -> Dict[str, Any]:
        webhook = self._webhooks.get(call.path_params["webhookId"])
        if webhook is None:
            raise not_found("Webhook", call.path_params["webhookId"])
        return webhook

    def _create(self, call: Call) -> Reply:
        if not re.match(r"https?://[^/\s]", call.body["url"], re.IGNORECASE):
            raise invalid("Invalid argument url: the URL of a webhook must be an http or https URL", "url")
        _options(call.body)
        self._created_count += 1
        identifier = f"wh_{self._created_count}"
        self._requests[identifier] = call.body
        webhook = self._webhooks[identifier] = {
            "id": identifier,
            "url": call.body["url"],
            "events": call.option("events", []),
            "enabled": True,
            "created_at": time_text(call.created),
            "fail_count": 0,
        }
        return json_reply(webhook, status=201)

    def _list(self, call: Call) -> Reply:
        return json_reply({"webhooks": list(self._webhooks.values()), "total": len(self._webhooks)})

    def _delete(self, call: Call) -> Reply:
        webhook = self._find(call)
        del self._webhooks[webhook["id"]], self._requests[webhook["id"]]
        return deleted("Webhook " + webhook["id"])


def _count_failure(webhook: Dict[str, Any]) -> None:
    webhook["fail_count"] += 1


def _options(request: Mapping[str, Any]) -> Set[str]:
    headers = {name.lower(): value for name, value in (request.get("headers") or {}).items()}
    found = set(re.findall(r"[\w-]+", headers.get(OPTION_HEADER, "")))
    if not found <= set(OPTIONS):
        raise invalid("{} takes: {}".format(OPTION_HEADER, ", ".join(OPTIONS)), "headers")
    return found


def _delivery(
    webhook: str, request: Mapping[str, Any], kind: str, subject: Mapping[str, Any], at: str, number: int
) -> Delivery:
    options = _options(request)
    body = json_bytes(_body(kind, subject, at, number, named_event="event" in options))
    identifier = str(uuid.uuid5(_NAMESPACE, f"{webhook}/{number}"))
    headers = {name: value for name, value in (request.get("headers") or {}).items() if name.lower() != OPTION_HEADER}
    headers["Content-Type"] = "application/json"
    headers["X-HelixAgent-Event"] = kind
    headers["X-HelixAgent-Delivery"] = identifier
    secret = request.get("secret")
    if secret:
        signed = body + b"?" if "bad-signature" in options else body
        headers.update(_standard(secret, identifier, signed) if "standard" in options else _plain(secret, signed))
    return Delivery(webhook, kind, request["url"], headers, body, identifier)


def _body(kind: str, subject: Mapping[str, Any], at: str, number: int, *, named_event: bool) -> Dict[str, Any]:
    if not named_event:
        return {"id": f"evt_{number}", "type": kind, "timestamp": at, "data": dict(subject)}
    # The format of published servers: `event`, with the task next to the data.
    if kind.startswith("task."):
        names: List[str] = ["id", "name", "progress", "status", "type"]
        task = {name: subject[name] for name in names}
        data = {"duration_ms": subject["duration_ms"]}
        return {"data": data, "event": kind, "task": task, "task_id": subject["id"], "timestamp": at}
    return {"data": dict(subject), "event": kind, "timestamp": at}


def _plain(secret: str, body: bytes) -> Dict[str, str]:
    digest = hmac.new(secret.encode("utf-8"), body, hashlib.sha256).hexdigest()
    return {"X-HelixAgent-Signature": "sha256=" + digest}


def _standard(secret: str, identifier: str, body: bytes) -> Dict[str, str]:
    """Return the headers of the Standard Webhooks scheme. They contain the real time, because receivers compare it."""
    now = str(int(time.time()))
    signed = f"{identifier}.{now}.".encode() + body
    digest = hmac.new(_standard_key(secret), signed, hashlib.sha256).digest()
    signature = "v1," + base64.b64encode(digest).decode("ascii")
    return {"webhook-id": identifier, "webhook-timestamp": now, "webhook-signature": signature}


def _standard_key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        return secret.encode("utf-8")
    try:
        return base64.b64decode(secret[len("whsec_") :], validate=True)
    except (binascii.Error, ValueError):
        return secret.encode("utf-8")
