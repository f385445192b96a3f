"""Turn an exception into an exit status and a one-line error message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, List, Sequence, Tuple, TypeVar

from helixagent.exceptions import (
    APIStatusError,
    AuthenticationError,
    HelixAgentError,
    JobFailedError,
    NetworkError,
    NotSupportedError,
    RateLimitError,
    ValidationError,
    WaitTimeoutError,
)

if TYPE_CHECKING:
    from helixagent.cli.state import State

T = TypeVar("T")

OK = 0
FAILED = 1
USAGE = 2
DENIED = 3
UNREACHABLE = 4
JOB_FAILED = 5
INTERRUPTED = 130
BROKEN_PIPE = 141


def exit_code(error: BaseException) -> int:
    """Return the exit status for an exception."""
    if isinstance(error, AuthenticationError):
        return DENIED
    if isinstance(error, (NetworkError, WaitTimeoutError)):
        return UNREACHABLE
    if isinstance(error, JobFailedError):
        return JOB_FAILED
    if isinstance(error, NotSupportedError):
        return FAILED
    if isinstance(error, ValidationError) and error.status_code is None:
        # The request was refused before it was sent, so the command line is wrong.
        return USAGE
    return FAILED


def error_message(error: BaseException, state: State) -> str:
    """Return the message for an exception."""
    if isinstance(error, AuthenticationError):
        return _credential_message(error, state)
    if isinstance(error, RateLimitError) and error.retry_after is not None:
        return f"{error} Try again in {error.retry_after:g} s."
    if isinstance(error, NetworkError) and error.attempts > 1:
        return f"{error} It was tried {error.attempts} times."
    if isinstance(error, HelixAgentError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if isinstance(error, ImportError):
        # An extra that is not installed. The message contains the pip command.
        return str(error)
    return f"{type(error).__name__}: {error} (this is unexpected; run with --debug for details)"


class BulkAction:
    """Perform an action on several IDs, and continue after a failure.

    Args:
        state: This run.
        ids: The IDs, in order.
        description: The name of the action, such as "cancelling", for the progress and the messages.

    Attributes:
        exit_status: The exit status of the first failure, or OK.
    """

    def __init__(self, state: State, ids: Sequence[str], description: str) -> None:
        self.exit_status = OK
        self._state = state
        self._ids = ids
        self._description = description

    def run(self, action: Callable[[str], T]) -> List[Tuple[str, T]]:
        """Act on each ID, report each failure in one line, and return the IDs and results of the successes."""
        results = []
        for each in self._ids:
            try:
                with self._state.screen.waiting(f"{self._description} {each}"):
                    results.append((each, action(each)))
            except HelixAgentError as error:
                self.exit_status = self.exit_status or exit_code(error)
                self._state.screen.error(f"{self._description} {each}: {error_message(error, self._state)}")
        return results


def _credential_message(error: APIStatusError, state: State) -> str:
    if error.status_code is None:
        text = "No credential was given: run `helixagent login`, or set HELIXAGENT_API_KEY (or HELIXAGENT_TOKEN)."
    else:
        text = str(error)
    note = state.unused_key_note
    return f"{text} {note}" if note else text
