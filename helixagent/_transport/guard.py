"""Closing something that another thread may be using at that moment."""

from __future__ import annotations

import os
import socket
import threading
from typing import Any, Callable


class Guard:
    """Says who closes a connection: the thread that is using it, or the thread that wants it closed.

    If a socket is closed while another thread is about to wait for it, that thread may wait forever, because the system
    gives the number of the descriptor to the next socket. So other threads only shut the connection down. This ends the
    wait, and the waiting thread closes the connection.

    Attributes:
        is_closed: Whether the connection is closed, or will be by its user.
    """

    __slots__ = ("_is_used", "_lock", "is_closed")

    def __init__(self) -> None:
        # A signal handler may close a connection that its own thread is using.
        self._lock = threading.RLock()
        self._is_used = False
        self.is_closed = False

    def enter(self) -> bool:
        """Start to use the connection; return whether that is possible."""
        with self._lock:
            self._is_used = not self.is_closed
            return self._is_used

    def leave(self) -> bool:
        """Stop using the connection; return whether the caller must close it now."""
        with self._lock:
            self._is_used = False
            return self.is_closed

    def close(self, interrupt: Callable[[], Any]) -> bool:
        """Mark the connection as closed; return whether the caller must close it now.

        Args:
            interrupt: Called if the connection is in use, to end the wait of its user, who then closes it.
        """
        with self._lock:
            is_first, self.is_closed = not self.is_closed, True
            if self._is_used:
                interrupt()
                return False
            return is_first


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
