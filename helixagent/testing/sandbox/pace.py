"""The progress of debates and tasks: driven by status requests, or by the sandbox's clock."""

from __future__ import annotations

from typing import Callable

from helixagent.testing.clock import FIXED_TIME

BY_STATUS_REQUESTS = "looks"
BY_CLOCK = "clock"


class Pace:
    """Controls how the jobs of a sandbox make progress.

    Args:
        clock: A function that returns Unix seconds.
        source: `looks` or `clock`.
    """

    def __init__(self, clock: Callable[[], float] = lambda: FIXED_TIME, source: str = BY_STATUS_REQUESTS) -> None:
        self.clock = clock
        self.source = source

    @property
    def source(self) -> str:
        """The source of progress: `looks` or `clock`.

        Raises:
            ValueError: The new value is invalid.
        """
        return self._source

    @source.setter
    def source(self, source: str) -> None:
        if source not in (BY_STATUS_REQUESTS, BY_CLOCK):
            raise ValueError(f"progress must be {BY_STATUS_REQUESTS!r} or {BY_CLOCK!r}, not {source!r}")
        self._source = source


class TimedJob:
    """A job whose next step is due at a certain time.

    Args:
        pace: The source of progress.
        created: The time of creation, in Unix seconds.
        step: The duration of a step in seconds.
    """

    def __init__(self, pace: Pace, created: float, step: float) -> None:
        self.pace = pace
        self._step = step
        self._due = created + step

    @property
    def can_advance(self) -> bool:
        """Return whether another step is possible."""
        raise NotImplementedError

    def advance(self) -> None:
        """Advance by one step."""
        raise NotImplementedError

    def restart_timer(self) -> None:
        """Restart the timer of the next step after a pause."""
        self._due = self.pace.clock() + self._step

    def catch_up(self) -> None:
        """Advance to the current time of the clock, if the clock drives the progress."""
        if self.pace.source != BY_CLOCK:
            return
        while self.can_advance and self._due <= self.pace.clock():
            self._due += self._step
            self.advance()
