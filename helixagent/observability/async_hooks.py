"""Run async hooks in the background of an API call. Each hook receives one event at a time."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import deque
from contextvars import Context, copy_context
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
        # The events that have no task yet, with the context variables of their API calls.
        self._waiting: Deque[Tuple[HookEvent, Context]] = deque()
        # The event loop of the last task, and the event that is set when the task ends.
        self._loop: Any = None
        self._done: Any = None
        # The event loop keeps only weak references to its tasks, so these references keep the tasks alive.
        self._tasks: Set[Any] = set()

    def __call__(self, event: HookEvent) -> None:
        self._waiting.append((event, copy_context()))
        self._start_tasks()

    async def settle(self) -> None:
        """Wait up to five seconds until the function has received all events."""
        self._start_tasks()
        with anyio.move_on_after(_PATIENCE_SECONDS):
            if self._loop is _event_loop():
                await self._done.wait()

    def _start_tasks(self) -> None:
        """Start a task for each event. Without an event loop, the events wait until there is one."""
        loop = _event_loop()
        while loop is not None and self._waiting:
            event, context = self._waiting.popleft()
            # If API calls move to another event loop, e.g. because the first one ended, the function moves too.
            previous = self._done if loop is self._loop else None
            self._loop, self._done = loop, anyio.Event()
            if isinstance(loop, asyncio.AbstractEventLoop):
                task: Any = context.run(loop.create_task, self._receive(event, previous, self._done))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
                # If the task is cancelled before it starts, `_receive` never runs.
                task.add_done_callback(lambda _, done=self._done: done.set())
            else:
                start = sys.modules["trio"].lowlevel.spawn_system_task
                start(self._receive, event, previous, self._done, context=context)

    async def _receive(self, event: HookEvent, previous: Any, done: Any) -> None:
        try:
            if previous is not None:
                await previous.wait()
            await self._function(event)
        except Exception as error:
            if not self._has_failed:
                self._has_failed = True
                warn_of(self._function, error)
        finally:
            done.set()


def _event_loop() -> Optional[Any]:
    """Return the running event loop of asyncio, or the token of trio's."""
    with contextlib.suppress(RuntimeError):
        return asyncio.get_running_loop()
    with contextlib.suppress(RuntimeError):
        # If trio is running, its module is loaded.
        return sys.modules["trio"].lowlevel.current_trio_token() if "trio" in sys.modules else None
    return None
