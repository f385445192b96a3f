"""Waiting for a job to end: looks at its status, pauses between them, and its result."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Optional, TypeVar

from helixagent._core.requests.options import Options
from helixagent._core.responses.polling import Polling
from helixagent._transport.drive import call_back_async, pause_async
from helixagent.exceptions import DeadlineExceededError

S = TypeVar("S")
T = TypeVar("T")


async def waited(
    polling: Polling,
    options: Options,
    *,
    look: Callable[..., Awaitable[S]],
    result: Callable[..., Awaitable[T]],
    on_progress: Optional[Callable[[S], Any]],
) -> T:
    """Wait for a job's end and return its result.

    Args:
        polling: Decides when to look and when it is over.
        options: The client's settings.
        look: Asks for the status, within a `deadline`.
        result: Asks for the result, within a `deadline`.
        on_progress: Called with each status.
    """
    while True:
        status = await _bounded(polling, look)
        await call_back_async(on_progress, status)
        delay = polling.next_delay(status)
        if delay is None:
            return await _bounded(polling, result)
        await pause_async(options.runtime, delay)


async def _bounded(polling: Polling, ask: Callable[..., Awaitable[T]]) -> T:
    try:
        return await ask(deadline=polling.deadline())
    except DeadlineExceededError as error:
        raise polling.missed(error) from error
