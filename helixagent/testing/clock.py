"""A clock that moves only when a test advances it. Clients sleep on it without waiting."""

from __future__ import annotations

import threading
import time
from typing import List

# The default time in sandbox responses. It is fixed so that responses do not change between runs.
FIXED_TIME = 1703123456.0


class ManualClock:
    """A clock that moves only when it is advanced.

    Clients created by `Sandbox.client()` or `fake_client()` sleep on this clock. They do not wait. Instead, the clock
    is advanced by the duration of the sleep, and the duration is recorded in `sleeps`.

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
        """Return monotonic seconds: the real elapsed time plus all advances of the clock.

        A client's timeouts therefore expire both when it sleeps on the clock and when a server really hangs.
        """
        return time.perf_counter() + self._passed

    def sleep(self, seconds: float) -> None:
        """Replace `time.sleep`: advance the clock and record the duration, without waiting.

        Args:
            seconds: Duration of the sleep in seconds.

        Example:
            monkeypatch.setattr(time, "sleep", sandbox.clock.sleep)
        """
        self.advance(seconds)
        self.sleeps.append(seconds)

    def reset(self) -> None:
        """Return to the start time and clear the recorded sleeps."""
        with self._lock:
            self._now = self._start
        self.sleeps.clear()

    def __repr__(self) -> str:
        return f"ManualClock({self._now!r})"
