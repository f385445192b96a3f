"""Enforce the deadline of an API call and the idle timeout of its stream."""

from __future__ import annotations

import math
from typing import Callable, Optional, TypeVar, Union

from ...exceptions import APITimeoutError, DeadlineExceededError, HelixAgentError, StreamIdleTimeoutError
from ..secret import server_of

E = TypeVar("E", bound=HelixAgentError)

# On some systems, a timeout can fire early by this many seconds.
_TOLERANCE = 0.02


class Deadline:
    """The deadline of an API call and the idle timeout of its stream.

    Args:
        timer: A function that returns the monotonic time in seconds.
        seconds: Time in seconds for the whole API call, including its stream; None for no deadline.
        stream_idle_timeout: Maximum wait in seconds for one event of the stream; None for no limit.
        url: The URL of the API call, for messages; None to use the URL of the last error.
    """

    __slots__ = ("_end", "_event_end", "_idle", "_seconds", "_timer", "_url")

    def __init__(
        self,
        timer: Callable[[], float],
        *,
        seconds: Optional[float] = None,
        stream_idle_timeout: Optional[float] = None,
        url: Optional[str] = None,
    ) -> None:
        self._timer = timer
        self._url = url
        self._seconds = seconds
        self._idle = stream_idle_timeout
        self._end = math.inf if seconds is None else timer() + seconds
        self._event_end = math.inf

    def __bool__(self) -> bool:
        """Return whether there is a deadline or an idle timeout."""
        return self._seconds is not None or self._idle is not None

    def wait_for_event(self) -> None:
        """Start the idle timeout for the next event of the stream."""
        if self._idle is not None:
            self._event_end = self._timer() + self._idle

    def left(self) -> float:
        """Return the remaining time in seconds, or infinity if there is no deadline."""
        end = min(self._end, self._event_end)
        return end if end == math.inf else end - self._timer()

    def limited(self, seconds: Optional[float]) -> Optional[float]:
        """Return the smaller of a timeout and the remaining time in seconds; None for no timeout."""
        left = self.left()
        # Depending on the library, a timeout of 0 expires immediately or never.
        limit = max(left, 0.001)
        return seconds if left == math.inf else limit if seconds is None else min(seconds, limit)

    def explained(self, error: E) -> Union[E, APITimeoutError]:
        """Return the exception to raise for an error. A timeout at the deadline becomes a deadline error."""
        return self.reached(error) if type(error) is APITimeoutError and self.has_passed() else error

    def has_passed(self) -> bool:
        """Return whether a timeout that fires now is due to the deadline."""
        return self.left() <= _TOLERANCE

    def reached(
        self, cause: Optional[HelixAgentError], *, attempts: Optional[int] = None, delay: Optional[float] = None
    ) -> APITimeoutError:
        """Return the exception for the deadline or idle timeout that ends first.

        Args:
            cause: The last error, if any.
            attempts: Number of requests; by default, the number in the cause.
            delay: Time in seconds until the next retry, if the retry would be after the deadline.
        """
        url = self._url or (cause.url if cause is not None else None)
        after = "" if delay is None else f" (the next attempt was due in {delay:.3g} seconds)"
        error: APITimeoutError
        if self._event_end < self._end:
            server = server_of(url) if url else "The server"
            error = StreamIdleTimeoutError(
                f"{server} sent no event within the stream_idle_timeout of {self._idle:g} seconds{after}.", url=url
            )
        else:
            to = f" to {server_of(url)}" if url else ""
            error = DeadlineExceededError(
                f"The API call{to} did not finish within its deadline of {self._seconds:g} seconds{after}.", url=url
            )
        error.__cause__ = cause
        error.attempts = attempts if attempts is not None else cause.attempts if cause is not None else 0
        return error


NO_DEADLINE = Deadline(lambda: 0.0)


def deadline_of(
    timer: Callable[[], float],
    *,
    deadline: Optional[float],
    stream_idle_timeout: Optional[float],
    url: Optional[str] = None,
) -> Deadline:
    """Return the deadline of an API call that starts now; `deadline` is in seconds."""
    if deadline is None and stream_idle_timeout is None:
        return NO_DEADLINE
    return Deadline(timer, seconds=deadline, stream_idle_timeout=stream_idle_timeout, url=url)
