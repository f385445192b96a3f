"""The HTTP library that sends the requests: httpx, or httpx2, which has the same interface."""

from __future__ import annotations

import functools
import sys
from typing import Any, AsyncIterator, Iterator, Optional, Tuple, Type

import anyio
import httpcore
import httpx

from .._core.extras import extra

# What sockets, TLS and anyio raise. httpcore turns nearly all of it into its own exceptions, but not all:
# a TLS alert that arrives during a read, for example, gets through.
SOCKET_ERRORS: Tuple[Type[Exception], ...] = (
    OSError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
)


class Library:
    """One of the two libraries.

    Args:
        httpx: The module `httpx` or `httpx2`.
        httpcore: The module `httpcore` or `httpcore2`.

    Attributes:
        errors: The exceptions for a request that got no complete response.
        request_body: The class of request bodies.
        parsed_url: Parses a URL; nearly all calls of a program go to the same few.
    """

    def __init__(self, httpx: Any, httpcore: Any) -> None:
        self.httpx = httpx
        self.httpcore = httpcore
        self.errors = (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpx.StreamError,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.ProxyError,
            httpcore.TimeoutException,
            httpcore.UnsupportedProtocol,
            # For a host name that IDNA does not allow.
            UnicodeError,
            *SOCKET_ERRORS,
        )
        self.parsed_url = functools.lru_cache(maxsize=256)(httpx.URL)
        self.request_body: Any = type("RequestBody", (_RequestBody, httpx.ByteStream), {})


class _RequestBody:
    """A request body that is iterated without a generator; trio would warn about one that a canceled call leaves."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return iter((self._content,))

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Once(self._content)


class _Once:
    """An asynchronous iterator over one value."""

    def __init__(self, value: bytes) -> None:
        self._value: Optional[bytes] = value

    def __aiter__(self) -> _Once:
        return self

    async def __anext__(self) -> bytes:
        value, self._value = self._value, None
        if value is None:
            raise StopAsyncIteration
        return value


HTTPX = Library(httpx, httpcore)


@functools.lru_cache(maxsize=None)
def httpx2_library() -> Library:
    """Return httpx2.

    Raises:
        MissingExtraError: httpx2 is not installed.
    """
    with extra("httpx2", 'http_client="httpx2"'):
        import httpcore2  # type: ignore[import-not-found,unused-ignore]
        import httpx2  # type: ignore[import-not-found,unused-ignore]
    return Library(httpx2, httpcore2)


def library_of(http_client: Any) -> Library:
    """Return the library for an `http_client` argument: a client, `"httpx2"`, or None for httpx."""
    if http_client == "httpx2":
        return httpx2_library()
    # A program that has an httpx2 client has imported httpx2.
    httpx2 = sys.modules.get("httpx2")
    if httpx2 is not None and isinstance(http_client, (httpx2.Client, httpx2.AsyncClient)):
        return httpx2_library()
    return HTTPX
