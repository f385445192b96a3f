"""What makes debates and tasks go on: each look at them, or the time that has passed on the sandbox's clock."""

from __future__ import annotations

from typing import Callable

from helixagent.testing.clock import FIXED_TIME

LOOKS = "looks"
CLOCK = "clock"


class Pace:
    """How the jobs of a sandbox go on.

    Args:
        clock: Gives Unix seconds.
        by: `looks` or `clock`.
    """

    def __init__(self, clock: Callable[[], float] = lambda: FIXED_TIME, by: str = LOOKS) -> None:
        self.clock = clock
        self.by = by

    @property
    def by(self) -> str:
        """What jobs go on by: `looks` or `clock`.

        Raises:
            ValueError: If it is set to anything else.
        """
        return self._by

    @by.setter
    def by(self, by: str) -> None:
        if by not in (LOOKS, CLOCK):
            raise ValueError(f"progress must be {LOOKS!r} or {CLOCK!r}, not {by!r}")
        self._by = by


class Timed:
    """A job whose next step is due at a time.

    Args:
        pace: How it goes on.
        created: When it was made, in Unix seconds.
        step: How many seconds a step takes.
    """

    def __init__(self, pace: Pace, created: float, step: float) -> None:
        self.pace = pace
        self._step = step
        self._due = created + step

    @property
    def goes_on(self) -> bool:
        """Whether there is a step that could come next."""
        raise NotImplementedError

    def advance(self) -> None:
        """Go one step on."""
        raise NotImplementedError

    def wake(self) -> None:
        """Count the next step from now, after a pause."""
        self._due = self.pace.clock() + self._step

    def catch_up(self) -> None:
        """Go on as far as the clock says, where it is the clock that says it."""
        if self.pace.by != CLOCK:
            return
        while self.goes_on and self._due <= self.pace.clock():
            self._due += self._step
            self.advance()
