"""Enforce deadlines on connections without deadline support, i.e. in the user's HTTP client or through a proxy."""

from __future__ import annotations

import selectors
import socket
from typing import Any, Awaitable, Callable, TypeVar

import anyio

from .._core.requests.deadline import NO_DEADLINE, Deadline
from ..exceptions import APITimeoutError

T = TypeVar("T")

# A blocking read in the user's client cannot be interrupted without a thread, so it only starts if the socket is
# readable. If the end of the body arrived together with the last event, the socket is not readable. The connection is
# then lost, because waiting longer would not help.
_SOON = 0.01
_MESSAGE = "The deadline of the call has passed."


def before(deadline: Deadline, function: Callable[[], T]) -> T:
    """Call a blocking function, unless the deadline has passed.

    The function ends after its own timeout, which is at most the time that remained when the request was sent.

    Raises:
        APITimeoutError: The deadline has passed.
    """
    if deadline is not NO_DEADLINE and deadline.left() <= 0:
        raise APITimeoutError(_MESSAGE)
    return function()


async def before_async(deadline: Deadline, function: Callable[[], Awaitable[T]]) -> T:
    """Await a function, and cancel it at the deadline.

    Raises:
        APITimeoutError: The deadline has passed.
    """
    if deadline is NO_DEADLINE:
        return await function()
    with anyio.move_on_after(max(deadline.left(), 0)):
        return await function()
    raise APITimeoutError(_MESSAGE)


def may_read(response: Any) -> bool:
    """Return whether to read the rest of an httpx response, because data has arrived or arrives soon."""
    network = response.extensions.get("network_stream")
    connection = network.get_extra_info("socket") if network is not None else None
    # Event loops replace sockets by their own objects. On them, `before_async` can cancel a read.
    if not isinstance(connection, socket.socket):
        return True
    # Unlike select.select, selectors accept descriptors above 1023.
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        return bool(selector.select(_SOON))
