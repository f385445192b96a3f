"""Operations that end when a call's bounds say so, also where the HTTP library knows no such bound."""

from __future__ import annotations

import contextvars
import math
import threading
from typing import Any, Awaitable, Callable, Generic, List, Optional, Type, TypeVar

import anyio

from .._core.requests.bounds import Allowance, Bounds
from ..exceptions import APITimeoutError

T = TypeVar("T")

_MESSAGE = "The call was not done in time."


def within(bounds: Bounds, function: Callable[[], T], *, stop: Callable[[], Any], undo: Callable[[T], Any]) -> T:
    """Run a function that blocks, and stop waiting for it when a bound is reached.

    Args:
        bounds: The bounds; where there are none the function runs as it is, else in a thread of its own.
        function: What is to be done.
        stop: Called when the bound is reached, to make the function end.
        undo: Called with what the function returns after that.

    Raises:
        APITimeoutError: The bound was reached.
    """
    seconds = bounds.left()
    if seconds == math.inf:
        return function()
    if seconds <= 0:
        raise APITimeoutError(_MESSAGE)
    job: _Job[T] = _Job(function, undo)
    try:
        in_time = job.done.wait(seconds)
    except BaseException:
        # Such as KeyboardInterrupt.
        job.leave(stop)
        raise
    if in_time or not job.leave(stop):
        return job.result()
    raise APITimeoutError(_MESSAGE)


async def within_async(bounds: Bounds, function: Callable[[], Awaitable[T]]) -> T:
    """Await a function, and cancel it when a bound is reached.

    Raises:
        APITimeoutError: The bound was reached.
    """
    seconds = bounds.left()
    if seconds == math.inf:
        return await function()
    with anyio.move_on_after(max(seconds, 0)):
        return await function()
    raise APITimeoutError(_MESSAGE)


def seconds_of(timeout: Optional[float], late: Type[Exception]) -> Optional[float]:
    """Return a timeout as a plain number; `late` is raised where there is no time left."""
    if type(timeout) is not Allowance:
        return timeout
    seconds = timeout.now()
    if seconds <= 0:
        raise late(_MESSAGE)
    return seconds


def connected(
    connect: Callable[..., Any], late: Type[Exception], host: str, port: int, timeout: Any, *rest: Any
) -> Any:
    """Connect to a host and port.

    The blocking way knows no bound for the look-up of a name, and has the timeout anew for each address of the host.
    """
    seconds = seconds_of(timeout, late)
    if seconds is None or type(timeout) is not Allowance:
        return connect(host, port, seconds, *rest)
    bounds = Bounds.for_seconds(seconds)
    try:
        return within(
            bounds, lambda: connect(host, port, seconds, *rest), stop=lambda: None, undo=lambda stream: stream.close()
        )
    except APITimeoutError:
        raise late(_MESSAGE) from None


async def connected_async(
    connect: Callable[..., Awaitable[Any]], late: Type[Exception], host: str, port: int, timeout: Any, *rest: Any
) -> Any:
    """Connect to a host and port."""
    return await connect(host, port, seconds_of(timeout, late), *rest)


class _Job(Generic[T]):
    """A function in a thread of its own, whose caller may stop waiting for it."""

    def __init__(self, function: Callable[[], T], undo: Callable[[T], Any]) -> None:
        self.done = threading.Event()
        self._function = function
        self._undo = undo
        self._lock = threading.Lock()
        self._left = False
        self._value: List[T] = []
        self._error: Optional[BaseException] = None
        # What the program keeps for each thread of control, such as the current span, holds in this one too.
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._run,), daemon=True).start()

    def result(self) -> T:
        """Return what the function returned, or raise what it raised."""
        error, self._error = self._error, None
        if error is None:
            return self._value.pop()
        try:
            raise error
        finally:
            # Else this frame and the exception's traceback would hold each other.
            del error

    def leave(self, stop: Callable[[], Any]) -> bool:
        """Give the job up, unless it is done by now; return whether it was given up."""
        with self._lock:
            if self.done.is_set():
                return False
            self._left = True
        stop()
        return True

    def _run(self) -> None:
        value: List[T] = []
        try:
            value.append(self._function())
        except BaseException as error:
            self._error = error
        with self._lock:
            if not self._left:
                self._value = value
                self.done.set()
                return
        # Nobody waits any more, neither for a result nor for an error.
        self._error = None
        if value:
            self._undo(value[0])
