"""Waits between the connections of a stream, which another thread or task can interrupt."""

from __future__ import annotations

import threading
from typing import Any, Awaitable, Callable, Optional

import anyio

from .._core.requests.options import Runtime


class Interrupted(Exception):
    """A wait was ended by `interrupt`. The steps after the wait are no longer needed."""


class Interruptible:
    """Runs blocking code whose waits another thread can interrupt."""

    def __init__(self, runtime: Runtime) -> None:
        self._interrupted = threading.Event()
        self._sleep = runtime.sleep or self._interrupted.wait
        self._runtime = runtime._replace(sleep=self._pause)

    def run(self, function: Callable[[Runtime], Any]) -> Any:
        """Call a function. Its waits with the runtime can be interrupted, but waiting for a response cannot.

        Raises:
            Interrupted: `interrupt` was called.
        """
        return function(self._runtime)

    def interrupt(self) -> None:
        """End the current wait and all later waits."""
        self._interrupted.set()

    def _pause(self, seconds: float) -> None:
        self._sleep(seconds)
        if self._interrupted.is_set():
            raise Interrupted


class AsyncInterruptible:
    """Runs code on the event loop that another task can interrupt."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._interrupted = False
        self._scope: Optional[anyio.CancelScope] = None

    async def run(self, function: Callable[[Runtime], Awaitable[Any]]) -> Any:
        """Await a function.

        Raises:
            Interrupted: `interrupt` was called.
        """
        # A cancelled scope interrupts the next wait inside it.
        with anyio.CancelScope() as self._scope:
            if self._interrupted:
                self._scope.cancel()
            return await function(self._runtime)
        raise Interrupted

    def interrupt(self) -> None:
        """End the current wait and all later waits."""
        self._interrupted = True
        if self._scope is not None:
            self._scope.cancel()
