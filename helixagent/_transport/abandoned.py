"""Close abandoned responses, which were garbage-collected without being read or closed."""

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
        is_closed: Name of the attribute that says whether the HTTP library's response is closed.
    """

    def __init__(self, is_closed: str = "is_closed") -> None:
        self._is_closed = is_closed
        self._pid = os.getpid()
        self._responses: Deque[Any] = deque()

    def __bool__(self) -> bool:
        return bool(self._responses)

    def watch(self, holder: Any, response: Any) -> None:
        """Collect the HTTP library's response when its owner is garbage-collected."""
        weakref.finalize(holder, _collect, self._responses, response, self._is_closed).atexit = False

    def take_all(self) -> Iterator[Any]:
        """Yield each response once, so that it can be closed. In a forked child, yield nothing."""
        while self._responses:
            try:
                response = self._responses.popleft()
            except IndexError:
                # Another thread already took the response.
                return
            if os.getpid() == self._pid:
                yield response


def _collect(responses: Deque[Any], response: Any, is_closed: str) -> None:
    if not getattr(response, is_closed):
        responses.append(response)
