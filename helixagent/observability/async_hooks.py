"""Run async hooks in the background of an API call. Each hook receives one event at a time."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import deque
from contextvars import Context, copy_context
from typing import Any, Awaitable, Callable, Coroutine, Deque, Optional, Set, Tuple, Type

import anyio

from .._core.hook_events import EVENTS, HookEvent
from .._core.hooks import warn_of

# Closing a client waits this many seconds for a slow hook.
_PATIENCE_SECONDS = 5.0


class AsyncHook:
    """A hook that passes its events to the user's async function, on the event loop of the API calls."""

    def __init__(self, function: Callable[[HookEvent], Awaitable[Any]]) -> None:
        self.events: Tuple[Type[Any], ...] = getattr(function, "events", EVENTS)
        self._function = function
        self._has_failed = False
        # The events that the function has not received, with the context variables of their API calls.
        self._waiting: Deque[Tuple[HookEvent, Context]] = deque()
        # The event loop on which the function runs, and the event that is set when the queue is empty.
        self._where: Any = None
        self._idle: Any = None
        # The event loop keeps only weak references to its tasks, so these references keep the tasks alive.
        self._tasks: Set[Any] = set()

    def __call__(self, event: HookEvent) -> None:
        self._waiting.append((event, copy_context()))
        here = _event_loop()
        # If API calls move to another event loop, e.g. because the first one ended, the function moves too. Without an
        # event loop, the event stays in the queue until there is one.
        if here is not None and here is not self._where:
            self._where, self._idle = here, anyio.Event()
            self._start(copy_context(), self._work, here, self._idle)

    async def settle(self) -> None:
        """Wait up to five seconds until the function has received all events."""
        with anyio.move_on_after(_PATIENCE_SECONDS):
            if self._where is _event_loop():
                await self._idle.wait()
            await self._call_all()

    def _start(self, context: Context, function: Callable[..., Coroutine[Any, Any, None]], *arguments: Any) -> None:
        """Start a task with these context variables."""
        loop = _event_loop()
        if isinstance(loop, asyncio.AbstractEventLoop):
            task: Any = context.run(loop.create_task, function(*arguments))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            sys.modules["trio"].lowlevel.spawn_system_task(function, *arguments, context=context)

    async def _work(self, where: Any, idle: Any) -> None:
        try:
            await self._call_all()
        finally:
            if self._where is where:
                self._where = None
            idle.set()

    async def _call_all(self) -> None:
        while self._waiting:
            event, context = self._waiting.popleft()
            received = anyio.Event()
            self._start(context, self._receive, event, received)
            await received.wait()

    async def _receive(self, event: HookEvent, received: Any) -> None:
        try:
            await self._function(event)
        except Exception as error:
            if not self._has_failed:
                self._has_failed = True
                warn_of(self._function, error)
        finally:
            received.set()


def _event_loop() -> Optional[Any]:
    """Return the running event loop of asyncio, or the token of trio's."""
    with contextlib.suppress(RuntimeError):
        return asyncio.get_running_loop()
    with contextlib.suppress(RuntimeError):
        # If trio is running, its module is loaded.
        return sys.modules["trio"].lowlevel.current_trio_token() if "trio" in sys.modules else None
    return None
