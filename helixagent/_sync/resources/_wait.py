# Written by `make generate` from helixagent/_async/resources/_wait.py; do not edit.
"""Wait for a debate or a task by polling its status, and return its result."""

from __future__ import annotations

from typing import Any, Callable, Optional, TypeVar

from helixagent._core.requests.call import Call
from helixagent._core.requests.options import Options
from helixagent._core.responses.polling import Polling
from helixagent._transport.drive import call_back, pause
from helixagent.exceptions import DeadlineExceededError

S = TypeVar("S")
T = TypeVar("T")


def waited(
    name: str,
    call: Call,
    options: Options,
    *,
    timeout: Optional[float],
    poll_interval: float,
    on_progress: Optional[Callable[[S], Any]],
    look: Callable[..., S],
    result: Callable[..., T],
) -> T:
    """Wait until a job has ended, and return its result.

    Args:
        name: Name of the job, such as `task 1`.
        call: The API call for the status. Errors contain its URL.
        options: The client's settings.
        timeout: Timeout of the wait in seconds.
        poll_interval: Number of seconds between two status requests.
        on_progress: Function that is called with each status.
        look: Requests the status. It accepts a `deadline` in seconds.
        result: Requests the result. It accepts a `deadline` in seconds.
    """
    polling = Polling(name, url=call.url, timeout=timeout, poll_interval=poll_interval, options=options)
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
