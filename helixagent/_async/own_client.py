"""The SDK's own connections: a connection pool as a transport of httpx, and the httpx client in front of it."""

from __future__ import annotations

import functools
import ssl
from typing import Any, Optional

import httpx

from helixagent._async.pool import AsyncConnection, AsyncConnectionPool
from helixagent._transport.abandoned import AbandonedResponses
from helixagent._transport.httpx_common import (
    CLIENT_METHODS,
    KEEPALIVE_SECONDS,
    MAX_CONNECTIONS,
    MAX_IDLE_CONNECTIONS,
    TIMEOUT,
    is_replaced,
    socket_options,
    ssl_context,
)
from helixagent._transport.library import Library
from helixagent._transport.proxies import HTTPX_SCHEMES, UnusableProxy, environment_proxies, proxy_problem


class AsyncPoolTransport(httpx.AsyncBaseTransport):
    """An httpx transport that sends requests over the SDK's connection pool.

    Tools such as vcrpy, pytest-httpx and OpenTelemetry's instrumentation replace `handle_async_request` of httpx's own
    transport. If one of them has, requests are sent over that transport, with the connection pool of httpcore.

    Args:
        library: The HTTP library.
        context: The TLS settings; None for the default ones.
    """

    def __init__(self, library: Library, context: Optional[ssl.SSLContext]) -> None:
        self.pool = AsyncConnectionPool(library, lambda: context or ssl_context())
        self._library = library
        self._context = context
        self._body = _body_class(library)
        self._plain: Any = None

    @property
    def is_replaced(self) -> bool:
        """Whether a tool has replaced the method by which httpx's own transport sends requests."""
        return is_replaced(self._library.httpx.AsyncHTTPTransport, "handle_async_request")

    async def handle_async_request(self, request: Any) -> Any:
        """Send a request of httpx and return the response, its body unread."""
        if self.is_replaced:
            if self._plain is None:
                self._plain = plain_transport(self._library, self._context)
            return await self._plain.handle_async_request(request)
        httpcore = self._library.httpcore
        url = request.url
        sent = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        response, connection = await self.pool.send(sent)
        return self._library.httpx.Response(
            response.status,
            headers=response.headers,
            stream=self._body(response.stream, self.pool, connection),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self.pool.aclose()
        if self._plain is not None:
            await self._plain.aclose()


class _ResponseBody:
    """The body of a response, which releases its connection when it is closed."""

    def __init__(self, stream: Any, pool: AsyncConnectionPool, connection: AsyncConnection) -> None:
        self._stream = stream
        self._pool = pool
        self._connection = connection
        self._is_closed = False

    def __aiter__(self) -> Any:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        """Release the connection."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            await self._stream.aclose()
        finally:
            await self._pool.release(self._connection)


@functools.lru_cache(maxsize=None)
def _body_class(library: Library) -> Any:
    """Return the class of response bodies, which httpx wants to be derived from its own class."""
    return type("ResponseBody", (_ResponseBody, library.httpx.AsyncByteStream), {})


class AsyncOwnClient:
    """The connections of one client of the SDK on one event loop.

    A request is handed to the pool's transport at once, because the rest of httpx's client (cookies, redirects,
    authentication) is a fifth of the cost of a call and not needed. If the environment has proxies, or a tool has
    replaced a method of httpx's client to see the requests, they go through that client.

    Args:
        library: The HTTP library.
        context: The TLS settings; None for the default ones.

    Attributes:
        abandoned: The responses that nobody closed.
        accept_encoding: The compressions that httpx can undo.
    """

    def __init__(self, library: Library, context: Optional[ssl.SSLContext]) -> None:
        self._transport = AsyncPoolTransport(library, context)
        # A proxy that cannot be used only matters to requests that would go through it.
        mounts: Any = {
            pattern: None if proxy is None else _proxy_transport(library, proxy, context)
            for pattern, proxy in environment_proxies().items()
        }
        self._client = library.httpx.AsyncClient(
            transport=self._transport, mounts=mounts, timeout=library.httpx.Timeout(**TIMEOUT.as_dict())
        )
        self._class = library.httpx.AsyncClient
        self._has_proxies = bool(mounts)
        self.abandoned = AbandonedResponses()
        self.accept_encoding: str = self._client.headers["accept-encoding"]

    @property
    def pool(self) -> AsyncConnectionPool:
        """The connection pool."""
        return self._transport.pool

    @property
    def keeps_deadlines(self) -> bool:
        """Whether requests are sent over the pool, whose connections keep the deadline of a request themselves."""
        return not self._has_proxies and not self._transport.is_replaced

    async def send(self, request: Any) -> Any:
        """Send a request and return the response, its body unread and redirects not followed."""
        if self._has_proxies or is_replaced(self._class, *CLIENT_METHODS):
            return await self._client.send(request, stream=True)
        response = await self._transport.handle_async_request(request)
        response.request = request
        return response

    async def aclose(self) -> None:
        """Close all connections, which ends the requests that are using them."""
        await self._client.aclose()


def plain_transport(library: Library, context: Optional[ssl.SSLContext], **options: Any) -> Any:
    """Return a transport of httpx with the SDK's settings."""
    return library.httpx.AsyncHTTPTransport(
        verify=context or ssl_context(),
        limits=library.httpx.Limits(
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_IDLE_CONNECTIONS,
            keepalive_expiry=KEEPALIVE_SECONDS,
        ),
        socket_options=socket_options(),
        **options,
    )


def _proxy_transport(library: Library, proxy: str, context: Optional[ssl.SSLContext]) -> Any:
    problem = proxy_problem(proxy, HTTPX_SCHEMES)
    if problem is not None:
        return UnusableProxy(problem)
    return plain_transport(library, context, proxy=library.httpx.Proxy(proxy))
