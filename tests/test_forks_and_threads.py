"""Tests of one client in many threads, in forked processes, and on several event loops at once."""

from __future__ import annotations

import os
import threading
from typing import Any, List

import anyio
import pytest
from fast_server import FastServer
from raw_server import CERTIFICATE, Peer, RawServer, Seen, texts
from script_support import run_script
from stream_support import Running
from support import USER

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent.testing import Sandbox


def test_sixty_four_threads_share_a_client() -> None:
    together = threading.Barrier(64)

    def use(number: int) -> List[str]:
        # All threads start at once, so they also race for the first use of the client.
        together.wait(60)
        ids = []
        for turn in range(5):
            user = f"{number}-{turn}"
            ids.append(client.chat.completions.create(messages=USER, user=user).id)
            assert len(texts(client.chat.completions.create(messages=USER, stream=True))) == 20
        return ids

    with FastServer() as server, HelixAgent(base_url=server.base_url, max_retries=0) as client:
        running = [Running(lambda number=number: use(number)) for number in range(64)]  # type: ignore[misc]
        for number, one in enumerate(running):
            assert one.result() == [f"{number}-{turn}" for turn in range(5)]
        assert server.requests == 64 * 10 and server.connections <= 64
        assert client.get_usage_stats().total_requests == 64 * 10
        assert client._transport._client().pool.connections[1] == 0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_is_used_in_two_threads_with_a_loop_each(backend: str) -> None:
    together = threading.Barrier(2)

    async def use() -> None:
        for turn in range(20):
            # The calls are sequential, so each would find the other's idle connection if the loops shared connections.
            await anyio.to_thread.run_sync(together.wait, 60)
            assert (await client.chat.completions.create(messages=USER, user=str(turn))).id == str(turn)

    with FastServer() as server:
        client = AsyncHelixAgent(base_url=server.base_url, max_retries=0)
        for one in [Running(lambda: anyio.run(use, backend=backend)) for _ in range(2)]:
            one.result()
        assert server.connections == 2
        anyio.run(client.close)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_is_used_on_two_loops_in_turn(backend: str) -> None:
    async def use() -> None:
        assert (await client.chat.completions.create(messages=USER, user="me")).id == "me"
        stream = await client.chat.completions.create(messages=USER, stream=True)
        assert len(texts([item async for item in stream])) == 20

    with FastServer() as server:
        client = AsyncHelixAgent(base_url=server.base_url, max_retries=0)
        for count in (1, 2, 3):
            anyio.run(use, backend=backend)
            assert server.connections == count
        anyio.run(client.close)


# ---- forked processes -----------------------------------------------------------------------------------------------

FORK = """
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

# If another thread holds a lock during the fork, the child inherits the locked lock, and must not wait for it.
FORK_AMID_THREADS = """
import threading, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # of forking with threads, on new Pythons
client = HelixAgent(base_url=url, max_retries=0)
client.models.list()
ended = threading.Event()

def use_until_ended():
    while not ended.is_set():
        client.chat.completions.create(messages=messages)

threads = [threading.Thread(target=use_until_ended) for _ in range(8)]
for thread in threads:
    thread.start()
for _ in range(5):
    child = os.fork()
    if child == 0:
        try:
            client.models.list()
            assert client.get_usage_stats().total_requests > 0
            client.close()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
ended.set()
for thread in threads:
    thread.join()
client.models.list()
"""

FORK_OVER_TLS = """
import gc
for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
    os.environ.pop(name, None)
client = HelixAgent(base_url=url, max_retries=0, verify=sys.argv[2])
async_client = AsyncHelixAgent(base_url=url, max_retries=0, verify=sys.argv[2])
client.models.list()
child = os.fork()
if child == 0:
    client.models.list()
    client.close()
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
client.models.list()

async def main():
    await async_client.models.list()
    child = os.fork()
    if child == 0:
        try:
            async def of_child():
                await async_client.models.list()
                await async_client.close()
            asyncio.run(of_child())
            gc.collect()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    await async_client.models.list()
    await async_client.close()

asyncio.run(main())
"""

if hasattr(os, "fork"):

    @pytest.mark.parametrize("end", ["close", "leave open"])
    def test_a_forked_child_gets_a_separate_connection(end: str, sandbox: Sandbox) -> None:
        # Python 3.8 aborts any forked child that ends under -X dev.
        run_script(FORK, sandbox.base_url, end, dev=False)
        used = [request.client for request in sandbox.requests]
        parent, child = used[0], used[2]
        assert used == [parent, parent, child, child, parent, parent] and child != parent
        assert sandbox.connections == 2

    def test_forking_while_threads_use_the_client() -> None:
        with FastServer() as server:
            run_script(FORK_AMID_THREADS, server.base_url, dev=False)
            # One connection for each thread of the parent, and one for each child.
            assert server.connections <= 9 + 5

    def test_a_forked_child_leaves_its_parents_tls_connections_intact() -> None:
        def handler(peer: Peer, request: Seen) -> None:
            peer.respond(b'{"object": "list", "data": []}')

        with RawServer(handler, tls=True) as server:
            run_script(FORK_OVER_TLS, server.base_url, CERTIFICATE, dev=False)
            # Parent and child, sync and async. There are no retries, so a broken connection would be an error.
            assert (server.connections, len(server.requests)) == (4, 6)


def test_the_pool_of_an_ended_thread_still_works() -> None:
    with FastServer() as server, HelixAgent(base_url=server.base_url) as client:
        use: Any = client.chat.completions.create
        for _ in range(3):
            Running(lambda: use(messages=USER)).result()
        assert server.connections == 1
