"""Decide from a job's status whether waiting is over, and how long to wait before the next request."""

from __future__ import annotations

import logging
import re
from typing import Any, Mapping, Optional

from ...exceptions import DeadlineExceededError, HelixAgentError, JobFailedError, ValidationError, WaitTimeoutError
from ..requests.deadline import Deadline
from ..requests.options import MAX_TIMEOUT, NOT_GIVEN, Options, SecondsOption, checked_seconds, is_duration
from ..secret import server_of

# The last request may exceed the timeout by this many seconds. Without it, the final status could not be requested.
GRACE = 2.0
# A wait without a timeout is logged once after this many seconds.
LONG = 600.0

COMPLETED = "completed"
FAILED = "failed"

_WORDS = {
    COMPLETED: ["completed", "complete", "succeeded", "success", "successful", "done", "finished"],
    FAILED: ["failed", "failure", "error", "errored", "rejected", "cancelled", "canceled", "aborted", "deadletter"]
    + ["expired", "timedout", "timeout"],
}
_OUTCOMES = {word: outcome for outcome, words in _WORDS.items() for word in words}
_SEPARATORS = re.compile(r"[\s_-]+")


def outcome_of(state: Any) -> Optional[str]:
    """Return COMPLETED or FAILED for a final state or last event, or None if the job has not ended.

    Case and separators are ignored. Any end without a result is FAILED. An enum name before a dot is ignored, as in
    `TaskStatus.COMPLETED`.
    """
    if not isinstance(state, str):
        return None
    return _OUTCOMES.get(_SEPARATORS.sub("", state.rpartition(".")[2]).lower())


class Polling:
    """One wait for a debate or a task, from the first status request to its end.

    Messages contain the name of the job, e.g. `debate climate-1`, and errors have the URL of the status.
    """

    def __init__(self, name: str, url: str, timeout: Optional[float], poll_interval: float, options: Options) -> None:
        if not is_duration(poll_interval):
            raise ValidationError(
                f"poll_interval must be a number of seconds above 0, up to {MAX_TIMEOUT}.", param="poll_interval"
            )
        self._timeout = checked_seconds(timeout, "timeout")
        self._name = name
        self._url = url
        self._server = server_of(url)
        self._interval = poll_interval
        self._deadline = options.deadline
        self._timer = options.runtime.timer
        self._begun = self._timer()
        self._end = Deadline(self._timer, seconds=self._timeout)
        self._was_logged = False
        self._looks = 0
        self._status: Any = None
        self._is_ours = False

    def deadline(self) -> SecondsOption:
        """Return the deadline for the next API call of the wait."""
        if self._timeout is None:
            return NOT_GIVEN
        left = max(self._end.left(), GRACE)
        self._is_ours = self._deadline is None or left <= self._deadline
        return left if self._is_ours else self._deadline

    def missed(self, error: DeadlineExceededError) -> HelixAgentError:
        """Return the exception for an API call that exceeded `deadline()`."""
        if not self._is_ours:
            # The call reached the client's deadline, which applies to every call.
            return error
        within = f"within {self._timeout:g} seconds"
        state = getattr(self._status, "status", None)
        if self._status is None:
            said = f"{self._server} did not send the status of the {self._name} {within}."
        elif outcome_of(state) == COMPLETED:
            said = f"The {self._name} is completed, but {self._server} did not send its result {within}."
        else:
            said = f"The {self._name} did not end on {self._server} {within}. Its last known status is {state}."
        return WaitTimeoutError(said, status=self._status, attempts=self._looks + error.attempts, url=self._url)

    def next_delay(self, status: Any) -> Optional[float]:
        """Return the seconds until the next status request after this status, or None if the result is ready.

        Raises:
            JobFailedError: The job ended without a result.
            WaitTimeoutError: The timeout leaves no time for another request.
        """
        self._status = status
        self._looks += 1
        state = status.status
        outcome = outcome_of(state)
        if outcome == COMPLETED:
            return None
        if outcome == FAILED:
            reason = _reason(status)
            said = f"The {self._name} ended as {state} on {self._server}{': ' + reason if reason else ''}."
            raise JobFailedError(said, status=status, attempts=self._looks, url=self._url)
        left = self._end.left()
        if left <= 0:
            said = f"The {self._name} is still {state} on {self._server} after {self._timeout:g} seconds."
            raise WaitTimeoutError(said, status=status, attempts=self._looks, url=self._url)
        self._log_once_if_long(state)
        return min(self._interval, left)

    def _log_once_if_long(self, state: Any) -> None:
        seconds = self._timer() - self._begun
        if self._timeout is None and seconds >= LONG and not self._was_logged:
            self._was_logged = True
            logging.getLogger("helixagent").warning(
                "Still waiting for the %s after %d minutes; its status is %s. Pass timeout= to limit the wait.",
                self._name,
                seconds // 60,
                state,
            )


def _reason(status: Any) -> str:
    given = getattr(status, "error", None) or getattr(status, "errors", None) or ()
    return "; ".join(map(_said, given if isinstance(given, (list, tuple)) else [given]))


def _said(error: Any) -> str:
    message = error.get("message") if isinstance(error, Mapping) else None
    return message if isinstance(message, str) else str(error)
