# Written by `make generate` from helixagent/_async/own_connections.py; do not edit.
"""Send requests over the SDK's own connections."""

from __future__ import annotations

import functools
import ssl
from typing import Any, Dict, Optional
from urllib.request import getproxies

import httpx

from helixagent._core.requests.deadline import NO_DEADLINE
from helixagent._sync.pool import Connection, ConnectionPool
from helixagent._transport.deadlines import before
from helixagent._transport.guard import AbandonedResponses
from helixagent._transport.httpx_common import (
    CLIENT_METHODS,
    DEADLINE,
    KEEPALIVE_SECONDS,
    MAX_CONNECTIONS,
    MAX_IDLE_CONNECTIONS,
    SOCKET_OPTIONS,
    is_replaced,
    ssl_context,
)
from helixagent._transport.library import Library
from helixagent._transport.proxies import HTTPX_SCHEMES, environment_proxy


class OwnConnections(httpx.BaseTransport):
    """The connections of one SDK client on one event loop, as an httpx transport over the SDK's connection pool.

    In two cases, requests are sent with httpx's transport and httpcore's connection pool: through a proxy of the
    environment, and if a tool such as vcrpy, pytest-httpx or OpenTelemetry's instrumentation has replaced
    `handle_request` of httpx's transport.

    Attributes:
        abandoned: The responses that were never closed.
        accept_encoding: The compressions that httpx supports.
    """

    def __init__(self, library: Library, context: Optional[ssl.SSLContext]) -> None:
        self.abandoned = AbandonedResponses()
        self._client_class: Any = library.httpx.Client
        self.accept_encoding: str = self._client_class(transport=self).headers["accept-encoding"]
        self.pool = ConnectionPool(library, lambda: context or ssl_context())
        self._library = library
        self._context = context
        self._body = _body_class(library)
        # Most environments have no proxies, and a lookup takes 1% of the time of a call.
        self._has_proxies = bool(getproxies())
        self._proxy = functools.lru_cache(maxsize=256)(environment_proxy)
        # httpx's transports, by the URL of their proxy; None for no proxy.
        self._httpx_transports: Dict[Optional[str], Any] = {}

    def send(self, request: Any) -> Any:
        """Send an httpx request, and return the response without reading its body or following redirects.

        The features of httpx's client (cookies, redirects, authentication) are not needed and take a fifth of the time
        of a call. httpx's client is only used if a tool has replaced one of its methods to see the requests.
        """
        if is_replaced(self._client_class, *CLIENT_METHODS):
            return self._client_class(transport=self).send(request, stream=True)
        response = self.handle_request(request)
        response.request = request
        return response

    def handle_request(self, request: Any) -> Any:
        """Send an httpx request, and return the response without its request."""
        url = request.url
        proxy = self._proxy(f"{url.scheme}://{url.netloc.decode()}", HTTPX_SCHEMES) if self._has_proxies else None
        if proxy is not None or is_replaced(self._library.httpx.HTTPTransport, "handle_request"):
            transport = self._httpx_transport(proxy)
            deadline = request.extensions.get(DEADLINE, NO_DEADLINE)
            return before(deadline, lambda: transport.handle_request(request))
        httpcore = self._library.httpcore
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
        """Close all connections and end the requests that use them."""
        self.pool.close()
        for transport in list(self._httpx_transports.values()):
            transport.close()

    def _httpx_transport(self, proxy: Optional[str]) -> Any:
        if proxy not in self._httpx_transports:
            httpx = self._library.httpx
            created = httpx.HTTPTransport(
                verify=self._context or ssl_context(),
                limits=httpx.Limits(
                    max_connections=MAX_CONNECTIONS,
                    max_keepalive_connections=MAX_IDLE_CONNECTIONS,
                    keepalive_expiry=KEEPALIVE_SECONDS,
                ),
                proxy=None if proxy is None else httpx.Proxy(proxy),
                socket_options=SOCKET_OPTIONS,
            )
            # If two threads get here at once, one of their transports is discarded unused.
            self._httpx_transports.setdefault(proxy, created)
        return self._httpx_transports[proxy]


class _ResponseBody:
    """A response body. Closing it releases the connection."""

    def __init__(self, stream: Any, pool: ConnectionPool, connection: Connection) -> None:
        self._stream = stream
        self._pool = pool
        self._connection = connection

    def __iter__(self) -> Any:
        return self._stream.__iter__()

    def close(self) -> None:
        """Release the connection. httpx calls this method once."""
        try:
            self._stream.close()
        finally:
            self._pool.release(self._connection)


@functools.lru_cache(maxsize=None)
def _body_class(library: Library) -> Any:
    """Return the class of response bodies. httpx requires that it is derived from httpx's class."""
    return type("ResponseBody", (_ResponseBody, library.httpx.SyncByteStream), {})
