"""Enforce deadlines on connections without deadline support, i.e. in the user's HTTP client or through a proxy."""

from __future__ import annotations

import math
import selectors
from typing import Any, Awaitable, Callable, TypeVar

import anyio

from .._core.requests.deadline import Deadline
from ..exceptions import APITimeoutError
from .httpx_common import DRAIN_SECONDS

T = TypeVar("T")

# A blocking read in the user's client cannot be interrupted without a thread, so it only starts if the socket is
# readable. If the end of the body arrived together with the last event, the socket is not readable. The connection is
# then lost, because waiting longer would not help.
_SOON = 0.01
_MESSAGE = "The deadline of the call has passed."


def check_deadline(deadline: Deadline) -> None:
    """Check whether the deadline has passed.

    Raises:
        APITimeoutError: The deadline has passed.
    """
    if deadline.left() <= 0:
        raise APITimeoutError(_MESSAGE)


def before(deadline: Deadline, function: Callable[[], T]) -> T:
    """Check the deadline, and call a blocking function.

    The function ends after its own timeout, which is at most the time that remained when the request was sent.

    Raises:
        APITimeoutError: The deadline has passed.
    """
    check_deadline(deadline)
    return function()


async def before_async(deadline: Deadline, function: Callable[[], Awaitable[T]]) -> T:
    """Await a function, and cancel it at the deadline.

    Raises:
        APITimeoutError: The deadline has passed.
    """
    seconds = deadline.left()
    if seconds == math.inf:
        return await function()
    with anyio.move_on_after(max(seconds, 0)):
        return await function()
    raise APITimeoutError(_MESSAGE)


def soon(response: Any, function: Callable[[], T]) -> T:
    """Call a function that reads the rest of an httpx response, but only if data arrives soon.

    Raises:
        APITimeoutError: No data arrived.
    """
    network = response.extensions.get("network_stream")
    connection = network.get_extra_info("socket") if network is not None else None
    if connection is not None:
        # Unlike select.select, selectors accept descriptors above 1023.
        with selectors.DefaultSelector() as selector:
            selector.register(connection, selectors.EVENT_READ)
            if not selector.select(_SOON):
                raise APITimeoutError(_MESSAGE)
    return function()


async def soon_async(response: Any, function: Callable[[], Awaitable[T]]) -> T:
    """Await a function that reads the rest of a response, and cancel it after a short time.

    Raises:
        APITimeoutError: No data arrived.
    """
    return await before_async(Deadline.for_seconds(DRAIN_SECONDS), function)
