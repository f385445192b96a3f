"""Tools at work beside the conversation: in daemon threads, or as tasks on the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import inspect
import math
import queue
import sys
import threading
from typing import Any, Callable, List, NamedTuple, Optional, Tuple

import anyio

from .._core.hooks import Hooks, is_async_function
from .._core.tool_loop.conversation import Outcome, PlannedCall

Finished = Tuple[PlannedCall, Outcome]


class ToolWork(NamedTuple):
    """What both ways of running tools need to know.

    Attributes:
        hooks: The client's hooks, which surround each tool with a span.
        timer: Returns seconds that never go back.
        timeout: Maximum number of seconds for a call; None for no limit.
    """

    hooks: Hooks
    timer: Callable[[], float]
    timeout: Optional[float]

    def late(self) -> Outcome:
        """Return the outcome of a call that took too long."""
        seconds = self.timeout or 0.0
        return Outcome(None, TimeoutError(f"no result after {seconds:g} seconds"), seconds)


class ToolTasks:
    """Runs the tools of a synchronous client in daemon threads.

    A function that has begun runs to its end. If its result comes too late, nobody waits for it.
    """

    def __init__(self, work: ToolWork) -> None:
        self._work = work
        self._done: queue.SimpleQueue[Finished] = queue.SimpleQueue()
        self._running: List[Tuple[PlannedCall, float]] = []

    def __enter__(self) -> ToolTasks:
        return self

    def __exit__(self, *error: object) -> None:
        self._running.clear()

    def start(self, planned: PlannedCall) -> None:
        """Start a tool."""
        self._running.append((planned, self._work.timer()))
        # Context variables, such as the current span, keep the values that they have for the caller.
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._run, planned), daemon=True).start()

    def next_finished(self) -> Finished:
        """Wait for the next tool that finishes, or that takes too long."""
        while True:
            finished = self._within_timeout()
            for entry in self._running:
                if entry[0] is finished[0]:
                    self._running.remove(entry)
                    return finished

    def _within_timeout(self) -> Finished:
        timeout = self._work.timeout
        if timeout is None:
            return self._done.get()
        # They have the same timeout, so the one that started first is the first to reach it.
        planned, started = self._running[0]
        try:
            return self._done.get(timeout=max(started + timeout - self._work.timer(), 0))
        except queue.Empty:
            return planned, self._work.late()

    def _run(self, planned: PlannedCall) -> None:
        started = self._work.timer()
        value, error = _outcome(self._work.hooks, planned)
        if inspect.isawaitable(value):
            if inspect.iscoroutine(value):
                value.close()
            value, error = None, TypeError("the function returned an awaitable; use AsyncHelixAgent")
        self._done.put((planned, Outcome(value, error, self._work.timer() - started)))


class AsyncToolTasks:
    """Runs the tools of an asynchronous client as tasks, and its synchronous functions in daemon threads.

    At its end, the tasks are canceled.
    """

    def __init__(self, work: ToolWork) -> None:
        self._work = work

    async def __aenter__(self) -> AsyncToolTasks:
        # Here and not earlier, because both need a running event loop.
        self._group = anyio.create_task_group()
        streams: Any = anyio.create_memory_object_stream(math.inf)
        self._send, self._receive = streams
        await self._group.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        self._group.cancel_scope.cancel()
        try:
            # Without the exception, which the task group would wrap into a group.
            await self._group.__aexit__(None, None, None)
        finally:
            self._send.close()
            self._receive.close()

    def start(self, planned: PlannedCall) -> None:
        """Start a tool."""
        self._group.start_soon(self._run, planned)

    async def next_finished(self) -> Finished:
        """Wait for the next tool that finishes, or that takes too long."""
        finished: Finished = await self._receive.receive()
        return finished

    async def _run(self, planned: PlannedCall) -> None:
        started = self._work.timer()
        outcome = self._work.late()
        with anyio.move_on_after(self._work.timeout):
            value, error = await self._outcome(planned)
            outcome = Outcome(value, error, self._work.timer() - started)
        self._send.send_nowait((planned, outcome))

    async def _outcome(self, planned: PlannedCall) -> Tuple[Any, Optional[BaseException]]:
        try:
            with self._work.hooks.around_tool(planned.call) as record:
                value = await _called(planned.run)
                record(value)
                return value, None
        except anyio.get_cancelled_exc_class() as error:
            # Either this task is canceled, or the function raised the exception itself.
            if anyio.current_effective_deadline() == -math.inf:
                raise
            return None, error
        except BaseException as error:
            return None, error


async def _called(function: Any) -> Any:
    if is_async_function(function):
        return await function()
    value = await run_in_daemon_thread(function)
    return await value if inspect.isawaitable(value) else value


async def run_in_daemon_thread(function: Callable[[], Any]) -> Any:
    """Run a function in a daemon thread, and wait for it.

    Threads of anyio and asyncio are not daemons: they would keep a program from ending while a function runs.
    """
    done = anyio.Event()
    outcome: List[Tuple[Any, Optional[BaseException]]] = []
    notify = _from_other_thread(done.set)

    def work() -> None:
        try:
            outcome.append((function(), None))
        except BaseException as error:
            outcome.append((None, error))
        # If the event loop is closed, nobody waits.
        with contextlib.suppress(RuntimeError):
            notify()

    threading.Thread(target=contextvars.copy_context().run, args=(work,), daemon=True).start()
    await done.wait()
    value, error = outcome.pop()
    if error is None:
        return value
    try:
        raise error
    finally:
        # Otherwise this frame and the traceback of the exception would keep each other alive.
        del error


def decide(function: Callable[[Any], Any], value: Any) -> bool:
    """Return the decision of a function of the user."""
    return bool(function(value))


async def decide_async(function: Callable[[Any], Any], value: Any) -> bool:
    """Return the decision of a function of the user, which may be asynchronous."""
    decision = function(value)
    return bool(await decision if inspect.isawaitable(decision) else decision)


def _from_other_thread(function: Callable[[], Any]) -> Callable[[], Any]:
    """Return a function that calls another one in the running event loop, from any thread."""
    with contextlib.suppress(RuntimeError):
        return functools.partial(asyncio.get_running_loop().call_soon_threadsafe, function)
    trio = sys.modules["trio"]
    return functools.partial(trio.lowlevel.current_trio_token().run_sync_soon, function)


def _outcome(hooks: Hooks, planned: PlannedCall) -> Tuple[Any, Optional[BaseException]]:
    run: Any = planned.run
    try:
        with hooks.around_tool(planned.call) as record:
            value = run()
            record(value)
            return value, None
    except BaseException as error:
        return None, error
