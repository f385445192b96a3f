"""Tests of a task's event stream over sockets: no failure loses or repeats an event. Also errors and IDs."""

from __future__ import annotations

from typing import Any, Iterator, List, Optional

import pytest
from cases import for_each
from raw_server import Peer, RawServer, Seen
from stream_support import KINDS, way_of
from support import status_of
from task_event_support import (
    EXPECTED,
    FIRST,
    SCRIPT,
    WHOLE,
    Stage,
    TaskServer,
    check_cuts,
    dropped,
    read_until_failure,
    scripted,
    shown,
)

from helixagent import (
    HelixAgent,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    NotFoundError,
    ProviderError,
    ValidationError,
)
from helixagent._async.task_events import AsyncTaskEventStream
from helixagent._sync.task_events import TaskEventStream


@pytest.fixture(params=KINDS)
def stage(request: Any) -> Iterator[Stage]:
    with way_of(request.param) as opened:
        yield Stage(opened)


# ---- over sockets ----------------------------------------------------------------------------------------------------


def test_all_events_are_typed_and_the_stream_ends_at_the_last(stage: Stage) -> None:
    with RawServer(TaskServer([])) as server:
        stream = stage.stream(stage.client(server.base_url), "a/b ü?")
        assert server.requests == [] and stream.last_event_id is None and stream.response is None
        events = list(stream)
        assert [shown(event) for event in events] == EXPECTED
        assert events[1].progress == 45.5 and events[6].duration_ms == 12
        assert stream.last_event_id == "7" and status_of(stream.response) == 200
        assert next(stream, None) is None
        (request,) = server.requests
        assert request.target == "/v1/tasks/a%2Fb%20%C3%BC%3F/events"
        assert request.headers["accept"] == "text/event-stream"
        assert request.headers["authorization"] == "Bearer test-key"
        assert "last-event-id" not in request.headers


@for_each("replay", ["after", "from", "all"])
def test_a_cut_loses_and_repeats_nothing(stage: Stage, replay: str) -> None:
    """`checks/test_task_events_cut_anywhere.py` cuts the stream in more places."""
    check_cuts(stage, replay, [1, len(SCRIPT[0]), len(SCRIPT[0]) + 1, len(WHOLE) - 2])


def test_each_new_event_resets_the_number_of_attempts(stage: Stage) -> None:
    one = max(len(item) for item in SCRIPT)
    with RawServer(TaskServer([one] * 20)) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=1))
        assert [shown(event) for event in stream] == EXPECTED
        sent = [request.headers.get("last-event-id") for request in server.requests]
        assert sent[0] is None and sent[1:] == sorted(sent[1:]) and len(sent) > 4
    assert set(stage.time.sleeps) == {0.5}


def test_too_many_connections_without_new_events_end_the_stream(stage: Stage) -> None:
    with RawServer(TaskServer([FIRST, 30, 1, 30])) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=2)))
        assert [event.type for event in events] == ["started"]
        assert type(error) is IncompleteStreamError
        assert error.partial is events[-1] and error.attempts == 3 == len(server.requests)
        assert [request.headers.get("last-event-id") for request in server.requests] == [None, "1", "1"]
    assert stage.time.sleeps == [0.5, 1.0]


def test_without_retries_the_first_broken_connection_ends_the_stream(stage: Stage) -> None:
    with RawServer(TaskServer([len(SCRIPT[0])])) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=0)))
        assert len(events) == 1 and type(error) is IncompleteStreamError
    assert stage.time.sleeps == []


@for_each(("told", "waited"), [(b"1500", 1.5), (b"0", 0.5), (b"9000000", 60.0)])
def test_the_server_sets_the_reconnection_time(stage: Stage, told: bytes, waited: float) -> None:
    with RawServer(TaskServer([FIRST], preamble=b"retry: %s\n\n" % told)) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=1))
        assert [shown(event) for event in stream] == EXPECTED
    assert stage.time.sleeps == [waited]


def test_an_error_at_the_reconnection_is_raised_immediately(stage: Stage) -> None:
    with RawServer(scripted(TaskServer([FIRST]), 404)) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=5)))
        assert type(error) is NotFoundError and error.partial is events[-1] and error.attempts == 2
        assert len(server.requests) == 2


def test_a_busy_server_is_retried(stage: Stage) -> None:
    with RawServer(scripted(503, TaskServer([FIRST]), 429, 503, TaskServer([]))) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=2))
        assert [shown(event) for event in stream] == EXPECTED
        assert [request.headers.get("last-event-id") for request in server.requests][2:] == ["1", "1", "1"]


def test_a_server_that_stays_busy_ends_the_stream(stage: Stage) -> None:
    with RawServer(scripted(TaskServer([FIRST]), 503, 503)) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=1)))
        assert type(error) is ProviderError and error.status_code == 503 and error.partial is events[-1]


def test_a_server_that_disappears_cuts_the_stream(stage: Stage) -> None:
    with RawServer(scripted(TaskServer([FIRST]), dropped, dropped, dropped)) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=1)))
        assert type(error) is IncompleteStreamError and error.partial is events[-1] and error.attempts == 3


def test_a_server_that_was_never_reachable_is_a_plain_network_error(stage: Stage) -> None:
    with RawServer(dropped) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url)))
        assert events == [] and type(error) is NetworkError and error.partial is None and error.attempts == 1


def test_a_silent_connection_is_replaced(stage: Stage) -> None:
    def silent(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(SCRIPT[0])
        peer.wait_gone()
        return True

    with RawServer(scripted(silent, TaskServer([]))) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=1, timeout=0.2))
        assert [shown(event) for event in stream] == EXPECTED


def test_a_response_that_is_not_an_event_stream(stage: Stage) -> None:
    def page(peer: Peer, request: Seen) -> bool:
        peer.respond(b"<html>Login</html>", content_type="text/html")
        return False

    with RawServer(page) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=5)))
        assert (
            events == [] and type(error) is InvalidResponseError and "Login" in str(error) and len(server.requests) == 1
        )


def test_continuing_after_an_earlier_event(stage: Stage) -> None:
    with RawServer(TaskServer([], replay="all")) as server:
        client = stage.client(server.base_url)
        assert [shown(event) for event in stage.stream(client, last_event_id="5")] == EXPECTED[5:]
        assert server.requests[0].headers["last-event-id"] == "5"
        # The server always sends the last event. Otherwise, nobody would know that the task has ended.
        assert [event.type for event in stage.stream(client, last_event_id="7")] == ["completed"]


def test_a_server_may_report_that_there_are_no_more_events(stage: Stage) -> None:
    def nothing(peer: Peer, request: Seen) -> bool:
        peer.send(b"HTTP/1.1 204 No Content\r\n\r\n")
        return False

    with RawServer(nothing) as server:
        assert list(stage.stream(stage.client(server.base_url), last_event_id="7")) == []


def test_leaving_the_loop_at_the_last_event_releases_the_connection(stage: Stage) -> None:
    with RawServer(TaskServer([])) as server:
        client = stage.client(server.base_url)
        for number in range(3):
            for event in stage.stream(client, f"t{number}"):
                if event.type == "completed":
                    break
        assert len(server.requests) == 3 and server.connections == 1


# ---- arguments -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task_id", ["", " ", ".", "..", None, 5, "\ud800"])
def test_invalid_ids_are_refused_immediately(task_id: Any) -> None:
    with HelixAgent(api_key="test-key", base_url="http://127.0.0.1:1") as client:
        for kind in (TaskEventStream, AsyncTaskEventStream):
            with pytest.raises(ValidationError) as caught:
                kind(client, task_id)
            assert caught.value.param == "task_id"


@pytest.mark.parametrize("last_event_id", ["a\nb", " 7", "7 ", "\0", "é", 7, b"7"])
def test_invalid_event_ids_are_refused_immediately(last_event_id: Any) -> None:
    with HelixAgent(api_key="test-key", base_url="http://127.0.0.1:1") as client:
        with pytest.raises(ValidationError) as caught:
            TaskEventStream(client, "t1", last_event_id=last_event_id)
        assert caught.value.param == "last_event_id"
        assert TaskEventStream(client, "t1", last_event_id="").last_event_id is None


# ---- the sandbox and the client's method ----------------------------------------------------------------------------


@for_each("fault", [None, "cut:3x2", "cut-reset:2x1", "no-donex1", "bytewise"])
def test_a_task_of_the_sandbox(driver: Any, sandbox: Any, fault: Optional[str]) -> None:
    client = driver.client(sandbox)
    payload = {"prompt": "Explain quantum computing", **({"sandbox_fault": fault} if fault else {})}
    task = driver.run(client.tasks.create(type="llm_completion", payload=payload))
    for _ in range(2):
        # The second time, the task has already ended.
        events = _all_of(driver, client.tasks.stream_events(task.id))
        kinds = [event.type for event in events]
        assert kinds[:3] == ["started", "log", "progress"] and kinds[-1] == "completed"
        assert kinds.count("output") == 2 and kinds.count("completed") == 1 and len(kinds) == 10
        assert all(event.task_id == task.id for event in events)


@pytest.mark.parametrize(("outcome", "last"), [("failed", "error"), ("cancelled", "cancelled")])
def test_a_task_that_does_not_succeed(driver: Any, sandbox: Any, outcome: str, last: str) -> None:
    client = driver.client(sandbox)
    task = driver.run(client.tasks.create(type="x", payload={"sandbox_outcome": outcome}))
    assert _all_of(driver, client.tasks.stream_events(task.id))[-1].type == last


def _all_of(driver: Any, stream: Any) -> List[Any]:
    async def collected() -> List[Any]:
        return [event async for event in stream]

    return list(driver.run(collected())) if driver.is_async else list(stream)
