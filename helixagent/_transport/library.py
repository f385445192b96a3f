"""Select the HTTP library: httpx, or httpx2, which has the same interface."""

from __future__ import annotations

import functools
import sys
from typing import Any, Tuple, Type

import anyio
import httpcore
import httpx

from .._core.extras import extra

# The exceptions of sockets, TLS and anyio. httpcore converts most of them, but not all. For example, it does not
# convert a TLS alert that arrives during a read.
SOCKET_ERRORS: Tuple[Type[Exception], ...] = (
    OSError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
)


class Library:
    """One of the two HTTP libraries.

    Args:
        httpx: The module `httpx` or `httpx2`.
        httpcore: The module `httpcore` or `httpcore2`.

    Attributes:
        errors: The exceptions for a request without a complete response.
        request_body: The class of request bodies.
        parsed_url: Parses a URL. Results are cached, because most programs use only a few URLs.
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
            # Raised for a host name that IDNA does not allow.
            UnicodeError,
            *SOCKET_ERRORS,
        )
        self.parsed_url = functools.lru_cache(maxsize=256)(httpx.URL)
        self.request_body: Any = type("RequestBody", (_RequestBody, httpx.ByteStream), {})


class _RequestBody:
    """A request body without a generator, because trio warns about generators that a canceled call leaves open."""

    def __aiter__(self: Any) -> Any:
        # Each attempt to send the body starts from its beginning.
        self._parts = iter(self)
        return self

    async def __anext__(self: Any) -> bytes:
        for part in self._parts:
            return part  # type: ignore[no-any-return]
        raise StopAsyncIteration


HTTPX = Library(httpx, httpcore)


@functools.lru_cache(maxsize=None)
def httpx2_library() -> Library:
    """Load httpx2.

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
    # A program with an httpx2 client has already imported httpx2.
    httpx2 = sys.modules.get("httpx2")
    if httpx2 is not None and isinstance(http_client, (httpx2.Client, httpx2.AsyncClient)):
        return httpx2_library()
    return HTTPX
