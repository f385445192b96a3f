"""Manage the connections of the aiohttp transport: settings, closing, and retries on stale connections."""

from __future__ import annotations

import asyncio
import functools
import inspect
import socket
import ssl
from contextvars import ContextVar
from typing import Any, Dict, List
from weakref import WeakSet

from .._core.extras import extra
from .._core.responses.body_size import BodySize
from .guard import shut_down
from .httpx_common import KEEPALIVE_SECONDS, MAX_CONNECTIONS, SOCKET_OPTIONS

with extra("aiohttp", 'http_client="aiohttp"'):
    import aiohttp

_CHECK_SECONDS = 0.5
_STEPS = 3

# For each connection that the current request has used, whether the connection was reused. aiohttp passes no argument
# from the request to the connector.
reused_connections: ContextVar[List[bool]] = ContextVar("helixagent.reused_connections")


class Connector(aiohttp.TCPConnector):
    """A connection pool with the SDK's settings. aiohttp has no limit for the number of idle connections."""

    def __init__(self, context: ssl.SSLContext) -> None:
        # References are weak, so that closed sockets are freed.
        self._sockets: WeakSet[Any] = WeakSet()
        options: Dict[str, Any] = {}
        # Before version 3.12, aiohttp could not set socket options.
        if "socket_factory" in inspect.signature(aiohttp.TCPConnector).parameters:
            options["socket_factory"] = functools.partial(_new_socket, self._sockets)
        super().__init__(limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS, ssl=context, **options)
        # The protocol objects of the connections that have been used.
        self._used: WeakSet[Any] = WeakSet()

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        """Return an idle connection or a new connection, and record it for the current request."""
        reused = reused_connections.get()
        if reused not in ([], [True]):
            # aiohttp itself resends requests such as GET, even if a new connection broke.
            raise aiohttp.ServerDisconnectedError
        connection = await super().connect(*args, **kwargs)
        reused.append(connection.protocol in self._used)
        self._used.add(connection.protocol)
        return connection

    async def close_now(self) -> None:
        """Close the connections immediately.

        Otherwise, TLS connections and connections with unsent data would wait for the server, even after the loop has
        ended.
        """
        for each in list(self._sockets):
            shut_down(each)
        await self.close()
        # The event loop processes the closed connections in its next iterations.
        for _ in range(_STEPS):
            await asyncio.sleep(0)


def close_response(response: aiohttp.ClientResponse) -> None:
    """Close a response and its connection immediately, even with TLS."""
    connection = response.connection
    transport = connection.transport if connection is not None else None
    response.close()
    if transport is not None:
        transport.abort()


def watch_body(response: aiohttp.ClientResponse) -> None:
    """Let reads of a body fail if the connection is closed before the end of the body.

    If an HTTP chunk is invalid, aiohttp closes the connection, but the task that reads the body would wait forever.
    """
    connection, content = response.connection, response.content
    # A completely received body has no connection.
    if connection is None:
        return
    loop = asyncio.get_running_loop()

    def check() -> None:
        if not connection.closed:
            loop.call_later(_CHECK_SECONDS, check)
        elif not content.is_eof() and content.exception() is None:
            content.set_exception(aiohttp.ClientPayloadError("The body is not valid HTTP."))

    check()


class CountedContent:
    """A response body whose size is checked while it is read as a whole."""

    def __init__(self, content: aiohttp.StreamReader, size: BodySize) -> None:
        self._content = content
        self._size = size

    async def read(self) -> bytes:
        """Return the whole body.

        Raises:
            BodyTooLarge: The body is too large.
        """
        return b"".join([self._size.add(chunk) async for chunk in self._content.iter_any()])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)


def was_stale(reused: List[bool], error: aiohttp.ClientError) -> bool:
    """Return whether a request failed because it reused a connection that the server had closed.

    A server may close an idle connection at any moment, so the request is sent again once.

    Args:
        reused: For each connection that the request has used, whether the connection was reused.
        error: The exception of the request.
    """
    if isinstance(error, aiohttp.ServerDisconnectedError):
        # Otherwise, the message is part of a response.
        has_no_response = isinstance(error.message, str)
    else:
        has_no_response = isinstance(error, ConnectionError) or type(error) is aiohttp.ClientOSError
    return has_no_response and reused == [True]


def _new_socket(sockets: WeakSet[socket.socket], address: Any) -> socket.socket:
    family, kind, protocol = address[:3]
    created = socket.socket(family, kind, protocol)
    for option in SOCKET_OPTIONS:
        created.setsockopt(*option)
    sockets.add(created)
    return created
