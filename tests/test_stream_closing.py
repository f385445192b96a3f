"""Tests of closing streams: after their end, early, from another thread or task, and by cancellation."""

from __future__ import annotations

import ssl
import threading
from typing import Any, Dict, Iterator

import httpx
import pytest
import urllib3
from cases import for_each
from raw_server import CERTIFICATE, DONE, PATIENCE, Peer, RawServer, Seen, chunk, event, framed, held_open, texts
from stream_support import KINDS, MESSAGES, Blocking, Running, Way, fault, start, way_of

from helixagent import (
    APIStatusError,
    APITimeoutError,
    HelixAgent,
    HelixAgentError,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    Stream,
)
from helixagent._core.steps import Response
from helixagent._core.streams.reader import ChunkReader
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionChunk


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def test_an_ended_stream_stays_ended(way: Way, sandbox: Sandbox) -> None:
    stream = start(way.client(sandbox.base_url))
    assert len(list(stream)) > 20
    assert next(stream, None) is None and list(stream) == []
    stream.close()
    stream.close()
    assert next(stream, None) is None


def test_a_stream_is_an_iterator_and_a_context_manager(way: Way, sandbox: Sandbox) -> None:
    with start(way.client(sandbox.base_url)) as stream:
        assert iter(stream) is stream
        assert next(stream).choices[0].delta.role == "assistant"
    assert next(stream, None) is None


def test_leaving_early_closes_the_connection(way: Way) -> None:
    with RawServer(held_open) as server:
        client = way.client(server.base_url)
        with start(client) as stream:
            for item in stream:
                assert texts([item]) == ["a"]
                break
        assert server.gone.wait(PATIENCE)
        stream.close()
        assert list(stream) == []


def test_an_error_inside_the_with_block_is_raised_and_the_connection_closed(way: Way) -> None:
    with RawServer(held_open) as server:
        with pytest.raises(KeyError), start(way.client(server.base_url)) as stream:
            next(stream)
            raise KeyError
        assert server.gone.wait(PATIENCE)


@pytest.mark.parametrize("kind", ["sync", "asyncio"])
def test_leaving_early_frees_the_slot_in_the_pool(kind: str, sandbox: Sandbox) -> None:
    limits = httpx.Limits(max_connections=1)
    timeout = httpx.Timeout(PATIENCE, pool=0.05)
    with way_of(kind) as way:
        http_client: Any
        if kind == "sync":
            http_client = httpx.Client(limits=limits, timeout=timeout)
        else:
            http_client = way.portal.call(lambda: httpx.AsyncClient(limits=limits, timeout=timeout))
        client = way.client(sandbox.base_url, http_client=http_client)
        for _ in range(3):
            with start(client, **fault("stall")) as stream:
                next(stream)
                with pytest.raises(APITimeoutError, match="pool"):
                    client.models.list()
            assert client.models.list().data
        Blocking(way.portal, http_client).aclose() if way.is_async else http_client.close()


@for_each("framing", ["chunked", "length", "close"])
def test_leaving_early_after_all_bytes_have_arrived(way: Way, framing: str) -> None:
    data = b"".join(event(chunk(f"{number}")) for number in range(3)) + DONE

    def handler(peer: Peer, request: Seen) -> bool:
        framed(peer, framing, "", [data], length=len(data))
        return framing == "close"

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for _ in range(3):
            with start(client) as stream:
                assert texts([next(stream)]) == ["0"]
            assert list(stream) == []


def close_while_a_reader_waits(way: Way, base_url: str, server: RawServer, **options: Any) -> None:
    stream = start(way.client(base_url, **options))
    assert texts([next(stream)]) == ["a"]
    reader = Running(lambda: list(stream))
    way.wait_until_waiting(reader.thread)
    stream.close()
    # The reader ends without an error, and long before the read timeout of 600 seconds.
    assert reader.result() == []
    assert server.gone.wait(PATIENCE)
    assert next(stream, None) is None


@for_each("framing", ["chunked", "length", "close"])
def test_closing_from_another_thread_ends_a_waiting_reader(way: Way, framing: str) -> None:
    if way.kind == "session" and framing == "close" and not hasattr(urllib3.HTTPResponse, "shutdown"):
        # urllib3 before 2.3 has no public access to the socket of a connection that ends with its response.
        return

    def handler(peer: Peer, request: Seen) -> bool:
        if framing == "chunked":
            return held_open(peer, request)
        peer.head(**({"content_length": "100000"} if framing == "length" else {"connection": "close"}))
        peer.send(event(chunk("a")))
        peer.wait_gone()
        return True

    with RawServer(handler) as server:
        close_while_a_reader_waits(way, server.base_url, server)


def test_closing_from_another_thread_over_tls(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        # In requests, these take precedence over the session's setting.
        monkeypatch.delenv(name, raising=False)
    client_side = ssl.create_default_context(cafile=CERTIFICATE)
    with RawServer(held_open, tls=True) as server:
        if way.kind == "session":
            way.session.verify = CERTIFICATE
            close_while_a_reader_waits(way, server.base_url, server)
        elif way.is_async:
            http_client: Any = way.portal.call(lambda: httpx.AsyncClient(verify=client_side))
            close_while_a_reader_waits(way, server.base_url, server, http_client=http_client)
            way.portal.call(http_client.aclose)
        else:
            with httpx.Client(verify=client_side) as given:
                close_while_a_reader_waits(way, server.base_url, server, http_client=given)


def test_closing_while_chunks_arrive_ends_the_reader_too(way: Way) -> None:
    """The reader may be at any point at that moment."""

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        while True:
            peer.part(event(chunk("a")))

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for count in range(1, 21):
            stream = start(client)
            enough = threading.Event()

            def read(stream: Any = stream, enough: Any = enough, count: int = count) -> None:
                for number, _ in enumerate(stream):
                    if number == count:
                        enough.set()

            reader = Running(read)
            assert enough.wait(PATIENCE)
            stream.close()
            reader.result()


def test_two_threads_may_close_concurrently(way: Way) -> None:
    with RawServer(held_open) as server:
        stream = start(way.client(server.base_url))
        assert texts([next(stream)]) == ["a"]
        reader = Running(lambda: list(stream))
        way.wait_until_waiting(reader.thread)
        closers = [Running(stream.close) for _ in range(4)]
        for closer in closers:
            closer.result()
        assert reader.result() == []


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_cancelled_reader_frees_the_connection(kind: str) -> None:
    with way_of(kind) as way, RawServer(held_open) as server:
        client = way.client(server.base_url)

        async def cancelled() -> Any:
            import anyio

            stream = await client._target.chat.completions.create(messages=MESSAGES, stream=True)
            assert texts([await stream.__anext__()]) == ["a"]
            async with anyio.create_task_group() as group:
                group.start_soon(stream.__anext__)
                await anyio.wait_all_tasks_blocked()
                group.cancel_scope.cancel()
            return [item async for item in stream]

        assert way.portal.call(cancelled) == []
        assert server.gone.wait(PATIENCE)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_timeout_of_the_event_loop_ends_a_reader(kind: str) -> None:
    with way_of(kind) as way, RawServer(held_open) as server:
        client = way.client(server.base_url)

        async def timed() -> bool:
            import anyio

            async with await client._target.chat.completions.create(messages=MESSAGES, stream=True) as stream:
                await stream.__anext__()
                with anyio.move_on_after(0.1) as scope:
                    async for _ in stream:
                        continue
            return bool(scope.cancel_called)

        assert way.portal.call(timed)
        assert server.gone.wait(PATIENCE)


def test_a_dropped_stream_releases_its_connection() -> None:
    with RawServer(held_open) as server, HelixAgent(base_url=server.base_url) as client:
        for item in start(client):
            assert texts([item]) == ["a"]
            break
        client.close()
        assert server.gone.wait(PATIENCE)


def test_the_class_of_streams_is_public(sandbox: Sandbox) -> None:
    with HelixAgent(base_url=sandbox.base_url) as client, start(client) as stream:
        assert isinstance(stream, Stream)


def test_errors_of_streams_are_errors_of_the_sdk() -> None:
    assert issubclass(IncompleteStreamError, NetworkError) and issubclass(NetworkError, HelixAgentError)
    assert issubclass(InvalidResponseError, APIStatusError)


class ClosedUnderTheReader:
    """A response that another thread closes at the worst moment, when the TLS library raises an unspecific error."""

    status_code = 200

    def __init__(self) -> None:
        self.headers: Dict[str, str] = {}
        self.raw = None
        self.stream: Any = None

    def next_chunk(self) -> bytes:
        self.stream.close()
        raise ValueError("Read on closed or unwrapped SSL socket.")

    def close(self) -> None:
        pass


def test_a_reader_ends_for_any_error_of_its_closed_socket() -> None:
    response = ClosedUnderTheReader()
    answer = Response(response, 200, response.headers, None, 1, ())
    response.stream = Stream(answer, ChunkReader(answer, ChatCompletionChunk, asks_for_usage=False))
    assert list(response.stream) == []
