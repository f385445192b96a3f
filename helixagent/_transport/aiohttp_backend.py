"""Send requests with aiohttp, for `AsyncHelixAgent(http_client="aiohttp")`."""

from __future__ import annotations

import asyncio
import functools
import math
import socket
import ssl
from contextvars import ContextVar
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple
from weakref import WeakSet

import httpx

from .._core.extras import extra
from .._core.requests.call import Request
from .._core.requests.options import NotGiven
from .._core.responses.body_size import BodySize
from ..exceptions import HelixAgentError, InvalidResponseError
from .async_base import AsyncTransport, running_loop
from .base import OpenBody
from .deadlines import before_async
from .failures import (
    failed,
    not_connected,
    not_http,
    not_received,
    own_causes,
    refused_by_proxy,
    timed_out,
    unsendable,
)
from .guard import AbandonedResponses, shut_down
from .httpx_common import KEEPALIVE_SECONDS, MAX_CONNECTIONS, SOCKET_OPTIONS, TIMEOUT, client_closed, httpx_timeout
from .proxies import AIOHTTP_SCHEMES, environment_proxy

with extra("aiohttp", 'http_client="aiohttp"'):
    import aiohttp
    import aiohttp.http_exceptions
    import yarl

_ERRORS = (
    aiohttp.ClientError,
    aiohttp.http_exceptions.HttpProcessingError,
    asyncio.TimeoutError,
    OSError,
    # The host name is not valid in IDNA.
    UnicodeError,
)
# The server may have closed a reused connection. `ServerDisconnectedError.message` is part of a response, or a text.
_STALE = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionError)
# aiohttp needs extra libraries for other compressions.
_ACCEPT_ENCODING = "gzip, deflate"
# aiohttp would add these headers to requests that do not have them.
_AUTO_HEADERS = ("user-agent", "accept", "accept-encoding", "content-type")
# The limit for response headers is the same as in httpx.
_MAX_HEADER_BYTES = 100 * 1024
_BODY_CHECK_SECONDS = 0.5
_CLOSING_STEPS = 3

# For each connection that the current request has used, whether the connection was reused. aiohttp passes no argument
# from the request to the connector.
_reused_connections: ContextVar[List[bool]] = ContextVar("helixagent.reused_connections")


class AiohttpTransport(AsyncTransport):
    """Sends requests with one aiohttp session per event loop."""

    _proxy_schemes = AIOHTTP_SCHEMES

    def _make_client(self) -> Any:
        if not isinstance(running_loop(), asyncio.AbstractEventLoop):
            raise HelixAgentError('http_client="aiohttp" works on asyncio only. Leave http_client out to use trio.')
        return _Session(self.ssl_context)

    async def send(self, request: Request) -> AiohttpResponse:
        """Send a request, and return the response without reading its body.

        Raises:
            NetworkError: No response arrived.
            ClientClosedError: The client was closed.
        """
        session: _Session = await self._client()
        for abandoned in session.abandoned.take_all():
            _close_response(abandoned)
        try:
            raw = await before_async(request.deadline, lambda: session.send(request))
        except _ERRORS as error:
            raise self.error(error, request) from None
        response = AiohttpResponse(self, raw, request)
        if request.stream:
            # In aiohttp, the connection and the response keep each other alive while the connection is open.
            session.abandoned.watch(response, raw)
        return response

    def error(self, error: BaseException, request: Request) -> HelixAgentError:
        """Convert an exception from aiohttp or a socket to an SDK exception."""
        return client_closed() if self.closed else _translated(error, request)


class AiohttpResponse(OpenBody):
    """A response whose body is read on demand."""

    def __init__(self, transport: AiohttpTransport, raw: aiohttp.ClientResponse, request: Request) -> None:
        super().__init__(raw, request)
        self._transport = transport
        self.status_code = raw.status
        # A response played back by vcrpy may have no raw headers.
        headers: Any = raw.raw_headers or raw.headers.items()
        self.headers = httpx.Headers(list(headers))
        # vcrpy reads the bodies that it records, and its played-back bodies cannot be read in parts.
        self._can_stream = hasattr(raw.content, "readany") and not raw.content.at_eof()
        self._was_read = False

    async def read(self) -> bytes:
        """Return the whole body and release the connection."""
        if self._can_stream:
            self.raw.content = _CountedContent(self.raw.content, self._size)
        try:
            return bytes(await before_async(self._deadline, lambda: _watched(self.raw, self.raw.read)))
        except _ERRORS as error:
            raise self._transport.error(error, self._request) from None
        except InvalidResponseError:
            await self.close()
            raise

    async def next_chunk(self) -> Optional[bytes]:
        """Return the next bytes of the body as they arrive, or None at its end."""
        content = self.raw.content
        if self._was_read:
            return None
        self._was_read = not self._can_stream
        try:
            read = content.readany if self._can_stream else self.raw.read
            return await before_async(self._deadline, lambda: _watched(self.raw, read)) or None
        except _ERRORS as error:
            rest = _rest_of(content, error)
            if rest:
                return rest
            raise self._transport.error(error, self._request) from None

    async def close(self) -> None:
        """Close the response immediately, even while another task is waiting in `next_chunk`."""
        _close_response(self.raw)


def _rest_of(content: Any, error: BaseException) -> bytes:
    """Return the bytes that arrived before a connection broke. aiohttp drops them when it raises."""
    if content.exception() is not error:
        return b""
    content.set_exception(None)
    rest: bytes = content.read_nowait()
    content.set_exception(error)
    return rest


class _Session:
    """An aiohttp session with the SDK's settings.

    The core handles redirects. As with httpx, cookies and .netrc logins are not used.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self._connector = _Connector(context)
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=_MAX_HEADER_BYTES,
            max_field_size=_MAX_HEADER_BYTES,
            skip_auto_headers=_AUTO_HEADERS,
        )
        # Most programs send all requests to a few addresses.
        self._route = functools.lru_cache(maxsize=256)(_route)
        self._streams: WeakSet[aiohttp.ClientResponse] = WeakSet()
        self.abandoned = AbandonedResponses(is_closed="closed")

    async def send(self, request: Request) -> aiohttp.ClientResponse:
        """Send a request, and return the response without reading its body or following redirects."""
        reused: List[bool] = []
        _reused_connections.set(reused)
        try:
            response = await self._send(request)
        except _STALE as error:
            # A server may close an idle connection at any moment, so the request is sent again once.
            has_response = not isinstance(getattr(error, "message", ""), str)
            if reused != [True] or has_response:
                raise
            response = await self._send(request)
        if request.stream:
            self._streams.add(response)
        return response

    async def _send(self, request: Request) -> aiohttp.ClientResponse:
        url, proxy = self._route(request.address.reveal())
        headers: Dict[str, str] = request.headers.reveal()
        if not request.stream:
            headers = {"accept-encoding": _ACCEPT_ENCODING, **headers}
        return await self._session.request(
            request.method,
            url,
            headers=headers,
            data=request.content.reveal(),
            allow_redirects=False,
            timeout=_timeout(request),
            proxy=proxy,
        )

    async def aclose(self) -> None:
        """Close the connections. Streams are closed first, because aiohttp warns about open streams."""
        for response in list(self._streams):
            _close_response(response)
        await self._connector.close_now()
        await self._session.close()


class _Connector(aiohttp.TCPConnector):
    """A connection pool with the SDK's settings. aiohttp does not limit the number of idle connections."""

    def __init__(self, context: ssl.SSLContext) -> None:
        # References are weak, so that closed sockets are freed.
        self._sockets: WeakSet[Any] = WeakSet()
        options: Dict[str, Any] = {}
        # Before version 3.12, aiohttp could not set socket options.
        if hasattr(aiohttp, "SocketFactoryType"):
            options["socket_factory"] = functools.partial(_new_socket, self._sockets)
        super().__init__(limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS, ssl=context, **options)
        # The protocol objects of the connections that have been used.
        self._used: WeakSet[Any] = WeakSet()

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        """Return an idle connection or a new connection, and record it for the current request."""
        reused = _reused_connections.get()
        if reused not in ([], [True]):
            # aiohttp itself resends requests such as GET, even if a new connection broke.
            raise aiohttp.ServerDisconnectedError
        connection = await super().connect(*args, **kwargs)
        reused.append(connection.protocol in self._used)
        if not reused[-1]:
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
        for _ in range(_CLOSING_STEPS):
            await asyncio.sleep(0)


def _close_response(response: aiohttp.ClientResponse) -> None:
    """Close a response and its connection immediately, even with TLS."""
    connection = response.connection
    transport = connection.transport if connection is not None else None
    response.close()
    if transport is not None:
        transport.abort()


async def _watched(response: aiohttp.ClientResponse, read: Callable[[], Awaitable[bytes]]) -> bytes:
    """Read from a body. The read fails if the connection is closed before the end of the body.

    If an HTTP chunk is invalid, aiohttp closes the connection, but the task that reads the body would wait forever.
    """
    connection, content = response.connection, response.content
    # When the whole body has arrived, the response no longer has a connection.
    if connection is None:
        return await read()
    loop = asyncio.get_running_loop()
    timer: Optional[asyncio.TimerHandle] = None

    def check() -> None:
        nonlocal timer
        if not connection.closed:
            timer = loop.call_later(_BODY_CHECK_SECONDS, check)
        elif not content.is_eof() and content.exception() is None:
            content.set_exception(aiohttp.ClientPayloadError("The body is not valid HTTP."))

    check()
    try:
        with own_causes():
            return await read()
    finally:
        if timer is not None:
            timer.cancel()


class _CountedContent:
    """A response body whose size is checked while it is read as a whole."""

    def __init__(self, content: aiohttp.StreamReader, size: BodySize) -> None:
        self._content = content
        self._size = size

    async def read(self) -> bytes:
        """Return the whole body.

        Raises:
            InvalidResponseError: The body is too large.
        """
        return b"".join([self._size.add(chunk) async for chunk in self._content.iter_any()])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)


def _route(address: str) -> Tuple[yarl.URL, Optional[str]]:
    """Return the parsed URL of an address, and the environment's proxy for its server."""
    url = yarl.URL(address, encoded=True)
    return url, environment_proxy(f"{url.scheme}://{url.authority}", AIOHTTP_SCHEMES)


def _new_socket(sockets: WeakSet[socket.socket], address: Any) -> socket.socket:
    family, kind, protocol = address[:3]
    created = socket.socket(family, kind, protocol)
    for option in SOCKET_OPTIONS:
        created.setsockopt(*option)
    sockets.add(created)
    return created


def _timeout(request: Request) -> aiohttp.ClientTimeout:
    if isinstance(request.timeout, NotGiven):
        return _DEFAULT_TIMEOUT
    return _aiohttp_timeout(httpx_timeout(request.timeout))


def _aiohttp_timeout(timeout: httpx.Timeout) -> aiohttp.ClientTimeout:
    # The connect timeout of aiohttp includes the wait for a free connection.
    connect = None if timeout.connect is None or timeout.pool is None else timeout.connect + timeout.pool
    return aiohttp.ClientTimeout(
        total=None, connect=connect, sock_connect=timeout.connect, sock_read=timeout.read, ceil_threshold=math.inf
    )


_DEFAULT_TIMEOUT = _aiohttp_timeout(TIMEOUT)


def _translated(error: BaseException, request: Request) -> HelixAgentError:
    timeout = _timeout(request)
    if isinstance(error, aiohttp.ServerTimeoutError) and "onnection timeout" in str(error):
        return timed_out(request, "connect", timeout.sock_connect)
    if isinstance(error, asyncio.TimeoutError):
        return timed_out(request, "read", timeout.sock_read)
    if isinstance(error, (aiohttp.InvalidURL, UnicodeError)):
        return unsendable(request, error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return not_connected(request, error, is_proxy=isinstance(error, aiohttp.ClientProxyConnectionError))
    if isinstance(error, aiohttp.ClientHttpProxyError):
        # The exception's text contains the proxy URL, including the username and password.
        return refused_by_proxy(request, f"{error.status} {error.message}".strip())
    if isinstance(error, (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError)):
        return not_received(request, error)
    if isinstance(error, (aiohttp.ClientResponseError, aiohttp.http_exceptions.HttpProcessingError)):
        return not_http(request, error.message or type(error).__name__)
    return failed(request, error)
