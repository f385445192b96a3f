"""Tests of connections: their number, their reuse, their socket options, and redirects."""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import socket
import threading
import time
import weakref
from typing import Any, Iterator

import aiohttp
import anyio
import httpx
import pytest
from cases import for_each
from fast_server import FastServer
from raw_server import DONE, PATIENCE, Peer, RawServer, Seen, chunk, event, held_open, texts
from stream_support import KINDS, MESSAGES, Running, Way, fault, start, way_of
from support import COMPLETION

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentError, NetworkError
from helixagent._transport.httpx_common import MAX_CONNECTIONS, MAX_IDLE_CONNECTIONS
from helixagent.testing import Sandbox


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def ask(client: Any, **arguments: Any) -> Any:
    return client.chat.completions.create(messages=MESSAGES, model="deepseek-chat", **arguments)


def test_garbage_collected_streams_may_end_while_the_pool_is_in_use() -> None:
    # A warning in a finalizer keeps the current frames alive, and they refer to a stream.
    gc.collect()
    with FastServer() as server, HelixAgent(base_url=server.base_url, max_retries=0) as client:
        pool: Any = client._transport._client().pool
        idle_connection = pool._idle_connection
        # The pool's lock is held here.
        pool._idle_connection = lambda *arguments: (gc.collect(), idle_connection(*arguments))[1]

        def work() -> None:
            for number in range(5):
                gc.disable()
                stream = client.chat.completions.create(messages=MESSAGES, stream=True, user="half")
                held: Any = [next(stream), stream]
                held.append(held)
                del stream, held
                assert ask(client, user=str(number)).id == str(number)
                gc.enable()

        try:
            # The call must not wait for a lock that its own thread holds.
            Running(work).result()
            # This call closes the last of the abandoned streams.
            assert ask(client)
        finally:
            gc.enable()
        assert pool.connections == (1, 0)


@for_each("arguments", [{}, {"deadline": 20.0}])
@for_each("size", [1, 64 * 1024, 300_000])
def test_a_request_is_sent_completely_and_in_order(way: Way, size: int, arguments: Any) -> None:
    text = "".join(map(chr, range(0x21, 0x7F))) * (size // 94 + 1)
    body = json.dumps(COMPLETION).encode()
    seen = []

    def handler(peer: Peer, request: Seen) -> None:
        seen.append(json.loads(request.body)["messages"][0]["content"])
        peer.respond(body)

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for number in range(2):
            client.chat.completions.create(messages=[{"role": "user", "content": f"{number}{text}"}], **arguments)
    assert seen == [f"0{text}", f"1{text}"]


# ---- number of connections -------------------------------------------------------------------------------------------


def test_twenty_streams_in_a_row_use_one_connection(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    for _ in range(20):
        assert len(texts(start(client))) > 20
    assert len(sandbox.requests) == 20 and sandbox.connections == 1


def test_twenty_calls_in_a_row_use_one_connection(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    for number in range(20):
        ask(client) if number % 2 else client.models.list()
    assert len(sandbox.requests) == 20 and sandbox.connections == 1


def test_streams_of_events_and_failed_calls_keep_the_connection_too(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    for _ in range(3):
        with client.chat.completions.stream(messages=MESSAGES) as stream:
            stream.until_done()
        for name in ("unauthorized", "503", "html-error", "invalid-json", "stream-as-json"):
            with pytest.raises(HelixAgentError):
                start(client, **fault(name))
        with pytest.raises(HelixAgentError):
            ask(client, **fault("400"))
    assert sandbox.connections == 1


def test_with_options_shares_the_connection(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    client.models.list()
    client.with_options(max_retries=5, timeout=60).models.list()
    client.with_options(api_key="another").close()
    client.models.list()
    assert sandbox.connections == 1


def test_the_limits_of_the_pool() -> None:
    assert (MAX_CONNECTIONS, MAX_IDLE_CONNECTIONS) == (1000, 100)


def test_more_concurrent_calls_than_httpx_allows_by_default() -> None:
    all_there = threading.Barrier(110)

    def handler(peer: Peer, request: Seen) -> None:
        all_there.wait(PATIENCE)
        peer.respond(b'{"object": "list", "data": []}')

    async def main() -> None:
        async with AsyncHelixAgent(base_url=server.base_url) as client:
            await asyncio.gather(*[client.models.list() for _ in range(110)])

    with RawServer(handler) as server:
        asyncio.run(main())
        assert server.connections == 110


# ---- data after the end of a stream ----------------------------------------------------------------------------------


def silent(peer: Peer) -> None:
    peer.wait_gone()


def commenting(peer: Peer) -> None:
    while True:
        peer.part(b": ping\n\n")
        time.sleep(0.01)


def flooding(peer: Peer) -> None:
    while True:
        peer.part(b": " + b"x" * 10000 + b"\n\n")


@for_each("goes_on", [silent, commenting, flooding])
def test_a_stream_that_continues_after_its_end_mark_is_not_waited_for(way: Way, goes_on: Any) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(event(chunk("a")), DONE)
        goes_on(peer)
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for _ in range(2):
            assert texts(Running(lambda: list(start(client))).result()) == ["a"]
        assert server.connections == 2
        assert server.gone.wait(PATIENCE)


def test_data_after_the_end_mark_is_read_and_the_connection_kept(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        # The data is sent at once, so that the load of the machine does not matter.
        peer.part(event(chunk("a")), DONE, *[b": bye\n\n"] * 100, end=True)

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for _ in range(20):
            assert texts(start(client)) == ["a"]
        assert server.connections == 1


def test_an_idle_connection_closed_by_the_server_is_not_reused(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.respond(b'{"object": "list", "data": []}')
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for _ in range(5):
            assert client.models.list().data == []
            assert server.gone.wait(PATIENCE)
            server.gone.clear()
        assert server.connections == 5


# ---- socket options --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
def test_keepalive_is_set_on_the_socket(kind: str) -> None:
    # aiohttp releases a connection as soon as the end of the response has arrived, even if it is unread.
    with RawServer(held_open) as server, way_of(kind) as way, start(way.client(server.base_url)) as stream:
        response = stream.response
        of_aiohttp = hasattr(response, "connection")
        place = response.connection.transport if of_aiohttp else response.extensions["network_stream"]
        if of_aiohttp and "socket_factory" not in inspect.signature(aiohttp.TCPConnector).parameters:
            # aiohttp before 3.12 has no public way to set the options of a socket.
            return
        connection = place.get_extra_info("socket")
        assert connection.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) != 0
        for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 5)):
            if hasattr(socket, name):
                assert connection.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) == seconds


def test_an_http_client_of_the_user_stays_open_and_is_used(sandbox: Sandbox) -> None:
    with httpx.Client(headers={"X-Mine": "1"}) as mine:
        with HelixAgent(base_url=sandbox.base_url, http_client=mine) as client:
            client.models.list()
        assert mine.get(sandbox.base_url + "/health").status_code == 200
    assert [request.headers.get("x-mine") for request in sandbox.requests] == ["1", "1"]
    assert sandbox.connections == 1


# ---- redirects ------------------------------------------------------------------------------------------------------


def test_redirects_are_followed(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url, api_key="my-key")
    assert ask(client, **fault("redirect")).choices
    first, second = sandbox.requests
    assert second.path == first.path + "?redirected=1" and second.body == first.body
    assert second.headers["authorization"] == "Bearer my-key"
    assert len(texts(start(client, **fault("redirect")))) > 20


def test_a_redirect_loop_is_an_error_with_the_requested_url(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b"", status=307, location="/v1/loop")

    with RawServer(handler) as server:
        with pytest.raises(NetworkError, match=r"/v1/loop redirects too many times") as caught:
            ask(way.client(server.base_url, max_retries=0))
        assert caught.value.url == f"{server.base_url}/v1/chat/completions"
        assert len(server.requests) == 10


def test_credentials_are_not_sent_to_another_origin(way: Way, sandbox: Sandbox) -> None:
    with Sandbox() as other:
        client = way.client(sandbox.base_url, api_key="my-key")
        assert ask(client, **fault(f"redirect:{other.base_url}")).choices
        assert sandbox.requests[0].headers["authorization"] == "Bearer my-key"
        assert "authorization" not in other.requests[0].headers
        assert other.requests[0].body == sandbox.requests[0].body


# ---- event loops ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("run", ["asyncio", "trio"])
def test_one_client_on_several_event_loops(run: str, sandbox: Sandbox) -> None:
    client = AsyncHelixAgent(base_url=sandbox.base_url)

    async def main() -> None:
        for _ in range(2):
            assert (await ask(client)).choices
        async for _ in await start(client):
            continue

    for _ in range(3):
        anyio.run(main, backend=run)
    # One connection for each loop, because a connection cannot be moved to another loop.
    assert sandbox.connections == 3


def test_ended_loops_are_not_kept(sandbox: Sandbox) -> None:
    client = AsyncHelixAgent(base_url=sandbox.base_url)
    loops = []

    async def main() -> None:
        loops.append(weakref.ref(asyncio.get_running_loop()))
        await client.models.list()

    for _ in range(3):
        asyncio.run(main())
    gc.collect()
    assert [loop() for loop in loops] == [None, None, None]


def test_concurrent_loops_in_two_threads(sandbox: Sandbox) -> None:
    client = AsyncHelixAgent(base_url=sandbox.base_url)

    async def main() -> None:
        await asyncio.gather(*[client.models.list() for _ in range(5)])

    running = [Running(lambda: asyncio.run(main())) for _ in range(4)]
    for one in running:
        one.result()
    assert len(sandbox.requests) == 20
