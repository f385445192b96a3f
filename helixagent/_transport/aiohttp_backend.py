"""Calls over aiohttp, whose parser is written in C: `AsyncHelixAgent(http_client="aiohttp")`."""

from __future__ import annotations

import asyncio
import functools
import math
import ssl
import weakref
from typing import Any, Dict, Optional
from urllib.request import getproxies, proxy_bypass

import anyio
import httpx

from .._core.extras import extra
from .._core.requests.call import Request
from .._core.requests.options import NotGiven
from .._core.responses.body_size import BodySize, BodyTooLarge
from .._core.secret import Secret
from ..exceptions import HelixAgentError
from .abandoned import AbandonedResponses
from .aiohttp_connections import (
    Attempt,
    BrokenBodyCheck,
    CountedContent,
    attempt_tracing,
    close_connector,
    close_response,
    new_connector,
)
from .base import AsyncTransport
from .deadlines import before_async
from .failures import (
    Place,
    body_place,
    failed,
    not_connected,
    not_http,
    not_received,
    place_of,
    refused_by_proxy,
    timed_out,
    unsendable,
)
from .httpx_common import DRAIN_BYTES, DRAIN_SECONDS, TIMEOUT, client_closed, httpx_timeout
from .proxies import AIOHTTP_SCHEMES, check_proxy

with extra("aiohttp", 'http_client="aiohttp"'):
    import aiohttp
    import aiohttp.http_exceptions
    import yarl

_ERRORS = (
    aiohttp.ClientError,
    aiohttp.http_exceptions.HttpProcessingError,
    asyncio.TimeoutError,
    OSError,
    # A host that is no name by IDNA.
    UnicodeError,
)
# What aiohttp can undo without another library.
_ACCEPT_ENCODING = "gzip, deflate"
# The SDK says these itself.
_OURS = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
# As much of a head as httpx takes.
_HEAD_BYTES = 100 * 1024
_LEAST_STATUS = 100


class AiohttpTransport(AsyncTransport):
    """Sends requests over one aiohttp session for each event loop."""

    _proxy_schemes = AIOHTTP_SCHEMES

    def _make_client(self) -> Any:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            raise HelixAgentError(
                'http_client="aiohttp" works on asyncio only; leave http_client out to use trio.'
            ) from None
        return _Session(self.ssl_context)

    async def send(self, request: Request) -> AiohttpResponse:
        """Send a request and return the answer, its body unread.

        Raises:
            NetworkError: No answer came.
        """
        session: _Session = await self._client()
        for response in session.abandoned.taken():
            close_response(response)
        try:
            raw = await before_async(request.deadline, lambda: session.send(request))
        except _ERRORS as error:
            if self.closed:
                raise client_closed() from None
            raise _translated(error, place_of(request), _timeout(request.timeout)) from None
        if raw.status < _LEAST_STATUS:
            close_response(raw)
            raise not_http(place_of(request), f"status {raw.status}")
        made = AiohttpResponse(self, raw, request)
        if request.stream:
            # aiohttp's connection and its answer hold each other as long as the connection is open.
            session.abandoned.watch(made, raw)
        return made


class AiohttpResponse:
    """An answer whose body is read when it is asked for."""

    _is_begun = False
    _was_read = False

    def __init__(self, transport: AiohttpTransport, raw: aiohttp.ClientResponse, request: Request) -> None:
        self._raw: Secret[Any] = Secret(raw)
        self._transport = transport
        self._place = body_place(request)
        self._deadline = request.deadline
        self._timeout = _timeout(request.timeout)
        self._size = BodySize(request.max_response_size)
        self.status_code = raw.status
        # What stands in for aiohttp, as that of vcrpy does, may have no raw ones.
        headers: Any = raw.raw_headers or raw.headers.items()
        self.headers = httpx.Headers(list(headers))

    async def read(self) -> bytes:
        """Return the whole body, which frees the connection.

        Raises:
            NetworkError: The body broke off.
            BodyTooLarge: The body is too large.
        """
        try:
            with BrokenBodyCheck(self.raw):
                return bytes(await before_async(self._deadline, self._read))
        except _ERRORS as error:
            raise self._translated(error) from None
        except BodyTooLarge:
            await self.close()
            raise

    async def _read(self) -> Any:
        content = self.raw.content
        # What vcrpy plays back cannot be read in pieces.
        if self._size.is_known(self.headers) or not hasattr(content, "readany"):
            return await self.raw.read()
        self.raw.content = CountedContent(content, self._size)
        try:
            return await self.raw.read()
        finally:
            self.raw.content = content

    async def next_piece(self) -> Optional[bytes]:
        """Return the next bytes of the body as they come, or None at its end.

        Raises:
            NetworkError: The body broke off.
        """
        content = self.raw.content
        if not self._is_begun:
            self._is_begun = True
            # By vcrpy, to record it; what that plays back cannot be read in pieces.
            self._was_read = content.at_eof() or not hasattr(content, "readany")
            piece = self.raw.read
        else:
            piece = _nothing
        try:
            with BrokenBodyCheck(self.raw):
                return await before_async(self._deadline, piece if self._was_read else content.readany) or None
        except _ERRORS as error:
            left = _taken_before(error, content)
            if left:
                return left
            raise self._translated(error) from None

    @property
    def raw(self) -> Any:
        """The HTTP library's response, which leads to the request's headers and so is not an attribute."""
        return self._raw.reveal()

    async def finish(self) -> None:
        """Read what is left, within small limits, so that the connection can be used again; then close."""
        left = DRAIN_BYTES
        try:
            with anyio.move_on_after(DRAIN_SECONDS):
                piece = await self.next_piece()
                while piece is not None and left > 0:
                    left -= len(piece)
                    piece = await self.next_piece()
        except HelixAgentError:
            # The events are complete; only the connection is lost.
            left = 0
        finally:
            await self.close()

    def _translated(self, error: BaseException) -> HelixAgentError:
        return client_closed() if self._transport.closed else _translated(error, self._place, self._timeout)

    async def close(self) -> None:
        """Close the answer at once, also while another task is waiting in `next_piece`."""
        close_response(self.raw)


async def _nothing() -> None:
    """Stand for reading on what was read as a whole."""


def _taken_before(error: BaseException, content: Any) -> bytes:
    """Return the bytes that arrived before a connection broke, which aiohttp does not return after the exception."""
    if content.exception() is not error:
        return b""
    content.set_exception(None)
    left: bytes = content.read_nowait()
    content.set_exception(error)
    return left


class _Session:
    """An aiohttp session with the SDK's settings.

    Cookies, redirects and logins of .netrc are not wanted, as with httpx; what they would do is done in the core.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self._sockets: weakref.WeakSet[Any] = weakref.WeakSet()
        self._connector = new_connector(context, self._sockets)
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            trace_configs=[attempt_tracing()],
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=_OURS,
            max_line_size=_HEAD_BYTES,
            max_field_size=_HEAD_BYTES,
        )
        self._proxies: Dict[str, Optional[str]] = {}
        self._streams: weakref.WeakSet[aiohttp.ClientResponse] = weakref.WeakSet()
        self.abandoned = AbandonedResponses(is_closed="closed")

    async def send(self, request: Request) -> aiohttp.ClientResponse:
        """Send a request and return the response, its body unread and redirects not followed."""
        attempt = Attempt()
        try:
            response = await self._send(request, attempt)
        except aiohttp.ClientError as error:
            if not attempt.may_repeat_after(error):
                raise
            response = await self._send(request, attempt)
        if request.stream:
            self._streams.add(response)
        return response

    async def _send(self, request: Request, attempt: Attempt) -> aiohttp.ClientResponse:
        url = _address(request.address.reveal())
        headers = request.headers.reveal()
        return await self._session.request(
            request.method,
            url,
            headers=headers if request.stream else {"accept-encoding": _ACCEPT_ENCODING, **headers},
            data=request.content.reveal(),
            allow_redirects=False,
            timeout=_timeout(request.timeout),
            proxy=self._proxy(url),
            trace_request_ctx=attempt,
        )

    async def aclose(self) -> None:
        """Close the connections; those of streams that nobody reads on are closed one by one, else aiohttp warns."""
        for response in list(self._streams):
            close_response(response)
        await close_connector(self._connector, self._sockets)
        await self._session.close()

    def _proxy(self, url: yarl.URL) -> Optional[str]:
        """Return the environment's proxy for an address, by the rules of the standard library."""
        origin = f"{url.scheme}://{url.authority}"
        if origin not in self._proxies:
            check_proxy(origin, AIOHTTP_SCHEMES)
            found = getproxies()
            proxy = None if proxy_bypass(url.host or "") else found.get(url.scheme, found.get("all"))
            self._proxies[origin] = proxy if proxy is None or "://" in proxy else f"http://{proxy}"
        return self._proxies[origin]


# Nearly all calls of a program go to the same few addresses.
@functools.lru_cache(maxsize=256)
def _address(url: str) -> yarl.URL:
    return yarl.URL(url, encoded=True)


def _timeout(timeout: Any) -> aiohttp.ClientTimeout:
    return _USUAL_TIMEOUT if isinstance(timeout, NotGiven) else _aiohttp_timeout(httpx_timeout(timeout))


def _aiohttp_timeout(given: httpx.Timeout) -> aiohttp.ClientTimeout:
    # aiohttp's connect is the wait for a free connection and the making of one, together.
    whole = None if given.connect is None or given.pool is None else given.connect + given.pool
    return aiohttp.ClientTimeout(
        total=None, connect=whole, sock_connect=given.connect, sock_read=given.read, ceil_threshold=math.inf
    )


_USUAL_TIMEOUT = _aiohttp_timeout(TIMEOUT)


def _translated(error: BaseException, place: Place, timeout: aiohttp.ClientTimeout) -> HelixAgentError:
    if isinstance(error, aiohttp.ServerTimeoutError) and "onnection timeout" in str(error):
        return timed_out(place, "connect", timeout.sock_connect)
    if isinstance(error, asyncio.TimeoutError):
        return timed_out(place, "read", timeout.sock_read)
    if isinstance(error, (aiohttp.InvalidURL, UnicodeError)):
        return unsendable(place, error)
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return not_connected(place, error, is_proxy=True)
    if isinstance(error, aiohttp.ClientConnectorError):
        return not_connected(place, error)
    if isinstance(error, aiohttp.ClientHttpProxyError):
        # The exception's own text has the proxy's URL, user and password included.
        return refused_by_proxy(place, f"{error.status} {error.message}".strip())
    if isinstance(error, (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError)):
        return not_received(place, error)
    if isinstance(error, (aiohttp.ClientResponseError, aiohttp.http_exceptions.HttpProcessingError)):
        return not_http(place, error.message or type(error).__name__)
    return failed(place, error)
