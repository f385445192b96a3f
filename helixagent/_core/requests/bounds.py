"""What bounds a call beside its timeout: a deadline over all of it, and the longest wait for an event of its stream."""

from __future__ import annotations

import math
import time
from typing import Callable, Optional, TypeVar, Union

from ...exceptions import APITimeoutError, DeadlineExceededError, HelixAgentError, StreamIdleTimeoutError
from ..secret import server_of

E = TypeVar("E", bound=HelixAgentError)

# A timeout can fire this much early by the clocks of some systems.
_TOLERANCE = 0.02


class Bounds:
    """The moments at which a call ends, whatever is still to come.

    Args:
        timer: Gives seconds that never go back.
        deadline: Seconds from now for the whole call, its stream included; None for no deadline.
        stream_idle_timeout: Seconds that the wait for an event of the stream may take; None for no limit.
        url: The address of the call, for messages; None if only the errors of attempts know it.
    """

    __slots__ = ("_deadline", "_end", "_event_end", "_idle", "_timer", "_url")

    def __init__(
        self,
        timer: Callable[[], float],
        *,
        deadline: Optional[float],
        stream_idle_timeout: Optional[float],
        url: Optional[str] = None,
    ) -> None:
        self._timer = timer
        self._url = url
        self._deadline = deadline
        self._idle = stream_idle_timeout
        self._end = math.inf if deadline is None else timer() + deadline
        self._event_end = math.inf

    @classmethod
    def for_seconds(cls, seconds: float) -> Bounds:
        """Return the bounds of a part of a call, which may take so many seconds of real time."""
        return cls(time.monotonic, deadline=seconds, stream_idle_timeout=None)

    def __bool__(self) -> bool:
        """Whether there is any bound."""
        return self._deadline is not None or self._idle is not None

    def wait_for_event(self) -> None:
        """Take note that the wait for the stream's next event begins now."""
        if self._idle is not None:
            self._event_end = self._timer() + self._idle

    def left(self) -> float:
        """Return the seconds to the next bound; infinity where there is none."""
        end = min(self._end, self._event_end)
        return end if end == math.inf else end - self._timer()

    def limited(self, seconds: Optional[float]) -> Optional[float]:
        """Return a timeout, or the time that is left where that is less; None for no timeout."""
        left = self.left()
        # 0 would mean at once or never, depending on the library.
        limit = max(left, 0.001)
        return seconds if left == math.inf else limit if seconds is None else min(seconds, limit)

    def explained(self, error: E) -> Union[E, APITimeoutError]:
        """Return the exception of the bound that a transport's timeout has reached; any other error as it is."""
        if type(error) is not APITimeoutError or self.left() > _TOLERANCE:
            return error
        return self.reached(error)

    def reached(
        self, cause: Optional[HelixAgentError], *, attempts: Optional[int] = None, delay: Optional[float] = None
    ) -> APITimeoutError:
        """Return the exception of the next bound.

        Args:
            cause: The last error, if there was one.
            attempts: How often the request was sent; by default as the cause has it.
            delay: The seconds to wait before another attempt, where it is that which would cross the bound.
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
                f"The API call{to} did not finish within its deadline of {self._deadline:g} seconds{after}.", url=url
            )
        error.__cause__ = cause
        error.attempts = attempts if attempts is not None else cause.attempts if cause is not None else 0
        return error


UNBOUNDED = Bounds(lambda: 0.0, deadline=None, stream_idle_timeout=None)


def bounds_of(
    timer: Callable[[], float],
    *,
    deadline: Optional[float],
    stream_idle_timeout: Optional[float],
    url: Optional[str] = None,
) -> Bounds:
    """Return the bounds of a call that begins now."""
    if deadline is None and stream_idle_timeout is None:
        return UNBOUNDED
    return Bounds(timer, deadline=deadline, stream_idle_timeout=stream_idle_timeout, url=url)
