"""Tests of the sandbox's webhooks: the recipients of events, their signatures, and failed deliveries."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import queue
import socket
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Callable, Dict, Iterator, List, NamedTuple

import httpx
import pytest
from cases import for_each

from helixagent.testing import Sandbox
from helixagent.testing.sandbox.deliveries import is_loopback

SECRET = "your-webhook-secret"


class Received(NamedTuple):
    path: str
    headers: Dict[str, str]
    body: bytes


class Subscriber:
    """A web server on this machine that records its requests. It responds with the scripted statuses, then with 200."""

    def __init__(self) -> None:
        self.received: queue.Queue[Received] = queue.Queue()
        self.statuses: List[int] = []
        subscriber = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                subscriber.received.put(Received(self.path, headers, body))
                self.send_response(subscriber.statuses.pop(0) if subscriber.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?a=1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def all(self) -> List[Received]:
        return [self.received.get_nowait() for _ in range(self.received.qsize())]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    made = Subscriber()
    yield made
    made.close()


@pytest.fixture
def subscribe(http: httpx.Client, subscriber: Subscriber) -> Callable[..., str]:
    """A function that creates a webhook for the subscriber and returns its ID. `words` become X-Sandbox-Webhook."""

    def make(*events: str, words: str = "", **fields: Any) -> str:
        headers = {"X-Custom-Header": "value", **({"X-Sandbox-Webhook": words} if words else {})}
        body = {"url": subscriber.url, "secret": SECRET, "headers": headers, **fields}
        response = http.post("/v1/webhooks", json={**body, **({"events": list(events)} if events else {})})
        assert response.status_code == 201, response.text
        return str(response.json()["id"])

    return make


def _run_task(http: httpx.Client, kind: str = "llm_completion") -> str:
    task = str(http.post("/v1/tasks", json={"type": kind, "name": "demo"}).json()["id"])
    http.get(f"/v1/tasks/{task}/events")
    return task


def test_webhooks_are_stored_without_their_secrets(
    http: httpx.Client, subscribe: Callable[..., str], conforms: Callable[..., None]
) -> None:
    webhook = subscribe("task.completed")
    for response, operation in [
        (http.get("/v1/webhooks"), "listWebhooks"),
        (http.get("/v1/webhooks/" + webhook), "getWebhook"),
    ]:
        conforms(response, operation)
        assert SECRET not in response.text
    assert http.get("/v1/webhooks").json()["total"] == 1
    deleted = http.delete("/v1/webhooks/" + webhook)
    conforms(deleted, "deleteWebhook")
    assert http.get("/v1/webhooks/" + webhook).status_code == 404
    for body, param in [({"url": "ftp://x/"}, "url"), ({}, "url"), ({"url": "/hook"}, "url")]:
        assert http.post("/v1/webhooks", json=body).json()["error"]["param"] == param
    wrong = {"url": "http://127.0.0.1/", "headers": {"x-sandbox-webhook": "loud"}}
    assert http.post("/v1/webhooks", json=wrong).status_code == 400


def test_the_end_of_a_task_is_delivered_and_signed(
    sandbox: Sandbox, http: httpx.Client, subscriber: Subscriber, subscribe: Callable[..., str]
) -> None:
    webhook = subscribe("task.completed")
    task = _run_task(http)
    (delivery,) = sandbox.wait_for_deliveries(1)
    assert sandbox.deliveries == [delivery]
    assert (delivery.outcome, delivery.attempts, delivery.status) == ("delivered", 1, 200)
    assert (delivery.webhook_id, delivery.event) == (webhook, "task.completed")
    (received,) = subscriber.all()
    assert received.path == "/hook?a=1"
    headers = received.headers
    assert headers["content-type"] == "application/json"
    assert headers["x-helixagent-event"] == "task.completed"
    assert str(uuid.UUID(headers["x-helixagent-delivery"])) == delivery.delivery_id
    assert headers["x-custom-header"] == "value"
    digest = hmac.new(SECRET.encode(), received.body, hashlib.sha256).hexdigest()
    assert headers["x-helixagent-signature"] == "sha256=" + digest
    event = json.loads(received.body)
    assert (event["type"], event["data"]["id"], event["data"]["status"]) == ("task.completed", task, "completed")
    assert set(event) == {"id", "type", "timestamp", "data"}
    assert SECRET not in repr(delivery)


def test_a_webhook_without_event_types_receives_all_events(
    sandbox: Sandbox, http: httpx.Client, subscriber: Subscriber, subscribe: Callable[..., str]
) -> None:
    subscribe()
    subscribe("debate.failed")
    _run_task(http, "sandbox/failed")
    for topic in ("Trains?", "Will trains fail?"):
        made = http.post("/v1/debates", json={"topic": topic, "maximal_repeat_rounds": 1}).json()["debateId"]
        for _ in range(4):
            http.get(f"/v1/debates/{made}/status")
    sandbox.wait_for_deliveries(8)
    kinds = [received.headers["x-helixagent-event"] for received in subscriber.all()]
    debates = ["debate.started", "debate.finished", "debate.started", "debate.failed", "debate.failed"]
    assert kinds == ["task.started", "task.progress", "task.failed", *debates]


def test_the_body_of_published_servers(
    sandbox: Sandbox, http: httpx.Client, subscriber: Subscriber, subscribe: Callable[..., str]
) -> None:
    subscribe("task.completed", "debate.started", words="event")
    task = _run_task(http)
    http.post("/v1/debates", json={"topic": "Trains?"})
    http.get("/v1/debates/debate-1/status")
    sandbox.wait_for_deliveries(2)
    first, second = [json.loads(received.body) for received in subscriber.all()]
    assert (first["event"], first["task_id"], first["task"]["status"]) == ("task.completed", task, "completed")
    assert first["data"] == {"duration_ms": 10000}
    assert "type" not in first
    assert (second["event"], second["data"]["debateId"]) == ("debate.started", "debate-1")


@pytest.mark.parametrize(
    ("secret", "key"),
    [(SECRET, SECRET.encode()), ("whsec_c2VjcmV0", b"secret"), ("whsec_no base64", b"whsec_no base64")],
)
def test_the_standard_webhooks_scheme(
    sandbox: Sandbox, http: httpx.Client, subscriber: Subscriber, subscribe: Callable[..., str], secret: str, key: bytes
) -> None:
    subscribe("task.completed", words="standard", secret=secret)
    _run_task(http)
    sandbox.wait_for_deliveries(1)
    (received,) = subscriber.all()
    headers = received.headers
    assert "x-helixagent-signature" not in headers
    signed = "{webhook-id}.{webhook-timestamp}.".format(**headers).encode() + received.body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == "v1," + expected
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60


def test_an_invalid_signature_no_signature_and_a_repeated_delivery(
    sandbox: Sandbox, http: httpx.Client, subscriber: Subscriber, subscribe: Callable[..., str]
) -> None:
    subscribe("task.completed", words="bad-signature, twice")
    subscribe("task.completed", secret="")
    _run_task(http)
    sandbox.wait_for_deliveries(3)
    first, second, third = subscriber.all()
    digest = hmac.new(SECRET.encode(), first.body, hashlib.sha256).hexdigest()
    assert first.headers["x-helixagent-signature"] != "sha256=" + digest
    assert first == second
    assert "x-helixagent-signature" not in third.headers


def test_a_failed_delivery_is_retried_once(
    sandbox: Sandbox, http: httpx.Client, subscriber: Subscriber, subscribe: Callable[..., str]
) -> None:
    webhook = subscribe("task.completed")
    subscriber.statuses = [500]
    _run_task(http)
    (delivery,) = sandbox.wait_for_deliveries(1)
    assert (delivery.outcome, delivery.attempts, delivery.status) == ("delivered", 2, 200)
    first, second = subscriber.all()
    assert first == second
    subscriber.statuses = [503, 302]
    _run_task(http)
    assert sandbox.wait_for_deliveries(2)[-1].outcome == "failed"
    assert http.get("/v1/webhooks/" + webhook).json()["fail_count"] == 3


def test_an_unreachable_subscriber(sandbox: Sandbox, http: httpx.Client, subscribe: Callable[..., str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    webhook = subscribe("task.completed", url=f"http://127.0.0.1:{port}/")
    _run_task(http)
    (delivery,) = sandbox.wait_for_deliveries(1)
    assert (delivery.outcome, delivery.attempts, delivery.status) == ("failed", 2, None)
    assert http.get("/v1/webhooks/" + webhook).json()["fail_count"] == 2


def test_nothing_is_sent_to_other_machines(sandbox: Sandbox, http: httpx.Client, subscribe: Callable[..., str]) -> None:
    subscribe("task.completed", url="https://your-server.com/webhooks/helixagent")
    _run_task(http)
    (delivery,) = sandbox.wait_for_deliveries(1)
    assert (delivery.outcome, delivery.attempts) == ("refused", 0)
    with pytest.raises(TimeoutError, match="1 of 2"):
        sandbox.wait_for_deliveries(2, timeout=0.01)
    sandbox.reset()
    assert sandbox.deliveries == []


@for_each(
    ("url", "expected"),
    [
        ("http://127.0.0.1:80/", True),
        ("http://127.9.9.9/", True),
        ("http://localhost:1/x", True),
        ("http://[::1]:8080/", True),
        ("https://127.0.0.1/", False),
        ("http://localhost.example.com/", False),
        ("http://127.0.0.1@example.com/", False),
        ("http://example.com/127.0.0.1", False),
        ("http://10.0.0.1/", False),
        ("http://0.0.0.0/", False),
        ("http://127.0.0.1:port/", False),
        ("http://127.0.0.1:99999/", False),
        ("http://[::1/", False),
        ("http://2130706433/", False),
        ("", False),
    ],
)
def test_the_addresses_of_this_machine(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected


def test_the_sandbox_stops_and_restarts_while_a_subscriber_does_not_respond(monkeypatch: pytest.MonkeyPatch) -> None:
    # A sandbox that waits for the response would hang.
    monkeypatch.setattr("helixagent.testing.sandbox.deliveries._TIMEOUT_SECONDS", 3600.0)
    before = threading.active_count()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        sandbox = Sandbox()
        for _ in range(2):
            with sandbox, httpx.Client(base_url=sandbox.base_url, trust_env=False, verify=False) as http:
                http.post("/v1/webhooks", json={"url": f"http://127.0.0.1:{silent.getsockname()[1]}/"})
                _run_task(http)
                silent.accept()[0].close()
                connection, _ = silent.accept()
                assert connection.recv(1) == b"P"
            connection.close()
            assert threading.active_count() == before
