"""Tests of webhooks: subscribed, delivered by the sandbox over loopback, verified and unwrapped end to end."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from cases import for_each
from support import Driver

from helixagent import NotFoundError, ValidationError, WebhookVerificationError, verify_webhook_signature
from helixagent._async.resources.webhooks import AsyncWebhooks
from helixagent._sync.resources.webhooks import Webhooks
from helixagent.testing import Sandbox
from helixagent.types import MessageResponse, Webhook, WebhookEvent, WebhookList

SECRET = "your-webhook-secret"
URL = "http://localhost:9/hook"
# The contract's example has 265 bytes. `openssl dgst -sha256 -hmac your-webhook-secret` created its signature.
BODY = (
    b'{"data":{"duration_ms":1234},"event":"task.completed","task":{"id":"6f1c2a34-0000-4000-8000-000000000001",'
    b'"name":"demo","progress":100,"status":"completed","type":"llm_completion"},'
    b'"task_id":"6f1c2a34-0000-4000-8000-000000000001","timestamp":"2026-01-05T02:06:30Z"}'
)
SIGNATURE = "sha256=fc7f894dc7e23fd81c36111e9c39b6e9ca417b8a88f85903951b5d0e8c0ec8ec"

Received = List[Tuple[Dict[str, str], bytes]]


class Subscriber:
    """A server of the user that receives webhooks.

    Attributes:
        received: Headers and body of each request.
        url: Its URL.
    """

    def __init__(self) -> None:
        received: Received = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                received.append((dict(self.headers.items()), body))
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Log nothing."""

        self.received = received
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    made = Subscriber()
    yield made
    made.close()


def signed(body: bytes, secret: str = SECRET) -> Dict[str, str]:
    """Return the header for a body."""
    return {"X-HelixAgent-Signature": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


# --- subscriptions


def test_the_webhook_of_the_document(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    given = {
        "url": "https://your-server.com/webhooks/helixagent",
        "events": ["task.completed", "task.failed", "debate.finished"],
        "secret": SECRET,
        "headers": {"X-Custom-Header": "value"},
    }
    webhook = driver.run(client.webhooks.create(**given))
    assert type(webhook) is Webhook
    assert (webhook.id, webhook.url, webhook.events, webhook.enabled, webhook.fail_count) == (
        "wh_1",
        given["url"],
        given["events"],
        True,
        0,
    )
    assert sandbox.requests[0].json() == given
    assert SECRET not in repr(webhook)


def test_a_webhook_from_creation_to_deletion(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    one = driver.run(client.webhooks.create(url=URL))
    other = driver.run(client.webhooks.create(url=URL, events=["task.failed"]))
    listed = driver.run(client.webhooks.list())
    assert type(listed) is WebhookList
    assert (listed.webhooks, listed.total) == ([one, other], 2)
    assert driver.run(client.webhooks.get(other.id)) == other
    assert type(driver.run(client.webhooks.delete(one.id))) is MessageResponse
    with pytest.raises(NotFoundError):
        driver.run(client.webhooks.get(one.id))
    sandbox.reply(204)
    assert driver.run(client.webhooks.delete(other.id)) is None


@for_each(
    ("arguments", "words"),
    [
        ({}, "needs the argument url"),
        ({"url": ""}, "url must not be empty"),
        ({"url": 5}, "url must be a string"),
        ({"url": URL, "events": "task.completed"}, "events must be a list"),
        ({"url": URL, "event": ["x"]}, "did you mean events"),
        ({"url": URL, "secret": 5}, "secret must be a string"),
        ({"url": URL, "secret": SECRET + "\n"}, "secret must not contain a line break"),
        ({"url": URL, "secret": "a\r\nb"}, "secret must not contain a line break"),
        ({"url": URL, "headers": {"X-A": "1\r\nX-B: 2"}}, r"headers\['X-A'\].*line ends"),
        ({"url": URL, "headers": {"X-A\n": "1"}}, "headers has a name that HTTP does not allow"),
        ({"url": URL, "headers": [("X-A", "1")]}, "headers must be a mapping"),
        ({"url": URL, "headers": {"X-A": 1}}, r"headers\['X-A'\]"),
        ({"url": URL, "extra_headers": {"X-A": "1\n"}}, "line ends"),
    ],
)
def test_an_invalid_webhook_is_refused_before_it_is_sent(
    arguments: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=words) as caught:
        driver.run(driver.client(sandbox).webhooks.create(**arguments))
    assert SECRET not in str(caught.value)
    assert sandbox.requests == []


# --- unwrap


def test_the_example_of_the_contract_is_verified() -> None:
    assert len(BODY) == 265
    assert verify_webhook_signature(BODY, SIGNATURE, SECRET)
    event = Webhooks.unwrap(BODY, {"x-helixagent-signature": SIGNATURE}, SECRET)
    assert type(event) is WebhookEvent
    # The name that published servers use, and the name in the contract.
    assert (event.event, event.type) == ("task.completed", "task.completed")
    assert (event.task_id, event.task.name, event.data["duration_ms"]) == (
        "6f1c2a34-0000-4000-8000-000000000001",
        "demo",
        1234,
    )


def test_unwrap_exists_on_classes_and_clients(driver: Driver, sandbox: Sandbox) -> None:
    body = b'{"id":"evt_1","type":"debate.finished","timestamp":"2026-01-15T10:30:00Z","data":{"debateId":"d"}}'
    client = driver.client(sandbox)
    for unwrap in (Webhooks.unwrap, AsyncWebhooks.unwrap, client.webhooks.unwrap):
        for form in (body, body.decode(), bytearray(body), memoryview(body)):
            event = unwrap(form, signed(body), SECRET)
            assert (event.id, event.type, event.data["debateId"]) == ("evt_1", "debate.finished", "d")
    assert sandbox.requests == []


def test_several_secrets_during_rotation() -> None:
    body = b'{"type":"x"}'
    assert Webhooks.unwrap(body, signed(body, "old"), ["new", "old"]).type == "x"
    with pytest.raises(WebhookVerificationError):
        Webhooks.unwrap(body, signed(body, "older"), ["new", "old"])


@pytest.mark.parametrize("kind", ["task.reborn", "", None, 5])
def test_an_event_of_any_type_is_parsed(kind: Any) -> None:
    body = json.dumps({"type": kind, "more": [1]}).encode()
    event = Webhooks.unwrap(body, signed(body), SECRET)
    assert (event.type, event.more) == (kind, [1])


@for_each(
    "headers",
    [
        {},
        None,
        {"X-HelixAgent-Signature": ""},
        {"X-HelixAgent-Signature": "sha256="},
        {"X-HelixAgent-Signature": "sha1=" + "0" * 40},
        {"X-HelixAgent-Signature": SIGNATURE.upper()},
        {"X-HelixAgent-Signature": SIGNATURE + ","},
        {"X-HelixAgent-Signature": SIGNATURE[:-1] + "é"},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-id": "m", "webhook-timestamp": "now", "webhook-signature": "v1,AAAA"},
    ],
)
def test_unsigned_bodies_are_refused(headers: Any) -> None:
    with pytest.raises(WebhookVerificationError, match="cannot be trusted") as caught:
        Webhooks.unwrap(BODY, headers, SECRET)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"not json", b"\xff\xfe", b'"text"', b"{"])
def test_a_signed_body_that_is_not_an_event_is_refused(body: bytes) -> None:
    with pytest.raises(WebhookVerificationError, match="not a JSON object"):
        Webhooks.unwrap(body, signed(body), SECRET)


def test_a_changed_body_is_refused() -> None:
    with pytest.raises(WebhookVerificationError):
        Webhooks.unwrap(BODY.replace(b"1234", b"9999"), {"X-HelixAgent-Signature": SIGNATURE}, SECRET)


@pytest.mark.parametrize("secret", [None, "", b"", [], [""], 5])
def test_a_missing_secret_is_a_programming_error(secret: Any) -> None:
    with pytest.raises(ValidationError, match="secret"):
        Webhooks.unwrap(BODY, {"X-HelixAgent-Signature": SIGNATURE}, secret)


# --- end to end


def test_a_task_sends_events(driver: Driver, sandbox: Sandbox, subscriber: Subscriber) -> None:
    client = driver.client(sandbox)
    given = {"events": ["task.started", "task.completed"], "headers": {"X-Custom-Header": "value"}}
    webhook = driver.run(client.webhooks.create(url=subscriber.url, secret=SECRET, **given))
    task = driver.run(client.tasks.create(type="llm_completion", name="demo"))
    driver.run(client.tasks.wait(task.id))
    deliveries = sandbox.wait_for_deliveries(2)
    assert [delivery.outcome for delivery in deliveries] == ["delivered"] * 2
    events = []
    for headers, body in subscriber.received:
        assert verify_webhook_signature(body, headers["X-HelixAgent-Signature"], SECRET)
        assert not verify_webhook_signature(body, headers["X-HelixAgent-Signature"], "another")
        event = client.webhooks.unwrap(body, headers, SECRET)
        assert headers["X-HelixAgent-Event"] == event.type
        assert headers["X-Custom-Header"] == "value"
        events.append(event)
    assert [event.type for event in events] == ["task.started", "task.completed"]
    assert (events[1].data["id"], events[1].data["status"]) == (task.id, "completed")
    assert driver.run(client.webhooks.get(webhook.id)).fail_count == 0


def test_a_debate_sends_events(driver: Driver, sandbox: Sandbox, subscriber: Subscriber) -> None:
    client = driver.client(sandbox)
    driver.run(client.webhooks.create(url=subscriber.url, secret=SECRET, events=["debate.finished"]))
    debate = driver.run(client.debates.create(topic="Tea or coffee"))
    driver.run(client.debates.wait(debate.debateId))
    sandbox.wait_for_deliveries(1)
    headers, body = subscriber.received[0]
    event = client.webhooks.unwrap(body, headers.items(), [SECRET, "older"])
    assert (event.type, event.data["debateId"]) == ("debate.finished", debate.debateId)


@pytest.mark.parametrize(
    ("option", "secret"),
    [("event", SECRET), ("standard", SECRET), ("standard", "whsec_" + base64.b64encode(b"0123456789").decode())],
)
def test_formats_of_other_servers_are_parsed(
    option: str, secret: str, driver: Driver, sandbox: Sandbox, subscriber: Subscriber
) -> None:
    client = driver.client(sandbox)
    headers = {"X-Sandbox-Webhook": option}
    driver.run(client.webhooks.create(url=subscriber.url, secret=secret, events=["task.completed"], headers=headers))
    task = driver.run(client.tasks.create(type="x"))
    driver.run(client.tasks.wait(task.id))
    sandbox.wait_for_deliveries(1)
    sent, body = subscriber.received[0]
    event = client.webhooks.unwrap(body, sent, secret)
    assert event.type == "task.completed"
    assert (event.task_id == task.id) is (option == "event")
    with pytest.raises(WebhookVerificationError):
        client.webhooks.unwrap(body + b" ", sent, secret)


@pytest.mark.parametrize("option", ["bad-signature", "bad-signature standard"])
def test_a_delivery_with_a_wrong_signature_is_refused(
    option: str, driver: Driver, sandbox: Sandbox, subscriber: Subscriber
) -> None:
    client = driver.client(sandbox)
    headers = {"X-Sandbox-Webhook": option}
    driver.run(client.webhooks.create(url=subscriber.url, secret=SECRET, events=["task.completed"], headers=headers))
    task = driver.run(client.tasks.create(type="x"))
    driver.run(client.tasks.wait(task.id))
    sandbox.wait_for_deliveries(1)
    sent, body = subscriber.received[0]
    with pytest.raises(WebhookVerificationError):
        client.webhooks.unwrap(body, sent, SECRET)


def test_a_redelivery_has_the_same_id(driver: Driver, sandbox: Sandbox, subscriber: Subscriber) -> None:
    client = driver.client(sandbox)
    headers = {"X-Sandbox-Webhook": "twice"}
    driver.run(client.webhooks.create(url=subscriber.url, secret=SECRET, events=["task.completed"], headers=headers))
    driver.run(client.tasks.wait(driver.run(client.tasks.create(type="x")).id))
    sandbox.wait_for_deliveries(2)
    first, second = subscriber.received
    assert first[0]["X-HelixAgent-Delivery"] == second[0]["X-HelixAgent-Delivery"]
    assert first[1] == second[1]
