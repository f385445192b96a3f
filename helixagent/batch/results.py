"""The answer to one request of a batch, and the line of JSON that it is in OpenAI's format."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Mapping, NamedTuple, Optional

from ..exceptions import ValidationError
from .operations import BY_ID

# The operation, the run that asked, and the digest of the request.
_ID = re.compile(r"batch_req_(\w+)_([0-9a-f]{12})_([0-9a-f]{32})")


class BatchError(NamedTuple):
    """Why a request has no good answer.

    Attributes:
        code: A short word for programs, e.g. `rate_limit_exceeded`, `timeout`, `network_error`.
        message: A sentence for people.
    """

    code: str
    message: str


class BatchUsage(NamedTuple):
    """Counts of tokens, added up over answers."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0

    def plus(self, other: BatchUsage) -> BatchUsage:
        """Return the sum of both."""
        return BatchUsage(*(one + another for one, another in zip(self, other)))


class BatchResult(NamedTuple):
    """The answer to one request of a batch, or the reason why there is none.

    Attributes:
        id: The SDK's own id: the operation, the run and the request's digest.
        custom_id: The caller's name for the request.
        status_code: The HTTP status; None where no answer came.
        request_id: The server's X-Request-ID, where it sent one.
        body: The answer's body as parsed JSON, also that of an error; None where none came.
        error: Why the request failed; None where it succeeded.
    """

    id: str
    custom_id: str
    status_code: Optional[int] = None
    request_id: Optional[str] = None
    body: Any = None
    error: Optional[BatchError] = None

    @property
    def response(self) -> Any:
        """The answer as the method for single requests returns it, e.g. a ChatCompletionResponse; None if it failed."""
        if self.error is not None:
            return None
        operation = BY_ID[parts_of_id(self.id).operation]
        return operation.module.OPERATION.response.from_dict(self.body)

    @property
    def usage(self) -> BatchUsage:
        """The tokens that the answer says it took."""
        usage = self.body.get("usage") if isinstance(self.body, Mapping) else None
        if not isinstance(usage, Mapping):
            return BatchUsage()
        prompt, completion, total = (_count(usage.get(name)) for name in BatchUsage._fields)
        return BatchUsage(prompt, completion, total or prompt + completion)

    def to_dict(self) -> Dict[str, Any]:
        """Return the object that stands in a line of the output."""
        response = None
        if self.status_code is not None:
            response = {"status_code": self.status_code, "request_id": self.request_id, "body": self.body}
        error = None if self.error is None else self.error._asdict()
        return {"id": self.id, "custom_id": self.custom_id, "response": response, "error": error}


class IdParts(NamedTuple):
    """What the id of a result holds."""

    operation: str
    run: str
    digest: str


def make_id(operation: str, run: str, digest: str) -> str:
    """Return the id of a result."""
    return f"batch_req_{operation}_{run}_{digest}"


def parts_of_id(text: str) -> IdParts:
    """Return what the id of a result holds.

    Raises:
        ValidationError: It is no id of this SDK.
    """
    match = _ID.fullmatch(text)
    if match is None or match[1] not in BY_ID:
        raise ValidationError(f"{text[:80]!r} is no id that this SDK gave.")
    return IdParts(*match.groups())


def encode_result(result: BatchResult) -> bytes:
    """Return the line of a result, with its end."""
    text = json.dumps(result.to_dict(), ensure_ascii=False, separators=(",", ":"))
    # Half of a surrogate pair, which a server may send as an escape, has no form in UTF-8 and stays an escape.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def decode_result(text: bytes) -> BatchResult:
    """Return the result in a line.

    Raises:
        ValueError: It is no JSON.
        ValidationError: It is JSON, but no line that this SDK wrote.
    """
    data = json.loads(text.decode("utf-8"))
    try:
        parts_of_id(data["id"])
        response, error = data["response"] or {}, data["error"]
        return BatchResult(
            data["id"],
            data["custom_id"],
            response.get("status_code"),
            response.get("request_id"),
            response.get("body"),
            None if error is None else BatchError(**error),
        )
    except (KeyError, TypeError, AttributeError):
        raise ValidationError("it has not the members of a line of a batch's output.") from None


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
