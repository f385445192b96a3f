"""The hold of an answer on its connection: what breaks off a read must not hit the next call on the same connection."""

from __future__ import annotations

import threading
from typing import Any, Callable


class Hold:
    """Lasts until the answer gives its connection back.

    Args:
        release: Gives the connection back.
    """

    def __init__(self, release: Callable[[], Any]) -> None:
        self._release = release
        # A garbage collection in the middle may close an answer too, in the same thread.
        self._lock = threading.RLock()
        self._is_held = True

    def release(self) -> Any:
        """Give the connection back."""
        with self._lock:
            self._is_held = False
            return self._release()

    def while_held(self, function: Callable[[], Any]) -> None:
        """Do something to the connection, unless it may be another call's by now."""
        with self._lock:
            if self._is_held:
                function()
