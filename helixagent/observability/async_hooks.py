"""Run async hooks in the background of an API call. Each hook receives one event at a time."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import deque
from contextvars import copy_context
from typing import Any, Awaitable, Callable, Deque, Optional, Set, Tuple, Type

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
        # The events that the function has not received, in order.
        self._waiting: Deque[HookEvent] = deque()
        # The event loop of the last task, and the event that is set when the task ends.
        self._loop: Any = None
        self._done: Any = None
        # The event loop keeps only weak references to its tasks, so these references keep the tasks alive.
        self._tasks: Set[Any] = set()

    def __call__(self, event: HookEvent) -> None:
        self._waiting.append(event)
        loop = _event_loop()
        if loop is None:
            # The next task passes this event to the function too.
            return
        # If API calls move to another event loop, e.g. because the first one ended, the function moves too.
        previous = self._done if loop is self._loop else None
        self._loop, self._done = loop, anyio.Event()
        # A task has the context variables of its API call.
        if isinstance(loop, asyncio.AbstractEventLoop):
            task: Any = loop.create_task(self._work(event, previous, self._done))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            # If the task is cancelled before it starts, `_work` never runs.
            task.add_done_callback(lambda _, done=self._done: done.set())
        else:
            start = sys.modules["trio"].lowlevel.spawn_system_task
            start(self._work, event, previous, self._done, context=copy_context())

    async def settle(self) -> None:
        """Wait up to five seconds until the function has received all events."""
        with anyio.move_on_after(_PATIENCE_SECONDS):
            if self._loop is _event_loop():
                await self._done.wait()
            await self._receive()

    async def _work(self, event: HookEvent, previous: Any, done: Any) -> None:
        try:
            if previous is not None:
                await previous.wait()
            await self._receive(event)
        finally:
            done.set()

    async def _receive(self, last: Optional[HookEvent] = None) -> None:
        """Call the function with the waiting events up to this one. The tasks of the earlier ones were cancelled."""
        while self._waiting:
            event = self._waiting.popleft()
            try:
                await self._function(event)
            except Exception as error:
                if not self._has_failed:
                    self._has_failed = True
                    warn_of(self._function, error)
            if event is last:
                break


def _event_loop() -> Optional[Any]:
    """Return the running event loop of asyncio, or the token of trio's."""
    with contextlib.suppress(RuntimeError):
        return asyncio.get_running_loop()
    with contextlib.suppress(RuntimeError):
        # If trio is running, its module is loaded.
        return sys.modules["trio"].lowlevel.current_trio_token() if "trio" in sys.modules else None
    return None
