# Written by `make generate` from helixagent/_async/own_client.py; do not edit.
"""Manage the SDK's own connections with a connection pool, an httpx transport and an httpx client."""

from __future__ import annotations

import functools
import ssl
from typing import Any, Optional

import httpx

from helixagent._sync.pool import Connection, ConnectionPool
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


class PoolTransport(httpx.BaseTransport):
    """An httpx transport that sends requests over the SDK's connection pool.

    Tools such as vcrpy, pytest-httpx and OpenTelemetry's instrumentation replace `handle_request` of httpx's
    transport. In this case, requests are sent with httpx's transport and httpcore's connection pool.

    Args:
        library: The HTTP library.
        context: The TLS settings; None for the defaults.
    """

    def __init__(self, library: Library, context: Optional[ssl.SSLContext]) -> None:
        self.pool = ConnectionPool(library, lambda: context or ssl_context())
        self._library = library
        self._context = context
        self._body = _body_class(library)
        self._plain: Any = None

    @property
    def is_replaced(self) -> bool:
        """Whether a tool has replaced the method that sends requests in httpx's transport."""
        return is_replaced(self._library.httpx.HTTPTransport, "handle_request")

    def handle_request(self, request: Any) -> Any:
        """Send an httpx request, and return the response without reading its body."""
        if self.is_replaced:
            if self._plain is None:
                self._plain = plain_transport(self._library, self._context)
            return self._plain.handle_request(request)
        httpcore = self._library.httpcore
        url = request.url
        sent = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        response, connection = self.pool.send(sent)
        return self._library.httpx.Response(
            response.status,
            headers=response.headers,
            stream=self._body(response.stream, self.pool, connection),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        self.pool.close()
        if self._plain is not None:
            self._plain.close()


class _ResponseBody:
    """A response body. Closing it releases the connection."""

    def __init__(self, stream: Any, pool: ConnectionPool, connection: Connection) -> None:
        self._stream = stream
        self._pool = pool
        self._connection = connection
        self._is_closed = False

    def __iter__(self) -> Any:
        return self._stream.__iter__()

    def close(self) -> None:
        """Release the connection."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            self._stream.close()
        finally:
            self._pool.release(self._connection)


@functools.lru_cache(maxsize=None)
def _body_class(library: Library) -> Any:
    """Return the class of response bodies. httpx requires that it is derived from httpx's class."""
    return type("ResponseBody", (_ResponseBody, library.httpx.SyncByteStream), {})


class OwnClient:
    """The connections of one SDK client on one event loop.

    Requests are passed directly to the pool's transport. The other features of httpx's client (cookies, redirects,
    authentication) are not needed and take a fifth of the time of a call. If the environment has proxies, or a tool has
    replaced a method of httpx's client to see the requests, the requests are sent with httpx's client.

    Args:
        library: The HTTP library.
        context: The TLS settings; None for the defaults.

    Attributes:
        abandoned: The responses that were never closed.
        accept_encoding: The compressions that httpx supports.
    """

    def __init__(self, library: Library, context: Optional[ssl.SSLContext]) -> None:
        self._transport = PoolTransport(library, context)
        # An unusable proxy only affects the requests that would go through it.
        mounts: Any = {
            pattern: None if proxy is None else _proxy_transport(library, proxy, context)
            for pattern, proxy in environment_proxies().items()
        }
        self._client = library.httpx.Client(
            transport=self._transport, mounts=mounts, timeout=library.httpx.Timeout(**TIMEOUT.as_dict())
        )
        self._class = library.httpx.Client
        self._has_proxies = bool(mounts)
        self.abandoned = AbandonedResponses()
        self.accept_encoding: str = self._client.headers["accept-encoding"]

    @property
    def pool(self) -> ConnectionPool:
        """The connection pool."""
        return self._transport.pool

    @property
    def keeps_deadlines(self) -> bool:
        """Whether requests are sent over the pool, whose connections enforce deadlines themselves."""
        return not self._has_proxies and not self._transport.is_replaced

    def send(self, request: Any) -> Any:
        """Send a request, and return the response without reading its body or following redirects."""
        if self._has_proxies or is_replaced(self._class, *CLIENT_METHODS):
            return self._client.send(request, stream=True)
        response = self._transport.handle_request(request)
        response.request = request
        return response

    def close(self) -> None:
        """Close all connections and end the requests that use them."""
        self._client.close()


def plain_transport(library: Library, context: Optional[ssl.SSLContext], **options: Any) -> Any:
    """Return an httpx transport with the SDK's settings."""
    return library.httpx.HTTPTransport(
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
