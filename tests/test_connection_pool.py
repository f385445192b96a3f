"""Tests of the connection pool alone: its limit, the order of waiting requests, and the state after an aborted wait."""

from __future__ import annotations

from typing import Any, List

import anyio
import httpcore
import pytest
from fast_server import FastServer
from stream_support import Running, eventually

from helixagent import ClientClosedError
from helixagent._async.pool import AsyncConnectionPool
from helixagent._sync.pool import ConnectionPool
from helixagent._transport.library import HTTPX


def request(server: FastServer, **timeout: float) -> httpcore.Request:
    return httpcore.Request(
        "POST",
        f"{server.base_url}/v1/chat/completions",
        headers={"Host": "localhost", "Content-Length": "2"},
        content=b"{}",
        extensions={"timeout": timeout},
    )


def pool_of(limit: int) -> Any:
    return ConnectionPool(HTTPX, lambda: None, max_connections=limit)


def finish(pool: Any, sent: Any) -> None:
    response, connection = sent
    assert b"".join(response.stream)
    response.stream.close()
    pool.release(connection)


def test_waiting_requests_are_served_in_order() -> None:
    order: List[int] = []

    def use(number: int) -> None:
        sent = pool.send(request(server))
        order.append(number)
        finish(pool, sent)

    with FastServer() as server:
        pool = pool_of(1)
        first = pool.send(request(server))
        running = []
        for number in range(5):
            running.append(Running(lambda number=number: use(number)))  # type: ignore[misc]
            eventually(lambda number=number: len(pool._waiters) == number + 1)  # type: ignore[misc]
        assert order == []
        finish(pool, first)
        for one in running:
            one.result()
        assert order == list(range(5)) and server.connections == 1 and pool.connections == (1, 0)
        pool.close()


def test_a_wait_ends_at_the_pool_timeout_and_leaves_nothing_behind() -> None:
    with FastServer() as server:
        pool = pool_of(1)
        first = pool.send(request(server))
        with pytest.raises(httpcore.PoolTimeout):
            pool.send(request(server, pool=0.05))
        finish(pool, first)
        finish(pool, pool.send(request(server, pool=0.05)))
        assert server.connections == 1
        pool.close()


def test_a_closed_pool_wakes_up_waiting_requests() -> None:
    def use() -> None:
        with pytest.raises(ClientClosedError):
            pool.send(request(server))

    with FastServer() as server:
        pool = pool_of(1)
        first = pool.send(request(server))
        running = [Running(use) for _ in range(3)]
        eventually(lambda: len(pool._waiters) == 3)
        pool.close()
        for one in running:
            one.result()
        pool.release(first[1])


def test_an_idle_connection_to_another_server_is_replaced() -> None:
    with FastServer() as one, FastServer() as other:
        pool = pool_of(1)
        for server in (one, other, one):
            finish(pool, pool.send(request(server)))
        assert (one.connections, other.connections, pool.connections) == (2, 1, (1, 0))
        pool.close()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_canceled_wait_passes_its_slot_to_the_next_request(backend: str) -> None:
    async def finish_async(sent: Any) -> None:
        response, connection = sent
        assert b"".join([piece async for piece in response.stream])
        await response.stream.aclose()
        await pool.release(connection)

    async def use(done: List[int], number: int) -> None:
        sent = await pool.send(request(server))
        done.append(number)
        await finish_async(sent)

    async def main() -> None:
        done: List[int] = []
        first = await pool.send(request(server))
        async with anyio.create_task_group() as outer, anyio.create_task_group() as canceled:
            canceled.start_soon(use, done, 1)
            await anyio.wait_all_tasks_blocked()
            outer.start_soon(use, done, 2)
            await anyio.wait_all_tasks_blocked()
            # Its slot becomes free while it is being canceled.
            await finish_async(first)
            canceled.cancel_scope.cancel()
        assert done[-1] == 2 and pool.connections[1] == 0
        await finish_async(await pool.send(request(server, pool=0.05)))
        await pool.aclose()

    with FastServer() as server:
        pool = AsyncConnectionPool(HTTPX, lambda: None, max_connections=1)
        anyio.run(main, backend=backend)
