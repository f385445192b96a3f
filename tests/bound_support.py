"""Helpers for tests of deadlines and timeouts: servers that never finish, ways to use the SDK, and timers."""

from __future__ import annotations

import contextlib
import time
from typing import Any, Dict, Iterator, List, Tuple

import httpx
import pytest
from raw_server import PATIENCE, Handler, Peer, RawServer, Seen, chunk, event, held_open
from stream_support import read_until_failure, start, way_of
from support import USER

from helixagent import DeadlineExceededError, HelixAgentError, Runtime, StreamIdleTimeoutError

# Seconds: a limit that tests wait for, and a limit that they must not reach.
BOUND = 0.3
FAR = 60.0
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\n"
JSON = HEAD % b"application/json"
EVENTS = HEAD % b"text/event-stream"
COMMENT = b"8\r\n: ping\n\n\r\n"


class Clock:
    """A timer that tests advance."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class PatientTimer:
    """A timer that does not advance until the server has a request, so that a slow machine has time to send it.

    Args:
        server: The server.
        requests: The number of requests that the server must have.
    """

    def __init__(self, server: RawServer, requests: int = 1) -> None:
        self._server = server
        self._requests = requests
        self._start = time.monotonic()

    def __call__(self) -> float:
        return time.monotonic() - self._start if len(self._server.requests) >= self._requests else 0.0


class Way:
    """A way to use the SDK, with its default connections or with an HTTP client of the user."""

    def __init__(self, kind: str, inner: Any, stack: contextlib.ExitStack) -> None:
        self._inner = inner
        self._own: Any = None
        if kind == "http_client":
            self._own = stack.enter_context(httpx.Client(verify=False))
        elif kind == "async http_client":
            self._own = httpx.AsyncClient(verify=False)
            stack.callback(inner.portal.call, self._own.aclose)

    def client(self, server: RawServer, **options: Any) -> Any:
        """Return a client with a patient timer."""
        if self._own is not None:
            options["http_client"] = self._own
        options.setdefault("_runtime", Runtime(timer=PatientTimer(server)))
        return self._inner.client(server.base_url, **options)


USERS = {"http_client": "sync", "async http_client": "asyncio"}
WAYS = ["sync", "session", "asyncio", *USERS]
# The timeouts of a session and of an httpx.Client limit each wait for bytes, and a deadline is checked between the
# parts of a body. A server that sends a line byte by byte, forever, is not noticed.
UNLIMITED = dict.fromkeys(["session", "http_client"], ("a head without an end", "the size of a chunk without an end"))


def bound_way(kind: str) -> Iterator[Way]:
    """Yield one of WAYS, and close everything that was created with it."""
    with contextlib.ExitStack() as stack:
        yield Way(kind, stack.enter_context(way_of(USERS.get(kind, kind))), stack)


def cases(faults: Dict[str, Handler]) -> List[Tuple[str, str]]:
    """Return each kind of way with each fault whose calls the SDK promises to end."""
    return [(kind, fault) for kind in WAYS for fault in faults if fault not in UNLIMITED.get(kind, ())]


def trickling(head: bytes, forever: bytes) -> Handler:
    """Send some bytes, and then repeat other bytes until the client has disconnected."""

    def handler(peer: Peer, request: Seen) -> None:
        peer.send(head)
        while True:
            peer.send(forever)
            time.sleep(0.01)

    return handler


def silent(peer: Peer, request: Seen) -> bool:
    """Send nothing, and return when the client has closed the connection."""
    peer.wait_gone()
    return True


def failure_of(client: Any, **arguments: Any) -> HelixAgentError:
    """Return the exception that a chat completion raises."""
    with pytest.raises(HelixAgentError) as caught:
        client.chat.completions.create(messages=USER, **arguments)
    return caught.value


ENDLESS: Dict[str, Handler] = {
    "no answer": silent,
    "a head without an end": trickling(b"HTTP/1.1 200 OK\r\nx: ", b"y"),
    "a body without an end": trickling(JSON, b"1\r\n \r\n"),
    "the size of a chunk without an end": trickling(JSON + b"1;", b"x"),
    "an error without an end": trickling(JSON.replace(b"200", b"503"), b"1\r\n \r\n"),
}
ENDLESS_STREAMS: Dict[str, Handler] = {
    "silence": held_open,
    "comments": trickling(EVENTS, COMMENT),
    "empty events": trickling(EVENTS, b"7\r\ndata:\n\n\r\n"),
    "one event without an end": trickling(EVENTS, b"7\r\ndata: x\r\n"),
    "the size of a chunk without an end": trickling(EVENTS + b"1;", b"x"),
}
_PIECE = event(chunk("a"))
STREAMS_OF_EVENTS: Dict[str, Handler] = {
    "silence": held_open,
    "events without an end": trickling(EVENTS, b"%x\r\n%s\r\n" % (len(_PIECE), _PIECE)),
}


def check_deadline_of_a_call(fault: str, way: Way) -> None:
    """Check that the deadline ends a call to a server of ENDLESS."""
    with RawServer(ENDLESS[fault]) as server:
        error = failure_of(way.client(server, deadline=BOUND, max_retries=2))
        assert type(error) is DeadlineExceededError
        assert error.message == (
            f"The API call to {server.base_url} did not finish within its deadline of {BOUND:g} seconds."
        )
        assert (error.attempts, server.connections) == (1, 1)
        # The connection is closed. Only a library that still waits for the headers keeps it until its timeout.
        if "head" not in fault:
            assert server.gone.wait(PATIENCE)


def check_idle_timeout_of_a_stream(fault: str, way: Way) -> None:
    """Check that `stream_idle_timeout` ends a stream of ENDLESS_STREAMS."""
    with RawServer(ENDLESS_STREAMS[fault]) as server:
        _, error = read_until_failure(start(way.client(server), stream_idle_timeout=BOUND, deadline=FAR))
        assert type(error) is StreamIdleTimeoutError
        assert error.message == (
            f"{server.base_url} sent no event within the stream_idle_timeout of {BOUND:g} seconds."
        )
        assert error.attempts == 1
        assert server.gone.wait(PATIENCE)


def check_deadline_of_a_stream(fault: str, way: Way) -> None:
    """Check that the deadline ends a stream of STREAMS_OF_EVENTS."""
    with RawServer(STREAMS_OF_EVENTS[fault]) as server:
        chunks, error = read_until_failure(start(way.client(server), stream_idle_timeout=FAR, deadline=2 * BOUND))
        assert type(error) is DeadlineExceededError
        if chunks:
            assert error.partial.choices[0].message.content == "a" * len(chunks)
        assert server.gone.wait(PATIENCE)
