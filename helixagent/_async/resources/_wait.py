"""Wait for a debate or a task: request its status, pause, and return its result."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Optional, TypeVar

from helixagent._core.requests.options import Options
from helixagent._core.responses.waiting import Watch
from helixagent._transport.drive import call_back_async, pause_async
from helixagent.exceptions import DeadlineExceededError

S = TypeVar("S")
T = TypeVar("T")


async def waited(
    watch: Watch,
    options: Options,
    *,
    look: Callable[..., Awaitable[S]],
    result: Callable[..., Awaitable[T]],
    on_progress: Optional[Callable[[S], Any]],
) -> T:
    """Wait until a job has ended, and return its result.

    Args:
        watch: Decides when to request the status, and when the wait is over.
        options: The client's settings.
        look: Requests the status, within a `deadline`.
        result: Requests the result, within a `deadline`.
        on_progress: Function that is called with each status.
    """
    while True:
        status = await _bounded(watch, look)
        await call_back_async(on_progress, status)
        delay = watch.next_delay(status)
        if delay is None:
            return await _bounded(watch, result)
        await pause_async(options.runtime, delay)


async def _bounded(watch: Watch, ask: Callable[..., Awaitable[T]]) -> T:
    try:
        return await ask(deadline=watch.deadline())
    except DeadlineExceededError as error:
        raise watch.missed(error) from error
