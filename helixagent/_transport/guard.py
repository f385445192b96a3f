"""Close connections that another thread may be using, and responses that nobody uses anymore."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import weakref
from collections import deque
from typing import Any, Callable, Deque, Iterator, Optional


class Guard:
    """Decides who closes a connection: the thread that uses it, or the thread that calls `close`.

    If a socket is closed while another thread is about to wait for it, that thread may wait forever, because the system
    reuses the descriptor for the next socket. Therefore, other threads only shut the connection down. This ends the
    wait, and the waiting thread closes the connection.

    Attributes:
        is_closed: Whether the connection is closed, or will be closed by its user.
    """

    __slots__ = ("_is_used", "_lock", "is_closed")

    def __init__(self) -> None:
        # The lock is reentrant, because a signal handler may close a connection while its thread has the lock.
        self._lock = threading.RLock()
        self._is_used = False
        self.is_closed = False

    def enter(self) -> bool:
        """Start using the connection, and return whether this is possible."""
        with self._lock:
            if self._is_used or self.is_closed:
                return False
            self._is_used = True
            return True

    def leave(self) -> bool:
        """Stop using the connection, and return whether the caller must close it."""
        with self._lock:
            self._is_used = False
            return self.is_closed

    def close(self, interrupt: Optional[Callable[[], Any]] = None) -> bool:
        """Mark the connection as closed. Return True if it is not in use, so that the caller may close it.

        Args:
            interrupt: Ends the wait of the connection's user, who then closes the connection. Only the first caller
                interrupts. The user cannot close the connection during the interruption.
        """
        with self._lock:
            is_first, self.is_closed = not self.is_closed, True
            if self._is_used and is_first and interrupt is not None:
                interrupt()
            return not self._is_used


def shut_down(connection: Any) -> None:
    """Shut a socket down to end another thread's or task's read or write.

    Args:
        connection: The socket, or an event loop's replacement for it; None to do nothing.
    """
    if connection is None:
        return
    try:
        if isinstance(connection, socket.socket):
            # With ssl.SSLSocket.shutdown, the reader would interpret encrypted bytes as plain text.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
        else:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The connection is already closed.
        return
    except TypeError:
        # uvloop does not allow shutting down its sockets. A duplicate refers to the same connection.
        with socket.socket(fileno=os.dup(connection.fileno())) as duplicate:
            duplicate.shutdown(socket.SHUT_RDWR)


class AbandonedResponses:
    """Collects the responses of one connection pool that were garbage-collected without being read or closed.

    A finalizer must not close them: it may run in any thread, in the middle of a method of the pool, and without an
    event loop.

    Args:
        is_closed: Name of the attribute that says whether the HTTP library's response is closed.
    """

    def __init__(self, is_closed: str = "is_closed") -> None:
        self._is_closed = is_closed
        self._pid = os.getpid()
        self._responses: Deque[Any] = deque()

    def watch(self, holder: Any, response: Any) -> None:
        """Collect the HTTP library's response when its owner is garbage-collected."""
        weakref.finalize(holder, _collect, self._responses, response, self._is_closed).atexit = False

    def take_all(self) -> Iterator[Any]:
        """Yield each response once, so that it can be closed. In a forked child, yield nothing."""
        # Another thread may take the last response.
        with contextlib.suppress(IndexError):
            while self._responses and os.getpid() == self._pid:
                yield self._responses.popleft()


def _collect(responses: Deque[Any], response: Any, is_closed: str) -> None:
    if not getattr(response, is_closed):
        responses.append(response)
