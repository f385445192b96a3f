# Written by `make generate` from helixagent/_async/resources/_wait.py; do not edit.
"""Waiting for a job to end: looks at its status, pauses between them, and its result."""

from __future__ import annotations

from typing import Any, Callable, Optional, TypeVar

from helixagent._core.requests.options import Options
from helixagent._core.responses.polling import Polling
from helixagent._transport.drive import call_back, pause
from helixagent.exceptions import DeadlineExceededError

S = TypeVar("S")
T = TypeVar("T")


def waited(
    polling: Polling,
    options: Options,
    *,
    look: Callable[..., S],
    result: Callable[..., T],
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
        status = _bounded(polling, look)
        call_back(on_progress, status)
        delay = polling.next_delay(status)
        if delay is None:
            return _bounded(polling, result)
        pause(options.runtime, delay)


def _bounded(polling: Polling, ask: Callable[..., T]) -> T:
    try:
        return ask(deadline=polling.deadline())
    except DeadlineExceededError as error:
        raise polling.missed(error) from error
