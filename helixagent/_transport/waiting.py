"""Wait for a free slot in the connection pool."""

from __future__ import annotations

import threading
from typing import Optional

import anyio


class Waiter:
    """Waits in a thread.

    Attributes:
        has_slot: Whether the waiter has received a slot.
    """

    def __init__(self) -> None:
        self.has_slot = False
        self._event = threading.Event()

    def wake(self) -> None:
        """End the wait."""
        self._event.set()

    def wait(self, seconds: Optional[float]) -> None:
        """Wait until `wake` is called or the timeout in seconds expires; None for no timeout."""
        self._event.wait(seconds)


class AsyncWaiter:
    """Waits on an event loop.

    Attributes:
        has_slot: Whether the waiter has received a slot.
    """

    def __init__(self) -> None:
        self.has_slot = False
        self._event = anyio.Event()

    def wake(self) -> None:
        """End the wait."""
        self._event.set()

    async def wait(self, seconds: Optional[float]) -> None:
        """Wait until `wake` is called or the timeout in seconds expires; None for no timeout."""
        with anyio.move_on_after(seconds):
            await self._event.wait()
