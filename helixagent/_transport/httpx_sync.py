"""Calls over an httpx.Client, the SDK's own or one that the user made."""

from __future__ import annotations

import functools
import os
import threading
import weakref
from typing import TYPE_CHECKING, Any, Iterator, Optional

import httpx

from .._core.bounds import UNBOUNDED, Bounds
from .._core.call import Request
from ..exceptions import HelixAgentError, ValidationError
from .httpx_common import (
    DRAIN_BYTES,
    DRAIN_SECONDS,
    HTTPX_ERRORS,
    LIMITS,
    TIMEOUT,
    build_arguments,
    checked_client,
    default_ssl_context,
    environment_proxies,
    is_watched,
    load_late_modules,
    open_client,
    own_request,
    shut_down,
    socket_options,
    translated,
)
from .pool import PoolTransport
from .within import within

if TYPE_CHECKING:
    from .httpx_async import AsyncHttpxTransport


def transport_for(http_client: Any) -> HttpxTransport:
    """Return what sends the requests of a client.

    Args:
        http_client: An httpx.Client of the user's; None for connections of the SDK's own.

    Raises:
        ValidationError: It is something else.
    """
    if http_client == "aiohttp":
        raise ValidationError('http_client="aiohttp" is for AsyncHelixAgent alone.', param="http_client")
    return HttpxTransport(http_client)


class HttpxTransport:
    """Sends requests over one connection pool, of which a forked process gets one of its own."""

    def __init__(self, client: Optional[httpx.Client] = None) -> None:
        checked_client(client, httpx.Client)
        self._given = client
        self._async: Optional[AsyncHttpxTransport] = None
        self._lock = threading.Lock()
        self.closed = False
        self._pid = os.getpid()
        self._own = self._make_own() if client is None else None
        load_late_modules(for_event_loop=False)

    @property
    def is_own(self) -> bool:
        """Whether the connections are the SDK's own, not those of a client that the user made."""
        return self._given is None

    def send(self, request: Request) -> HttpxResponse:
        """Send a request and return the answer, its body unread.

        Raises:
            NetworkError: No answer came.
        """
        client = self._client()
        try:
            if self._given is not None:
                sent = client.build_request(**build_arguments(request, client.timeout))
                send = functools.partial(client.send, sent, stream=True)
                knows_bounds = False
            else:
                sent = own_request(request, client.headers["accept-encoding"])
                send = functools.partial(client.send_plainly, sent)
                knows_bounds = client.knows_bounds
            if knows_bounds or not request.bounds:
                return HttpxResponse(send())
            answer = within(request.bounds, send, stop=_nothing, undo=httpx.Response.close)
            return HttpxResponse(answer, request.bounds)
        except HTTPX_ERRORS as error:
            raise translated(error) from error

    def for_async(self) -> AsyncHttpxTransport:
        """Return the transport for the `acreate` of the clients that share this one."""
        from .httpx_async import AsyncHttpxTransport

        with self._lock:
            if self._async is None:
                self._async = AsyncHttpxTransport()
                if self.closed:
                    self._async.refuse_calls()
            return self._async

    def close(self) -> None:
        """Close the pool; a client that the user made stays open, since it is the user's."""
        self.closed = True
        if self._async is not None:
            self._async.refuse_calls()
        if self._own is not None and self._pid == os.getpid():
            self._own.close()

    def _client(self) -> Any:
        if self.closed:
            raise HelixAgentError("The client is closed; make a new one.")
        if self._given is not None:
            return open_client(self._given)
        if self._pid != os.getpid():
            with self._lock:
                if self._pid != os.getpid():
                    # Parent and child must not write into the same connections.
                    self._own, self._pid = self._make_own(), os.getpid()
        assert self._own is not None
        return self._own

    def _make_own(self) -> PlainClient:
        client = PlainClient()
        # A client that was dropped or is still there at exit leaves no open socket behind.
        weakref.finalize(self, client.close)
        return client


class HttpxResponse:
    """An answer whose body is read when it is asked for."""

    def __init__(self, raw: httpx.Response, bounds: Bounds = UNBOUNDED) -> None:
        self.raw = raw
        self._bounds = bounds
        self.status_code = raw.status_code
        self.headers = raw.headers
        self._pieces: Optional[Iterator[bytes]] = None

    def read(self) -> bytes:
        """Return the whole body, which frees the connection.

        Raises:
            NetworkError: The body broke off.
        """
        try:
            return within(self._bounds, self.raw.read, stop=self.close, undo=bool)
        except HTTPX_ERRORS as error:
            raise translated(error) from error

    def next_piece(self) -> Optional[bytes]:
        """Return the next bytes of the body as they come, or None at its end.

        Raises:
            NetworkError: The body broke off.
        """
        if self._pieces is None:
            # Only a compressed body needs decoding; for all others this spares a pass over each piece. Of one that was
            # read already, by a hook of the http_client or by vcrpy, nothing is left to read raw.
            encoded = self.headers.get("content-encoding", "identity") != "identity" or self.raw.is_stream_consumed
            self._pieces = self.raw.iter_bytes() if encoded else self.raw.iter_raw()
        pieces = self._pieces
        try:
            return within(self._bounds, lambda: next(pieces, None), stop=self.close, undo=bool)
        except HTTPX_ERRORS as error:
            raise translated(error) from error

    def finish(self) -> None:
        """Read what is left, within small bounds, so that the connection can be used again; then close."""
        timer = threading.Timer(DRAIN_SECONDS, shut_down, [self.raw])
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
        if not self.raw.is_closed:
            shut_down(self.raw)
            self.raw.close()


def _nothing() -> None:
    """Stand for what cannot be stopped: nobody but httpx knows a socket before the answer is there."""


class PlainClient(httpx.Client):
    """A client of the SDK's own, which sends over its pool itself where it has no proxies to choose from.

    What httpx does beyond that (cookies, redirects, authentication) is a tenth of a call's cost, and not needed here.
    Where its methods are replaced, e.g. by a tracer, requests go through them all the same.
    """

    def __init__(self) -> None:
        proxies = environment_proxies()
        mounts: Any = {
            pattern: None
            if proxy is None
            else httpx.HTTPTransport(
                verify=default_ssl_context(), limits=LIMITS, proxy=httpx.Proxy(proxy), socket_options=socket_options()
            )
            for pattern, proxy in proxies.items()
        }
        pool = PoolTransport()
        super().__init__(transport=pool, mounts=mounts, timeout=TIMEOUT)
        self._only_pool = None if mounts else pool
        # Connections to proxies are httpx's own.
        self.knows_bounds = not mounts

    def send_plainly(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer, its body unread and redirects not followed."""
        if self._only_pool is None or is_watched(httpx.Client):
            return self.send(request, stream=True)
        response = self._only_pool.handle_request(request)
        response.request = request
        return response
