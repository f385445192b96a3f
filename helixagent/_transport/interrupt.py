"""Waits between the connections of a stream, which another thread or task can interrupt."""

from __future__ import annotations

import threading
from typing import Any, Awaitable, Generator, Optional

import anyio

from .._core.requests.options import Runtime
from .._core.steps import Response, Step
from .drive import drive, drive_async, pause, pause_async


class Interrupted(Exception):
    """A wait was ended by `interrupt`. The steps after the wait are no longer needed."""


class Interruptible:
    """Blocking waits that another thread can interrupt.

    Args:
        runtime: The functions to wait with.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._interrupted = threading.Event()

    def drive(self, flow: Generator[Step, Any, Response], transport: Any) -> Response:
        """Run an API call. Waits before retries can be interrupted, but waiting for a response cannot.

        Raises:
            Interrupted: `interrupt` was called.
        """
        return drive(flow, transport, self._runtime._replace(sleep=self.pause))

    def pause(self, seconds: float) -> None:
        """Sleep for a number of seconds.

        Raises:
            Interrupted: `interrupt` was called.
        """
        if self._runtime.sleep is None:
            self._interrupted.wait(seconds)
        else:
            pause(self._runtime, seconds)
        if self._interrupted.is_set():
            raise Interrupted

    def interrupt(self) -> None:
        """End the current wait and all later waits."""
        self._interrupted.set()


class AsyncInterruptible:
    """Waits on the event loop that another task can interrupt.

    Args:
        runtime: The functions to wait with.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._interrupted = False
        self._scope: Optional[anyio.CancelScope] = None

    async def drive(self, flow: Generator[Step, Any, Response], transport: Any) -> Response:
        """Run an API call.

        Raises:
            Interrupted: `interrupt` was called.
        """
        response: Response = await self._unless_interrupted(drive_async(flow, transport, self._runtime))
        return response

    async def pause(self, seconds: float) -> None:
        """Sleep for a number of seconds.

        Raises:
            Interrupted: `interrupt` was called.
        """
        await self._unless_interrupted(pause_async(self._runtime, seconds))

    def interrupt(self) -> None:
        """End the current wait and all later waits."""
        self._interrupted = True
        if self._scope is not None:
            self._scope.cancel()

    async def _unless_interrupted(self, waiting: Awaitable[Any]) -> Any:
        # A cancelled scope interrupts the next wait inside it.
        with anyio.CancelScope() as self._scope:
            if self._interrupted:
                self._scope.cancel()
            return await waiting
        raise Interrupted
