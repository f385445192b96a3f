"""Wait for a debate or a task by polling its status, and return its result."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Optional, TypeVar

from helixagent._core.requests.options import Runtime
from helixagent._core.responses.polling import Polling
from helixagent._transport.callbacks import call_back_async, pause_async
from helixagent.exceptions import DeadlineExceededError

S = TypeVar("S")
T = TypeVar("T")


async def waited(
    polling: Polling,
    runtime: Runtime,
    look: Callable[..., Awaitable[S]],
    result: Callable[..., Awaitable[T]],
    on_progress: Optional[Callable[[S], Any]],
) -> T:
    """Request the status with `look` until the job has ended, and then its `result`. Both accept a `deadline`."""
    while True:
        status = await _bounded(polling, look)
        await call_back_async(on_progress, status)
        delay = polling.next_delay(status)
        if delay is None:
            return await _bounded(polling, result)
        await pause_async(runtime, delay)


async def _bounded(polling: Polling, ask: Callable[..., Awaitable[T]]) -> T:
    try:
        return await ask(deadline=polling.deadline())
    except DeadlineExceededError as error:
        raise polling.missed(error) from error
