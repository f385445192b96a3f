"""Calls over an httpx.AsyncClient, the SDK's own (one for each event loop) or one that the user made."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import ssl
import sys
from typing import Any, AsyncGenerator, AsyncIterator, Callable, Dict, Optional, Tuple
from weakref import WeakKeyDictionary

import anyio
import httpx

from .._core.requests.bounds import UNBOUNDED, Bounds
from .._core.requests.call import Request
from .._core.requests.options import Verify
from .._core.responses.body_size import DEFAULT_MAX_RESPONSE_SIZE, BodySize, BodyTooLarge
from .._core.secret import Secret
from ..exceptions import HelixAgentError
from .async_pool import AsyncPoolTransport
from .cancelling import Body, UncancelledStream
from .dropped import Dropped
from .failures import Place, body_place, place_of
from .httpx_common import (
    DRAIN_BYTES,
    DRAIN_SECONDS,
    HTTPX_ERRORS,
    LIMITS,
    TIMEOUT,
    checked_client,
    counted_bytes,
    early_ssl_context,
    is_watched,
    load_late_modules,
    open_client,
    own_request,
    sending,
    socket_options,
    ssl_context,
    translated,
    users_request,
)
from .proxies import HTTPX_SCHEMES, check_proxy, environment_proxies, proxy_problem
from .within import within_async

# A pool, and the generator that closes it when its event loop ends.
_Pool = Tuple[httpx.AsyncClient, AsyncGenerator[None, None]]


def transport_for(http_client: Any, verify: Verify = True) -> AsyncHttpxTransport:
    """Return what sends the requests of a client.

    Args:
        http_client: An httpx.AsyncClient of the user's; "aiohttp" for connections of the SDK's own over aiohttp; None
            for those over httpx.
        verify: Which certificates to trust.

    Raises:
        ValidationError: It is something else.
        MissingExtraError: aiohttp is not installed.
    """
    if http_client != "aiohttp":
        return AsyncHttpxTransport(http_client, verify)
    from .aiohttp_backend import AiohttpTransport

    return AiohttpTransport(None, verify)


class AsyncHttpxTransport:
    """Sends requests over one connection pool for each event loop, since a connection cannot leave its loop."""

    _proxy_schemes = HTTPX_SCHEMES

    def __init__(self, client: Optional[httpx.AsyncClient] = None, verify: Verify = True) -> None:
        checked_client(client, httpx.AsyncClient, verify)
        self._given = client
        self._verify = verify
        # Of the client that the user made; each of our own has its own.
        self._dropped = Dropped()
        self._context = early_ssl_context(verify) if client is None else None
        self.closed = False
        # The pools of each process: parent and child must not write into the same connections.
        self._own: Dict[int, WeakKeyDictionary[Any, _Pool]] = {}
        load_late_modules(for_event_loop=True)

    @property
    def is_own(self) -> bool:
        """Whether the connections are the SDK's own, not those of a client that the user made."""
        return self._given is None

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """The TLS settings, also for a WebSocket; those of a client that the user made cannot be asked for."""
        return self._context or ssl_context()

    def check_proxy(self, base_url: str) -> None:
        """Check that the environment's proxy for a server can be used.

        Raises:
            HelixAgentError: It cannot; the message names the environment variable.
        """
        if self.is_own:
            check_proxy(base_url, self._proxy_schemes)

    def settings(self) -> Dict[str, Any]:
        """Return the arguments that another one like this is made from."""
        return {"http_client": self._given, "verify": self._verify}

    async def send(self, request: Request) -> AsyncHttpxResponse:
        """Send a request and return the answer, its body unread.

        Raises:
            NetworkError: No answer came.
        """
        client = await self._client()
        dropped = client.dropped if self._given is None else self._dropped
        if dropped:
            await _close_all(dropped)
        sent: Optional[httpx.Request] = None
        try:
            if self._given is not None:
                sent = users_request(client, request)
                send = functools.partial(client.send, sent, **sending(request))
                knows_bounds = False
            else:
                sent = own_request(request, client.headers["accept-encoding"])
                send = functools.partial(client.send_plainly, sent)
                knows_bounds = client.knows_bounds
            sent.stream = Body(request.content.reveal() or b"")
            if knows_bounds or not request.bounds:
                answer = AsyncHttpxResponse(await send(), body_place(request))
            else:
                raw = await within_async(request.bounds, send)
                answer = AsyncHttpxResponse(raw, body_place(request), request.bounds)
        except HTTPX_ERRORS as error:
            raise translated(error, place_of(request), sent) from None
        answer.size = BodySize(request.max_response_size)
        if request.stream:
            dropped.watch(answer, answer.raw)
        return answer

    async def close(self) -> None:
        """Close the running loop's pool; a client that the user made stays open, since it is the user's."""
        self.closed = True
        pool = self._pools().pop(_running_loop(), None)
        if pool is not None:
            await pool[1].aclose()

    def refuse_calls(self) -> None:
        """Let nothing more be sent; the connections end with their event loop."""
        self.closed = True

    def _make_client(self) -> Any:
        return AsyncPlainClient(self._context)

    def close_between_runs(self) -> None:
        """Close the pools of event loops that stand still at the moment, and let nothing more be sent.

        For callers outside of any loop, such as the end of a test; the pools of loops that run or have ended are closed
        by these.
        """
        self.closed = True
        for loop, pool in list(self._pools().items()):
            is_asyncio = isinstance(loop, asyncio.AbstractEventLoop)
            if is_asyncio and not loop.is_running() and not loop.is_closed():
                loop.run_until_complete(pool[1].aclose())

    async def _client(self) -> Any:
        if self.closed:
            raise HelixAgentError("The client is closed; make a new one.")
        if self._given is not None:
            return open_client(self._given)
        pools, loop = self._pools(), _running_loop()
        pool = pools.get(loop)
        if pool is None:
            client = self._make_client()
            forget = functools.partial(pools.pop, loop, None)
            pool = pools[loop] = (client, _closed_with_its_loop(client, forget))
            await pool[1].__anext__()
        return pool[0]

    def _pools(self) -> WeakKeyDictionary[Any, _Pool]:
        pools = self._own.get(os.getpid())
        return pools if pools is not None else self._own.setdefault(os.getpid(), WeakKeyDictionary())


class AsyncHttpxResponse:
    """An answer whose body is read when it is asked for."""

    def __init__(self, raw: httpx.Response, place: Place, bounds: Bounds = UNBOUNDED) -> None:
        self._raw = Secret(raw)
        self._place = place
        self._bounds = bounds
        self.size = BodySize(DEFAULT_MAX_RESPONSE_SIZE)
        self.status_code = raw.status_code
        self.headers = raw.headers
        raw.stream = UncancelledStream(raw.stream)
        self._pieces: Optional[AsyncIterator[bytes]] = None

    @property
    def raw(self) -> Any:
        """The HTTP library's response, which leads to the request's headers and so is not an attribute."""
        return self._raw.reveal()

    async def read(self) -> bytes:
        """Return the whole body, which frees the connection.

        Raises:
            NetworkError: The body broke off.
        """
        try:
            with counted_bytes(self.raw, self.size, "aiter_bytes", self.size.counted_async):
                return await within_async(self._bounds, self.raw.aread)
        except HTTPX_ERRORS as error:
            raise self._translated(error) from None
        except BodyTooLarge:
            await self.close()
            raise

    async def next_piece(self) -> Optional[bytes]:
        """Return the next bytes of the body as they come, or None at its end.

        Raises:
            NetworkError: The body broke off.
        """
        if self._pieces is None:
            # Only a compressed body needs decoding; for all others this spares two passes over each piece. Of one that
            # was read already, by a hook of the http_client or by vcrpy, nothing is left to read raw.
            encoded = self.headers.get("content-encoding", "identity") != "identity" or self.raw.is_stream_consumed
            raw_stream: Any = self.raw.stream
            self._pieces = self.raw.aiter_bytes() if encoded else raw_stream.__aiter__()
        pieces: Any = self._pieces
        try:
            if self._bounds is UNBOUNDED:
                return await pieces.__anext__()  # type: ignore[no-any-return]
            return await within_async(self._bounds, pieces.__anext__)
        except StopAsyncIteration:
            return None
        except HTTPX_ERRORS as error:
            raise self._translated(error) from None

    def _translated(self, error: Exception) -> HelixAgentError:
        return translated(error, self._place, self.raw.request)

    async def finish(self) -> None:
        """Read what is left, within small bounds, so that the connection can be used again; then close."""
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

    async def close(self) -> None:
        """Close the answer at once, also while another task is waiting in `next_piece`."""
        await self.raw.aclose()
        if self._pieces is None:
            return
        # httpx's generators are run to their end, which is near now: those that the garbage collector finds unfinished
        # are closed by the event loop at some later time, and trio warns of them.
        try:
            async for _ in self._pieces:
                pass
        except (*HTTPX_ERRORS, RuntimeError):
            # The connection is closed; or another task is in the generators and ends them itself.
            return


async def _close_all(dropped: Dropped) -> None:
    for answer in dropped.taken():
        # It was to be closed, whatever has become of it.
        with contextlib.suppress(*HTTPX_ERRORS, RuntimeError):
            await answer.aclose()


def _running_loop() -> Any:
    """Return what stands for the running event loop: asyncio's, or trio's token of one.

    Raises:
        HelixAgentError: Neither runs.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        # Loaded by whoever runs it.
        trio = sys.modules.get("trio")
    with contextlib.suppress(RuntimeError):
        if trio is not None:
            return trio.lowlevel.current_trio_token()
    raise HelixAgentError("AsyncHelixAgent needs a running event loop, that of asyncio or trio.")


def _in_event_loop() -> bool:
    try:
        return _running_loop() is not None
    except HelixAgentError:
        return False


async def _closed_with_its_loop(client: httpx.AsyncClient, forget: Callable[[], Any]) -> AsyncGenerator[None, None]:
    # An event loop closes the asynchronous generators that it has seen before it ends (PEP 525), which is the one
    # moment at which connections that nobody closed can still be closed in order.
    pid = os.getpid()
    try:
        yield
    finally:
        # First of all, since the generator knows the loop and would keep it alive.
        forget()
        # A forked child that leaves its parent's loop must not say goodbye over the parent's TLS connections. A loop
        # that never ends in order, as under nest_asyncio, leaves the generator to the garbage collector at exit.
        if os.getpid() == pid and _in_event_loop():
            await client.aclose()


class AsyncPlainClient(httpx.AsyncClient):
    """A client of the SDK's own, which sends over its pool itself where it has no proxies to choose from.

    What httpx does beyond that (cookies, redirects, authentication) is a tenth of a call's cost, and not needed here.
    Where its methods are replaced, e.g. by a tracer, requests go through them all the same.
    """

    def __init__(self, context: Optional[ssl.SSLContext]) -> None:
        # A proxy that cannot be used only matters to requests that would go through it.
        mounts: Any = {
            pattern: None if proxy is None else _through(proxy, context)
            for pattern, proxy in environment_proxies().items()
        }
        pool = AsyncPoolTransport(context)
        super().__init__(transport=pool, mounts=mounts, timeout=TIMEOUT)
        self._only_pool = None if mounts else pool
        # Connections to proxies are httpx's own.
        self.knows_bounds = not mounts
        self.dropped = Dropped()

    async def send_plainly(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer, its body unread and redirects not followed."""
        if self._only_pool is None or is_watched(httpx.AsyncClient):
            return await self.send(request, stream=True)
        response = await self._only_pool.handle_async_request(request)
        response.request = request
        return response


def _through(proxy: str, context: Optional[ssl.SSLContext]) -> httpx.AsyncBaseTransport:
    problem = proxy_problem(proxy, HTTPX_SCHEMES)
    if problem is not None:
        return _Unusable(problem)
    return httpx.AsyncHTTPTransport(
        verify=context or ssl_context(),
        limits=LIMITS,
        proxy=httpx.Proxy(proxy),
        socket_options=socket_options(),
    )


class _Unusable(httpx.AsyncBaseTransport):
    """Stands for a proxy that cannot be used."""

    def __init__(self, problem: str) -> None:
        self._problem = problem

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse the request."""
        raise HelixAgentError(
            f"The environment's proxy for {request.url.scheme}://{request.url.host} cannot be used: {self._problem}"
        )
