"""The outcome of one attempt at a request of a batch: its result, and whether to retry it."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple, Optional

from helixagent_client.api.embeddings import create_embeddings
from helixagent_client.models.embedding_response import EmbeddingResponse

from .._core.json_text import decode_json
from .._core.requests.retry import should_retry
from .._core.responses.embeddings import put_in_order
from ..exceptions import (
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    HelixAgentError,
    NetworkError,
    PermissionDeniedError,
)
from .lines import Line
from .results import BatchError, BatchResult, error_code

# The statuses of an overloaded server. Some providers use 529.
_OVERLOADED = frozenset([429, 503, 529])


class Verdict(enum.Enum):
    """How an attempt ended."""

    DONE = "done"
    # The failure may be temporary.
    RETRY = "retry"
    # The server is overloaded.
    OVERLOADED = "overloaded"
    # There was no connection, so the server has not seen the request.
    UNREACHABLE = "unreachable"
    # Every other request would fail too: the credential is refused, or the client is closed.
    FATAL = "fatal"


class Job(NamedTuple):
    """A request to send. It can be pickled.

    Attributes:
        line: The request.
        id: The ID of the result.
        key: The Idempotency-Key, which is the same for all attempts.
    """

    line: Line
    id: str
    key: str


class Outcome(NamedTuple):
    """How an attempt ended.

    Attributes:
        verdict: Whether to retry the request.
        result: The result to write if the request is not retried.
        retry_after: Seconds that the server asked the client to wait, or None.
        error: The error that ends the whole run if the verdict is REFUSED.
    """

    verdict: Verdict
    result: BatchResult
    retry_after: Optional[float] = None
    error: Optional[BaseException] = None


def outcome_of_response(job: Job, response: Any) -> Outcome:
    """Return the outcome for a successful RawResponse."""
    body, error = decode_json(response.content or b""), None
    if job.line.operation.module is create_embeddings:
        try:
            embeddings = EmbeddingResponse.from_dict(body)
            put_in_order(embeddings, job.line.body["input"])
            body = embeddings.to_dict()
        except ValueError as problem:
            error = BatchError("invalid_response", f"{problem}.")
    result = BatchResult(job.id, job.line.custom_id, response.status_code, response.request_id, body, error)
    return Outcome(Verdict.DONE, result)


def outcome_of_error(job: Job, error: BaseException) -> Outcome:
    """Return the outcome for an exception of the SDK."""
    if isinstance(error, NetworkError):
        result = failure(job, "timeout" if isinstance(error, APITimeoutError) else "network_error", _message(error))
        return Outcome(Verdict.UNREACHABLE if _never_connected(error) else Verdict.RETRY, result)
    if not isinstance(error, APIStatusError) or error.status_code is None:
        # Requests are checked before the first one is sent, so this error concerns the client and not the request.
        return Outcome(Verdict.FATAL, failure(job, "invalid_response", _message(error)), error=error)
    reason = BatchError(error_code(error), _message(error))
    result = BatchResult(job.id, job.line.custom_id, error.status_code, error.request_id, error.body, reason)
    if isinstance(error, AuthenticationError) and not isinstance(error, PermissionDeniedError):
        return Outcome(Verdict.FATAL, result, error=error)
    verdict = Verdict.RETRY if should_retry(error.status_code, error.headers) else Verdict.DONE
    if error.status_code in _OVERLOADED and verdict is Verdict.RETRY:
        verdict = Verdict.OVERLOADED
    return Outcome(verdict, result, error.retry_after)


def failure(job: Job, code: str, message: str) -> BatchResult:
    """Return the result of a request without a response."""
    return BatchResult(job.id, job.line.custom_id, error=BatchError(code, message))


def _message(error: BaseException) -> str:
    return str(getattr(error, "message", error)) or type(error).__name__


def _never_connected(error: BaseException) -> bool:
    """Return whether there was no connection, so that the server cannot have received the request."""
    cause: Optional[BaseException] = error
    while isinstance(cause, HelixAgentError):
        if isinstance(cause, NetworkError) and not cause.connected:
            return True
        cause = cause.__cause__
    return False
