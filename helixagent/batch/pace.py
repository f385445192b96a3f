"""Limit the requests in flight for one model with a window that adapts to the load that the server accepts.

The window follows CUBIC (RFC 9438, section 4.2), the congestion control of most TCP stacks. After a refusal, the
window drops slightly below the level that the server accepted. It returns to that level quickly and stays near it. Then
it grows further, slowly at first and faster later.

This implementation differs from TCP in three ways:

- A refusal is explicit, so the number of requests still being served shows the level directly. A cut to 90 % is enough,
  as in the AIMD limit of Netflix's concurrency-limits.
- Growth is measured in rounds of responses instead of seconds, because models take milliseconds to minutes to respond.
- If a server refuses all requests, the batch pauses for as long as the server asks. Slow start (RFC 5681, section 3.1)
  then doubles the window each round, up to half of the old level.
"""

from __future__ import annotations

import math
from typing import Callable, Optional

from .._core.requests.retry import delay_after

# The longest pause that a batch accepts. If a server asks for a longer pause, the batch retries after this time.
MAX_PAUSE = 3600.0
# The initial window: the default of max_concurrency.
_INITIAL_WINDOW = 32
_DECREASE_FACTOR = 0.9
# CUBIC's constant C, in requests per cubed round. It returns to a level of 10 after 17 rounds and tries 11 after 31.
_GROWTH = 0.0002


class Pace:
    """Limits the number of requests in flight for one model, and pauses when the server is overloaded.

    Args:
        max_limit: The upper bound of the limit.
        random: A function that returns a number from 0 up to 1, used as jitter for pauses.
        use_backoff: Whether to pause if the server refuses everything without asking for a pause, or if it has not
            accepted a request yet.

    Attributes:
        refusing_since: When the model first refused a request after its last success, or None.
    """

    def __init__(self, max_limit: int, random: Callable[[], float], *, use_backoff: bool = True) -> None:
        self.refusing_since: Optional[float] = None
        self._max_limit = max_limit
        self._random = random
        self._use_backoff = use_backoff
        self._window = float(min(max_limit, _INITIAL_WINDOW))
        # Slow start ends at this window.
        self._threshold = math.inf
        # The curve: the level that the server accepted, the rounds until the window returns to it, and the rounds so
        # far.
        self._level = self._window
        self._plateau = 0.0
        self._rounds = 0.0
        # The number of cuts so far. A request remembers the number at its start.
        self._cuts = 0
        self._window_before = self._full_level = self._window
        self._served = self._served_since_cut = False
        # Full stops since the last success. They make the pauses longer.
        self._stops = 0
        self._resume_at = 0.0
        # Until this time, the window does not exceed the level.
        self._hold_until = 0.0

    @property
    def limit(self) -> int:
        """The number of requests that may be in flight now."""
        return max(1, min(self._max_limit, int(self._window + 0.5)))

    def pause(self, now: float) -> float:
        """Return the seconds until a request may start."""
        return max(0.0, self._resume_at - now)

    def start(self) -> int:
        """Return a token for a request that starts now; pass it to `record_refusal`."""
        return self._cuts

    def succeeded(self, others: int, now: float) -> None:
        """Record a response.

        Args:
            others: How many other requests are in flight.
            now: The time in seconds.
        """
        self._served = self._served_since_cut = True
        self._stops = 0
        self.refusing_since = None
        if 2 * (others + 1) < self._window:
            # If the window is not full, a success does not show how much the server accepts.
            return
        if self._window < self._threshold:
            self._window += 1
            if self._window >= self._threshold:
                self._start_curve(self._threshold)
        else:
            self._rounds += 1 / self._window
            if now < self._hold_until:
                self._rounds = min(self._rounds, self._plateau)
            self._window = self._level + _GROWTH * (self._rounds - self._plateau) ** 3
        self._window = min(self._window, float(self._max_limit))

    def record_refusal(self, token: int, others: int, retry_after: Optional[float], now: float) -> None:
        """Record that the server refused a request because it is overloaded.

        Args:
            token: The token that `start` returned for this request.
            others: How many other requests are in flight. The server has not refused these.
            retry_after: Seconds that the server asked the client to wait, or None.
            now: The time in seconds.
        """
        if self.refusing_since is None:
            self.refusing_since = now
        if token == self._cuts:
            self._cuts += 1
            self._level = math.inf
            self._window_before = self._window
            self._served_since_cut = False
        elif token != self._cuts - 1 or others >= self._level:
            # The refusal belongs to an earlier round, or does not add information about this one.
            return
        self._hold_until = max(self._hold_until, now + min(retry_after or 0.0, MAX_PAUSE))
        if others or self._served_since_cut:
            self._level = max(1.0, float(min(others, self._level)))
            self._threshold = 0.0
            self._start_curve(max(1.0, self._level * _DECREASE_FACTOR))
        else:
            self._stop(now)

    def _stop(self, now: float) -> None:
        """Pause after the server refused all requests of a round."""
        self._stops += 1
        if self._stops == 1:
            self._full_level = self._window_before
        self._level = self._full_level
        self._threshold = self._level / 2
        self._window = 1.0
        if self._threshold <= 1:
            self._start_curve(1.0)
        # Without retries, every request to a model that has never accepted one ends at once, so a pause is useless.
        if not (self._use_backoff or self._served):
            return
        self._resume_at = self._hold_until
        if self._hold_until <= now and self._use_backoff:
            backoff = delay_after(self._stops, max_retries=self._stops, retry_after=None, random=self._random)
            self._resume_at = now + (backoff or 0.0)

    def _start_curve(self, window: float) -> None:
        self._window = window
        self._rounds = 0.0
        self._plateau = max(0.0, (self._level - window) / _GROWTH) ** (1 / 3)
