"""The SDK's exceptions. They are built from plain values, so they can be logged, pickled and copied."""

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
    """The base class of all SDK exceptions.

    Attributes:
        message: Description of the error.
        partial: The completion so far, if a stream failed. Otherwise None.
        attempts: How many times the client sent the request. 0 if the SDK refused it.
        url: The requested URL, without credentials and query. None if nothing was sent.
        result: The `ToolRunResult` so far, if `run_tools` failed. Otherwise None.
    """

    result: Any = None
    # Exceptions pickled by version 0.1.0 have no URL.
    url: Optional[str] = None

    def __init__(self, message: str = "", *, partial: Any = None, attempts: int = 0, url: Optional[str] = None) -> None:
        super().__init__(message)
        self.message = message
        self.partial = partial
        self.attempts = attempts
        self.url = url

    def __reduce__(self) -> Any:
        # The default implementation rebuilds an exception from `args` alone and loses the keyword-only values.
        return _rebuild, (type(self), self.args, self.__dict__.copy())


class NetworkError(HelixAgentError):
    """The client did not receive a complete response, e.g. because of DNS, TLS, a timeout, or a broken connection.

    Attributes:
        connected: Whether the client had connected to the server. If not, the server never received the request.
    """

    connected: bool = True


class APITimeoutError(NetworkError):
    """The server did not accept the connection or respond in time.

    If the exception is not of a subclass, the limit was `timeout`.
    """


class StreamIdleTimeoutError(APITimeoutError):
    """The stream received no event for `stream_idle_timeout` seconds. `partial` is the completion so far."""


class DeadlineExceededError(APITimeoutError):
    """An API call, including all attempts and waits, took longer than its `deadline`.

    `__cause__` is the last error. If the response is a stream, `partial` is the completion so far.
    """


class IncompleteStreamError(NetworkError):
    """The stream ended before the server's end mark. `partial` is the completion so far."""


class ClientClosedError(HelixAgentError):
    """The client was closed before or during the API call."""


class MissingExtraError(HelixAgentError, ImportError):
    """An optional dependency is not installed. The message contains the pip command.

    Attributes:
        extra: The extra of helixagent-sdk that installs it, e.g. `aiohttp`.
    """

    def __init__(self, message: str = "", *, extra: Optional[str] = None, **common: Any) -> None:
        super().__init__(message, **common)
        self.extra = extra


class JobFailedError(HelixAgentError):
    """A debate or a task ended without a result: it failed, expired, or was rejected or canceled.

    Attributes:
        status: The last status object that the server sent.
    """

    def __init__(self, message: str = "", *, status: Any = None, **common: Any) -> None:
        super().__init__(message, **common)
        self.status = status


class WaitTimeoutError(HelixAgentError):
    """A debate or a task did not end within the `timeout` of `wait`. It continues on the server.

    Attributes:
        status: The last status object that the server sent.
    """

    def __init__(self, message: str = "", *, status: Any = None, **common: Any) -> None:
        super().__init__(message, **common)
        self.status = status


class _AnyCaseHeaders(Dict[str, str]):
    """Headers with lower-case names. Lookups are not case-sensitive."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a header, or the default."""
        return super().get(name.lower(), default)


class ErrorResponse:
    """An error response as plain data. It does not refer to the request, so it does not contain the API key.

    Attributes:
        status_code: The HTTP status.
        headers: The response headers. Names are not case-sensitive.
    """

    def __init__(self, status_code: int, headers: Mapping[str, str], body: Any) -> None:
        self.status_code = status_code
        self.headers = _AnyCaseHeaders(headers)
        self._body = body

    @property
    def text(self) -> str:
        """The response body as text. A JSON body is serialized again."""
        if self._body is None:
            return ""
        return self._body if isinstance(self._body, str) else json.dumps(self._body, ensure_ascii=False)

    def json(self) -> Any:
        """Parse the response body as JSON and return the value.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(self.text) if self._body is None or isinstance(self._body, str) else self._body

    def __repr__(self) -> str:
        return f"ErrorResponse(status_code={self.status_code})"


class APIStatusError(HelixAgentError):
    """The server responded with an error. This is also the base class of more specific exceptions.

    Attributes:
        status_code: The HTTP status. None if the SDK found the error before it sent a request.
        code: The server's error code (a string or a number), if any.
        type: The server's error type, e.g. `invalid_request_error`, if any.
        param: The invalid argument, e.g. `temperature` or `messages[0].role`, if known.
        body: The response body: parsed JSON, or text if it is not JSON.
        headers: The response headers, with names in lower case.
        request_id: The server's `X-Request-ID`. Include it when you ask for help.
        retry_after: Number of seconds that the server asked to wait, if any.
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
        **common: Any,
    ) -> None:
        super().__init__(message, **common)
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
        """The error response as plain data. None if the SDK refused the request before it was sent."""
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
    """The credential is missing, invalid or expired (401)."""


class PermissionDeniedError(AuthenticationError):
    """The credential is valid, but it does not permit this request (403)."""


class ValidationError(APIStatusError):
    """The request is invalid. The SDK (`status_code` is None) or the server (400, 413, 415, 422) refused it."""


class BadRequestError(ValidationError):
    """The server rejected the request because it is malformed (400)."""


class UnprocessableEntityError(ValidationError):
    """The server rejected the request because one of its values is invalid (422)."""


class NotFoundError(ValidationError):
    """The requested object does not exist (404)."""


class NotSupportedError(NotFoundError):
    """The server does not support this API call or one of its arguments. See docs/servers.md.

    `status_code` is None if the SDK knew this before it sent a request.
    """


class ConflictError(ValidationError):
    """The request conflicts with the current state of the object (409)."""


class RateLimitError(APIStatusError):
    """Too many requests or tokens (429). `retry_after` is the number of seconds to wait, if the server sent it."""


class ProviderError(APIStatusError):
    """The server or a provider failed (5xx, or an error type that indicates it)."""


class InvalidResponseError(ProviderError):
    """The response does not follow the API: it is not JSON, lacks fields, or is not the requested event stream."""


class MaxTurnsError(HelixAgentError):
    """The model was still calling tools after `max_turns` turns of `run_tools`. `result` is the result so far."""

    def __init__(self, message: str = "", *, result: Any = None, **common: Any) -> None:
        super().__init__(message, **common)
        self.result = result


class ToolCallError(HelixAgentError):
    """A tool failed in `run_tools(on_tool_error="raise")`. `__cause__` is the exception raised by its function.

    Attributes:
        call: The failed tool call, a `ToolRunCall`.
    """

    def __init__(self, message: str = "", *, call: Any = None, result: Any = None, **common: Any) -> None:
        super().__init__(message, **common)
        self.call = call
        self.result = result


class WebhookVerificationError(HelixAgentError):
    """A webhook request was not signed by HelixAgent: it is forged, altered, too old, or signed with another secret."""


# The openai package uses these names for the same classes.
APIError = HelixAgentError
APIConnectionError = NetworkError
InternalServerError = ProviderError


def _rebuild(cls: Type[BaseException], args: Any, state: Dict[str, Any]) -> BaseException:
    error = cls.__new__(cls, *args)
    error.args = args
    vars(error).update(state)
    return error
