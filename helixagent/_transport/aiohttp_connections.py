"""The connections of the aiohttp engine: their settings, and which requests may be sent on a second one."""

from __future__ import annotations

import asyncio
import functools
import inspect
import socket
import ssl
from typing import Any, Dict, Optional
from weakref import WeakSet

from .._core.extras import extra
from .._core.responses.body_size import BodySize
from .guard import shut_down
from .httpx_common import KEEPALIVE_SECONDS, MAX_CONNECTIONS, socket_options

with extra("aiohttp", 'http_client="aiohttp"'):
    import aiohttp

_CHECK_SECONDS = 0.5
_STEPS = 3


# The sockets of a pool, as long as they exist.
Sockets = WeakSet


def new_connector(context: ssl.SSLContext, sockets: Sockets[socket.socket]) -> aiohttp.TCPConnector:
    """Return a connection pool with the SDK's settings. aiohttp has no limit for the number of idle connections.

    Args:
        context: The TLS settings.
        sockets: The set to which the pool adds its sockets.
    """
    # aiohttp before 3.12 has no way to set options of a socket.
    has_factory = "socket_factory" in inspect.signature(aiohttp.TCPConnector).parameters
    options: Dict[str, Any] = {"socket_factory": functools.partial(_new_socket, sockets)} if has_factory else {}
    return aiohttp.TCPConnector(limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS, ssl=context, **options)


async def close_connector(connector: aiohttp.BaseConnector, sockets: Sockets[socket.socket]) -> None:
    """Close a pool's connections at once: over TLS they would wait for the server, also after the event loop ends.

    A connection whose request could not be sent still has bytes to send, and waits for that too.
    """
    has_abort = "abort_ssl" in inspect.signature(connector.close).parameters
    options: Dict[str, Any] = {"abort_ssl": True} if has_abort else {}
    await connector.close(**options)
    for each in list(sockets):
        shut_down(each)
    # The event loop sees the end of the connections in its next steps.
    for _ in range(_STEPS):
        await asyncio.sleep(0)


def close_response(response: aiohttp.ClientResponse) -> None:
    """Close a response and its connection at once, also over TLS."""
    connection = response.connection
    transport = connection.transport if connection is not None else None
    response.close()
    if transport is not None:
        transport.abort()


class BrokenBodyCheck:
    """A context in which a read ends if the connection is closed.

    aiohttp closes the connection if an HTTP chunk is invalid, and lets whoever reads the body wait forever.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._connection = response.connection
        self._content = response.content
        self._timer: Optional[asyncio.TimerHandle] = None

    def __enter__(self) -> None:
        # A body that has arrived completely has no connection.
        if self._connection is not None:
            self._timer = asyncio.get_running_loop().call_later(_CHECK_SECONDS, self._check)

    def __exit__(self, *error: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _check(self) -> None:
        if self._connection is None or not self._connection.closed:
            self.__enter__()
        elif not self._content.is_eof() and self._content.exception() is None:
            self._content.set_exception(aiohttp.ClientPayloadError("The body is not valid HTTP."))


class CountedContent:
    """The body of a response, whose size is counted while it is read as a whole."""

    def __init__(self, content: aiohttp.StreamReader, size: BodySize) -> None:
        self._content = content
        self._size = size

    async def read(self) -> bytes:
        """Return the whole body.

        Raises:
            BodyTooLarge: The body is too large.
        """
        return b"".join([self._size.add(piece) async for piece in self._content.iter_any()])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)


class Attempt:
    """The connections that one request is sent on.

    A server may close an idle connection at any moment. If a reused connection breaks before the response begins, the
    request is sent once more. aiohttp does this itself for GET and other idempotent methods, but on new connections
    too, and never for POST.
    """

    def __init__(self) -> None:
        self._connections = 0
        self._began_reused = False

    def use_connection(self, *, is_reused: bool) -> None:
        """Record that the request is about to be sent on a connection.

        Raises:
            ServerDisconnectedError: The request must not be sent again.
        """
        if self._connections and not self._may_repeat():
            raise aiohttp.ServerDisconnectedError
        self._connections += 1
        if self._connections == 1:
            self._began_reused = is_reused

    def may_repeat_after(self, error: BaseException) -> bool:
        """Return whether to send the request once more after an exception of aiohttp."""
        if isinstance(error, aiohttp.ServerDisconnectedError):
            # Otherwise the message is the part of a response.
            is_unanswered = isinstance(error.message, str)
        else:
            is_unanswered = isinstance(error, ConnectionError) or type(error) is aiohttp.ClientOSError
        return is_unanswered and self._may_repeat()

    def _may_repeat(self) -> bool:
        return self._connections == 1 and self._began_reused


def attempt_tracing() -> aiohttp.TraceConfig:
    """Return what has a session report the connections of a request to the Attempt in its `trace_request_ctx`."""
    tracing = aiohttp.TraceConfig()
    tracing.on_connection_create_start.append(_on_new_connection)
    tracing.on_connection_reuseconn.append(_on_reused_connection)
    return tracing


async def _on_new_connection(session: Any, context: Any, parameters: Any) -> None:
    context.trace_request_ctx.use_connection(is_reused=False)


async def _on_reused_connection(session: Any, context: Any, parameters: Any) -> None:
    context.trace_request_ctx.use_connection(is_reused=True)


def _new_socket(sockets: Sockets[socket.socket], address: Any) -> socket.socket:
    family, kind, protocol = address[:3]
    made = socket.socket(family, kind, protocol)
    for option in socket_options():
        made.setsockopt(*option)
    sockets.add(made)
    return made
