"""Async hooks: what a user's async function is told, it is told beside the call, one event after the other."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from typing import Any, Awaitable, Callable, Deque, Optional, Tuple, Type

import anyio

from .._core.hook_events import EVENTS, HookEvent
from .._core.hooks import warn_of

# How long the end of a client waits for a hook that is slow.
_PATIENCE_SECONDS = 5.0


class AsyncHook:
    """A hook that hands its events to an async function, which runs on the event loop of the calls.

    Args:
        function: The user's.
    """

    def __init__(self, function: Callable[[HookEvent], Awaitable[Any]]) -> None:
        self.events: Tuple[Type[Any], ...] = getattr(function, "events", EVENTS)
        self._function = function
        self._has_failed = False
        self._waiting: Deque[HookEvent] = deque()
        # The event loop on which the function is at work, and what tells that it is no more.
        self._where: Any = None
        self._idle: Any = None
        # An event loop holds its tasks only weakly.
        self._task: Any = None

    def __call__(self, event: HookEvent) -> None:
        self._waiting.append(event)
        here = _event_loop()
        # On a second loop, or on the next one after the first has ended, the function goes on there. Without any, as
        # where the garbage collector ends a stream, the event waits for the next one.
        if here is None or here is self._where:
            return
        self._where = here
        self._idle = anyio.Event()
        work = self._work(here, self._idle)
        if isinstance(here, asyncio.AbstractEventLoop):
            self._task = here.create_task(work)
        else:
            sys.modules["trio"].lowlevel.spawn_system_task(_run, work)

    async def settle(self) -> None:
        """Wait until the function has been told of everything, for five seconds at most."""
        with anyio.move_on_after(_PATIENCE_SECONDS):
            if self._where is not None and self._where is _event_loop():
                await self._idle.wait()
            await self._tell_all()

    async def _work(self, where: Any, idle: Any) -> None:
        try:
            await self._tell_all()
        finally:
            if self._where is where:
                self._where = None
            idle.set()

    async def _tell_all(self) -> None:
        while self._waiting:
            event = self._waiting.popleft()
            try:
                await self._function(event)
            except Exception as error:
                if not self._has_failed:
                    self._has_failed = True
                    warn_of(self._function, error)


async def _run(work: Awaitable[None]) -> None:
    await work


def _event_loop() -> Optional[Any]:
    """Return the event loop that runs here: asyncio's, or what stands for trio's."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio = sys.modules.get("trio")
    try:
        return None if trio is None else trio.lowlevel.current_trio_token()
    except RuntimeError:
        return None
