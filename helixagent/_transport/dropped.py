"""Answers that nobody holds any more and nobody has read or closed: the next call gives their connections back."""

from __future__ import annotations

import os
import weakref
from collections import deque
from typing import Any, Deque, Iterator


class Dropped:
    """Collects such answers of one pool.

    A finalizer cannot close them itself: it may run in any thread, in the middle of what the pool does, and where no
    event loop is.

    Args:
        is_closed: The attribute by which an answer says that it is closed.
    """

    def __init__(self, is_closed: str = "is_closed") -> None:
        self._is_closed = is_closed
        self._pid = os.getpid()
        self._answers: Deque[Any] = deque()

    def __bool__(self) -> bool:
        return bool(self._answers)

    def watch(self, holder: Any, answer: Any) -> None:
        """Collect the HTTP library's answer when its holder is gone."""
        weakref.finalize(holder, _collect, self._answers, answer, self._is_closed).atexit = False

    def taken(self) -> Iterator[Any]:
        """Give each once, to be closed; in a forked child none, since they are the parent's."""
        while self._answers:
            try:
                answer = self._answers.popleft()
            except IndexError:
                # Another thread was quicker.
                return
            if os.getpid() == self._pid:
                yield answer


def _collect(answers: Deque[Any], answer: Any, is_closed: str) -> None:
    if not getattr(answer, is_closed):
        answers.append(answer)
