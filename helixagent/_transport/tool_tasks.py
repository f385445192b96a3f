"""Run the tools of a tool loop in threads or as tasks on the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import inspect
import queue
import sys
import threading
from collections import deque
from concurrent.futures import Future
from typing import Any, Callable, Coroutine, Deque, Dict, Optional

import anyio

from .._core.hooks import Hooks, is_async_function
from .._core.tool_loop.conversation import Outcome, PlannedCall
from .async_base import running_loop
from .callbacks import plain_result

# When a loop ends, it waits this many seconds for canceled functions, because they may ignore the cancellation.
_CLEANUP_SECONDS = 1.0


class _RunningTools:
    """The tools that are currently running. The timeout of each tool is in seconds."""

    def __init__(self, hooks: Hooks, timer: Callable[[], float], timeout: Optional[float]) -> None:
        self._hooks = hooks
        self._timer = timer
        self._timeout = timeout
        # The start time of each tool, in order.
        self._started: Dict[PlannedCall, float] = {}

    def _seconds_left(self) -> Optional[float]:
        """Return the seconds until the first timeout, or None for no timeout."""
        if self._timeout is None:
            return None
        # All tools have the same timeout, so the tool that started first times out first.
        started = next(iter(self._started.values()))
        return max(started + self._timeout - self._timer(), 0)

    def _take_late(self) -> Outcome:
        """Stop waiting for the tool that started first, and return its outcome."""
        planned = next(iter(self._started))
        del self._started[planned]
        seconds = self._timeout or 0.0
        return Outcome(planned, None, TimeoutError(f"no result after {seconds:g} seconds"), seconds)


class ToolTasks(_RunningTools):
    """Runs the tools of a synchronous client in daemon threads.

    A thread cannot be stopped. A result that arrives after the timeout is ignored.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()

    def close(self) -> None:
        """Do nothing, because daemon threads need no cleanup."""

    def start(self, planned: PlannedCall) -> None:
        """Start a tool."""
        self._started[planned] = self._timer()
        # The tool uses the caller's context variables, such as the current span.
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._run, planned), daemon=True).start()

    def next_finished(self) -> Outcome:
        """Wait until a tool finishes or times out."""
        while True:
            try:
                outcome = self._done.get(timeout=self._seconds_left())
            except queue.Empty:
                return self._take_late()
            if self._started.pop(outcome.planned, None) is not None:
                return outcome

    def _run(self, planned: PlannedCall) -> None:
        started = self._timer()
        run: Any = planned.run
        value, failure = None, None
        try:
            with self._hooks.around_tool(planned.call) as record:
                value = plain_result(run(), planned.call.name)
                record(value)
        except BaseException as error:
            failure = error
        self._done.put(Outcome(planned, value, failure, self._timer() - started))


class AsyncToolTasks(_RunningTools):
    """Runs the tools of an asynchronous client as tasks, and synchronous functions in threads.

    The tasks are not part of a task group, because a group waits for functions that ignore their cancellation, and
    because asyncio closes an abandoned generator in another task.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._done: Deque[Outcome] = deque()
        # The cancel function of each running task.
        self._cancels: Dict[PlannedCall, Callable[[], object]] = {}
        self._changed: Optional[anyio.Event] = None

    async def close(self) -> None:
        """Cancel the tasks, and wait briefly for their cleanup."""
        for cancel in self._cancels.values():
            cancel()
        with anyio.move_on_after(_CLEANUP_SECONDS, shield=True):
            while self._cancels:
                await self._wait()

    def start(self, planned: PlannedCall) -> None:
        """Start a tool."""
        self._started[planned] = self._timer()
        self._cancels[planned] = _start_task(self._run(planned), lambda: self._end(planned))

    async def next_finished(self) -> Outcome:
        """Wait until a tool finishes or times out. Cancel a tool that times out."""
        with anyio.move_on_after(self._seconds_left()):
            while not self._done:
                await self._wait()
        if self._done:
            outcome = self._done.popleft()
            del self._started[outcome.planned]
            return outcome
        late = self._take_late()
        self._cancels[late.planned]()
        return late

    async def _wait(self) -> None:
        self._changed = anyio.Event()
        await self._changed.wait()

    def _end(self, planned: PlannedCall) -> None:
        del self._cancels[planned]
        if self._changed is not None:
            self._changed.set()

    async def _run(self, planned: PlannedCall) -> None:
        started = self._timer()
        value, failure = None, None
        try:
            with self._hooks.around_tool(planned.call) as record:
                value = await _called(planned.run)
                record(value)
        except BaseException as error:
            failure = error
        if planned in self._started:
            self._done.append(Outcome(planned, value, failure, self._timer() - started))


def _start_task(work: Coroutine[Any, Any, None], ended: Callable[[], None]) -> Callable[[], object]:
    """Start a task that calls `ended` at its end, and return a function that cancels it."""
    loop = running_loop()
    if isinstance(loop, asyncio.AbstractEventLoop):
        task = loop.create_task(work)
        task.add_done_callback(lambda task: ended())
        return task.cancel
    trio = sys.modules["trio"]
    scope = trio.CancelScope()

    async def run() -> None:
        with scope:
            await work
        ended()

    trio.lowlevel.spawn_system_task(run, context=contextvars.copy_context())
    return scope.cancel  # type: ignore[no-any-return]


async def _called(function: Any) -> Any:
    value = await (function() if is_async_function(function) else _in_thread(function))
    return await value if inspect.isawaitable(value) else value


async def _in_thread(function: Callable[[], Any]) -> Any:
    """Call a function in a daemon thread. The program would wait for a worker thread of anyio before it exits."""
    loop = running_loop()
    wake = loop.call_soon_threadsafe if isinstance(loop, asyncio.AbstractEventLoop) else loop.run_sync_soon
    finished = anyio.Event()
    future: Future[Any] = Future()

    def call() -> None:
        try:
            future.set_result(function())
        except BaseException as error:
            future.set_exception(error)
        # The event loop may have ended in the meantime.
        with contextlib.suppress(RuntimeError):
            wake(finished.set)

    # The tool uses the caller's context variables, such as the current span.
    threading.Thread(target=contextvars.copy_context().run, args=(call,), daemon=True).start()
    await finished.wait()
    return future.result()
