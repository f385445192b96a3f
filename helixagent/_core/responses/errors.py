"""Convert responses that report errors, or that violate the API, to exceptions."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Mapping, Optional, Type

from ...exceptions import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InvalidResponseError,
    NotFoundError,
    PermissionDeniedError,
    ProviderError,
    RateLimitError,
    UnprocessableEntityError,
    ValidationError,
)
from ..requests.retry import retry_after_of
from ..secret import mask, mask_headers
from ..steps import Response
from .error_bodies import error_facts, excerpt, parsed_or_text

_BY_STATUS: Dict[int, Type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: ValidationError,
    415: ValidationError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
_PROVIDER_TYPES = frozenset(
    ["provider_error", "timeout", "network_error", "configuration_error", "server_error", "service_unavailable"]
)
# These statuses are about the caller's credential and quota, whatever the error type is.
_STATUS_DECIDES = frozenset([401, 403, 429])
_MAX_RETRY_AFTER = 1e9
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def error_from_response(
    status: int, headers: Mapping[str, str], content: bytes, *, now: float = 0.0, attempts: int = 1
) -> APIStatusError:
    """Return the exception for a response with an error status.

    The headers have lower-case names. The current Unix time in seconds is used if Retry-After is a date.
    """
    body = parsed_or_text(content)
    facts = error_facts(body)
    if not facts["message"]:
        facts["message"] = _describe(status, body)
    return _class_for(status, facts["type"])(
        status_code=status,
        body=body,
        headers=headers,
        request_id=headers.get("x-request-id"),
        retry_after=_retry_after(headers, body, now),
        attempts=attempts,
        **facts,
    )


def failure_in(response: Response, content: bytes) -> ProviderError:
    """Return the exception for a failure that is reported with a success status.

    The content is the body, or the data of an event of the stream, which may be plain text.
    """
    body = parsed_or_text(mask(content, response.secrets))
    facts = error_facts(body)
    if not facts["message"]:
        text = excerpt(body) if isinstance(body, str) else ""
        facts["message"] = text or "The server reported an error without a message."
    return ProviderError(body=body, **facts, **_about(response))


def invalid_response(response: Response, content: bytes, problem: str) -> InvalidResponseError:
    """Return the exception for a response body that violates the API."""
    about = _about(response)
    text = mask(content, response.secrets).decode("utf-8", "replace")
    kind = about["headers"].get("content-type", "no content type")
    note = f" {response.note}" if response.note else ""
    message = f"{problem} ({kind}): {excerpt(text) or 'it is empty'}{note}"
    return InvalidResponseError(message, body=text, **about)


def _about(response: Response) -> Dict[str, Any]:
    """Return what an exception says about a response besides its body."""
    headers = mask_headers(response.headers, response.secrets)
    return {
        "status_code": response.status_code,
        "headers": headers,
        "request_id": headers.get("x-request-id"),
        "attempts": response.attempts,
        "url": response.url,
    }


def _class_for(status: int, error_type: Optional[str]) -> Type[APIStatusError]:
    if status >= 500 or (error_type in _PROVIDER_TYPES and status not in _STATUS_DECIDES):
        return ProviderError
    return _BY_STATUS.get(status, APIStatusError)


def _describe(status: int, body: Any) -> str:
    """Return a message for a body without a message."""
    responded = f"The server responded with status {status}"
    try:
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
    except RecursionError:
        return f"{responded} and JSON that is nested too deeply."
    if not text.strip():
        return f"{responded} and an empty body."
    if "<html" in text.lower() or "<!doctype html" in text.lower():
        title = _TITLE.search(text)
        return f"The server responded with an HTML page: {excerpt(title.group(1) if title else text)}"
    if isinstance(body, str):
        return excerpt(body)
    return f"{responded}, without a message: {excerpt(text)}"


def _retry_after(headers: Mapping[str, str], body: Any, now: float) -> Optional[float]:
    seconds = retry_after_of(headers, now)
    if seconds is None and isinstance(body, Mapping):
        given = body.get("retry_after")
        # The limit also excludes infinity, NaN, and integers that are too large for a float.
        if isinstance(given, (int, float)) and not isinstance(given, bool) and 0 <= given <= _MAX_RETRY_AFTER:
            return float(given)
    return seconds
