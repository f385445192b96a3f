"""Call the functions of the user and wait, in blocking code and on event loops."""

from __future__ import annotations

import inspect
import threading
import time
from typing import Any, Awaitable, Callable, Iterator, Optional

import anyio

from .._core.requests.options import Runtime
from .._core.steps import GetCredential
from ..exceptions import ValidationError
from .deadlines import before_async

# Waits before retries check at this interval, in seconds, whether the client was closed.
_LOOK_SECONDS = 0.25


def pause(runtime: Runtime, seconds: float) -> None:
    """Sleep in blocking code."""
    (runtime.sleep or time.sleep)(seconds)


async def pause_async(runtime: Runtime, seconds: float) -> None:
    """Sleep on the event loop."""
    waiting = (runtime.sleep or anyio.sleep)(seconds)
    if inspect.isawaitable(waiting):
        await waiting


def wait_parts(transport: Any, runtime: Runtime, seconds: float) -> Iterator[float]:
    """Yield the parts of a wait before a retry. Closing the client ends the wait and prevents the retry."""
    if runtime.sleep is not None:
        yield seconds
        return
    # The wait polls, because an event would need a lock, which a forked child could inherit while it is locked.
    end = time.monotonic() + seconds
    while seconds > 0 and not getattr(transport, "closed", False):
        yield min(seconds, _LOOK_SECONDS)
        seconds = end - time.monotonic()


class Interrupted(Exception):
    """A wait was ended by `interrupt`. The steps after the wait are no longer needed."""


class Interruptible:
    """Runs blocking code whose waits end if another thread calls `interrupt` or closes the client."""

    def __init__(self, transport: Any, runtime: Runtime) -> None:
        self._transport = transport
        self._runtime = runtime
        self._interrupted = threading.Event()

    def run(self, function: Callable[[Runtime], Any]) -> Any:
        """Call a function. Its waits with the runtime can be interrupted, but waiting for a response cannot.

        Raises:
            Interrupted: `interrupt` was called.
        """
        return function(self._runtime._replace(sleep=self._pause))

    def interrupt(self) -> None:
        """End the current wait and all later waits."""
        self._interrupted.set()

    def _pause(self, seconds: float) -> None:
        sleep = self._runtime.sleep or self._interrupted.wait
        for part in wait_parts(self._transport, self._runtime, seconds):
            sleep(part)
            if self._interrupted.is_set():
                raise Interrupted


class AsyncInterruptible:
    """Runs code on the event loop until another task calls `interrupt`. Its waits also end if the client is closed."""

    def __init__(self, transport: Any, runtime: Runtime) -> None:
        self._transport = transport
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
            return await function(self._runtime._replace(sleep=self._pause))
        raise Interrupted

    def interrupt(self) -> None:
        """End the current wait and all later waits."""
        self._interrupted = True
        if self._scope is not None:
            self._scope.cancel()

    async def _pause(self, seconds: float) -> None:
        for part in wait_parts(self._transport, self._runtime, seconds):
            await pause_async(self._runtime, part)


def get_credential(step: GetCredential) -> Any:
    """Call the user's function that supplies the credential."""
    return plain_result(step.function(), "api_key", "api_key")


async def get_credential_async(step: GetCredential) -> Any:
    """Call the user's function that supplies the credential, and await it before the deadline if it is async."""
    token = step.function()
    return await before_async(step.deadline, lambda: token) if inspect.isawaitable(token) else token


def call_back(function: Optional[Callable[[Any], Any]], value: Any) -> Any:
    """Call the user's function, if any, and return its result. Its exceptions propagate to the user."""
    return None if function is None else plain_result(function(value), "The callback")


async def call_back_async(function: Optional[Callable[[Any], Any]], value: Any) -> Any:
    """Call the user's function, if any, await it if it is async, and return its result."""
    result = None if function is None else function(value)
    return await result if inspect.isawaitable(result) else result


def plain_result(value: Any, subject: str, param: Optional[str] = None) -> Any:
    """Return the result of a user's function, or raise a ValidationError if it must be awaited.

    Args:
        value: The result.
        subject: The name of the function in the message.
        param: The argument that is the function.
    """
    if not inspect.isawaitable(value):
        return value
    if inspect.iscoroutine(value):
        value.close()
    raise ValidationError(
        f"{subject} is an async function, which only AsyncHelixAgent can await. Pass a plain function to HelixAgent.",
        param=param,
    )
