"""The memory, objects and sockets of a client, and work that must leave all of them unchanged."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import tracemalloc
from typing import Any, Awaitable, Callable, Literal, NamedTuple, Optional, Tuple

import requests
from fast_server import FastServer
from support import USER

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient

# Log entries that pytest keeps would look like a leak.
QUIET = logging.Logger("quiet")
QUIET.addHandler(logging.NullHandler())
_DESCRIPTORS = "/proc/self/fd"
# Random growth that is allowed, such as a cache that fills or a list that doubles its capacity.
_OBJECTS = 50
_BYTES = 64 * 1024


class Footprint(NamedTuple):
    """The resources in use at a moment.

    Attributes:
        objects: The number of objects known to the garbage collector.
        bytes: The memory that Python uses.
        descriptors: The number of open files and sockets, or 0 if the system does not provide it.
        connections: The number of open connections of the server.
        pooled: The number of connections in the client's pool.
        busy: The number of connections in the pool that are not idle.
    """

    objects: int
    bytes: int
    descriptors: int
    connections: int
    pooled: int
    busy: int


def footprint(client: Any, server: FastServer) -> Footprint:
    """Count the resources in use."""
    # API calls are counted lazily, so request the counts first.
    client.get_usage_stats()
    for _ in range(3):
        gc.collect()
    pooled, busy = pool_of(client)
    return Footprint(
        objects=len(gc.get_objects()),
        bytes=tracemalloc.get_traced_memory()[0],
        descriptors=len(os.listdir(_DESCRIPTORS)) if os.path.isdir(_DESCRIPTORS) else 0,
        connections=len(server.open),
        pooled=pooled,
        busy=busy,
    )


def pool_of(client: Any) -> Tuple[int, int]:
    """Return the number of connections in a client's pool and how many are in use. A session does not provide it."""
    transport = client._transport
    if not transport.is_own:
        return 0, 0
    own = next(iter(transport._own.values()))
    library = own if isinstance(client, HelixAgent) else next(iter(own.values()))[0]
    if hasattr(library, "_session"):
        connector = library._session.connector
        busy = len(connector._acquired)
        return sum(len(idle) for idle in connector._conns.values()) + busy, busy
    idle, busy = library.pool.connections
    return idle + busy, busy


def assert_flat(before: Footprint, after: Footprint) -> None:
    """Compare the resources before and after some work."""
    assert after.objects - before.objects < _OBJECTS, (before, after)
    assert after.bytes - before.bytes < _BYTES, (before, after)
    # There may be fewer than before, because resources that earlier tests left open may have been closed.
    assert after.descriptors <= before.descriptors, (before, after)
    assert after.connections == before.connections, (before, after)
    assert after.pooled == before.pooled, (before, after)
    assert after.busy == 0, (before, after)


def call(client: Any, number: int) -> Any:
    """Make a call."""
    return client.chat.completions.create(messages=USER, user=str(number))


def derived_call(client: Any, number: int) -> Any:
    """Create a client with other settings and make a call with it."""
    return call(client.with_options(timeout=60, max_retries=1, default_headers={"X-Number": str(number)}), number)


def abandoned(client: Any, number: int) -> None:
    """Read half of a stream, and then close it, leave its loop, or drop it; or drop an unread stream."""
    stream = client.chat.completions.create(messages=USER, stream=True, user="half")
    if number % 4 == 0:
        next(stream)
        stream.close()
    elif number % 4 == 1:
        with stream:
            next(stream)
    elif number % 4 == 2:
        for _ in stream:
            break


async def async_call(client: Any, number: int) -> Any:
    """Make a call."""
    return await client.chat.completions.create(messages=USER, user=str(number))


async def async_derived_call(client: Any, number: int) -> Any:
    """Create a client with other settings and make a call with it."""
    changed = client.with_options(timeout=60, max_retries=1, default_headers={"X-Number": str(number)})
    return await async_call(changed, number)


async def async_abandoned(client: Any, number: int) -> None:
    """Read half of a stream, then close it, leave its loop, cancel its task, or drop it; or drop an unread stream."""
    stream = await client.chat.completions.create(messages=USER, stream=True, user="half")
    if number % 5 == 0:
        await stream.__anext__()
        await stream.close()
    elif number % 5 == 1:
        async with stream:
            await stream.__anext__()
    elif number % 5 == 2:
        reading = asyncio.ensure_future(_read(stream))
        await asyncio.sleep(0.001)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    elif number % 5 == 3:
        await stream.__anext__()


async def _read(stream: Any) -> None:
    async for _ in stream:
        pass


def check_blocking(work: Callable[[Any, int], Any], times: int, *, session: bool = False) -> None:
    """Repeat some work and check that it leaves nothing behind."""
    with FastServer() as server, requests.Session() as opened:
        if session:
            client: HelixAgent = HelixAgentClient(base_url=server.base_url, max_retries=0, session=opened, logger=QUIET)
        else:
            client = HelixAgent(base_url=server.base_url, max_retries=0, logger=QUIET)
        with client:
            _repeat(work, client, 30)
            call(client, 0)
            tracemalloc.start()
            try:
                _repeat(work, client, 30)
                call(client, 0)
                before = footprint(client, server)
                _repeat(work, client, times)
                call(client, 0)
                _settle(server, before.connections)
                assert_flat(before, footprint(client, server))
            finally:
                tracemalloc.stop()


def _repeat(work: Callable[[Any, int], Any], client: Any, times: int) -> None:
    for number in range(times):
        work(client, number)


def _settle(server: FastServer, connections: int) -> None:
    """Wait until the server has noticed closed connections."""
    gc.collect()
    server.wait_until(lambda: len(server.open) <= connections)


def check_awaited(
    work: Callable[[Any, int], Awaitable[Any]], times: int, http_client: Optional[Literal["aiohttp"]] = None
) -> None:
    """Do the same on an event loop."""

    async def main(server: FastServer) -> None:
        async with AsyncHelixAgent(
            base_url=server.base_url, max_retries=0, logger=QUIET, http_client=http_client
        ) as client:
            for number in range(30):
                await work(client, number)
            await async_call(client, 0)
            tracemalloc.start()
            try:
                for number in range(30):
                    await work(client, number)
                await async_call(client, 0)
                await _quiet()
                before = footprint(client, server)
                for number in range(times):
                    await work(client, number)
                await async_call(client, 0)
                _settle(server, before.connections)
                await _quiet()
                assert_flat(before, footprint(client, server))
            finally:
                tracemalloc.stop()

    with FastServer() as server:
        asyncio.run(main(server))


async def _quiet() -> None:
    """Let the loop close the generators of dropped streams, and remove canceled timers."""
    gc.collect()
    # asyncio removes canceled timers only when more than a hundred exist and most timers are canceled.
    loop = asyncio.get_running_loop()
    for _ in range(1000):
        loop.call_later(60, gc.collect).cancel()
    for _ in range(20):
        await asyncio.sleep(0)
