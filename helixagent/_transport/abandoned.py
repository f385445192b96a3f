"""Responses that nobody holds any more and nobody has read or closed: the next call closes them."""

from __future__ import annotations

import os
import weakref
from collections import deque
from typing import Any, Deque, Iterator


class AbandonedResponses:
    """Collects the abandoned responses of one connection pool.

    A finalizer must not close them: it may run in any thread, in the middle of a method of the pool, and without an
    event loop.

    Args:
        is_closed: The attribute by which a response of the HTTP library says that it is closed.
    """

    def __init__(self, is_closed: str = "is_closed") -> None:
        self._is_closed = is_closed
        self._pid = os.getpid()
        self._responses: Deque[Any] = deque()

    def __bool__(self) -> bool:
        return bool(self._responses)

    def watch(self, holder: Any, response: Any) -> None:
        """Collect the response of the HTTP library when its holder is gone."""
        weakref.finalize(holder, _collect, self._responses, response, self._is_closed).atexit = False

    def taken(self) -> Iterator[Any]:
        """Yield each response once, to be closed; none in a forked child, because they belong to its parent."""
        while self._responses:
            try:
                response = self._responses.popleft()
            except IndexError:
                # Another thread was quicker.
                return
            if os.getpid() == self._pid:
                yield response


def _collect(responses: Deque[Any], response: Any, is_closed: str) -> None:
    if not getattr(response, is_closed):
        responses.append(response)
