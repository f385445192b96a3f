"""Every exception that the SDK raises, each built from plain values, so that it can be logged, pickled and copied."""

from __future__ import annotations

import json
from typing import Any, Dict, Mapping, Optional, Type

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConflictError",
    "DeadlineExceededError",
    "HelixAgentError",
    "IncompleteStreamError",
    "InternalServerError",
    "InvalidResponseError",
    "JobFailedError",
    "MaxTurnsError",
    "MissingExtraError",
    "NetworkError",
    "NotFoundError",
    "NotSupportedError",
    "PermissionDeniedError",
    "ProviderError",
    "RateLimitError",
    "StreamIdleTimeoutError",
    "ToolCallError",
    "UnprocessableEntityError",
    "ValidationError",
    "WaitTimeoutError",
    "WebhookVerificationError",
]


class HelixAgentError(Exception):
    """The base of every exception of the SDK.

    Attributes:
        message: What went wrong, in a sentence.
        partial: What a stream had brought before it failed (a completion object), else None.
        attempts: How many times the client sent the request; 0 if the SDK refused it before sending.
        url: The address that was requested, without user information and query; None if nothing was sent.
        result: The `ToolRunResult` so far, if `run_tools` failed; otherwise None.
    """

    result: Any = None

    def __init__(self, message: str = "", *, partial: Any = None, attempts: int = 0, url: Optional[str] = None) -> None:
        super().__init__(message)
        self.message = message
        self.partial = partial
        self.attempts = attempts
        self.url = url

    def __reduce__(self) -> Any:
        # The default rebuilds from `args` alone and would lose the keyword-only values.
        return _rebuild, (type(self), self.args, self.__dict__.copy())


class NetworkError(HelixAgentError):
    """No complete response arrived: name lookup, refused or broken connection, TLS, timeout, full pool, cut stream.

    Attributes:
        connected: Whether there was a connection to the server. If not, the server cannot have seen the request.
    """

    connected: bool = True


class APITimeoutError(NetworkError):
    """The server did not connect or answer within a time that was set; on its own it is `timeout` that was reached."""


class StreamIdleTimeoutError(APITimeoutError):
    """A stream brought no event for `stream_idle_timeout`; `partial` holds what had come."""


class DeadlineExceededError(APITimeoutError):
    """A call was not done within its `deadline`, all attempts and waits included; `__cause__` is the last error.

    Of a stream, `partial` holds what had come.
    """


class IncompleteStreamError(NetworkError):
    """The stream ended before the server said that it was complete; `partial` holds what had come."""


class ClientClosedError(HelixAgentError):
    """The client was closed before the call, or while the call was in progress."""


class MissingExtraError(HelixAgentError, ImportError):
    """An optional dependency is not installed; the message has the pip command.

    Attributes:
        extra: The extra of helixagent-sdk that installs it, e.g. `aiohttp`.
    """

    def __init__(
        self,
        message: str = "",
        *,
        extra: Optional[str] = None,
        partial: Any = None,
        attempts: int = 0,
        url: Optional[str] = None,
    ) -> None:
        super().__init__(message, partial=partial, attempts=attempts, url=url)
        self.extra = extra


class JobFailedError(HelixAgentError):
    """A debate or a task that was waited for ended without a result: failed, rejected, cancelled or given up.

    Attributes:
        status: The last status object that the server gave.
    """

    def __init__(
        self,
        message: str = "",
        *,
        status: Any = None,
        partial: Any = None,
        attempts: int = 0,
        url: Optional[str] = None,
    ) -> None:
        super().__init__(message, partial=partial, attempts=attempts, url=url)
        self.status = status


class WaitTimeoutError(HelixAgentError):
    """A debate or a task did not end within the time that was given to `wait`; it goes on at the server.

    Attributes:
        status: The last status object that the server gave.
    """

    def __init__(
        self,
        message: str = "",
        *,
        status: Any = None,
        partial: Any = None,
        attempts: int = 0,
        url: Optional[str] = None,
    ) -> None:
        super().__init__(message, partial=partial, attempts=attempts, url=url)
        self.status = status


class ErrorResponse:
    """An error response as plain data. It does not lead to the request, so it holds no API key.

    Attributes:
        status_code: The HTTP status.
        headers: The response headers, with names in lower case.
    """

    def __init__(self, status_code: int, headers: Mapping[str, str], body: Any) -> None:
        self.status_code = status_code
        self.headers = headers
        self._body = body

    @property
    def text(self) -> str:
        """The response body as text; JSON is written again."""
        if self._body is None:
            return ""
        return self._body if isinstance(self._body, str) else json.dumps(self._body, ensure_ascii=False)

    def json(self) -> Any:
        """Return the response body as Python values.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(self._body) if isinstance(self._body, str) else self._body

    def __repr__(self) -> str:
        return f"ErrorResponse(status_code={self.status_code})"


class APIStatusError(HelixAgentError):
    """The server answered, and the answer is an error; also the base of the more telling classes.

    Attributes:
        status_code: The HTTP status, or None where the error was found before anything was sent.
        code: The server's error code (a string or a number), where it gave one.
        type: The server's error type, e.g. `invalid_request_error`, where it gave one.
        param: The argument at fault, e.g. `temperature` or `messages[0].role`, where known.
        body: The answer's body: parsed JSON, or text where it was no JSON.
        headers: The answer's headers, names in lower case.
        request_id: The server's `X-Request-ID`, to quote when you ask for help.
        retry_after: Seconds that the server asked to wait, where it did.
    """

    def __init__(
        self,
        message: str = "",
        *,
        status_code: Optional[int] = None,
        code: Any = None,
        type: Optional[str] = None,
        param: Optional[str] = None,
        body: Any = None,
        headers: Optional[Mapping[str, str]] = None,
        request_id: Optional[str] = None,
        retry_after: Optional[float] = None,
        partial: Any = None,
        attempts: int = 0,
        url: Optional[str] = None,
    ) -> None:
        super().__init__(message, partial=partial, attempts=attempts, url=url)
        self.status_code = status_code
        self.code = code
        self.type = type
        self.param = param
        self.body = body
        self.headers: Dict[str, str] = dict(headers or {})
        self.request_id = request_id
        self.retry_after = retry_after

    @property
    def response(self) -> Optional[ErrorResponse]:
        """The error response as plain data; None if the SDK refused the request before it was sent."""
        if self.status_code is None:
            return None
        return ErrorResponse(self.status_code, self.headers, self.body)

    def __str__(self) -> str:
        facts = [] if self.status_code is None else [f"status {self.status_code}"]
        if self.code is not None and str(self.code) != str(self.status_code):
            facts.append(f"code {self.code}")
        if self.request_id:
            facts.append(f"request id {self.request_id}")
        return f"{self.message} ({', '.join(facts)})" if facts else self.message


class AuthenticationError(APIStatusError):
    """The credential is missing, wrong or expired (401)."""


class PermissionDeniedError(AuthenticationError):
    """The credential is good but may not do this (403)."""


class ValidationError(APIStatusError):
    """The request is wrong: refused by the SDK (status_code None, nothing sent) or the server (400, 413, 415, 422)."""


class BadRequestError(ValidationError):
    """The server refused the request because it is malformed (400)."""


class UnprocessableEntityError(ValidationError):
    """The server refused the request because of a value in it (422)."""


class NotFoundError(ValidationError):
    """What the request names does not exist (404)."""


class NotSupportedError(NotFoundError):
    """The server has no such call, or the call cannot express what was asked for; docs/servers.md lists what works.

    `status_code` is None if the SDK knew this before it sent anything.
    """


class ConflictError(ValidationError):
    """The request does not fit the present state of what it names (409)."""


class RateLimitError(APIStatusError):
    """Too many requests or tokens (429); `retry_after` tells how long to wait, where the server said so."""


class ProviderError(APIStatusError):
    """The server or the provider behind it failed (5xx, or an error type that says so)."""


class InvalidResponseError(ProviderError):
    """The answer is not what the API promises: no JSON, another shape, or no event stream where one was asked for."""


class MaxTurnsError(HelixAgentError):
    """The model still called tools after `max_turns` turns of `run_tools`; `result` has everything so far."""

    def __init__(
        self,
        message: str = "",
        *,
        result: Any = None,
        partial: Any = None,
        attempts: int = 0,
        url: Optional[str] = None,
    ) -> None:
        super().__init__(message, partial=partial, attempts=attempts, url=url)
        self.result = result


class ToolCallError(HelixAgentError):
    """A tool failed in `run_tools(on_tool_error="raise")`; `__cause__` is the exception of its function.

    Attributes:
        call: The call that failed, a `ToolRunCall`.
    """

    def __init__(
        self,
        message: str = "",
        *,
        call: Any = None,
        result: Any = None,
        partial: Any = None,
        attempts: int = 0,
        url: Optional[str] = None,
    ) -> None:
        super().__init__(message, partial=partial, attempts=attempts, url=url)
        self.call = call
        self.result = result


class WebhookVerificationError(HelixAgentError):
    """A webhook's request is not what HelixAgent signed: forged, altered, too old, or signed with another secret."""


# The names that the openai package has for these.
APIError = HelixAgentError
APIConnectionError = NetworkError
InternalServerError = ProviderError


def _rebuild(cls: Type[BaseException], args: Any, state: Dict[str, Any]) -> BaseException:
    error = cls.__new__(cls, *args)
    error.args = args
    vars(error).update(state)
    return error
