"""What transports have in common: their settings, and the connections of each process and event loop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import ssl
import sys
import weakref
from typing import Any, AsyncGenerator, Callable, Dict, Tuple
from weakref import WeakKeyDictionary

from .._core.requests.options import Verify
from .._core.secret import Secret
from ..exceptions import HelixAgentError
from .httpx_common import checked_client, client_closed, load_late_modules, open_client, ssl_context
from .library import library_of
from .proxies import HTTPX_SCHEMES, check_proxy

# A client with its connections, and the generator that closes it when its event loop ends.
_Own = Tuple[Any, AsyncGenerator[None, None]]


class TransportSettings:
    """The settings of a transport.

    Args:
        http_client: A client of httpx or httpx2 that the user made; "httpx2" or None for the SDK's own connections.
        verify: Which certificates to trust.

    Attributes:
        library: The HTTP library.
        closed: Whether the client is closed.

    Raises:
        ValidationError: The client is of another kind.
        MissingExtraError: httpx2 is not installed.
    """

    _client_class = "Client"
    _proxy_schemes = HTTPX_SCHEMES

    def __init__(self, http_client: Any = None, verify: Verify = True) -> None:
        # Hidden from tools that record attributes: the headers of a client may have credentials.
        self._http_client = Secret(http_client)
        self._verify = verify
        self.library = library_of(http_client)
        checked_client(self._given, getattr(self.library.httpx, self._client_class), verify)
        # Certificates that the user names are loaded at once, so that a mistake shows where it was made. Loading the
        # default ones takes 25 ms, so the first TLS connection does it.
        self._context = None if verify is True else ssl_context(verify)
        self.closed = False

    @property
    def _given(self) -> Any:
        """The client that the user made, or None."""
        client = self._http_client.reveal()
        return None if client == "httpx2" else client

    @property
    def is_own(self) -> bool:
        """Whether the connections are the SDK's own, not those of a client that the user made."""
        return self._given is None

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """The TLS settings, also for a WebSocket; those of a client that the user made are not known."""
        return self._context or ssl_context()

    def check_proxy(self, base_url: str) -> None:
        """Check that the environment's proxy for a server can be used.

        Raises:
            HelixAgentError: It cannot; the message names the environment variable.
        """
        if self.is_own:
            check_proxy(base_url, self._proxy_schemes)

    def settings(self) -> Dict[str, Any]:
        """Return the arguments from which an equal transport is made."""
        return {"http_client": self._http_client.reveal(), "verify": self._verify}

    def _make_client(self) -> Any:
        raise NotImplementedError


class Transport(TransportSettings):
    """A blocking transport. Each process has its own connections, because two cannot write to the same one."""

    _async: Any = None

    def __init__(self, http_client: Any = None, verify: Verify = True) -> None:
        super().__init__(http_client, verify)
        # Without a lock, because a child that is forked while another thread holds it would wait for it forever.
        self._own: Dict[int, Any] = {}
        if self._given is None:
            self._make_own()
        load_late_modules(for_event_loop=False)

    def for_async(self, transport_class: Any) -> Any:
        """Return the transport for `acreate` of the clients that share this one.

        Args:
            transport_class: The class of that transport.
        """
        if self._async is None:
            # If two threads come here at once, one of their transports is thrown away before it sends anything.
            made = vars(self).setdefault("_async", transport_class(*self.settings().values()))
            if self.closed:
                made.refuse_calls()
            return made
        return self._async

    def close(self) -> None:
        """Close the connections, which ends the calls that use them; a client that the user made stays open."""
        self.closed = True
        if self._async is not None:
            self._async.refuse_calls()
        own = self._own.get(os.getpid())
        if own is not None:
            own.close()

    def _client(self) -> Any:
        if self.closed:
            raise client_closed()
        if self._given is not None:
            return open_client(self._given)
        return self._own.get(os.getpid()) or self._make_own()

    def _make_own(self) -> Any:
        made = self._make_client()
        client = self._own.setdefault(os.getpid(), made)
        if client is made:
            # A transport that nobody closes leaves no open socket behind.
            weakref.finalize(self, _close_in_process, os.getpid(), client)
        return client


def _close_in_process(pid: int, client: Any) -> None:
    # The connections that a forked child has from its parent are left alone.
    if os.getpid() == pid:
        client.close()


class AsyncTransport(TransportSettings):
    """An asynchronous transport. Each event loop has its own connections, because they cannot leave their loop."""

    _client_class = "AsyncClient"

    def __init__(self, http_client: Any = None, verify: Verify = True) -> None:
        super().__init__(http_client, verify)
        # Of each process.
        self._own: Dict[int, WeakKeyDictionary[Any, _Own]] = {}
        load_late_modules(for_event_loop=True)

    async def close(self) -> None:
        """Close the running loop's connections, which ends the calls that use them.

        A client that the user made stays open.
        """
        self.closed = True
        own = self._pools().pop(running_loop(), None)
        if own is not None:
            await own[1].aclose()

    def refuse_calls(self) -> None:
        """Let no more requests be sent; the connections end with their event loop."""
        self.closed = True

    def close_between_runs(self) -> None:
        """Close the connections of event loops that are not running at the moment, and let no more requests be sent.

        For callers outside of any loop, such as the end of a test. Loops that are running or have ended close their
        connections themselves.
        """
        self.closed = True
        for loop, own in list(self._pools().items()):
            is_asyncio = isinstance(loop, asyncio.AbstractEventLoop)
            if is_asyncio and not loop.is_running() and not loop.is_closed():
                loop.run_until_complete(own[1].aclose())

    async def _client(self) -> Any:
        if self.closed:
            raise client_closed()
        if self._given is not None:
            return open_client(self._given)
        pools, loop = self._pools(), running_loop()
        own = pools.get(loop)
        if own is None:
            client = self._make_client()
            forget = functools.partial(pools.pop, loop, None)
            own = pools[loop] = (client, _closed_with_its_loop(client, forget))
            await own[1].__anext__()
        return own[0]

    def _pools(self) -> WeakKeyDictionary[Any, _Own]:
        pools = self._own.get(os.getpid())
        return pools if pools is not None else self._own.setdefault(os.getpid(), WeakKeyDictionary())


def running_loop() -> Any:
    """Return the running event loop: the loop of asyncio, or trio's token.

    Raises:
        HelixAgentError: Neither runs.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        # Whoever runs trio has loaded it.
        trio = sys.modules.get("trio")
    with contextlib.suppress(RuntimeError):
        if trio is not None:
            return trio.lowlevel.current_trio_token()
    raise HelixAgentError("AsyncHelixAgent needs a running event loop, that of asyncio or trio.")


def _in_event_loop() -> bool:
    try:
        return running_loop() is not None
    except HelixAgentError:
        return False


async def _closed_with_its_loop(client: Any, forget: Callable[[], Any]) -> AsyncGenerator[None, None]:
    # An event loop closes the asynchronous generators that it has seen before it ends (PEP 525). This is the last
    # moment at which connections that nobody closed can be closed in order.
    pid = os.getpid()
    try:
        yield
    finally:
        # First of all, because the generator knows the loop and would keep it alive.
        forget()
        # A forked child that leaves its parent's loop must not say goodbye over the parent's TLS connections. A loop
        # that never ends in order, as under nest_asyncio, leaves the generator to the garbage collector at exit.
        if os.getpid() == pid and _in_event_loop():
            await client.aclose()
