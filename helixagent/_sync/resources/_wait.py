# Written by `make generate` from helixagent/_async/resources/_wait.py; do not edit.
"""Wait for a debate or a task by polling its status, and return its result."""

from __future__ import annotations

from typing import Any, Callable, Optional, TypeVar

from helixagent._core.requests.options import Runtime
from helixagent._core.responses.polling import Polling
from helixagent._transport.drive import call_back, pause
from helixagent.exceptions import DeadlineExceededError

S = TypeVar("S")
T = TypeVar("T")


def waited(
    polling: Polling,
    runtime: Runtime,
    look: Callable[..., S],
    result: Callable[..., T],
    on_progress: Optional[Callable[[S], Any]],
) -> T:
    """Wait until a job has ended, and return its result.

    Args:
        polling: Decides how long to wait.
        runtime: The client's runtime.
        look: Requests the status. It accepts a `deadline` in seconds.
        result: Requests the result. It accepts a `deadline` in seconds.
        on_progress: Function that is called with each status.
    """
    while True:
        status = _bounded(polling, look)
        call_back(on_progress, status)
        delay = polling.next_delay(status)
        if delay is None:
            return _bounded(polling, result)
        pause(runtime, delay)


def _bounded(polling: Polling, ask: Callable[..., T]) -> T:
    try:
        return ask(deadline=polling.deadline())
    except DeadlineExceededError as error:
        raise polling.missed(error) from error
