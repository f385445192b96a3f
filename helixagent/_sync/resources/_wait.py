# Written by `make generate` from helixagent/_async/resources/_wait.py; do not edit.
"""Wait for a debate or a task by polling its status, and return its result."""

from __future__ import annotations

from typing import Any, Callable, Optional, TypeVar

from helixagent._core.requests.options import Runtime
from helixagent._core.responses.polling import Polling
from helixagent._transport.callbacks import call_back, pause
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
    """Request the status with `look` until the job has ended, and then its `result`. Both accept a `deadline`."""
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
