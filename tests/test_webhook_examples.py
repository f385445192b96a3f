"""Tests of the examples that receive webhooks, with the test client of each framework, and with a sandbox."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import importlib
import json
import sys
import threading
import time
from types import ModuleType
from typing import Any, Callable, Dict, Iterator, NamedTuple

import httpx
import pytest
from cases import for_each
from django.test import Client as DjangoClient
from document_blocks import ROOT
from werkzeug.serving import make_server

from helixagent import HelixAgent
from helixagent.testing import Sandbox

SECRET = "your-webhook-secret"
PATH = "/webhooks/helixagent"
FRAMEWORKS = ("flask_app", "fastapi_app", "django_app")
COMPLETED = {"id": "evt_1", "type": "task.completed", "timestamp": "2023-12-21T02:04:20Z", "data": {"id": "t1"}}


class Example(NamedTuple):
    """A running example, with a function that posts to it, and the events that it has handled."""

    module: ModuleType
    post: Callable[[bytes, Dict[str, str]], int]
    inbox: ModuleType

    def deliver(self, event: Any, delivery: str = "d1", secret: str = SECRET) -> int:
        """Post an event as HelixAgent does, and return the status."""
        body = json.dumps(event).encode()
        return self.post(body, {"X-HelixAgent-Delivery": delivery, **signed(body, secret)})


def signed(body: bytes, secret: str = SECRET) -> Dict[str, str]:
    return {"X-HelixAgent-Signature": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def poster(name: str, module: ModuleType) -> Callable[[bytes, Dict[str, str]], int]:
    """Return the framework's test client as a function."""
    kind = "application/json"
    if name == "flask_app":
        flask = module.app.test_client()
        return lambda body, headers: flask.post(PATH, data=body, headers=headers, content_type=kind).status_code
    if name == "fastapi_app":
        # Do not use Starlette's TestClient, because its HTTP library changes between versions.
        return lambda body, headers: asyncio.run(ask_asgi(module.app, body, {**headers, "Content-Type": kind}))
    django = DjangoClient(enforce_csrf_checks=True, raise_request_exception=False)

    def post(body: bytes, headers: Dict[str, str]) -> int:
        meta: Any = {"HTTP_" + header.upper().replace("-", "_"): value for header, value in headers.items()}
        return int(django.post(PATH, data=body, content_type=kind, **meta).status_code)

    return post


async def ask_asgi(app: Any, body: bytes, headers: Dict[str, str]) -> int:
    # Like a server, respond with 500 if the example raises.
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        return (await client.post(PATH, content=body, headers=headers)).status_code


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Example]]:
    """Import a fresh copy of an example, as a server process would."""
    monkeypatch.setenv("HELIXAGENT_WEBHOOK_SECRET", f"new-secret {SECRET}")
    monkeypatch.syspath_prepend(str(ROOT / "examples" / "webhooks"))
    names = ("inbox", *FRAMEWORKS)

    def load_one(name: str) -> Example:
        module = importlib.import_module(name)
        return Example(module, poster(name, module), sys.modules["inbox"])

    yield load_one
    for name in names:
        sys.modules.pop(name, None)
    if "django.urls" in sys.modules:
        # Django caches the routes of the first module that it finds.
        sys.modules["django.urls"].clear_url_caches()


@pytest.fixture(params=FRAMEWORKS)
def example(request: Any, load: Callable[[str], Example]) -> Example:
    """Yield each example in turn."""
    return load(request.param)


def test_an_event_is_verified_and_handled(example: Example) -> None:
    assert example.deliver(COMPLETED) == 200
    finished = {"id": "evt_2", "type": "debate.finished", "data": {"debateId": "ai-ethics"}}
    assert example.deliver(finished, delivery="d2", secret="new-secret") == 200
    assert example.inbox.handled == ["task.completed: t1", "debate.finished: ai-ethics"]


def test_a_repeated_delivery_is_handled_once(example: Example) -> None:
    named = {"event": "task.failed", "task_id": "t2", "data": {}}
    assert [example.deliver(named, delivery=name) for name in ("d1", "d1", "d2", "d1")] == [200] * 4
    assert example.inbox.handled == ["task.failed: t2"] * 2


def test_an_old_event_with_a_new_delivery_id_is_not_handled_again(example: Example) -> None:
    assert [example.deliver(COMPLETED, delivery=name) for name in ("d1", "d2")] == [200, 200]
    assert example.inbox.handled == ["task.completed: t1"]


def test_an_unknown_kind_of_event_is_accepted(example: Example) -> None:
    assert example.deliver({"id": "evt_3", "type": "model.retired", "data": {}}) == 200
    assert example.deliver({"id": "evt_4", "type": 5, "data": None}, delivery="d2") == 200
    assert example.inbox.handled == []


@for_each(
    "headers",
    [
        {},
        {"X-HelixAgent-Signature": ""},
        {"X-HelixAgent-Signature": "sha256=" + "0" * 64},
        signed(b"another body"),
        signed(json.dumps(COMPLETED).encode(), "not-ours"),
        {"webhook-id": "m1", "webhook-timestamp": "now", "webhook-signature": "v1,AAAA"},
    ],
)
def test_unsigned_requests_are_refused(example: Example, headers: Dict[str, str]) -> None:
    assert example.post(json.dumps(COMPLETED).encode(), headers) == 401
    assert example.inbox.handled == []


@for_each("body", [b"", b"{", b"[]", b"\xff\xfe"])
def test_a_signed_body_that_is_not_an_event_is_refused(example: Example, body: bytes) -> None:
    assert example.post(body, signed(body)) == 401


def test_standard_webhooks_are_verified_too(example: Example) -> None:
    body = json.dumps(COMPLETED).encode()
    now = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"m1.{now}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": now,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }
    assert example.post(body, headers) == 200
    assert example.post(body, {**headers, "webhook-timestamp": "1700000000"}) == 401
    assert example.inbox.handled == ["task.completed: t1"]


def test_an_event_whose_handler_failed_is_handled_on_redelivery(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(event: Any) -> None:
        raise OSError("the database is away")

    working = example.inbox.HANDLERS["task.completed"]
    monkeypatch.setitem(example.inbox.HANDLERS, "task.completed", broken)
    assert example.deliver(COMPLETED) == 500
    monkeypatch.setitem(example.inbox.HANDLERS, "task.completed", working)
    assert example.deliver(COMPLETED) == 200
    assert example.inbox.handled == ["task.completed: t1"]


def test_the_memory_is_limited(load: Callable[[str], Example], monkeypatch: pytest.MonkeyPatch) -> None:
    example = load("flask_app")
    monkeypatch.setattr(example.inbox, "_REMEMBERED", 2)
    named = {"event": "task.completed", "task_id": "t1", "data": {}}
    for delivery in ("d1", "d2", "d3", "d2", "d1"):
        example.deliver(named, delivery=delivery)
    assert example.inbox.handled == ["task.completed: t1"] * 4


def test_a_sandbox_delivers_to_the_flask_example(sandbox: Sandbox, load: Callable[[str], Example]) -> None:
    example = load("flask_app")
    server = make_server("127.0.0.1", 0, example.module.app)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        with HelixAgent(base_url=sandbox.base_url) as client:
            url = f"http://127.0.0.1:{server.server_port}{PATH}"
            for words in ("twice", "event", "standard", "bad-signature"):
                client.webhooks.create(
                    url=url, events=["task.completed"], secret=SECRET, headers={"X-Sandbox-Webhook": words}
                )
            task = client.tasks.create(type="llm_completion", payload={"prompt": "Hello"})
            client.tasks.wait(task.id, poll_interval=0.001)
            deliveries = sandbox.wait_for_deliveries(5)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert [delivery.outcome for delivery in deliveries] == ["delivered"] * 4 + ["failed"]
    assert deliveries[-1].status == 401
    # Both deliveries of the first webhook and the delivery of the third have the same event. The second one has no ID.
    assert example.inbox.handled == [f"task.completed: {task.id}"] * 2
