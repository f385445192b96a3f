"""Connections: how many there are, when they are used again, what is set on them, and how they end."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import subprocess
import sys
import textwrap
import threading
import time
import weakref
from typing import Any, Iterator

import anyio
import httpx
import pytest
from raw_server import DONE, Peer, RawServer, Seen, chunk, event, texts
from stream_support import KINDS, MESSAGES, Running, Way, fault, start, way_of

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentError, NetworkError
from helixagent._transport.httpx_common import LIMITS
from helixagent.testing import Sandbox


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def ask(client: Any, **arguments: Any) -> Any:
    return client.chat.completions.create(messages=MESSAGES, model="deepseek-chat", **arguments)


# ---- how many there are ---------------------------------------------------------------------------------------------


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


def test_streams_as_events_and_failed_calls_keep_the_connection_too(way: Way, sandbox: Sandbox) -> None:
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
    client.with_options(max_retries=5, timeout=3).models.list()
    client.with_options(api_key="another").close()
    client.models.list()
    assert sandbox.connections == 1


def test_the_limits_of_the_pool() -> None:
    assert (LIMITS.max_connections, LIMITS.max_keepalive_connections) == (1000, 100)


def test_more_calls_at_once_than_httpx_allows_by_default() -> None:
    """150 at once; of their connections 100 stay open for the next 150."""
    all_there = threading.Barrier(150)

    def handler(peer: Peer, request: Seen) -> None:
        all_there.wait(30)
        peer.whole(b'{"object": "list", "data": []}')

    async def main() -> None:
        async with AsyncHelixAgent(base_url=server.base_url, timeout=30) as client:
            for _ in range(2):
                await asyncio.gather(*[client.models.list() for _ in range(150)])

    with RawServer(handler) as server:
        asyncio.run(main())
        assert server.connections == 150 + 50


# ---- what comes after the end of a stream ---------------------------------------------------------------------------


def silent(peer: Peer) -> None:
    peer.wait_gone()


def commenting(peer: Peer) -> None:
    while True:
        peer.part(b": ping\n\n")
        time.sleep(0.01)


def flooding(peer: Peer) -> None:
    while True:
        peer.part(b": " + b"x" * 10000 + b"\n\n")


@pytest.mark.parametrize("goes_on", [silent, commenting, flooding])
def test_a_stream_that_goes_on_after_its_end_is_not_waited_for(way: Way, goes_on: Any) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(event(chunk("a")), DONE)
        goes_on(peer)
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        began = time.monotonic()
        for _ in range(2):
            assert texts(Running(lambda: list(start(client))).result(timeout=5)) == ["a"]
        # The bound is a tenth of a second each; the rest is patience with a busy machine.
        assert time.monotonic() - began < 3
        assert server.connections == 2
        assert server.gone.wait(5)


def test_a_stream_whose_end_comes_a_little_later_keeps_its_connection(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        peer.part(event(chunk("a")), DONE)
        peer.part(b": bye\n\n" * 100)
        peer.end()

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for _ in range(20):
            assert texts(start(client)) == ["a"]
        assert server.connections == 1


def test_a_connection_that_the_server_closed_while_it_was_idle_is_not_used_again(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.whole(b'{"object": "list", "data": []}')
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for _ in range(5):
            assert client.models.list().data == []
            assert server.gone.wait(5)
            server.gone.clear()
        assert server.connections == 5


# ---- what is set on them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
def test_keepalive_is_set_on_the_socket(kind: str, sandbox: Sandbox) -> None:
    with way_of(kind) as way, start(way.client(sandbox.base_url)) as stream:
        connection = stream.response.extensions["network_stream"].get_extra_info("socket")
        assert connection.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) != 0
        for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 5)):
            if hasattr(socket, name):
                assert connection.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) == seconds


def test_an_http_client_of_the_users_stays_open_and_is_used(sandbox: Sandbox) -> None:
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
    # One for each loop, since a connection cannot leave its loop.
    assert sandbox.connections == 3


def test_loops_that_have_ended_are_not_kept(sandbox: Sandbox) -> None:
    client = AsyncHelixAgent(base_url=sandbox.base_url)
    loops = []

    async def main() -> None:
        loops.append(weakref.ref(asyncio.get_running_loop()))
        await client.models.list()

    for _ in range(3):
        asyncio.run(main())
    gc.collect()
    assert [loop() for loop in loops] == [None, None, None]


def test_loops_in_two_threads_at_once(sandbox: Sandbox) -> None:
    client = AsyncHelixAgent(base_url=sandbox.base_url)

    async def main() -> None:
        await asyncio.gather(*[client.models.list() for _ in range(5)])

    running = [Running(lambda: asyncio.run(main())) for _ in range(4)]
    for one in running:
        one.result()
    assert len(sandbox.requests) == 20


# ---- closed, forgotten, forked --------------------------------------------------------------------------------------


def test_use_after_close_is_an_error_of_the_sdk(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    client.models.list()
    client.close()
    client.close()
    for use in (client.models.list, lambda: start(client), client.with_options(timeout=1).models.list):
        with pytest.raises(HelixAgentError, match="closed"):
            use()
    assert len(sandbox.requests) == 1


def test_use_of_a_closed_http_client_is_an_error_of_the_sdk(sandbox: Sandbox) -> None:
    mine = httpx.Client()
    mine.close()
    with pytest.raises(HelixAgentError, match="closed"):
        HelixAgent(base_url=sandbox.base_url, http_client=mine, max_retries=0).models.list()


def test_closing_the_client_closes_its_connections(way: Way) -> None:
    if way.kind == "session":
        # It is the user's to close.
        return

    def handler(peer: Peer, request: Seen) -> None:
        peer.whole(b'{"object": "list", "data": []}')

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        client.models.list()
        assert not server.gone.is_set()
        client.close()
        assert server.gone.wait(5)


def test_nobody_there(way: Way) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(NetworkError) as caught:
        ask(way.client(f"http://127.0.0.1:{port}"))
    assert caught.value.attempts == 1


_HEAD = """
import asyncio, os, sys
from helixagent import AsyncHelixAgent, HelixAgent
url = sys.argv[1]
messages = [{"role": "user", "content": "Hello"}]
client = HelixAgent(base_url=url)
async_client = AsyncHelixAgent(base_url=url)

async def ask():
    await async_client.models.list()
    stream = await async_client.chat.completions.create(messages=messages, stream=True)
    await stream.__anext__()
    async for _ in await async_client.chat.completions.create(messages=messages, stream=True):
        pass
"""

SCRIPTS = {
    "a blocking client that nobody closes": "client.models.list()",
    "a blocking client in a global and a stream that is open": """
        stream = client.chat.completions.create(messages=messages, stream=True)
        next(stream)
        """,
    "a blocking client that is dropped": """
        client.models.list()
        del client
        """,
    "an asynchronous client that nobody closes": "asyncio.run(ask())",
    "an asynchronous client on two loops": """
        asyncio.run(ask())
        asyncio.run(ask())
        """,
    "an asynchronous client on a loop that is closed by hand": """
        loop = asyncio.new_event_loop()
        loop.run_until_complete(ask())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        """,
    "an asynchronous client that was never used": "pass",
    "an asynchronous client that is dropped while its loop runs": """
        async def main():
            global async_client
            await ask()
            async_client = None
            await asyncio.sleep(0)
        asyncio.run(main())
        """,
    "acreate on two loops": """
        async def main():
            await asyncio.gather(*[client.completions.acreate(prompt=text) for text in "abc"])
            await client.chat.completions.acreate(messages=messages)
        asyncio.run(main())
        asyncio.run(main())
        """,
    "an exception in the middle of a stream": """
        async def main():
            async for _ in await async_client.chat.completions.create(messages=messages, stream=True):
                raise KeyError
        try:
            asyncio.run(main())
        except KeyError:
            pass
        """,
    "a task that is cancelled with its loop": """
        async def read():
            stalled = async_client.with_options(default_headers={"X-Sandbox-Fault": "stall"})
            async for _ in await stalled.chat.completions.create(messages=messages, stream=True):
                waiting.set()
        async def main():
            global waiting
            waiting = asyncio.Event()
            task = asyncio.create_task(read())
            await waiting.wait()
        asyncio.run(main())
        """,
}

_FORK = """
def use():
    client.models.list()
    assert client.chat.completions.create(messages=messages).choices

use()
child = os.fork()
if child == 0:
    use()
    client.close() if sys.argv[2] == "close" else None
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
use()
"""


def run_script(script: str, *arguments: str) -> None:
    """Run a script in a process of its own, which must be silent though every warning is an error."""
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", _HEAD + textwrap.dedent(script), *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_written_to_stderr(name: str, sandbox: Sandbox) -> None:
    run_script(SCRIPTS[name], sandbox.base_url)


if hasattr(os, "fork"):

    @pytest.mark.parametrize("end", ["close", "leave open"])
    def test_a_forked_child_gets_a_connection_of_its_own(end: str, sandbox: Sandbox) -> None:
        run_script(_FORK, sandbox.base_url, end)
        used = [request.client for request in sandbox.requests]
        parent, child = used[0], used[2]
        assert used == [parent, parent, child, child, parent, parent] and child != parent
        assert sandbox.connections == 2
