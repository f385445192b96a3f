"""A clock that only moves when a test moves it, and on which clients sleep without waiting."""

from __future__ import annotations

import threading
import time
from typing import List

# The time of every response of the sandbox, unless a clock is given: responses do not change between runs.
FIXED_TIME = 1703123456.0


class ManualClock:
    """A clock that only moves when it is told to.

    A client of `Sandbox.client()` or `fake_client()` sleeps on it. The client does not wait: the clock is advanced by
    the duration of the sleep, which is recorded in `sleeps`.

    Args:
        start: The initial time, in Unix seconds.

    Attributes:
        sleeps: The duration of each sleep in seconds, oldest first.

    Example:
        >>> clock = ManualClock(start=100.0)
        >>> clock.advance(5)
        >>> clock()
        105.0
    """

    def __init__(self, start: float = FIXED_TIME) -> None:
        self.sleeps: List[float] = []
        self._start = start
        self._now = start
        self._passed = 0.0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        """Return the time, in Unix seconds."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Advance the clock.

        Args:
            seconds: The number of seconds, 0 or more.

        Raises:
            ValueError: The number is negative.
        """
        if seconds < 0:
            raise ValueError(f"seconds must be 0 or more: a clock cannot go back by {-seconds}")
        with self._lock:
            self._now += seconds
            self._passed += seconds

    def timer(self) -> float:
        """Return monotonic seconds: the real elapsed time plus the time by which the clock was moved.

        With these, a client's timeouts expire both when it sleeps on the clock and when a server really hangs.
        """
        return time.perf_counter() + self._passed

    def sleep(self, seconds: float) -> None:
        """Replace `time.sleep`: advance the clock and record the duration, without waiting.

        Args:
            seconds: The duration.

        Example:
            monkeypatch.setattr(time, "sleep", sandbox.clock.sleep)
        """
        self.advance(seconds)
        self.sleeps.append(seconds)

    def reset(self) -> None:
        """Return to the start time, and forget the sleeps."""
        with self._lock:
            self._now = self._start
        self.sleeps.clear()

    def __repr__(self) -> str:
        return f"ManualClock({self._now!r})"
