"""Run async hooks in the background of an API call. Each hook receives one event at a time."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import deque
from typing import Any, Awaitable, Callable, Deque, Optional, Tuple, Type

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
        self._waiting: Deque[HookEvent] = deque()
        # The event loop on which the function runs, and the event that is set when the queue is empty.
        self._where: Any = None
        self._idle: Any = None
        # The event loop keeps only weak references to its tasks, so this reference keeps the task alive.
        self._task: Any = None

    def __call__(self, event: HookEvent) -> None:
        self._waiting.append(event)
        here = _event_loop()
        # If API calls move to another event loop, e.g. because the first one ended, the function moves too. Without an
        # event loop, the event stays in the queue until there is one.
        if here is None or here is self._where:
            return
        self._where = here
        self._idle = anyio.Event()
        if isinstance(here, asyncio.AbstractEventLoop):
            self._task = here.create_task(self._work(here, self._idle))
        else:
            sys.modules["trio"].lowlevel.spawn_system_task(self._work, here, self._idle)

    async def settle(self) -> None:
        """Wait up to five seconds until the function has received all events."""
        with anyio.move_on_after(_PATIENCE_SECONDS):
            if self._where is _event_loop():
                await self._idle.wait()
            await self._call_all()

    async def _work(self, where: Any, idle: Any) -> None:
        try:
            await self._call_all()
        finally:
            if self._where is where:
                self._where = None
            idle.set()

    async def _call_all(self) -> None:
        while self._waiting:
            event = self._waiting.popleft()
            try:
                await self._function(event)
            except Exception as error:
                if not self._has_failed:
                    self._has_failed = True
                    warn_of(self._function, error)


def _event_loop() -> Optional[Any]:
    """Return the running event loop of asyncio, or the token of trio's."""
    with contextlib.suppress(RuntimeError):
        return asyncio.get_running_loop()
    with contextlib.suppress(RuntimeError):
        # If trio is running, its module is loaded.
        return sys.modules["trio"].lowlevel.current_trio_token() if "trio" in sys.modules else None
    return None
