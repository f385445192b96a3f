"""The response class of `with_raw_response`, with status, headers and body."""

from __future__ import annotations

from typing import Any, Callable, Generic, Mapping, Optional, TypeVar, Union, overload

from ..secret import Secret
from ..steps import Response
from ..tracebacks import public

T = TypeVar("T", covariant=True)
S = TypeVar("S")


class RawResponse(Generic[T]):
    """The status, headers and body of a response, and the object that the method would have returned.

    Attributes:
        status_code: The HTTP status.
        headers: The response headers. Names are not case-sensitive.
        request_id: The server's X-Request-ID; None if the server did not send it.
        attempts: Number of requests; 1 if there was no retry.

    Example:
        raw = client.chat.completions.with_raw_response.create(messages=messages)
        print(raw.headers["x-ratelimit-remaining"], raw.parse().choices[0].message.content)
    """

    def __init__(self, response: Response, parse: Callable[[], T]) -> None:
        self.status_code: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.request_id: Optional[str] = response.headers.get("x-request-id")
        self.attempts: int = response.attempts
        # These values are hidden from tools that record attributes. The response has a reference to the request
        # headers, and the body of a login response contains a token.
        self._content = Secret(response.content)
        self._http_response: Secret[Any] = Secret(response.body.raw)
        self._parse = Secret(parse)
        self._secrets = response.secrets
        self._parsed: Optional[T] = None

    @property
    def content(self) -> Optional[bytes]:
        """The body as bytes; None for a stream."""
        return self._content.reveal()

    @property
    def text(self) -> Optional[str]:
        """The body as text; None for a stream."""
        content = self.content
        return None if content is None else content.decode("utf-8", "replace")

    @property
    def http_response(self) -> Any:
        """The HTTP library's response object."""
        return self._http_response.reveal()

    @public
    def parse(self) -> T:
        """Return the object that the method would have returned. Every call returns the same object.

        Raises:
            InvalidResponseError: The body does not follow the API.
            ProviderError: The body reports a failure.
        """
        if self._parsed is None:
            self._parsed = self._parse.reveal()()
        return self._parsed

    def __repr__(self) -> str:
        return f"RawResponse(status_code={self.status_code}, request_id={self.request_id!r}, attempts={self.attempts})"


class RawSide(Generic[S]):
    """A variant of a resource, whose methods return responses.

    Its type argument is a class that `make generate` writes into `_raw_types.py` or `_streaming_types.py` for type
    checkers: `with_raw_response: RawSide[ModelsWithRawResponse]`.
    """

    def __init__(self, variant_of: Callable[[Any], Any]) -> None:
        self._variant_of = variant_of

    @overload
    def __get__(self, resource: None, owner: Any) -> RawSide[S]: ...

    @overload
    def __get__(self, resource: object, owner: Any) -> S: ...

    def __get__(self, resource: Any, owner: Any) -> Union[RawSide[S], S]:
        if resource is None:
            return self
        variant: S = self._variant_of(resource)
        return variant
