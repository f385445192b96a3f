"""The two short drivers that carry out, sync or async, what `_core.exchange` decides."""

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

# How often a wait before a retry looks whether the client was closed.
_LOOK_SECONDS = 0.1


def drive(flow: Generator[Step, Any, Response], transport: Any, runtime: Runtime) -> Response:
    """Run a call to its end with blocking I/O."""
    perform = _perform
    # An exception is never a variable here, since this frame and its traceback would then keep each other alive.
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
    """Run a call to its end on the event loop."""
    perform = _perform_async
    # As in `drive`.
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
    """Wait, blocking."""
    (runtime.sleep or time.sleep)(seconds)


async def pause_async(runtime: Runtime, seconds: float) -> None:
    """Wait on the event loop."""
    waiting = (runtime.sleep or anyio.sleep)(seconds)
    if inspect.isawaitable(waiting):
        await waiting


def call_back(function: Optional[Callable[[Any], Any]], value: Any) -> None:
    """Call a function of the user's, if there is one; what it raises is the user's to see."""
    result = None if function is None else function(value)
    if inspect.isawaitable(result):
        if inspect.iscoroutine(result):
            result.close()
        raise ValidationError(
            "The callback is an async function, which only AsyncHelixAgent can await; give HelixAgent a plain function."
        )


async def call_back_async(function: Optional[Callable[[Any], Any]], value: Any) -> None:
    """Call a function of the user's, if there is one, and await it where it is async."""
    result = None if function is None else function(value)
    if inspect.isawaitable(result):
        await result


def _perform(step: Step, transport: Any, runtime: Runtime) -> Any:
    if isinstance(step, Send):
        return transport.send(step.request)
    if isinstance(step, Read):
        return step.response.read()
    if isinstance(step, Sleep):
        return _wait(transport, runtime, step.seconds)
    if isinstance(step, Together):
        return together(step, lambda part: _perform(part, transport, runtime))
    token = step.function()
    if inspect.isawaitable(token):
        if inspect.iscoroutine(token):
            token.close()
        raise ValidationError(
            "api_key is an async function, which only AsyncHelixAgent can await; give HelixAgent a plain function.",
            param="api_key",
        )
    return token


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
    """Wait before a retry; a closed client ends the wait, and refuses the retry."""
    for part in _parts(transport, runtime, seconds):
        pause(runtime, part)


async def _wait_async(transport: Any, runtime: Runtime, seconds: float) -> None:
    """Wait before a retry; a closed client ends the wait, and refuses the retry."""
    for part in _parts(transport, runtime, seconds):
        await pause_async(runtime, part)


def _parts(transport: Any, runtime: Runtime, seconds: float) -> Iterator[float]:
    if runtime.sleep is not None:
        yield seconds
        return
    # An event that another thread sets would need a lock, which a forked child could inherit in its locked state.
    end = time.monotonic() + seconds
    while seconds > 0 and not getattr(transport, "closed", False):
        yield min(seconds, _LOOK_SECONDS)
        seconds = end - time.monotonic()
