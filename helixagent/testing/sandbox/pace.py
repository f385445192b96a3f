"""The progress of debates and tasks: driven by status requests, or by the sandbox's clock."""

from __future__ import annotations

from typing import Callable

from helixagent.testing.clock import FIXED_TIME

LOOKS = "looks"
CLOCK = "clock"


class Pace:
    """How the jobs of a sandbox make progress.

    Args:
        clock: A function that returns Unix seconds.
        by: `looks` or `clock`.
    """

    def __init__(self, clock: Callable[[], float] = lambda: FIXED_TIME, by: str = LOOKS) -> None:
        self.clock = clock
        self.by = by

    @property
    def by(self) -> str:
        """The driver of the progress: `looks` or `clock`.

        Raises:
            ValueError: It is set to anything else.
        """
        return self._by

    @by.setter
    def by(self, by: str) -> None:
        if by not in (LOOKS, CLOCK):
            raise ValueError(f"progress must be {LOOKS!r} or {CLOCK!r}, not {by!r}")
        self._by = by


class Timed:
    """A job whose next step is due at a certain time.

    Args:
        pace: The driver of the progress.
        created: The time of creation, in Unix seconds.
        step: The duration of a step in seconds.
    """

    def __init__(self, pace: Pace, created: float, step: float) -> None:
        self.pace = pace
        self._step = step
        self._due = created + step

    @property
    def goes_on(self) -> bool:
        """Return whether another step is possible."""
        raise NotImplementedError

    def advance(self) -> None:
        """Advance by one step."""
        raise NotImplementedError

    def wake(self) -> None:
        """Restart the time of the next step after a pause."""
        self._due = self.pace.clock() + self._step

    def catch_up(self) -> None:
        """Advance to the current time of the clock, if the clock drives the progress."""
        if self.pace.by != CLOCK:
            return
        while self.goes_on and self._due <= self.pace.clock():
            self._due += self._step
            self.advance()
