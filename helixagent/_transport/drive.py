"""Perform the steps of `_core.exchange`, with one driver for sync code and one for async code."""

from __future__ import annotations

import inspect
import time
from typing import Any, Callable, Generator, Iterator, List, Optional

import anyio

from .._core.requests.options import Runtime
from .._core.steps import GetCredential, Read, Response, Send, Sleep, Step, Together
from .._core.tracebacks import without_traceback
from ..exceptions import ValidationError
from .deadlines import before_async
from .together import together, together_async

# Waits before retries check at this interval, in seconds, whether the client was closed.
_LOOK_SECONDS = 0.25


def drive(flow: Generator[Step, Any, Response], transport: Any, runtime: Runtime) -> Response:
    """Run an API call with blocking I/O."""
    perform = _perform
    # No variable may hold an exception, because this frame and its traceback would keep each other alive.
    caught: List[Exception] = []
    try:
        step = next(flow)
        while True:
            result = None
            try:
                result = perform(step, transport, runtime)
            except Exception as error:
                caught.append(without_traceback(error))
            step = flow.throw(caught.pop()) if caught else flow.send(result)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]


async def drive_async(flow: Generator[Step, Any, Response], transport: Any, runtime: Runtime) -> Response:
    """Run an API call on the event loop."""
    perform = _perform_async
    # As in `drive`, no variable may hold an exception.
    caught: List[Exception] = []
    try:
        step = next(flow)
        while True:
            result = None
            try:
                result = await perform(step, transport, runtime)
            except Exception as error:
                caught.append(without_traceback(error))
            step = flow.throw(caught.pop()) if caught else flow.send(result)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]


def pause(runtime: Runtime, seconds: float) -> None:
    """Sleep in blocking code."""
    (runtime.sleep or time.sleep)(seconds)


async def pause_async(runtime: Runtime, seconds: float) -> None:
    """Sleep on the event loop."""
    waiting = (runtime.sleep or anyio.sleep)(seconds)
    if inspect.isawaitable(waiting):
        await waiting


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


def _perform(step: Step, transport: Any, runtime: Runtime) -> Any:
    if isinstance(step, Send):
        return transport.send(step.request)
    if isinstance(step, Read):
        return step.response.read()
    if isinstance(step, Sleep):
        return _wait(transport, runtime, step.seconds)
    if isinstance(step, Together):
        return together(step, lambda part: _perform(part, transport, runtime))
    return plain_result(step.function(), "api_key", "api_key")


async def _perform_async(step: Step, transport: Any, runtime: Runtime) -> Any:
    if isinstance(step, Send):
        return await transport.send(step.request)
    if isinstance(step, Read):
        return await step.response.read()
    if isinstance(step, GetCredential):
        token = step.function()
        return await before_async(step.deadline, lambda: token) if inspect.isawaitable(token) else token
    if isinstance(step, Together):
        return await together_async(step, lambda flow: drive_async(flow, transport, runtime))
    return await _wait_async(transport, runtime, step.seconds)


def _wait(transport: Any, runtime: Runtime, seconds: float) -> None:
    """Wait before a retry. Closing the client ends the wait and prevents the retry."""
    for part in _parts(transport, runtime, seconds):
        pause(runtime, part)


async def _wait_async(transport: Any, runtime: Runtime, seconds: float) -> None:
    """Wait before a retry. Closing the client ends the wait and prevents the retry."""
    for part in _parts(transport, runtime, seconds):
        await pause_async(runtime, part)


def _parts(transport: Any, runtime: Runtime, seconds: float) -> Iterator[float]:
    if runtime.sleep is not None:
        yield seconds
        return
    # The wait polls, because an event would need a lock, which a forked child could inherit while it is locked.
    end = time.monotonic() + seconds
    while seconds > 0 and not getattr(transport, "closed", False):
        yield min(seconds, _LOOK_SECONDS)
        seconds = end - time.monotonic()
