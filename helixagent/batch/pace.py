"""How many requests may be under way at once: fewer when the server turns one away, more again when it does not.

Additive increase, multiplicative decrease: the rule that D.-M. Chiu and R. Jain, "Analysis of the Increase and Decrease
Algorithms for Congestion Avoidance in Computer Networks" (Computer Networks and ISDN Systems 17, 1989), show to settle
at a fair and full use, and that TCP follows: RFC 5681 section 3.1 adds one per round trip and halves on a loss. As
there, many losses out of one round are one sign and not many: what was sent before the last cut cuts no further.
"""

from __future__ import annotations

from typing import Callable, Optional

from .._core.retry import delay_after

# Nobody means a batch to stand still for longer; a server that asks for more gets another question by then.
LONGEST_PAUSE = 3600.0


class Pace:
    """The number of requests that may be under way, and the time before which none may start.

    Args:
        most: The number that is never exceeded; it is also the first.
        random: Gives a number from 0 up to 1, for the jitter of pauses.
    """

    def __init__(self, most: int, random: Callable[[], float]) -> None:
        self.most = most
        self._limit = float(most)
        self._random = random
        self._resumes = 0.0
        # Cuts so far; a request remembers how many there were when it started.
        self._cuts = 0
        # Cuts since the last success, which make the pauses longer.
        self._in_a_row = 0

    @property
    def limit(self) -> int:
        """How many requests may be under way now."""
        return max(1, int(self._limit))

    def pause(self, now: float) -> float:
        """Return the seconds until a request may start."""
        return max(0.0, self._resumes - now)

    def start(self) -> int:
        """Return what a request that starts must hand back when it has ended."""
        return self._cuts

    def succeeded(self) -> None:
        """Take note of an answer: as many of them as are under way at once make room for one more."""
        self._in_a_row = 0
        self._limit = min(float(self.most), self._limit + 1 / self._limit)

    def turned_away(self, started: int, retry_after: Optional[float], now: float) -> None:
        """Take note of an answer that says that there is too much to do.

        Args:
            started: What `start` gave this request.
            retry_after: The seconds that the server asks to wait, if it does.
            now: The present time, in seconds.
        """
        if started == self._cuts:
            self._cuts += 1
            self._in_a_row += 1
            self._limit = max(1.0, self._limit / 2)
        elif retry_after is None:
            return
        if retry_after is None or retry_after <= 0:
            retry_after = delay_after(self._in_a_row, max_retries=self._in_a_row, retry_after=None, random=self._random)
        self._resumes = max(self._resumes, now + min(retry_after or 0.0, LONGEST_PAUSE))
