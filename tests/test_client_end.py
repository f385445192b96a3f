"""Tests of the end of clients: closed, dropped, half-built, copied, or left open at exit."""

from __future__ import annotations

import socket
from typing import Any, Iterator

import httpx
import pytest
from raw_server import PATIENCE, Peer, RawServer, Seen, held_open
from script_support import run_script
from stream_support import KINDS, MESSAGES, Way, eventually, start, way_of

from helixagent import HelixAgent, HelixAgentError, NetworkError
from helixagent.testing import Sandbox


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def ask(client: Any, **arguments: Any) -> Any:
    return client.chat.completions.create(messages=MESSAGES, model="deepseek-chat", **arguments)


def test_use_after_close_raises_an_error_of_the_sdk(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    client.models.list()
    client.close()
    client.close()
    for use in (client.models.list, lambda: start(client), client.with_options(timeout=1).models.list):
        with pytest.raises(HelixAgentError, match="closed"):
            use()
    assert len(sandbox.requests) == 1


def test_use_of_a_closed_http_client_raises_an_error_of_the_sdk(sandbox: Sandbox) -> None:
    mine = httpx.Client()
    mine.close()
    with pytest.raises(HelixAgentError, match="closed"):
        HelixAgent(base_url=sandbox.base_url, http_client=mine, max_retries=0).models.list()


# Sessions are not tested here, because users close them.
@pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
def test_closing_the_client_closes_its_connections(kind: str) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b'{"object": "list", "data": []}')

    with RawServer(handler) as server, way_of(kind) as way:
        client = way.client(server.base_url)
        client.models.list()
        assert not server.gone.is_set()
        client.close()
        assert server.gone.wait(PATIENCE)


def test_closing_the_client_ends_streams_that_are_no_longer_read(way: Way) -> None:
    with RawServer(held_open) as server:
        client = way.client(server.base_url)
        unread = client.chat.completions.with_raw_response.create(messages=MESSAGES, stream=True)
        half_read = start(client.with_options(timeout=5))
        next(half_read)
        assert not server.gone.is_set()
        client.close()
        eventually(lambda: len(server.ended) == 2)
        half_read.close()
        assert unread.status_code == 200


def test_a_call_to_an_unreachable_server_fails_after_one_attempt(way: Way) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(NetworkError) as caught:
        ask(way.client(f"http://127.0.0.1:{port}"))
    assert caught.value.attempts == 1


# `checks/test_client_at_exit.py` has more of them.
SCRIPTS = {
    "a blocking client in a global and a stream that is open": """
        stream = client.chat.completions.create(messages=messages, stream=True)
        next(stream)
        """,
    "an asynchronous client that nobody closes": "asyncio.run(ask())",
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


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_written_to_stderr(name: str, sandbox: Sandbox) -> None:
    run_script(SCRIPTS[name], sandbox.base_url)
