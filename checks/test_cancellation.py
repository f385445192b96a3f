"""Check that a call that is cancelled at any await leaves the pool intact: nothing in use, no connection lost."""

from __future__ import annotations

import asyncio
import functools
import gc
import sys
import time
from typing import Any, Awaitable, Callable, Dict, List, Tuple

import anyio
import pytest
import trio
from fast_server import FastServer
from raw_server import CERTIFICATE, PATIENCE
from support import USER

from helixagent import AsyncHelixAgent

Operation = Callable[[AsyncHelixAgent], Awaitable[Any]]

# anyio before 4.16 (Python 3.10 and later) loses a socket if its creation is cancelled. The garbage collector closes
# it with a warning.
FORGETFUL_ANYIO = sys.version_info < (3, 10)
pytestmark = [pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")] if FORGETFUL_ANYIO else []


class Interrupted:
    """An awaitable that acts at its nth await.

    Args:
        awaited: The awaitable to run.
        at: The number of that await, from 1.
        act: A function to call then, with the value passed to the event loop.
    """

    def __init__(self, awaited: Any, at: int, act: Callable[[Any], Any]) -> None:
        self.count = 0
        self._awaited = awaited
        self._at = at
        self._act = act

    def __await__(self) -> Any:
        steps = self._awaited.__await__()
        resume: Callable[[], Any] = lambda: steps.send(None)  # noqa: E731
        while True:
            try:
                given = resume()
            except StopIteration as stop:
                return stop.value
            self.count += 1
            if self.count == self._at:
                self._act(given)
            try:
                value = yield given
            except BaseException as error:
                resume = lambda error=error: steps.throw(error)  # type: ignore[misc]  # noqa: E731
            else:
                resume = lambda value=value: steps.send(value)  # type: ignore[misc]  # noqa: E731


async def call(client: AsyncHelixAgent) -> None:
    assert (await client.chat.completions.create(messages=USER, user="me")).id == "me"


async def whole_stream(client: AsyncHelixAgent) -> None:
    async for _ in await client.chat.completions.create(messages=USER, stream=True):
        pass


async def half_a_stream(client: AsyncHelixAgent) -> None:
    async with await client.chat.completions.create(messages=USER, stream=True, user="half") as stream:
        await stream.__anext__()


async def closed_stream_of_events(client: AsyncHelixAgent) -> None:
    async with client.chat.completions.stream(messages=USER) as stream:
        await stream.get_final_completion()


OPERATIONS: List[Operation] = [call, whole_stream, half_a_stream, closed_stream_of_events]


def of_asyncio(operation: Operation, client: AsyncHelixAgent, at: int, *, late: bool) -> Any:
    """Cancel a task at an await.

    With `late`, the awaited result has arrived and the task would continue immediately.
    """

    async def run() -> Tuple[bool, int]:
        task: Any = None

        def act(given: Any) -> None:
            if not late:
                task.cancel()
            elif given is None:
                asyncio.get_running_loop().call_soon(task.cancel)
            else:
                # This runs before the task's callback, which wakes it up.
                given.add_done_callback(lambda _: task.cancel())

        interrupted = Interrupted(operation(client), at, act)

        async def awaiting() -> None:
            await interrupted

        task = asyncio.ensure_future(awaiting())
        try:
            await task
        except asyncio.CancelledError:
            return True, interrupted.count
        return False, interrupted.count

    return run()


async def of_trio(operation: Operation, client: AsyncHelixAgent, at: int, *, late: bool) -> Tuple[bool, int]:
    """Cancel a scope at an await."""
    with trio.CancelScope() as scope:
        interrupted = Interrupted(operation(client), at, lambda given: scope.cancel())
        await interrupted
    return scope.cancelled_caught, interrupted.count


async def of_anyio(operation: Operation, client: AsyncHelixAgent, at: int, *, late: bool) -> Tuple[bool, int]:
    """Do the same with anyio, which has special rules on asyncio."""
    with anyio.CancelScope() as scope:
        interrupted = Interrupted(operation(client), at, lambda given: scope.cancel())
        await interrupted
    return scope.cancel_called and interrupted.count >= at, interrupted.count


# The event loop, how to cancel, whether to cancel late, and the HTTP backend.
WAYS: Dict[str, Tuple[str, Any, bool, Any]] = {
    "asyncio": ("asyncio", of_asyncio, False, None),
    "asyncio-late": ("asyncio", of_asyncio, True, None),
    "anyio": ("asyncio", of_anyio, False, None),
    "trio": ("trio", of_trio, False, None),
    "aiohttp": ("asyncio", of_asyncio, False, "aiohttp"),
    "aiohttp-late": ("asyncio", of_asyncio, True, "aiohttp"),
    "aiohttp-anyio": ("asyncio", of_anyio, False, "aiohttp"),
}


def pool_of(client_of_library: Any) -> Tuple[int, int, int]:
    """Return the number of idle and used connections of a pool, and the number of waiting calls."""
    if hasattr(client_of_library, "_session"):
        connector = client_of_library._session.connector
        waiting = sum(len(waiters) for waiters in connector._waiters.values())
        return sum(len(idle) for idle in connector._conns.values()), len(connector._acquired), waiting
    idle, busy = client_of_library.pool.connections
    return idle, busy, len(client_of_library.pool._waiters)


async def check_whole(client: AsyncHelixAgent, server: Any) -> None:
    """Check that the pool has no busy connections or waiting calls, and that the server has not lost a connection."""
    own = await client._transport._client()
    _, busy, waiting = pool_of(own)
    assert (busy, waiting) == (0, 0)
    end = time.monotonic() + PATIENCE
    while len(server.open) != pool_of(own)[0]:
        if FORGETFUL_ANYIO:
            gc.collect()
        assert time.monotonic() < end, "the server has open connections that are not in the pool"
        await anyio.sleep(0.001)


async def cancel_everywhere(operation: Operation, server: Any, way: str, warm: bool, **options: Any) -> int:
    """Cancel an operation at its first await, then at its second, and so on. Return the number of awaits."""
    _, cancel, late, library = WAYS[way]
    at, seen = 0, 0
    while True:
        at += 1
        async with AsyncHelixAgent(base_url=server.base_url, max_retries=0, http_client=library, **options) as client:
            if warm:
                await operation(client)
            cancelled, count = await cancel(operation, client, at, late=late)
            seen = max(seen, count)
            await check_whole(client, server)
            # The pool still works.
            await operation(client)
            await check_whole(client, server)
        if count < at:
            assert not cancelled
            return seen


@pytest.mark.parametrize("warm", [False, True], ids=["first", "later"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_call_cancelled_at_any_await_leaves_the_pool_intact(operation: Operation, way: str, warm: bool) -> None:
    with FastServer() as server:
        count = anyio.run(cancel_everywhere, operation, server, way, warm, backend=WAYS[way][0])
    # With aiohttp, a later call only waits for its response headers, which arrive together with the body.
    assert count >= (1 if way.startswith("aiohttp") else 2), "there was nothing to cancel"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("operation", [call, half_a_stream])
def test_the_same_over_tls(operation: Operation, way: str) -> None:
    def run() -> int:
        make = functools.partial(cancel_everywhere, verify=CERTIFICATE)
        return anyio.run(make, operation, server, way, False, backend=WAYS[way][0])

    with FastServer(tls=True) as server:
        assert run() >= (3 if way.startswith("aiohttp") else 5)
