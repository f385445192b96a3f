"""Closing something that another thread may be using at that moment."""

from __future__ import annotations

import os
import socket
import threading
from typing import Any, Callable, Optional


class Guard:
    """Says who closes a connection: the thread that is using it, or the thread that wants it closed.

    If a socket is closed while another thread is about to wait for it, that thread may wait forever, because the system
    gives the number of the descriptor to the next socket. So other threads only shut the connection down. This ends the
    wait, and the waiting thread closes the connection.

    Attributes:
        is_closed: Whether the connection is closed, or will be by its user.
    """

    __slots__ = ("_can_be_closed", "_closing", "_turn", "is_closed")

    def __init__(self) -> None:
        # Its user holds this lock, and after the last use nobody can get it.
        self._turn = threading.Lock()
        # A signal handler may close a connection that its own thread is closing.
        self._closing = threading.RLock()
        self._can_be_closed = False
        self.is_closed = False

    def enter(self) -> bool:
        """Start to use the connection; return whether that is possible."""
        return self._turn.acquire(blocking=False)

    def leave(self) -> bool:
        """Stop using the connection; return whether the caller must close it now."""
        if not self.is_closed:
            self._turn.release()
            if not self.is_closed or not self._turn.acquire(blocking=False):
                return False
        # An interruption in progress must not reach a descriptor that has been closed.
        with self._closing:
            self._can_be_closed = True
            return True

    def close(self, interrupt: Optional[Callable[[], Any]] = None) -> bool:
        """Mark the connection as closed; return whether the caller may close it, because nobody is using it.

        Args:
            interrupt: Ends the wait of the connection's user, who then closes it. Only the first caller interrupts.
        """
        with self._closing:
            is_first, self.is_closed = not self.is_closed, True
            if self._can_be_closed or self._turn.acquire(blocking=False):
                self._can_be_closed = True
            elif is_first and interrupt is not None:
                interrupt()
            return self._can_be_closed


def shut_down(connection: Any) -> None:
    """Shut a socket down, which ends the read or write that another thread or task is waiting in.

    Args:
        connection: The socket, or what an event loop has in its place; None does nothing.
    """
    if connection is None:
        return
    try:
        if isinstance(connection, socket.socket):
            # The method of ssl.SSLSocket would make its reader take encrypted bytes for plain ones.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
        else:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The connection is closed already.
        return
    except TypeError:
        # uvloop does not let its sockets be shut down. A duplicate leads to the same connection.
        with socket.socket(fileno=os.dup(connection.fileno())) as duplicate:
            duplicate.shutdown(socket.SHUT_RDWR)
