"""From an exception to the exit status and the one line that tells a person what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        # Refused before anything was sent: what was typed is wrong.
        return USAGE
    return FAILED


def told(error: BaseException, state: State) -> str:
    """Return what to tell a person about an exception."""
    if isinstance(error, AuthenticationError):
        return _of_credential(error, state)
    if isinstance(error, RateLimitError) and error.retry_after is not None:
        return f"{error} Try again in {error.retry_after:g} s."
    if isinstance(error, NetworkError) and error.attempts > 1:
        return f"{error} It was tried {error.attempts} times."
    if isinstance(error, HelixAgentError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if isinstance(error, ImportError):
        # An extra that is not installed; its message has the pip command.
        return str(error)
    return f"{type(error).__name__}: {error} (this should not happen; --debug shows where it came from)"


def _of_credential(error: APIStatusError, state: State) -> str:
    if error.status_code is None:
        text = "No credential was given: run `helixagent login`, or set HELIXAGENT_API_KEY (or HELIXAGENT_TOKEN)."
    else:
        text = str(error)
    note = state.unused_key_note
    return f"{text} {note}" if note else text
