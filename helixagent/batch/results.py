"""The result of one request of a batch, and its line in OpenAI's batch output format.

In that format (OpenAI's API reference, "The request output object"), `response` contains any HTTP response, including
error responses. `error` is for requests that failed without a response.
"""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Mapping, NamedTuple, Optional

from .._core.responses.errors import error_from_response
from ..exceptions import APIStatusError, ValidationError
from .operations import BY_ID

# The operation, the run that sent the request, and the digest of the request.
_ID = re.compile(r"batch_req_(\w+)_([0-9a-f]{12})_([0-9a-f]{32})")
_START = re.compile(rb'\{"id": ?"(batch_req_\w+)"')


class BatchError(NamedTuple):
    """Why a request failed.

    Attributes:
        code: A code for programs, e.g. `rate_limit_exceeded`, `timeout`, `network_error`.
        message: An explanation for people.
    """

    code: str
    message: str


class BatchUsage(NamedTuple):
    """Token counts, summed over responses."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0

    def plus(self, other: BatchUsage) -> BatchUsage:
        """Return the sum of the two counts."""
        return BatchUsage(*(one + another for one, another in zip(self, other)))


class BatchResult(NamedTuple):
    """The result of one request of a batch.

    Attributes:
        id: The SDK's ID for the result. It contains the operation, the run, and the digest of the request.
        custom_id: The caller's name for the request.
        status_code: The HTTP status, or None if there was no response.
        request_id: The server's `X-Request-ID`, if it sent one.
        body: The response body as parsed JSON, including error bodies. None if there was no response.
        error: Why the request failed, or None if it succeeded. For an HTTP error, it is read from the response body.
    """

    id: str
    custom_id: str
    status_code: Optional[int] = None
    request_id: Optional[str] = None
    body: Any = None
    error: Optional[BatchError] = None

    @property
    def response(self) -> Any:
        """The same response object that the method for single requests returns, or None if the request failed."""
        if self.error is not None:
            return None
        operation = BY_ID[parts_of_id(self.id).operation]
        return operation.module.OPERATION.response.from_dict(self.body)

    @property
    def usage(self) -> BatchUsage:
        """The token usage that the response reports."""
        usage = self.body.get("usage") if isinstance(self.body, Mapping) else None
        if not isinstance(usage, Mapping):
            return BatchUsage()
        prompt, completion, total = (_count(usage.get(name)) for name in BatchUsage._fields)
        return BatchUsage(prompt, completion, total or prompt + completion)

    def to_dict(self) -> Dict[str, Any]:
        """Return the object for a line of the output."""
        response = None
        if self.status_code is not None:
            response = {"status_code": self.status_code, "request_id": self.request_id, "body": self.body}
        # The status of an HTTP error says that the request failed. Only an unusable 2xx response needs both members.
        error = None if self.error is None or _is_http_error(self.status_code) else self.error._asdict()
        return {"id": self.id, "custom_id": self.custom_id, "response": response, "error": error}


class IdParts(NamedTuple):
    """The content of the ID of a result."""

    operation: str
    run: str
    digest: str


def make_id(operation: str, run: str, digest: str) -> str:
    """Return the ID of a result."""
    return f"batch_req_{operation}_{run}_{digest}"


def parts_of_id(text: str) -> IdParts:
    """Return the content of the ID of a result.

    Raises:
        ValidationError: It is not an ID of this SDK.
    """
    match = _ID.fullmatch(text)
    if match is None or match[1] not in BY_ID:
        raise ValidationError(f"{text[:80]!r} is not an ID that this SDK created.")
    return IdParts(*match.groups())


def is_start_of_result(text: bytes) -> bool:
    """Return whether a truncated line can only be one of this SDK's results."""
    start = _START.match(text)
    parts = None if start is None else _ID.fullmatch(start[1].decode())
    return parts is not None and parts[1] in BY_ID


def error_in_response(status: int, body: Any) -> Optional[BatchError]:
    """Return why a request failed, from its response; None if the status is 2xx.

    Args:
        status: The HTTP status.
        body: The response body, as parsed JSON or text.
    """
    if not _is_http_error(status):
        return None
    content = b"" if body is None else json.dumps(body).encode()
    error = error_from_response(status, {}, content)
    return BatchError(error_code(error), error.message)


def error_code(error: APIStatusError) -> str:
    """Return the code of an error that the server reported."""
    if error.code is not None or error.type:
        return str(error.code if error.code is not None else error.type)
    return f"http_{error.status_code}" if _is_http_error(error.status_code) else "invalid_response"


def encode_result(result: BatchResult) -> bytes:
    """Return the line of a result, with its line ending."""
    text = json.dumps(result.to_dict(), ensure_ascii=False, separators=(",", ":"))
    # UTF-8 cannot encode half of a surrogate pair, which a server may send as an escape. It is kept as an escape.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def decode_result(text: bytes) -> BatchResult:
    """Return the result in a line, also in a line of an older version, which has `error` in addition to an HTTP error.

    Raises:
        ValueError: The line is not JSON.
        ValidationError: The line is JSON, but this SDK did not write it.
    """
    data = json.loads(text.decode("utf-8"))
    try:
        parts_of_id(data["id"])
        response, error_fields = data["response"] or {}, data["error"]
        status, body = response.get("status_code"), response.get("body")
        if error_fields is not None:
            error: Optional[BatchError] = BatchError(error_fields["code"], error_fields["message"])
        else:
            error = None if status is None else error_in_response(status, body)
        return BatchResult(data["id"], data["custom_id"], status, response.get("request_id"), body, error)
    except (KeyError, TypeError, AttributeError):
        raise ValidationError("it is not a line of a batch output.") from None


def _is_http_error(status: Optional[int]) -> bool:
    return status is not None and not 200 <= status < 300


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
