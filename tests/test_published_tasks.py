"""Tests of tasks on published servers: the recorded handlers, and the stubs of the January server."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest
from january_server import NAMES, NO_ROUTE, January, Recorded, bodies, paths, recordings
from raw_server import Peer, RawServer, Seen
from stream_support import KINDS, Way, way_of
from support import Driver

from helixagent import ConflictError, JobFailedError, NotFoundError, NotSupportedError, ValidationError

BODY = (Path(__file__).parent / "data/published/task-events.txt").read_bytes().partition(b"\r\n\r\n")[2]
TASK = "0c9a0e14-bdec-421b-9b4f-56df3b106d34"
CANCELED = "6dc3ae20-83a0-401d-b824-8586f15a929b"
HEADERS = {name.replace("-", "_"): value for name, value in NAMES.items()}
RECORDED = recordings("tasks.jsonl")


class Handlers:
    """The recorded handlers of tasks. Each request gets the last recorded response to it.

    Attributes:
        events: A function that writes the event stream, or None for a server without one.
        replies: Replacements for recorded responses, by method and target: a status and a JSON body.
    """

    def __init__(self, events: Any = None) -> None:
        self.events = events
        self.replies: Dict[str, Any] = {}

    def __call__(self, peer: Peer, request: Seen) -> Any:
        """Respond to a request."""
        name = f"{request.method} {request.target}"
        if name.endswith("/events") and self.events is not None:
            return self.events(peer, request)
        if name in self.replies:
            status, value = self.replies[name]
            peer.respond(json.dumps(value).encode(), status, **HEADERS)
            return None
        sent = json.loads(request.body) if request.body else None
        found = [each for asked, each in RECORDED if _matches(asked, name, sent)]
        if not found:
            peer.respond(NO_ROUTE.encode(), 404, content_type="text/plain", **HEADERS)
        else:
            _send(peer, found[-1])
        return None


def _matches(asked: Any, name: str, sent: Any) -> bool:
    if f"{asked['method']} {asked['path']}" != name:
        return False
    return asked["body"] is None or ("task_type" in asked["body"]) == ("task_type" in (sent or {}))


def _send(peer: Peer, answer: Recorded) -> None:
    peer.respond(answer.text.encode(), answer.status, content_type=answer.headers["Content-Type"], **HEADERS)


def streaming(*pieces: bytes, ends: bool = True) -> Callable[[Peer, Seen], Any]:
    """Return an event stream that sends these chunks, and then ends or stays open."""

    def write(peer: Peer, request: Seen) -> bool:
        peer.head(**HEADERS)
        peer.part(*pieces)
        if ends:
            peer.end()
            return False
        peer.wait_gone()
        return True

    return write


@pytest.fixture
def handlers() -> Handlers:
    """The recorded handlers."""
    return Handlers()


@pytest.fixture
def server(handlers: Handlers) -> Iterator[RawServer]:
    """A server with these handlers."""
    with RawServer(handlers) as running:
        yield running


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    """Each way to use the SDK."""
    with way_of(request.param) as opened:
        yield opened


# --- the recorded handlers


def test_create(driver: Driver, server: RawServer) -> None:
    client = driver.client(server, compatibility="published")
    moment = datetime.datetime(2026, 1, 15, 10, 30, tzinfo=datetime.timezone.utc)
    task = driver.run(
        client.tasks.create(
            type="llm_completion", payload={"model": "m"}, timeout=600, priority="high", deadline=moment
        )
    )
    assert (task.id[:8], task.type, task.name, task.status) == (
        "12a470d4",
        "llm_completion",
        "llm_completion",
        "pending",
    )
    assert task.created_at.year == 2026
    assert bodies(server)[0] == {
        "task_type": "llm_completion",
        "task_name": "llm_completion",
        "payload": {"model": "m"},
        "priority": "high",
        "deadline": "2026-01-15T10:30:00+00:00",
        "config": {"allow_pause": True, "allow_cancel": True, "timeout_seconds": 600},
        "notification_config": {"enable_sse": True, "enable_websocket": True, "enable_polling": True},
    }


def test_a_refused_creation_is_sent_again(driver: Driver, server: RawServer) -> None:
    task = driver.run(driver.client(server, max_retries=0).tasks.create(type="llm_completion", name="n", tags=["x"]))
    assert task.status == "pending"
    first, second = bodies(server)
    assert "task_type" not in first and (second["task_name"], "tags" in second) == ("n", False)


def test_requests_after_a_creation_are_not_found(driver: Driver, server: RawServer) -> None:
    client = driver.client(server)
    for ask in (client.tasks.get_status, client.tasks.get, client.tasks.get_result):
        with pytest.raises(NotFoundError, match="Task not found") as caught:
            driver.run(ask("6c34a39b-1c2a-4d8c-af66-6712477c8c30"))
        assert not isinstance(caught.value, NotSupportedError)


def test_status_and_details(driver: Driver, server: RawServer) -> None:
    client = driver.client(server)
    status = driver.run(client.tasks.get_status(TASK))
    assert (status.id, status.status, status.progress, status.duration_seconds) == (TASK, "completed", 100, 4)
    assert status.completed_at == datetime.datetime(2026, 11, 30, 3, 44, 45, tzinfo=datetime.timezone.utc)
    task = driver.run(client.tasks.get(TASK))
    assert (task.type, task.name, task.priority, task.status) == (
        "llm_completion",
        "llm_completion",
        "high",
        "completed",
    )
    assert task.started_at.second == 42
    (listed, *_) = driver.run(client.tasks.list(status="completed")).items
    assert (listed.id, listed.type, listed.created_at.year) == (TASK, "llm_completion", 2026)


def test_logs(driver: Driver, server: RawServer) -> None:
    found = driver.run(driver.client(server).tasks.get_logs(TASK))
    assert found.total == 7 and [entry.message for entry in found.logs][:2] == ["task.completed", "a log line"]
    assert (found.logs[1].level, found.logs[1].timestamp.year) == ("info", 2026)


def test_pause_resume_and_cancel(driver: Driver, server: RawServer) -> None:
    client = driver.client(server)
    states = [driver.run(ask(CANCELED)) for ask in (client.tasks.pause, client.tasks.resume, client.tasks.cancel)]
    assert [(task.id, task.status) for task in states] == [
        (CANCELED, "paused"),
        (CANCELED, None),
        (CANCELED, "cancelled"),
    ]
    assert driver.run(client.tasks.delete(CANCELED)).message == "Task deleted"


def test_a_status_that_forbids_a_call_is_a_conflict(driver: Driver, server: RawServer) -> None:
    client = driver.client(server)
    for _ in range(2):
        with pytest.raises(ConflictError, match="Task cannot be cancelled") as caught:
            driver.run(client.tasks.cancel(TASK))
        assert (caught.value.status_code, caught.value.attempts) == (409, 1)
    assert len(server.requests) == 2


def test_the_result_is_read_from_the_task(driver: Driver, server: RawServer, handlers: Handlers) -> None:
    client = driver.client(server, compatibility="published")
    result = driver.run(client.tasks.get_result(TASK))
    assert (result.id, result.status, result.output, result.completed_at.year) == (TASK, "completed", None, 2026)
    assert paths(server) == [f"GET /v1/tasks/{TASK}"]
    handlers.replies["GET /v1/tasks/t1"] = (
        200,
        {"id": "t1", "task_type": "x", "status": "dead_letter", "last_error": "no"},
    )
    handlers.replies["GET /v1/tasks/t2"] = (
        200,
        {"id": "t2", "task_type": "x", "status": "completed", "result": {"a": 1}},
    )
    handlers.replies["GET /v1/tasks/t3"] = 200, {"id": "t3", "task_type": "x", "status": "running"}
    failed = driver.run(client.tasks.get_result("t1"))
    assert (failed.status, failed.error) == ("dead_letter", "no")
    assert driver.run(client.tasks.get_result("t2")).output == {"a": 1}
    with pytest.raises(ConflictError, match="has not ended yet") as caught:
        driver.run(client.tasks.get_result("t3"))
    assert caught.value.status_code == 409


def test_wait(driver: Driver, server: RawServer, handlers: Handlers) -> None:
    client = driver.client(server)
    assert driver.run(client.tasks.wait(TASK)).status == "completed"
    with pytest.raises(JobFailedError):
        driver.run(client.tasks.wait(CANCELED))


# --- events


def test_events_are_unwrapped(way: Way, server: RawServer, handlers: Handlers) -> None:
    handlers.events = streaming(*(BODY[start : start + 700] for start in range(0, len(BODY), 700)))
    handlers.replies[f"GET /v1/tasks/{TASK}/status"] = 200, {"id": TASK, "status": "running", "progress": 25}
    events = list(way.client(server.base_url).tasks.stream_events(TASK))
    assert [event.type for event in events] == ["started", *["progress", "log"] * 4, "completed"]
    assert (events[1].progress, events[1].message, events[-1].duration_ms) == (25, "step 1 of 4", 2811)
    assert paths(server) == [f"GET /v1/tasks/{TASK}/events", f"GET /v1/tasks/{TASK}/status"]


def test_the_stream_of_an_ended_task_yields_its_last_event(way: Way, server: RawServer, handlers: Handlers) -> None:
    # The server sends no events for a task that has ended.
    handlers.events = streaming(ends=False)
    (end,) = list(way.client(server.base_url).tasks.stream_events(TASK))
    assert (end.type, end.task_id, end.timestamp.year) == ("completed", TASK, 2026)
    assert paths(server) == [f"GET /v1/tasks/{TASK}/events", f"GET /v1/tasks/{TASK}/status"]


@pytest.mark.parametrize(("state", "kind"), [("dead_letter", "error"), ("cancelled", "cancelled"), ("failed", "error")])
def test_the_last_event_shows_how_the_task_ended(
    state: str, kind: str, sync_driver: Driver, server: RawServer, handlers: Handlers
) -> None:
    handlers.events = streaming(ends=False)
    handlers.replies["GET /v1/tasks/t/status"] = 200, {"id": "t", "status": state, "progress": 5, "last_error": "why"}
    (end,) = list(sync_driver.client(server).tasks.stream_events("t"))
    assert (end.type, end.error) == (kind, "why")


def test_a_broken_event_stream_is_reopened(way: Way, server: RawServer, handlers: Handlers) -> None:
    ends = BODY.rindex(b"event:message")
    streams = iter([streaming(BODY[:ends]), streaming(BODY[ends:])])
    handlers.events = lambda peer, request: next(streams)(peer, request)
    handlers.replies[f"GET /v1/tasks/{TASK}/status"] = 200, {"id": TASK, "status": "running", "progress": 25}
    client = way.client(server.base_url, max_retries=1)
    events = list(client.tasks.stream_events(TASK))
    assert [event.type for event in events] == ["started", *["progress", "log"] * 4, "completed"]
    assert paths(server).count(f"GET /v1/tasks/{TASK}/events") == 2


# --- stubs


def asking(client: Any) -> List[Any]:
    """The calls that would wait forever for a stub."""
    tasks = client.tasks
    return [tasks.get_status, tasks.wait, tasks.get_result]


def test_a_stub_is_detected_once(driver: Driver) -> None:
    with RawServer(January()) as server:
        client = driver.client(server)
        for ask in asking(client):
            with pytest.raises(NotSupportedError, match="never runs them") as caught:
                driver.run(ask("task-1"))
            assert caught.value.status_code in (None, 200)
        assert paths(server) == ["GET /v1/tasks/task-1/status", "GET /v1/tasks/task-1"]
        with pytest.raises(NotSupportedError):
            next(iter(driver.client(server).tasks.stream_events("task-1"))) if not driver.is_async else driver.run(
                client.tasks.stream_events("task-1").__anext__()
            )


def test_a_task_that_only_resembles_a_stub_is_queried_once(
    driver: Driver, server: RawServer, handlers: Handlers
) -> None:
    handlers.replies["GET /v1/tasks/t/status"] = 200, {"id": "t", "status": "pending"}
    handlers.replies["GET /v1/tasks/t"] = 200, {"id": "t", "task_type": "x", "status": "pending"}
    client = driver.client(server)
    for _ in range(3):
        assert driver.run(client.tasks.get_status("t")).status == "pending"
    assert paths(server).count("GET /v1/tasks/t") == 1


def test_a_stub_of_an_unknown_server_is_queried_as_in_the_contract(driver: Driver) -> None:
    state = January()
    state.names_itself = False
    with RawServer(state) as server:
        assert driver.run(driver.client(server).tasks.get_status("task-1")).status == "pending"
        assert len(server.requests) == 1


def test_an_invalid_argument_is_refused_as_usual(driver: Driver, server: RawServer) -> None:
    with pytest.raises(ValidationError, match="task_id must not be empty"):
        driver.run(driver.client(server, compatibility="published").tasks.get_status(""))
