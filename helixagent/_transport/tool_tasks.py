"""Run the functions of a tool loop in threads or as tasks on the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import inspect
import queue
import sys
from collections import deque
from concurrent.futures import Future
from typing import Any, Callable, Coroutine, Deque, Dict, Optional

import anyio

from .._core.hooks import is_async_function
from .._core.tool_loop.calls import Outcome, PlannedCall
from .async_base import running_loop
from .callbacks import plain_result
from .threads import start_thread

# When a loop ends, it waits this many seconds for canceled functions, because they may ignore the cancellation.
_CLEANUP_SECONDS = 1.0

# The function that cancels each running tool.
Cancels = Dict[PlannedCall, Callable[[], object]]
Outcomes: Callable[[], queue.SimpleQueue[Outcome]] = queue.SimpleQueue


class AsyncOutcomes:
    """A queue of outcomes, like `queue.SimpleQueue`, with one reader."""

    def __init__(self) -> None:
        self._items: Deque[Outcome] = deque()
        self._arrived: Optional[anyio.Event] = None

    def put(self, outcome: Outcome) -> None:
        """Add an outcome."""
        self._items.append(outcome)
        if self._arrived is not None:
            self._arrived.set()

    async def get(self, timeout: Optional[float] = None) -> Outcome:
        """Wait for an outcome, remove it, and return it. Raise `queue.Empty` after the timeout in seconds."""
        with anyio.move_on_after(timeout):
            while not self._items:
                self._arrived = anyio.Event()
                await self._arrived.wait()
        if not self._items:
            raise queue.Empty
        return self._items.popleft()


def call_tool(planned: PlannedCall) -> Any:
    """Run the function of a tool."""
    run: Any = planned.run
    return plain_result(run(), planned.call.name)


async def call_tool_async(planned: PlannedCall) -> Any:
    """Run the function of a tool, in a thread if it is not async."""
    run: Any = planned.run
    value = await (run() if is_async_function(run) else _in_thread(run))
    return await value if inspect.isawaitable(value) else value


def start_tool(run: Callable[[], None], ended: Callable[[], None]) -> Callable[[], object]:
    """Run a tool in a daemon thread that calls `ended` at its end. A thread cannot be canceled."""
    start_thread(run, lambda future: ended())
    return lambda: None


def start_tool_async(run: Callable[[], Coroutine[Any, Any, None]], ended: Callable[[], None]) -> Callable[[], object]:
    """Run a tool as a task that calls `ended` at its end, and return a function that cancels it.

    The task is not part of a task group, because a group waits for functions that ignore their cancellation, and
    because asyncio closes an abandoned generator in another task.
    """
    loop = running_loop()
    if isinstance(loop, asyncio.AbstractEventLoop):
        task = loop.create_task(run())
        task.add_done_callback(lambda task: ended())
        return task.cancel
    trio = sys.modules["trio"]
    scope = trio.CancelScope()

    async def work() -> None:
        with scope:
            await run()
        ended()

    trio.lowlevel.spawn_system_task(work, context=contextvars.copy_context())
    return scope.cancel  # type: ignore[no-any-return]


def end_tools(cancels: Cancels, outcomes: queue.SimpleQueue[Outcome]) -> None:
    """Do nothing, because daemon threads need no cleanup."""


async def end_tools_async(cancels: Cancels, outcomes: AsyncOutcomes) -> None:
    """Cancel tools, and wait briefly for their cleanup."""
    for cancel in cancels.values():
        cancel()
    with anyio.move_on_after(_CLEANUP_SECONDS, shield=True):
        while cancels:
            del cancels[(await outcomes.get()).planned]


async def _in_thread(function: Callable[[], Any]) -> Any:
    """Call a function in a daemon thread. The program would wait for a worker thread of anyio before it exits."""
    loop = running_loop()
    wake = loop.call_soon_threadsafe if isinstance(loop, asyncio.AbstractEventLoop) else loop.run_sync_soon
    finished = anyio.Event()

    def finish(future: Future[Any]) -> None:
        # The event loop may have ended in the meantime.
        with contextlib.suppress(RuntimeError):
            wake(finished.set)

    future = start_thread(function, finish)
    await finished.wait()
    return future.result()
