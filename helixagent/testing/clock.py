"""A clock that stands until a test moves it, and that clients sleep on without waiting."""

from __future__ import annotations

import threading
import time
from typing import List

# The time of every answer of the sandbox, unless a clock is given: answers do not change from run to run.
FIXED_TIME = 1703123456.0


class ManualClock:
    """A clock that stands still until it is moved.

    A client of `Sandbox.client()` or `fake_client()` sleeps on it: it waits for nothing, the clock goes on by so many
    seconds, and what it would have waited is written down in `sleeps`.

    Args:
        start: What it shows at first, in Unix seconds.

    Attributes:
        sleeps: The seconds of each sleep, the oldest first.

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
        """Let time pass.

        Args:
            seconds: How much, from 0 up.

        Raises:
            ValueError: It is less than 0.
        """
        if seconds < 0:
            raise ValueError(f"seconds must be 0 or more: a clock does not go back by {-seconds}")
        with self._lock:
            self._now += seconds
            self._passed += seconds

    def timer(self) -> float:
        """Return seconds that never go back: those that really pass, and those by which the clock was moved.

        By these a client's timeouts end as well where it sleeps on the clock as where a server really hangs.
        """
        return time.perf_counter() + self._passed

    def sleep(self, seconds: float) -> None:
        """Take the place of `time.sleep`: let the time pass and write it down, without waiting.

        Args:
            seconds: How long.

        Example:
            monkeypatch.setattr(time, "sleep", sandbox.clock.sleep)
        """
        self.advance(seconds)
        self.sleeps.append(seconds)

    def reset(self) -> None:
        """Show the time of the start again, and forget the sleeps."""
        with self._lock:
            self._now = self._start
        self.sleeps.clear()

    def __repr__(self) -> str:
        return f"ManualClock({self._now!r})"
