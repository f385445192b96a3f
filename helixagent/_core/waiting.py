"""When a wait for a debate or a task is over, and how long to wait before the next look: decisions from its status."""

from __future__ import annotations

import math
from typing import Any, Callable, FrozenSet, Mapping, Optional

from ..exceptions import JobFailedError, ValidationError, WaitTimeoutError


class Watch:
    """One wait, from its first look to its end.

    Args:
        name: What is waited for, e.g. `debate climate-1`.
        failures: The statuses in which it has ended without a result; `completed` is the one with a result.
        timeout: Seconds that it may take, or None for no limit.
        poll_interval: Seconds between looks.
        clock: Gives seconds.
    """

    def __init__(
        self,
        name: str,
        failures: FrozenSet[str],
        *,
        timeout: Optional[float],
        poll_interval: float,
        clock: Callable[[], float],
    ) -> None:
        _check_seconds("poll_interval", poll_interval)
        if timeout is not None:
            _check_seconds("timeout", timeout)
        self._name = name
        self._failures = failures
        self._interval = poll_interval
        self._clock = clock
        self._timeout = timeout
        self._end = math.inf if timeout is None else clock() + timeout

    def next_delay(self, status: Any) -> Optional[float]:
        """Return the seconds until the next look, or None where the result is there.

        Args:
            status: The status object that the server has just given.

        Raises:
            JobFailedError: It ended without a result.
            WaitTimeoutError: There is no time left for another look.
        """
        state = status.status
        if state == "completed":
            return None
        if isinstance(state, str) and state in self._failures:
            reason = _reason(status)
            raise JobFailedError(f"The {self._name} ended as {state}{': ' + reason if reason else ''}.", status=status)
        left = self._end - self._clock()
        if left <= 0:
            raise WaitTimeoutError(f"The {self._name} is still {state} after {self._timeout:g} seconds.", status=status)
        return min(self._interval, left)


def _reason(status: Any) -> str:
    given = getattr(status, "error", None) or getattr(status, "errors", None) or ()
    return "; ".join(map(_said, given if isinstance(given, (list, tuple)) else [given]))


def _said(error: Any) -> str:
    message = error.get("message") if isinstance(error, Mapping) else None
    return message if isinstance(message, str) else str(error)


def _check_seconds(argument: str, seconds: Any) -> None:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds < math.inf:
        raise ValidationError(f"{argument} must be a number of seconds above 0.", param=argument)
