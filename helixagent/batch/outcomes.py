"""What became of one attempt at a request of a batch: its result, and whether it is to be tried again."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple, Optional

from .._core.json_text import decode_json
from .._core.retry import should_retry
from ..exceptions import APIStatusError, APITimeoutError, AuthenticationError, NetworkError, PermissionDeniedError
from .lines import Line
from .results import BatchError, BatchResult

# What an overloaded server says; 529 is the word of some providers behind it.
_TURNED_AWAY = frozenset([429, 503, 529])


class Verdict(enum.Enum):
    """How an attempt ended."""

    DONE = "done"
    # Passing: another attempt may succeed.
    AGAIN = "again"
    # The server has too much to do.
    TURNED_AWAY = "turned away"
    # For a reason that every other request has too: the credential is refused, or the client is closed.
    REFUSED = "refused"


class Job(NamedTuple):
    """A request on its way, as whoever sends it gets it; it can be pickled.

    Attributes:
        line: The request.
        id: The id that its result will have.
        key: The Idempotency-Key, the same over all attempts and over a resumed run.
    """

    line: Line
    id: str
    key: str


class Outcome(NamedTuple):
    """How an attempt ended.

    Attributes:
        verdict: Whether it is to be tried again.
        result: What is written if it is not.
        retry_after: The seconds that the server asked to wait, if it did.
        error: What ends the whole run, where the verdict is REFUSED.
    """

    verdict: Verdict
    result: BatchResult
    retry_after: Optional[float] = None
    error: Optional[BaseException] = None


def outcome_of_answer(job: Job, answer: Any) -> Outcome:
    """Return the outcome for a good answer, a RawResponse."""
    result = BatchResult(
        job.id, job.line.custom_id, answer.status_code, answer.request_id, decode_json(answer.content or b"")
    )
    return Outcome(Verdict.DONE, result)


def outcome_of_error(job: Job, error: BaseException) -> Outcome:
    """Return the outcome for an exception of the SDK."""
    status = error.status_code if isinstance(error, APIStatusError) else None
    result = failure(job, _code(error), str(getattr(error, "message", error)) or type(error).__name__)
    if isinstance(error, NetworkError):
        return Outcome(Verdict.AGAIN, result)
    if not isinstance(error, APIStatusError) or status is None:
        # What is wrong with a request was found before anything was sent; this is about the client.
        return Outcome(Verdict.REFUSED, result, error=error)
    result = result._replace(status_code=status, request_id=error.request_id, body=error.body)
    if isinstance(error, AuthenticationError) and not isinstance(error, PermissionDeniedError):
        return Outcome(Verdict.REFUSED, result, error=error)
    verdict = Verdict.AGAIN if should_retry(status, error.headers) else Verdict.DONE
    if status in _TURNED_AWAY and verdict is Verdict.AGAIN:
        verdict = Verdict.TURNED_AWAY
    return Outcome(verdict, result, error.retry_after)


def failure(job: Job, code: str, message: str) -> BatchResult:
    """Return the result of a request that got no answer."""
    return BatchResult(job.id, job.line.custom_id, error=BatchError(code, message))


def _code(error: BaseException) -> str:
    if isinstance(error, APITimeoutError):
        return "timeout"
    if isinstance(error, NetworkError):
        return "network_error"
    if isinstance(error, APIStatusError):
        if error.code is not None or error.type:
            return str(error.code if error.code is not None else error.type)
        if error.status_code is not None and not 200 <= error.status_code < 300:
            return f"http_{error.status_code}"
    return "invalid_response"
