"""The base class of asynchronous transports.

It has a separate module because blocking clients do not need asyncio, which takes 17 ms to import.
"""

from __future__ import annotations

import asyncio

# asyncio uses it to look up host names. It is imported here, so that the first API call imports nothing.
import concurrent.futures.thread  # noqa: F401
import contextlib
import functools
import os
import sys
from typing import Any, AsyncGenerator, Callable, Dict, Tuple
from weakref import WeakKeyDictionary

import anyio.lowlevel

from .._core.requests.options import Verify
from ..exceptions import HelixAgentError
from .base import TransportSettings

# A client with its connections, and the generator that closes the client when its event loop ends.
_Own = Tuple[Any, AsyncGenerator[None, None]]


class AsyncTransport(TransportSettings):
    """An asynchronous transport. Each event loop has its own connections, because they cannot leave their loop."""

    _client_class = "AsyncClient"

    def __init__(self, http_client: Any = None, verify: Verify = True) -> None:
        super().__init__(http_client, verify)
        # The event loops and connections of each process.
        self._own: Dict[int, WeakKeyDictionary[Any, _Own]] = {}
        # In a running event loop, this loads anyio's backend. Without an event loop, it does nothing, or older versions
        # raise.
        with contextlib.suppress(RuntimeError):
            anyio.CancelScope()

    async def close(self) -> None:
        """Close the running loop's connections and end the calls that use them.

        The user's client stays open.
        """
        self.closed = True
        own = self._pools().pop(running_loop(), None)
        if own is not None:
            await own[1].aclose()

    def close_between_runs(self) -> None:
        """Reject further requests, and close the connections of event loops that are not running.

        This method is for callers without a running loop, such as test teardown. Loops that are running or have ended
        close their connections themselves.
        """
        self.closed = True
        for loop, own in list(self._pools().items()):
            is_asyncio = isinstance(loop, asyncio.AbstractEventLoop)
            if is_asyncio and not loop.is_running() and not loop.is_closed():
                loop.run_until_complete(own[1].aclose())

    async def _client(self) -> Any:
        given = self._given()
        if given is not None:
            return given
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
        HelixAgentError: No event loop is running.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        # If trio is running, its module is loaded.
        trio = sys.modules.get("trio")
    with contextlib.suppress(RuntimeError):
        if trio is not None:
            return trio.lowlevel.current_trio_token()
    raise HelixAgentError("AsyncHelixAgent needs a running event loop of asyncio or trio.")


async def _closed_with_its_loop(client: Any, forget: Callable[[], Any]) -> AsyncGenerator[None, None]:
    # Before an event loop ends, it closes its asynchronous generators (PEP 525). This is the last opportunity to close
    # open connections cleanly.
    pid = os.getpid()
    try:
        yield
    finally:
        # This comes first, because the generator has a reference to the loop and would keep it alive.
        forget()
        # A forked child that leaves its parent's loop must not send a TLS shutdown over the parent's connections.
        if os.getpid() == pid:
            # If a loop never ends cleanly, as with nest_asyncio, the garbage collector closes the generator at exit. No
            # loop is running then, which raises a HelixAgentError.
            with contextlib.suppress(HelixAgentError):
                running_loop()
                await client.aclose()
