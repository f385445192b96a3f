"""Tests of the timeouts: the read timeout, `stream_idle_timeout` and `deadline`, each with its own exception.

`checks/test_time_limits_of_every_fault.py` runs them against each way in which a server can fail to finish.
"""

from __future__ import annotations

import threading
from typing import Any, Dict, Iterator

import httpx
import pytest
from bound_support import (
    BOUND,
    COMMENT,
    EVENTS,
    FAR,
    WAYS,
    Clock,
    Way,
    bound_way,
    check_deadline_of_a_call,
    check_deadline_of_a_stream,
    check_idle_timeout_of_a_stream,
    failure_of,
    trickling,
)
from raw_server import DONE, PATIENCE, Handler, Peer, RawServer, Seen, chunk, event, held_open, stream_of, texts
from stream_support import read_until_failure, start, way_of

from helixagent import APITimeoutError, DeadlineExceededError, HelixAgent, NetworkError, Runtime, StreamIdleTimeoutError


@pytest.fixture(params=WAYS)
def way(request: Any) -> Iterator[Way]:
    yield from bound_way(request.param)


def stalling(*pieces: bytes) -> Handler:
    """Begin a stream with these chunks, then send nothing."""

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(*pieces)
        peer.wait_gone()
        return True

    return handler


def test_the_deadline_ends_a_call_that_never_ends(way: Way) -> None:
    check_deadline_of_a_call("a body without an end", way)


def test_a_stream_without_events_ends_at_its_idle_timeout(way: Way) -> None:
    check_idle_timeout_of_a_stream("comments", way)


def test_a_stream_that_does_not_end_ends_at_the_deadline(way: Way) -> None:
    check_deadline_of_a_stream("events without an end", way)


def test_the_read_timeout_is_a_separate_limit(way: Way) -> None:
    """It limits the wait for bytes, so a silent server reaches it first, but comments reset it."""
    bounds = {"timeout": BOUND, "stream_idle_timeout": FAR, "deadline": FAR}
    with RawServer(held_open) as server:
        _, error = read_until_failure(start(way.client(server), **bounds))
        assert type(error) is APITimeoutError
        assert error.message == f"{server.base_url} sent no data within {BOUND:g} seconds (read timeout)."
    with RawServer(trickling(EVENTS, COMMENT)) as server:
        _, error = read_until_failure(start(way.client(server), **{**bounds, "stream_idle_timeout": 2 * BOUND}))
        assert type(error) is StreamIdleTimeoutError


def test_the_exception_contains_the_partial_data(way: Way) -> None:
    with RawServer(stalling(event(chunk("Hel")), event(chunk("lo")))) as server:
        chunks, error = read_until_failure(start(way.client(server, stream_idle_timeout=3 * BOUND)))
    assert texts(chunks) == ["Hel", "lo"]
    assert error.partial.choices[0].message.content == "Hello"


@pytest.mark.parametrize("bound", [{"stream_idle_timeout": BOUND}, {"deadline": BOUND}])
def test_a_client_of_the_user_without_a_timeout_does_not_wait_forever(bound: Dict[str, float]) -> None:
    with RawServer(stalling(event(chunk("Hel")))) as server, httpx.Client(timeout=None) as http_client:
        client = HelixAgent(base_url=server.base_url, api_key="k", http_client=http_client, **bound)  # type: ignore[arg-type]
        chunks, error = read_until_failure(start(client))
    assert texts(chunks) == ["Hel"]
    assert type(error) is (DeadlineExceededError if "deadline" in bound else StreamIdleTimeoutError)


def test_a_deadline_covers_the_reading_of_the_stream_to_its_end(way: Way) -> None:
    clock = Clock()
    with RawServer(held_open) as server:
        client = way.client(server, deadline=30, _runtime=Runtime(timer=clock))
        stream = start(client)
        assert texts([next(stream)]) == ["a"]
        clock.now += 30
        chunks, error = read_until_failure(stream)
        assert (chunks, type(error)) == ([], DeadlineExceededError)
        assert error.partial.choices[0].message.content == "a"


def test_a_slow_reader_does_not_make_the_stream_idle(way: Way) -> None:
    clock = Clock()
    parts = [event(chunk(text)) for text in "abc"]
    go_on = threading.Semaphore(0)

    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        for part in parts:
            peer.part(part)
            assert go_on.acquire(timeout=PATIENCE)
        peer.part(DONE, end=True)

    with RawServer(handler) as server:
        stream = start(way.client(server, stream_idle_timeout=5, _runtime=Runtime(timer=clock)))
        found = []
        for item in stream:
            found.append(item)
            clock.now += 100
            go_on.release()
    assert texts(found) == ["a", "b", "c"]


@pytest.mark.parametrize("way", [kind for kind in WAYS if kind != "http_client"], indirect=True)
def test_limits_that_are_not_reached_change_nothing(way: Way) -> None:
    bounds: Dict[str, Any] = {"deadline": FAR, "stream_idle_timeout": FAR}
    body = event(chunk("a")) + event(chunk("b")) + DONE
    with RawServer(stream_of(body[:40], body[40:])) as server:
        client = way.client(server, **bounds)
        for _ in range(3):
            assert texts(start(client)) == ["a", "b"]
        assert server.connections == 1


def test_a_wait_for_a_connection_of_the_pool_ends_at_the_deadline() -> None:
    limits = httpx.Limits(max_connections=1)
    with RawServer(held_open) as server, httpx.Client(limits=limits) as own, way_of("sync") as way:
        client = way.client(server.base_url, http_client=own)
        with start(client):
            assert type(failure_of(client, deadline=BOUND)) is DeadlineExceededError


@pytest.mark.parametrize("way", ["sync", "asyncio"], indirect=True)
def test_the_limits_for_the_events_of_a_task_cover_all_connections(way: Way) -> None:
    progress = event({"type": "progress", "progress": 1})
    with RawServer(trickling(EVENTS + b"%x\r\n%s\r\n" % (len(progress), progress), COMMENT)) as server:
        for bound, expected in (("stream_idle_timeout", StreamIdleTimeoutError), ("deadline", DeadlineExceededError)):
            client = way.client(server, max_retries=9, **{bound: 3 * BOUND})
            events, error = read_until_failure(_task_events(client))
            assert (len(events), type(error), error.attempts) == (1, expected, 1)
            assert error.partial.progress == 1
    with RawServer(stream_of(COMMENT)) as server:
        # Each connection ends at once, and the wait for the next one would cross the deadline.
        client = way.client(server, max_retries=99, deadline=BOUND)
        _, error = read_until_failure(_task_events(client))
        assert type(error) is DeadlineExceededError
        assert "the next attempt was due in" in error.message
        assert isinstance(error.__cause__, NetworkError)


def _task_events(client: Any) -> Any:
    # The stream is the async object itself and not the result of a coroutine, so it needs the same wrapper.
    stream = client.tasks.stream_events("t1")
    return stream if hasattr(stream, "__next__") else type(client)(client._portal, stream)


def test_a_response_after_the_deadline_releases_its_connection() -> None:
    clock = Clock()

    def handler(peer: Peer, request: Seen) -> None:
        clock.now += 100
        peer.respond(b'{"object": "list", "data": []}')

    with RawServer(handler) as server, httpx.Client(limits=httpx.Limits(max_connections=1)) as mine:
        runtime = Runtime(timer=clock)
        client = HelixAgent("k", base_url=server.base_url, http_client=mine, max_retries=0, _runtime=runtime)
        for _ in range(2):
            with pytest.raises(DeadlineExceededError):
                client.models.list(deadline=10)
        assert len(server.requests) == 2
