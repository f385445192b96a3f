"""Tests of a call's bounds: the read timeout, `stream_idle_timeout` and `deadline`, each with its own exception."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Any, Dict, Iterator

import httpx
import pytest
from raw_server import DONE, Handler, Peer, RawServer, Seen, chunk, event, held_open, stream_of, texts
from stream_support import read_until_failure, start, way_of
from support import USER

from helixagent import (
    APITimeoutError,
    DeadlineExceededError,
    HelixAgentError,
    NetworkError,
    Runtime,
    StreamIdleTimeoutError,
)

# Seconds: the bound that is to be reached, those that are not, and within what all of it must be over.
# Long enough for a busy machine to connect, send and be heard within it.
BOUND = 0.3
FAR = 60.0
AT_ONCE = 5.0
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\n"
JSON = HEAD % b"application/json"
EVENTS = HEAD % b"text/event-stream"
COMMENT = b"8\r\n: ping\n\n\r\n"


class Clock:
    """A timer that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Way:
    """A way to use the SDK, over its own connections or over a client that the user made."""

    def __init__(self, kind: str, inner: Any, stack: contextlib.ExitStack) -> None:
        self._inner = inner
        self._own: Any = None
        if kind == "http_client":
            self._own = stack.enter_context(httpx.Client())
        elif kind == "async http_client":
            self._own = httpx.AsyncClient()
            stack.callback(inner.portal.call, self._own.aclose)

    def client(self, server: Any, **options: Any) -> Any:
        if self._own is not None:
            options["http_client"] = self._own
        return self._inner.client(server if isinstance(server, str) else server.base_url, **options)


USERS = {"http_client": "sync", "async http_client": "asyncio"}


@pytest.fixture(params=["sync", "session", "asyncio", *USERS])
def way(request: Any) -> Iterator[Way]:
    with contextlib.ExitStack() as stack:
        inner = stack.enter_context(way_of(USERS.get(request.param, request.param)))
        yield Way(request.param, inner, stack)


def trickling(head: bytes, forever: bytes) -> Handler:
    """Send some bytes, and then others again and again until the client has gone."""

    def handler(peer: Peer, request: Seen) -> None:
        peer.send(head)
        while True:
            peer.send(forever)
            time.sleep(0.01)

    return handler


def silent(peer: Peer, request: Seen) -> bool:
    peer.wait_gone()
    return True


def stalling(*pieces: bytes) -> Handler:
    """Begin a stream with these pieces, then send nothing."""

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(*pieces)
        peer.wait_gone()
        return True

    return handler


def failure_of(client: Any, **arguments: Any) -> HelixAgentError:
    with pytest.raises(HelixAgentError) as caught:
        client.chat.completions.create(messages=USER, **arguments)
    return caught.value


# --- each bound is reached, whatever the server sends

ENDLESS: Dict[str, Handler] = {
    "no answer": silent,
    "a head without an end": trickling(b"HTTP/1.1 200 OK\r\nx: ", b"y"),
    "a body without an end": trickling(JSON, b"1\r\n \r\n"),
    "the size of a chunk without an end": trickling(JSON + b"1;", b"x"),
    "an error without an end": trickling(JSON.replace(b"200", b"503"), b"1\r\n \r\n"),
}


@pytest.mark.parametrize("fault", ENDLESS)
def test_the_deadline_ends_a_call_that_never_ends(fault: str, way: Way) -> None:
    started = time.monotonic()
    with RawServer(ENDLESS[fault]) as server:
        error = failure_of(way.client(server, deadline=BOUND, max_retries=2))
        assert time.monotonic() - started < AT_ONCE
        assert type(error) is DeadlineExceededError
        assert error.message == f"The call's deadline of {BOUND:g} seconds ended."
        assert (error.attempts, server.connections) == (1, 1)
        # The connection is let go, though a library that has not got a head yet keeps it until its own timeout.
        if "head" not in fault:
            assert server.gone.wait(AT_ONCE)


ENDLESS_STREAMS: Dict[str, Handler] = {
    "silence": held_open,
    "comments": trickling(EVENTS, COMMENT),
    "empty events": trickling(EVENTS, b"7\r\ndata:\n\n\r\n"),
    "one event without an end": trickling(EVENTS, b"7\r\ndata: x\r\n"),
    "the size of a chunk without an end": trickling(EVENTS + b"1;", b"x"),
}


@pytest.mark.parametrize("fault", ENDLESS_STREAMS)
def test_a_stream_that_brings_no_event_ends_at_its_idle_timeout(fault: str, way: Way) -> None:
    started = time.monotonic()
    with RawServer(ENDLESS_STREAMS[fault]) as server:
        _, error = read_until_failure(start(way.client(server), stream_idle_timeout=BOUND, deadline=FAR))
        assert time.monotonic() - started < AT_ONCE
        assert type(error) is StreamIdleTimeoutError
        assert error.message == f"The stream brought no event within its stream_idle_timeout of {BOUND:g} seconds."
        assert error.attempts == 1
        assert server.gone.wait(AT_ONCE)


@pytest.mark.parametrize("fault", ["silence", "events without an end"])
def test_a_stream_that_does_not_end_ends_at_the_deadline(fault: str, way: Way) -> None:
    started = time.monotonic()
    piece = event(chunk("a"))
    endless = trickling(EVENTS, b"%x\r\n%s\r\n" % (len(piece), piece))
    with RawServer(held_open if fault == "silence" else endless) as server:
        chunks, error = read_until_failure(start(way.client(server), stream_idle_timeout=FAR, deadline=2 * BOUND))
        assert time.monotonic() - started < AT_ONCE
        assert type(error) is DeadlineExceededError
        if chunks:
            assert error.partial.choices[0].message.content == "a" * len(chunks)
        assert server.gone.wait(AT_ONCE)


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_the_deadline_ends_what_came_in_place_of_a_stream(kind: str, way: Way) -> None:
    with RawServer(trickling(HEAD % kind.encode(), b"1\r\n \r\n")) as server, pytest.raises(DeadlineExceededError):
        start(way.client(server, deadline=BOUND))


def test_the_read_timeout_is_a_bound_of_its_own(way: Way) -> None:
    """It counts bytes, so it is what a silent server reaches first, and what comments do not let it reach."""
    bounds = {"timeout": BOUND, "stream_idle_timeout": FAR, "deadline": FAR}
    with RawServer(held_open) as server:
        _, error = read_until_failure(start(way.client(server), **bounds))
        assert type(error) is APITimeoutError
        assert error.message == f"{server.base_url} sent no data within {BOUND:g} seconds (read timeout)."
    with RawServer(trickling(EVENTS, COMMENT)) as server:
        _, error = read_until_failure(start(way.client(server), **{**bounds, "stream_idle_timeout": 2 * BOUND}))
        assert type(error) is StreamIdleTimeoutError


def test_what_had_come_is_on_the_exception(way: Way) -> None:
    with RawServer(stalling(event(chunk("Hel")), event(chunk("lo")))) as server:
        chunks, error = read_until_failure(start(way.client(server, stream_idle_timeout=3 * BOUND)))
    assert texts(chunks) == ["Hel", "lo"]
    assert error.partial.choices[0].message.content == "Hello"


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


def test_a_reader_that_takes_its_time_does_not_make_the_stream_idle(way: Way) -> None:
    clock = Clock()
    parts = [event(chunk(text)) for text in "abc"]
    go_on = threading.Semaphore(0)

    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        for part in parts:
            peer.part(part)
            assert go_on.acquire(timeout=AT_ONCE)
        peer.part(DONE, end=True)

    with RawServer(handler) as server:
        stream = start(way.client(server, stream_idle_timeout=5, _runtime=Runtime(timer=clock)))
        found = []
        for item in stream:
            found.append(item)
            clock.now += 100
            go_on.release()
    assert texts(found) == ["a", "b", "c"]


def test_bounds_that_are_not_reached_change_nothing(way: Way) -> None:
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


def test_the_events_of_a_task_have_their_bounds_over_all_connections(way: Way) -> None:
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
        assert "before the next attempt" in error.message
        assert isinstance(error.__cause__, NetworkError)


def _task_events(client: Any) -> Any:
    # The stream is no coroutine's result, so it is the asynchronous one itself, in need of the same wrapping.
    stream = client.tasks.stream_events("t1")
    return stream if hasattr(stream, "__next__") else type(client)(client._portal, stream)
