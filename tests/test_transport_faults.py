"""Test transport faults that broke earlier versions, with the SDK's own connections."""

from __future__ import annotations

import asyncio
import contextlib
import json
import queue
import socket
import ssl
import threading
import time
from typing import Any, Iterator, List

import httpx
import pytest
from cases import for_each
from fast_server import FastServer
from raw_server import CERTIFICATE, DONE, PATIENCE, Peer, RawServer, Seen, chunk, event, held_open, texts
from stream_support import KINDS, MESSAGES, Running, Way, eventually, start, way_of
from support import COMPLETION, Driver

from helixagent import AsyncHelixAgent, ClientClosedError, HelixAgent, HelixAgentError, NetworkError

OWN = ["sync", "asyncio", "trio"]


@pytest.fixture(params=OWN)
def own(request: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Way]:
    if Driver.async_http_client == "aiohttp":
        # These guarantees are for the SDK's own connections. docs/async.md describes aiohttp.
        monkeypatch.setattr(Driver, "async_http_client", None)
    with way_of(request.param) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def response(name: str, *, chunked: bool = False) -> bytes:
    body = json.dumps({**COMPLETION, "id": name}).encode()
    if chunked:
        framing, body = b"Transfer-Encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    else:
        framing = b"Content-Length: %d" % len(body)
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n%s\r\n\r\n%s" % (framing, body)


def ask(client: Any) -> str:
    return str(client.chat.completions.create(messages=MESSAGES).id)


# ---- closing from another thread ------------------------------------------------------------------------------------


def close_streams_under_their_readers(base_url: str, streams: int) -> None:
    """Read streams that stall until another thread closes them."""
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def close() -> None:
        for stream in iter(waiting.get, None):
            stream.close()

    with HelixAgent(base_url=base_url, max_retries=0) as client:
        closer = Running(close)
        for _ in range(streams):
            stream = client.chat.completions.create(messages=MESSAGES, stream=True, user="half")
            next(stream)
            waiting.put(stream)
            for _ in stream:
                pass
        waiting.put(None)
        closer.result()


def test_a_stream_that_another_thread_closes_never_hangs() -> None:
    """`checks/test_closing_threads.py` does this 20,000 times."""
    with FastServer() as server:
        for running in [Running(lambda: close_streams_under_their_readers(server.base_url, 100)) for _ in range(4)]:
            running.result()


# ---- the number of connections --------------------------------------------------------------------------------------


def test_150_concurrent_calls_use_150_connections() -> None:
    connections: List[Any] = []
    body = response("me")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        while await reader.readline():
            headers = await reader.readuntil(b"\r\n\r\n")
            length = headers.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            await asyncio.sleep(0.1)
            writer.write(body)

    async def main() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        places = asyncio.Semaphore(150)

        async def call(client: Any) -> None:
            async with places:
                assert (await client.chat.completions.create(messages=MESSAGES)).id == "me"

        async with AsyncHelixAgent(base_url=url, max_retries=0) as client:
            await asyncio.gather(*[call(client) for _ in range(900)])
        server.close()
        for connection in connections:
            connection.close()
            with contextlib.suppress(OSError):
                await connection.wait_closed()

    asyncio.run(main())
    assert len(connections) <= 160


# ---- bytes after a response -----------------------------------------------------------------------------------------

AFTER = {
    "a second response": (response("first"), response("second")),
    "half a response": (response("first"), response("second")[:40]),
    "a second response, chunked": (response("first", chunked=True), response("second", chunked=True)),
    "a length after chunks": (response("first", chunked=True), response("second")),
    "half a response after chunks": (response("first", chunked=True), response("second", chunked=True)[:30]),
    "one byte": (response("first"), b"x"),
    "an empty line": (response("first", chunked=True), b"\r\n"),
}


@for_each("case", AFTER)
@for_each("tls", [False, True])
def test_bytes_after_a_response_never_reach_another_request(case: str, tls: bool, own: Way) -> None:
    first, more = AFTER[case]

    def handler(peer: Peer, request: Seen) -> None:
        # The server sends more than one response to the first request.
        peer.send(first + more if len(server.requests) == 1 else response("third"))

    with RawServer(handler, tls=tls) as server:
        client = own.client(server.base_url, **({"verify": CERTIFICATE} if tls else {}))
        assert [ask(client), ask(client), ask(client)] == ["first", "third", "third"]
        assert server.connections == 2 and len(server.requests) == 3


def test_bytes_that_arrive_while_the_connection_is_idle_never_reach_a_request(own: Way) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        if len(server.requests) > 1:
            peer.send(response("third"))
            return
        peer.send(response("first"))
        assert was_read.wait(PATIENCE)
        peer.send(response("second"))
        were_sent.set()

    was_read, were_sent = threading.Event(), threading.Event()
    with RawServer(handler) as server:
        client = own.client(server.base_url)
        assert ask(client) == "first"
        was_read.set()
        assert were_sent.wait(PATIENCE)
        assert ask(client) == "third"


@pytest.mark.parametrize("trailer", [b"", b"X-Sum: 1\r\n"])
def test_a_chunked_response_keeps_its_connection_unless_it_has_trailers(trailer: bytes, own: Way) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        for piece in (response("me", chunked=True)[:-2], trailer, b"\r\n"):
            # Send several chunks, and split the end mark.
            peer.send(piece[:-3])
            time.sleep(0.001)
            peer.send(piece[-3:])

    with RawServer(handler) as server:
        client = own.client(server.base_url)
        assert [ask(client) for _ in range(3)] == ["me"] * 3
        assert server.connections == (3 if trailer else 1)


# ---- exceptions of libraries ----------------------------------------------------------------------------------------


def tls_server(stop: threading.Event, context: ssl.SSLContext, *, reset: bool) -> int:
    """Start a TLS server that requires a client certificate, and return its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener:
            connection, _ = listener.accept()
            with context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) as secured:
                with contextlib.suppress(OSError):
                    secured.do_handshake()
                if not reset:
                    stop.wait(PATIENCE)

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


@for_each("reset", [False, True])
@for_each("version", ["TLSv1_2", "TLSv1_3"])
@for_each("users", [False, True])
def test_a_missing_client_certificate_is_a_network_error(version: str, reset: bool, users: bool, own: Way) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.load_verify_locations(CERTIFICATE)
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
    stop = threading.Event()
    try:
        options: Any = {"verify": CERTIFICATE}
        if users:
            trusting = ssl.create_default_context(cafile=CERTIFICATE)
            cls: Any = httpx.AsyncClient if own.is_async else httpx.Client
            http_client = own.portal.call(lambda: cls(verify=trusting)) if own.is_async else cls(verify=trusting)
            options = {"http_client": http_client}
        client = own.client(f"https://localhost:{tls_server(stop, context, reset=reset)}", timeout=5, **options)
        with pytest.raises(NetworkError):
            ask(client)
        if users and own.is_async:
            own.portal.call(http_client.aclose)
        elif users:
            http_client.close()
    finally:
        stop.set()


# ---- threads --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("users", [False, True], ids=["own", "http_client"])
@pytest.mark.parametrize("limits", [{}, {"deadline": 60.0, "stream_idle_timeout": 50.0}], ids=["plain", "deadline"])
def test_no_stream_or_chunk_starts_a_thread(users: bool, limits: Any, mocker: Any) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        for text in "abc":
            peer.part(event(chunk(text)))
        peer.part(DONE, end=True)

    with httpx.Client() as mine, RawServer(handler) as server:
        options: Any = {"http_client": mine} if users else {}
        with HelixAgent(base_url=server.base_url, **options) as client:
            assert texts(start(client, **limits)) == ["a", "b", "c"]
            spy = mocker.spy(threading.Thread, "start")
            assert texts(start(client, **limits)) == ["a", "b", "c"]
            mine_started = [call for call in spy.call_args_list if call.args[0].name.startswith("Timer")]
            # The test's server starts a thread for each new connection.
            assert mine_started == [] and spy.call_count == server.connections - 1
            mocker.stop(spy)


# ---- stale connections ----------------------------------------------------------------------------------------------


def closing_every_second(peer: Peer, request: Seen) -> bool:
    """Respond to the first request of a connection, and close it when the second request has arrived."""
    if getattr(peer, "has_answered", False):
        return True
    peer.has_answered = True  # type: ignore[attr-defined]
    peer.send(response("me"))
    return False


def test_a_request_on_a_stale_connection_is_resent_immediately(way: Way) -> None:
    with RawServer(closing_every_second) as server:
        client = way.client(server.base_url, max_retries=0)
        began = time.monotonic()
        assert [ask(client) for _ in range(5)] == ["me"] * 5
        # There is no backoff, because each would take 0.4 seconds.
        assert time.monotonic() - began < 4 * 0.4
        assert server.connections == 5 and len(server.requests) == 9


def test_a_request_is_resent_only_once(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        if len(server.requests) > 1:
            return True
        peer.send(response("me"))
        return False

    with RawServer(handler) as server:
        client = way.client(server.base_url, max_retries=0)
        assert ask(client) == "me"
        with pytest.raises(NetworkError) as caught:
            ask(client)
        assert (len(server.requests), caught.value.attempts) == (3, 1)


def test_a_request_that_got_a_byte_is_not_resent(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        is_first = len(server.requests) == 1
        peer.send(response("me") if is_first else b"HTTP/1.1 2")
        return not is_first

    with RawServer(handler) as server:
        client = way.client(server.base_url, max_retries=0)
        assert ask(client) == "me"
        with pytest.raises(NetworkError):
            ask(client)
        assert len(server.requests) == 2


# ---- closing the client ---------------------------------------------------------------------------------------------


def silent(peer: Peer, request: Seen) -> bool:
    peer.wait_gone()
    return True


@for_each("tls", [False, True])
@for_each("phase", ["headers", "stream"])
def test_closing_the_client_ends_the_calls_of_other_threads(phase: str, tls: bool, own: Way) -> None:
    with RawServer(silent if phase == "headers" else held_open, tls=tls) as server:
        client = own.client(server.base_url, max_retries=5, **({"verify": CERTIFICATE} if tls else {}))

        def use() -> Any:
            with pytest.raises(HelixAgentError) as caught:
                texts(start(client)) if phase == "stream" else ask(client)
            return caught.value

        running = [Running(use) for _ in range(3)]
        eventually(lambda: len(server.requests) == 3)
        for one in running:
            own.wait_until_waiting(one.thread)
        client.close()
        for one in running:
            error = one.result()
            assert type(error) is ClientClosedError and error.message == "The client is closed. Create a new client."
        eventually(lambda: len(server.ended) == 3)


def test_closing_the_client_ends_the_wait_before_a_retry(
    own: Way, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helixagent._core.requests.retry.MAX_RETRY_AFTER", 3600)

    def busy(peer: Peer, request: Seen) -> bool:
        peer.send(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n")
        return False

    with RawServer(busy) as server:
        client = own.client(server.base_url, max_retries=5)

        def use() -> None:
            with pytest.raises(ClientClosedError):
                ask(client)

        running = Running(use)
        eventually(lambda: "api_retry" in caplog.text)
        client.close()
        running.result()
        assert len(server.requests) == 1


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("phase", ["body", "stream"])
def test_closing_the_client_ends_the_responses_of_a_session(
    phase: str, tls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    with RawServer(held_open, tls=tls) as server, way_of("session") as way:
        way.session.verify = CERTIFICATE
        client = way.client(server.base_url, max_retries=5)

        def use() -> None:
            with pytest.raises(ClientClosedError):
                texts(start(client)) if phase == "stream" else ask(client)

        running = [Running(use) for _ in range(3)]
        eventually(lambda: len(server.requests) == 3)
        for one in running:
            way.wait_until_waiting(one.thread)
        client.close()
        for one in running:
            one.result()
        eventually(lambda: len(server.ended) == 3)


def test_a_response_of_a_session_that_arrives_after_the_client_is_closed_is_not_used() -> None:
    def handler(peer: Peer, request: Seen) -> None:
        assert was_closed.wait(PATIENCE)
        peer.send(response("me"))

    was_closed = threading.Event()
    with RawServer(handler) as server, way_of("session") as way:
        client = way.client(server.base_url)

        def use() -> None:
            with pytest.raises(ClientClosedError):
                ask(client)

        running = Running(use)
        eventually(lambda: server.requests)
        client.close()
        was_closed.set()
        running.result()


def test_closing_the_client_ends_a_tls_handshake(own: Way) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        client = own.client(f"https://localhost:{port}", verify=CERTIFICATE, timeout=PATIENCE)

        def use() -> None:
            with pytest.raises(ClientClosedError):
                ask(client)

        running = Running(use)
        connection, _ = listener.accept()
        with connection:
            # The client sends its hello message.
            assert connection.recv(100)
            client.close()
            running.result()


def test_a_closed_client_raises_the_same(way: Way) -> None:
    client = way.client("http://127.0.0.1:1")
    client.close()
    with pytest.raises(ClientClosedError):
        ask(client)
