"""Track whether the server is reachable. If it is not, the batch pauses and eventually gives up."""

from __future__ import annotations

from typing import Callable

# Number of consecutive connection failures after which the run pauses.
_MAX_FAILURES = 10
_INITIAL_PAUSE = 1.0
_MAX_PAUSE = 60.0
# Seconds before retrying a single request that could not connect.
RETRY_DELAY = 0.5


class Reachability:
    """Counts consecutive connection failures for all models together.

    Args:
        give_up_after: Seconds without a connection after which the run ends.
        random: A function that returns a number from 0 up to 1, used as jitter for pauses.
    """

    def __init__(self, give_up_after: float, random: Callable[[], float]) -> None:
        self.given_up = False
        self._give_up_after = give_up_after
        self._random = random
        self._failures = 0
        self._pauses = 0
        self._is_probing = False
        self._since = 0.0
        self._resume_at = 0.0

    @property
    def is_down(self) -> bool:
        """Whether the run waits for the server to become reachable."""
        return self._pauses > 0

    @property
    def may_start(self) -> bool:
        """Whether a request may start. While the server is down, only a single request tests the connection."""
        return not self._is_probing

    def pause(self, now: float) -> float:
        """Return the seconds until a request may start."""
        return max(0.0, self._resume_at - now)

    def start(self) -> int:
        """Return a token for a request that starts now; pass it to `failed`."""
        self._is_probing = self.is_down
        return self._pauses

    def connected(self) -> None:
        """Record that there was a connection."""
        self._failures = self._pauses = 0
        self._resume_at = 0.0
        self._is_probing = False

    def failed(self, token: int, now: float) -> None:
        """Record that there was no connection.

        Args:
            token: The token that `start` returned for this request.
            now: The time in seconds.
        """
        if not self._failures:
            self._since = now
        self._failures += 1
        if self._failures < _MAX_FAILURES or token != self._pauses:
            # Requests that were in flight when the pause began add no information.
            return
        self._is_probing = False
        left = self._since + self._give_up_after - now
        if left <= 0:
            self.given_up = True
            return
        pause = min(_INITIAL_PAUSE * 2.0 ** min(self._pauses, 16), _MAX_PAUSE) * (1 - 0.25 * self._random())
        self._pauses += 1
        self._resume_at = now + min(pause, left)
