"""Calls over an httpx.Client, the SDK's own or one that the user made."""

from __future__ import annotations

import contextlib
import functools
import os
import ssl
import threading
import weakref
from typing import TYPE_CHECKING, Any, Dict, Iterator, Optional

import httpx

from .._core.requests.bounds import UNBOUNDED, Bounds
from .._core.requests.call import Request
from .._core.requests.options import Verify
from .._core.responses.body_size import DEFAULT_MAX_RESPONSE_SIZE, BodySize, BodyTooLarge
from .._core.secret import Secret
from ..exceptions import HelixAgentError, ValidationError
from .dropped import Dropped
from .failures import Place, body_place, place_of
from .hold import Hold
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
    shut_down,
    socket_options,
    ssl_context,
    translated,
    users_request,
)
from .pool import PoolTransport
from .proxies import HTTPX_SCHEMES, check_proxy, environment_proxies, proxy_problem
from .within import within

if TYPE_CHECKING:
    from .httpx_async import AsyncHttpxTransport


def transport_for(http_client: Any, verify: Verify = True) -> HttpxTransport:
    """Return what sends the requests of a client.

    Args:
        http_client: An httpx.Client of the user's; None for connections of the SDK's own.
        verify: Which certificates to trust.

    Raises:
        ValidationError: It is something else.
    """
    if http_client == "aiohttp":
        raise ValidationError('http_client="aiohttp" is for AsyncHelixAgent alone.', param="http_client")
    return HttpxTransport(http_client, verify)


class HttpxTransport:
    """Sends requests over one connection pool, of which a forked process gets one of its own."""

    _async: Optional[AsyncHttpxTransport] = None

    _proxy_schemes = HTTPX_SCHEMES

    def __init__(self, client: Optional[httpx.Client] = None, verify: Verify = True) -> None:
        checked_client(client, httpx.Client, verify)
        self._given = client
        self._verify = verify
        # Of the client that the user made; each of our own has its own.
        self._dropped = Dropped()
        self._context = early_ssl_context(verify) if client is None else None
        self.closed = False
        # The pool of each process: parent and child must not write into the same connections. Without a lock, which a
        # child that is forked while another thread holds it would wait for in vain.
        self._own: Dict[int, PlainClient] = {}
        if client is None:
            self._make_own()
        load_late_modules(for_event_loop=False)

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

    def send(self, request: Request) -> HttpxResponse:
        """Send a request and return the answer, its body unread.

        Raises:
            NetworkError: No answer came.
        """
        client = self._client()
        dropped = client.dropped if self._given is None else self._dropped
        if dropped:
            _close_all(dropped)
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
            if knows_bounds or not request.bounds:
                answer = HttpxResponse(send(), body_place(request), in_pieces=request.stream)
            else:
                raw = within(request.bounds, send, stop=_nothing, undo=httpx.Response.close)
                answer = HttpxResponse(raw, body_place(request), request.bounds, in_pieces=request.stream)
        except HTTPX_ERRORS as error:
            raise translated(error, place_of(request), sent) from None
        answer.size = BodySize(request.max_response_size)
        if request.stream:
            dropped.watch(answer, answer.raw)
        return answer

    def for_async(self) -> AsyncHttpxTransport:
        """Return the transport for the `acreate` of the clients that share this one."""
        from .httpx_async import AsyncHttpxTransport

        if self._async is None:
            # Of two threads that come here at once, the transport of one is thrown away before anything is sent.
            made: AsyncHttpxTransport = vars(self).setdefault("_async", AsyncHttpxTransport(verify=self._verify))
            if self.closed:
                made.refuse_calls()
            return made
        return self._async

    def close(self) -> None:
        """Close the pool; a client that the user made stays open, since it is the user's."""
        self.closed = True
        if self._async is not None:
            self._async.refuse_calls()
        own = self._own.get(os.getpid())
        if own is not None:
            own.close()

    def _client(self) -> Any:
        if self.closed:
            raise HelixAgentError("The client is closed; make a new one.")
        if self._given is not None:
            return open_client(self._given)
        return self._own.get(os.getpid()) or self._make_own()

    def _make_own(self) -> PlainClient:
        made = PlainClient(self._context)
        client = self._own.setdefault(os.getpid(), made)
        if client is made:
            # A client that was dropped or is still there at exit leaves no open socket behind.
            weakref.finalize(self, _close_in_process, os.getpid(), client)
        return client


def _close_in_process(pid: int, client: httpx.Client) -> None:
    # What a forked child got of its parent's pool is left alone: its lock may have been held at the fork.
    if os.getpid() == pid:
        client.close()


def _close_all(dropped: Dropped) -> None:
    for answer in dropped.taken():
        # It was to be closed, whatever has become of it.
        with contextlib.suppress(*HTTPX_ERRORS, RuntimeError):
            answer.close()


class HttpxResponse:
    """An answer whose body is read when it is asked for.

    Args:
        raw: httpx's response.
        place: The facts about the request, for error messages.
        bounds: The times within which it must come, where the connection does not know them.
        in_pieces: Whether it may be read in pieces, so that another thread may want to break that off.
    """

    def __init__(self, raw: httpx.Response, place: Place, bounds: Bounds = UNBOUNDED, *, in_pieces: bool) -> None:
        self._raw = Secret(raw)
        self._place = place
        self._bounds = bounds
        self.size = BodySize(DEFAULT_MAX_RESPONSE_SIZE)
        self.status_code = raw.status_code
        self.headers = raw.headers
        self._pieces: Optional[Iterator[bytes]] = None
        self._hold: Optional[Hold] = None
        if in_pieces or bounds:
            raw.stream = _HeldStream(raw.stream)
            self._hold = raw.stream.hold

    @property
    def raw(self) -> httpx.Response:
        """The HTTP library's response, which leads to the request's headers and so is not an attribute."""
        return self._raw.reveal()

    def read(self) -> bytes:
        """Return the whole body, which frees the connection.

        Raises:
            NetworkError: The body broke off.
        """
        try:
            with counted_bytes(self.raw, self.size, "iter_bytes", self.size.counted):
                return within(self._bounds, self.raw.read, stop=self.close, undo=bool)
        except HTTPX_ERRORS as error:
            raise self._translated(error) from None
        except BodyTooLarge:
            self.close()
            raise

    def next_piece(self) -> Optional[bytes]:
        """Return the next bytes of the body as they come, or None at its end.

        Raises:
            NetworkError: The body broke off.
        """
        if self._pieces is None:
            # Only a compressed body needs decoding; for all others this spares two passes over each piece. Of one that
            # was read already, by a hook of the http_client or by vcrpy, nothing is left to read raw.
            encoded = self.headers.get("content-encoding", "identity") != "identity" or self.raw.is_stream_consumed
            raw_stream: Any = self.raw.stream
            self._pieces = self.raw.iter_bytes() if encoded else iter(raw_stream)
        pieces = self._pieces
        try:
            if self._bounds is UNBOUNDED:
                return next(pieces, None)
            return within(self._bounds, lambda: next(pieces, None), stop=self.close, undo=bool)
        except HTTPX_ERRORS as error:
            raise self._translated(error) from None

    def _translated(self, error: Exception) -> HelixAgentError:
        return translated(error, self._place, self.raw.request)

    def finish(self) -> None:
        """Read what is left, within small bounds, so that the connection can be used again; then close."""
        timer = threading.Timer(DRAIN_SECONDS, self.interrupt)
        timer.daemon = True
        timer.start()
        left = DRAIN_BYTES
        try:
            piece = self.next_piece()
            while piece is not None and left > 0:
                left -= len(piece)
                piece = self.next_piece()
        except HelixAgentError:
            # The events are complete; only the connection is lost.
            left = 0
        finally:
            timer.cancel()
            timer.join()
            self.raw.close()

    def close(self) -> None:
        """Close the answer at once, also while another thread is waiting in `next_piece`."""
        self.interrupt()
        self.raw.close()

    def interrupt(self) -> None:
        """End a read that another thread is waiting in; where there is nothing left to read, do nothing."""
        if self._hold is not None:
            self._hold.while_held(lambda: shut_down(self.raw))


class _HeldStream(httpx.SyncByteStream):
    """The body of an answer, with its hold on the connection."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.hold = Hold(stream.close)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        self.hold.release()


def _nothing() -> None:
    """Stand for what cannot be stopped: nobody but httpx knows a socket before the answer is there."""


class PlainClient(httpx.Client):
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
        pool = PoolTransport(context)
        super().__init__(transport=pool, mounts=mounts, timeout=TIMEOUT)
        self._only_pool = None if mounts else pool
        # Connections to proxies are httpx's own.
        self.knows_bounds = not mounts
        self.dropped = Dropped()

    def send_plainly(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer, its body unread and redirects not followed."""
        if self._only_pool is None or is_watched(httpx.Client):
            return self.send(request, stream=True)
        response = self._only_pool.handle_request(request)
        response.request = request
        return response


def _through(proxy: str, context: Optional[ssl.SSLContext]) -> httpx.BaseTransport:
    problem = proxy_problem(proxy, HTTPX_SCHEMES)
    if problem is not None:
        return _Unusable(problem)
    return httpx.HTTPTransport(
        verify=context or ssl_context(),
        limits=LIMITS,
        proxy=httpx.Proxy(proxy),
        socket_options=socket_options(),
    )


class _Unusable(httpx.BaseTransport):
    """Stands for a proxy that cannot be used."""

    def __init__(self, problem: str) -> None:
        self._problem = problem

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse the request."""
        raise HelixAgentError(
            f"The environment's proxy for {request.url.scheme}://{request.url.host} cannot be used: {self._problem}"
        )
