"""Tests of debates, providers, images and other resources on published servers, and of unusual responses."""

from __future__ import annotations

import base64
import json
from typing import Any, Callable, Dict, Iterator, List

import pytest
from cases import for_each
from january_server import NAMES, NO_ROUTE, January, bodies
from raw_server import Peer, RawServer, Seen
from stream_support import KINDS, Way, way_of
from support import IMAGE, USER, Driver

from helixagent import (
    ConflictError,
    HelixAgentError,
    NotSupportedError,
    ValidationError,
)

HEADERS = {name.replace("-", "_"): value for name, value in NAMES.items()}
DEBATE: Dict[str, Any] = {
    "debateId": "d-1",
    "topic": "Is Python good?",
    "participants": [
        {"name": "Ann", "role": "pro", "weight": 2.0, "llms": [{"provider": "fake", "model": "m1"}]},
        {"name": "Bob", "llms": [{"provider": "fake2", "model": "m2"}]},
    ],
}


@pytest.fixture
def state() -> January:
    """The state of the imitated server."""
    return January()


@pytest.fixture
def server(state: January) -> Iterator[RawServer]:
    """The imitated server."""
    with RawServer(state) as running:
        yield running


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    """Each way to use the SDK."""
    with way_of(request.param) as opened:
        yield opened


def replying(value: Any, status: int = 200) -> Callable[[Peer, Seen], None]:
    """A published server that sends one response to everything."""

    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(json.dumps(value).encode(), status, **HEADERS)

    return handler


def published(driver: Driver, server: RawServer, **options: Any) -> Any:
    """Return a client that knows the kind of server."""
    return driver.client(server, compatibility="published", **options)


# --- debates


def test_a_debate_with_the_servers_field_names(driver: Driver, server: RawServer) -> None:
    client = published(driver, server)
    debate = driver.run(
        client.debates.create(
            {
                **DEBATE,
                "maximal_repeat_rounds": 2,
                "timeout": 60,
                "strategy": "structured",
                "enable_cognee": True,
                "metadata": {"a": 1},
            },
            extra_body={"custom": 1},
        )
    )
    assert (debate.debate_id, debate.status, debate.total_rounds, debate.participants_count) == ("d-1", "pending", 2, 2)
    assert debate.created_at.year == 2026
    assert bodies(server)[0] == {
        "debate_id": "d-1",
        "topic": "Is Python good?",
        "max_rounds": 2,
        "timeout": 60,
        "strategy": "structured",
        "enable_cognee": True,
        "metadata": {"a": 1},
        "custom": 1,
        "participants": [
            {"name": "Ann", "role": "pro", "weight": 2.0, "llm_provider": "fake", "llm_model": "m1"},
            {"name": "Bob", "llm_provider": "fake2", "llm_model": "m2"},
        ],
    }


def test_a_debate_needs_two_participants(driver: Driver, server: RawServer) -> None:
    with pytest.raises(ValidationError, match="participants must have two or more") as caught:
        driver.run(published(driver, server).debates.create({"topic": "Tea?"}))
    assert (caught.value.param, server.requests) == ("participants", [])


def test_a_running_debate(driver: Driver, server: RawServer, state: January) -> None:
    state.lookups = 2
    client = driver.client(server)
    driver.run(client.debates.create(DEBATE))
    with pytest.raises(ConflictError, match="has not completed yet") as caught:
        driver.run(client.debates.get_results("d-1"))
    assert (caught.value.status_code, caught.value.body["error"]["status"]) == (409, "running")
    seen: List[Any] = []
    results = driver.run(client.debates.wait("d-1", on_progress=seen.append))
    assert [(status.status, status.total_rounds, status.current_round) for status in seen] == [
        ("running", 3, None),
        ("running", 3, None),
        ("completed", 3, 1),
    ]
    assert results.consensus.key_agreements[0].startswith("Quantum computing") and results.status == "completed"


def test_a_debate_without_a_response_from_a_provider(driver: Driver, server: RawServer, state: January) -> None:
    state.debate_fails = True
    client = driver.client(server)
    driver.run(client.debates.create(DEBATE))
    results = driver.run(client.debates.get_results("d-1"))
    assert (results.status, results.success, results.participants) == ("failed", False, [])
    assert results.consensus.final_position == "No responses to analyze"


def test_pages_of_debates(sync_driver: Driver, server: RawServer) -> None:
    client = published(sync_driver, server)
    for number in range(5):
        client.debates.create({**DEBATE, "debateId": f"d-{number}"})
    del server.requests[:]
    assert [debate.debate_id for debate in client.debates.list()] == [f"d-{number}" for number in range(5)]
    assert len(server.requests) == 1
    page = client.debates.list(limit=2, offset=1)
    assert ([debate.debate_id for debate in page.items], page.total) == (["d-1", "d-2"], 5)
    assert [debate.debate_id for debate in page] == ["d-1", "d-2", "d-3", "d-4"]
    assert client.debates.list(status="running").items == []


# --- providers


def test_a_server_without_monitoring(driver: Driver, state: January) -> None:
    def handler(peer: Peer, request: Seen) -> Any:
        if "monitoring" in request.target:
            peer.respond(NO_ROUTE.encode(), 404, content_type="text/plain", **HEADERS)
            return None
        return state(peer, request)

    with RawServer(handler) as server:
        client = published(driver, server)
        assert driver.run(client.providers.health()).providers["zen"].status == "unhealthy"


def test_an_unhealthy_provider_is_a_response_and_not_retried(driver: Driver, server: RawServer) -> None:
    client = driver.client(server)
    for _ in range(2):
        health = driver.run(client.providers.get_health("zen"))
        assert (health.status, "no such host" in health.error) == ("unhealthy", True)
    assert driver.run(client.providers.get_health("fake")).status == "healthy"
    assert len(server.requests) == 3 and driver.time.sleeps == []


# --- images, sessions, webhooks


def test_images(driver: Driver) -> None:
    with RawServer(replying({"text": "A cat.", "model": "m"})) as server:
        client = driver.client(server)
        content = [{"type": "text", "text": "What?"}, IMAGE]
        made = driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": content}]))
        assert (made.choices[0].message.content, made.choices[0].finish_reason) == ("A cat.", "stop")
        data = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
        driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": [data]}]))
        assert bodies(server)[-1] == {"model": "m", "image": "AAAA"}
        driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": content}]))
        assert bodies(server)[-1] == {"model": "m", "prompt": "What?", "image_url": IMAGE["image_url"]["url"]}
        count = len(server.requests)
        with pytest.raises(NotSupportedError, match="several images"):
            driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": [IMAGE, data]}]))
        assert len(server.requests) == count


def test_text_in_images(driver: Driver) -> None:
    with RawServer(replying({"result": {"extracted_text": "Hello", "confidence": 0.9}})) as server:
        found = driver.run(driver.client(server).vision.ocr(image=b"GIF89a..."))
        assert (found.text, found.confidence) == ("Hello", 0.9)
        assert base64.b64decode(bodies(server)[0]["image"]) == b"GIF89a..."


def test_sessions_and_webhooks(driver: Driver) -> None:
    value = {
        "sessions": [{"session_id": "s-1", "user_id": "u", "created_at": "2026-01-01T00:00:00Z"}],
        "webhooks": [{"id": "w-1", "created_at": 1796010243, "enabled": False}],
        "id": "w-1",
        "created_at": 1796010243,
    }
    with RawServer(replying(value)) as server:
        client = driver.client(server)
        assert driver.run(client.sessions.list()).sessions[0].id == "s-1"
        (webhook,) = driver.run(client.webhooks.list()).webhooks
        assert (webhook.created_at.year, webhook.enabled) == (2026, False)
        made = driver.run(client.webhooks.create(url="https://example.com/hook", events=["task.completed"]))
        assert made.created_at.year == 2026 and len(server.requests) == 3


# --- arbitrary responses of a server

CALLS: Dict[str, Callable[[Any], Any]] = {
    "chat": lambda client: client.chat.completions.create(messages=USER),
    "completion": lambda client: client.completions.create(prompt=["a", "b"]),
    "ensemble": lambda client: client.ensemble.completions.create(messages=USER),
    "embeddings": lambda client: client.embeddings.create(model="m", input=["a"]),
    "create debate": lambda client: client.debates.create(DEBATE),
    "debate": lambda client: client.debates.get("d"),
    "debate status": lambda client: client.debates.get_status("d"),
    "debate results": lambda client: client.debates.get_results("d"),
    "debates": lambda client: client.debates.list(),
    "session": lambda client: client.sessions.get("s"),
    "sessions": lambda client: client.sessions.list(),
    "providers": lambda client: client.providers.list(),
    "provider": lambda client: client.providers.get("p"),
    "health": lambda client: client.providers.health(),
    "provider health": lambda client: client.providers.get_health("p"),
    "create task": lambda client: client.tasks.create(type="x"),
    "task": lambda client: client.tasks.get("t"),
    "tasks": lambda client: client.tasks.list(),
    "task status": lambda client: client.tasks.get_status("t"),
    "task result": lambda client: client.tasks.get_result("t"),
    "task logs": lambda client: client.tasks.get_logs("t"),
    "webhooks": lambda client: client.webhooks.list(),
    "image": lambda client: client.vision.ocr(image_url="https://example.com/a.png"),
}
_ODD: List[Any] = [None, 0, "x", [], {}, [None], [0], {"a": None}]
_NAMES = [
    *("choices", "ensemble", "usage", "embeddings", "debates", "result", "participants", "all_responses", "consensus"),
    *(
        "sessions",
        "providers",
        "supported_models",
        "healthy",
        "response_time",
        "tasks",
        "logs",
        "created_at",
        "webhooks",
    ),
    *("duration", "quality_score", "debate_id", "session_id", "task_id", "status", "success", "tokens_used"),
]


@for_each("name", CALLS)
def test_unusual_responses_never_raise_an_exception_of_python(name: str, sync_driver: Driver) -> None:
    odd = iter([*([value] for value in _ODD), *_ODD, *(dict.fromkeys(_NAMES, value) for value in _ODD)])
    current: List[Any] = [None]

    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(json.dumps(current[0]).encode(), **HEADERS)

    with RawServer(handler) as server:
        client = published(sync_driver, server, max_retries=0)
        for current[0] in odd:
            try:
                repr(CALLS[name](client))
            except HelixAgentError:
                continue
