"""How clients end: closed, forgotten, left open at exit, or copied into a forked process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
from typing import Any, Iterator

import httpx
import pytest
from raw_server import Peer, RawServer, Seen
from stream_support import KINDS, MESSAGES, Way, start, way_of

from helixagent import HelixAgent, HelixAgentError, NetworkError
from helixagent.testing import Sandbox


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def ask(client: Any, **arguments: Any) -> Any:
    return client.chat.completions.create(messages=MESSAGES, model="deepseek-chat", **arguments)


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


# A session is the user's to close.
@pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
def test_closing_the_client_closes_its_connections(kind: str) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.whole(b'{"object": "list", "data": []}')

    with RawServer(handler) as server, way_of(kind) as way:
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
import asyncio, logging, os, sys
# Slow steps of the loop are reported by -X dev; on a busy machine they are slow.
logging.getLogger("asyncio").addFilter(lambda record: not record.getMessage().startswith("Executing"))
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


def run_script(script: str, *arguments: str, dev: bool = True) -> None:
    """Run a script in a process of its own, which must be silent though every warning is an error."""
    mode = ["-X", "dev"] if dev else []
    command = [sys.executable, *mode, "-W", "error", "-c", _HEAD + textwrap.dedent(script), *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_written_to_stderr(name: str, sandbox: Sandbox) -> None:
    run_script(SCRIPTS[name], sandbox.base_url)


if hasattr(os, "fork"):

    @pytest.mark.parametrize("end", ["close", "leave open"])
    def test_a_forked_child_gets_a_connection_of_its_own(end: str, sandbox: Sandbox) -> None:
        # Python 3.8 breaks off any forked child that ends under -X dev.
        run_script(_FORK, sandbox.base_url, end, dev=False)
        used = [request.client for request in sandbox.requests]
        parent, child = used[0], used[2]
        assert used == [parent, parent, child, child, parent, parent] and child != parent
        assert sandbox.connections == 2
