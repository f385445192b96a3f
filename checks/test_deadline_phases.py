"""Check that a deadline of one second ends a call within two seconds, in each phase, over the SDK's own connections."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any, Callable, Dict, Iterator, List, Tuple

import pytest
from raw_server import CERTIFICATE, PATIENCE, Peer, RawServer, Seen, chunk, event
from stream_support import Way, start, way_of

from helixagent import DeadlineExceededError

DEADLINE = 1.0
# On a busy machine, a thread may have to wait longer than two seconds for the processor.
_LIMIT = 2.0
_PATIENT_LIMIT = 20.0


@pytest.fixture(params=["sync", "asyncio", "trio"])
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def seconds_of(use: Callable[[], Any]) -> float:
    """Return the duration of a call that ends at its deadline."""
    began = time.monotonic()
    with pytest.raises(DeadlineExceededError):
        use()
    return time.monotonic() - began


def check(use: Callable[[], Any]) -> None:
    # Use the fastest of three runs, so that other work of the machine does not count.
    taken: List[float] = []
    while not taken or (min(taken) > _LIMIT and len(taken) < 3):
        taken.append(seconds_of(use))
    assert DEADLINE * 0.9 <= min(taken) <= _LIMIT, taken
    assert max(taken) <= _PATIENT_LIMIT


def ask(client: Any, content: str = "Hello") -> Any:
    return client.chat.completions.create(messages=[{"role": "user", "content": content}], deadline=DEADLINE)


@pytest.fixture
def full_backlog() -> Iterator[Tuple[str, int]]:
    """The address of a server that never accepts, with a full backlog, so that the system ignores new connections."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = []
        for _ in range(8):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
            waiting.append(one)
        yield listener.getsockname()
        for one in waiting:
            one.close()


def test_looking_up_the_name(way: Way, mocker: Any) -> None:
    ends = threading.Event()
    real = socket.getaddrinfo

    def slow(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
        if host in ("slow.example", b"slow.example"):
            if flags & socket.AI_NUMERICHOST:
                raise socket.gaierror(socket.EAI_NONAME, "not an address")
            ends.wait(PATIENCE)
            host = "127.0.0.1"
        return real(host, port, family, type, proto, flags)

    mocker.patch.object(socket, "getaddrinfo", slow)
    try:
        check(lambda: ask(way.client("http://slow.example:1", timeout=PATIENCE)))
    finally:
        ends.set()


def test_connecting(way: Way, full_backlog: Tuple[str, int]) -> None:
    client = way.client(f"http://127.0.0.1:{full_backlog[1]}", timeout=PATIENCE)
    check(lambda: ask(client))


def test_the_tls_handshake(way: Way) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = way.client(f"https://localhost:{silent.getsockname()[1]}", verify=CERTIFICATE, timeout=PATIENCE)
        check(lambda: ask(client))


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_sending_the_request(tls: bool, way: Way) -> None:
    ends = threading.Event()

    class Deaf(RawServer):
        """Accept connections, and read a little at a time."""

        def _serve(self, connection: socket.socket) -> None:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                while not ends.wait(0.01):
                    connection.recv(10)

    with Deaf(lambda peer, request: True, tls=tls) as server:
        client = way.client(server.base_url, timeout=PATIENCE, **({"verify": CERTIFICATE} if tls else {}))
        try:
            check(lambda: ask(client, "x" * 20_000_000))
        finally:
            ends.set()


def trickle(*before: bytes, forever: bytes) -> Callable[[Peer, Seen], None]:
    def handler(peer: Peer, request: Seen) -> None:
        for piece in before:
            peer.send(piece)
        while True:
            peer.send(forever)
            time.sleep(0.02)

    return handler


def silence(*before: bytes) -> Callable[[Peer, Seen], bool]:
    def handler(peer: Peer, request: Seen) -> bool:
        for piece in before:
            peer.send(piece)
        peer.wait_gone()
        return True

    return handler


_JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
_EVENT = event(chunk("a"))
RESPONSES: Dict[str, Any] = {
    "the first byte": silence(),
    "the headers": trickle(b"HTTP/1.1 200 OK\r\nX: ", forever=b"y"),
    "the body": trickle(_JSON, forever=b"1\r\n \r\n"),
    "the size of a chunk": trickle(_JSON + b"1;", forever=b"x"),
    "a silent body": silence(_JSON, b"1\r\n \r\n"),
}
STREAMS: Dict[str, Any] = {
    "between chunks": silence(_JSON.replace(b"application/json", b"text/event-stream")),
    "endless chunks": trickle(
        _JSON.replace(b"application/json", b"text/event-stream"), forever=b"%x\r\n%s\r\n" % (len(_EVENT), _EVENT)
    ),
}


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("phase", RESPONSES)
def test_receiving_the_response(phase: str, tls: bool, way: Way) -> None:
    with RawServer(RESPONSES[phase], tls=tls) as server:
        client = way.client(server.base_url, timeout=PATIENCE, **({"verify": CERTIFICATE} if tls else {}))
        check(lambda: ask(client))


@pytest.mark.parametrize("phase", STREAMS)
def test_reading_a_stream(phase: str, way: Way) -> None:
    def read(client: Any) -> None:
        for _ in start(client, deadline=DEADLINE):
            continue

    with RawServer(STREAMS[phase]) as server:
        client = way.client(server.base_url, timeout=PATIENCE)
        check(lambda: read(client))
