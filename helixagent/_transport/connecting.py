"""Open connections, and wait for a free slot in the pool, in blocking code and on event loops."""

from __future__ import annotations

import contextlib
import queue
import socket
import ssl
import threading
from typing import Any, ContextManager, Iterable, List, Optional

import anyio

_LATE = "The host name was not looked up before the deadline."


def connect(network: Any, host: str, port: int, timeout: Optional[float], options: Optional[Iterable[Any]]) -> None:
    """Connect to a server.

    With a deadline, the host's addresses are tried one by one. Otherwise, each address would get the full timeout.
    """
    deadline, httpcore = network.deadline, network.httpcore
    *others, last = _addresses(host, port, timeout, httpcore.ConnectTimeout) if deadline else [host]
    for address in others:
        try:
            network.use(network.backend.connect_tcp(address, port, timeout=timeout, socket_options=options))
            return
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            timeout = deadline.limited(timeout)
    network.use(network.backend.connect_tcp(last, port, timeout=timeout, socket_options=options))


async def connect_async(
    network: Any, host: str, port: int, timeout: Optional[float], options: Optional[Iterable[Any]]
) -> None:
    """Connect to a server. `network.cancel_connect` cancels the attempt."""
    with anyio.CancelScope() as scope:
        network.cancel_connect = scope.cancel
        try:
            network.use(await network.backend.connect_tcp(host, port, timeout=timeout, socket_options=options))
        finally:
            network.cancel_connect = None


def duplicate_of(connection: Any) -> ContextManager[Any]:
    """Return a duplicate of a blocking socket, to be closed after use. On event loops, return the socket itself."""
    return connection.dup() if isinstance(connection, socket.socket) else contextlib.nullcontext(connection)


def holds_bytes(ssl_object: Any) -> bool:
    """Return whether TLS has buffered bytes that are no longer visible on the socket.

    Args:
        ssl_object: The TLS state of an idle connection; None without TLS.
    """
    if ssl_object is None:
        return False
    if not isinstance(ssl_object, ssl.SSLObject):
        return bool(ssl_object.pending())
    try:
        ssl_object.read(1)
    except ssl.SSLWantReadError:
        return False
    except OSError:
        return True
    return True


def _addresses(host: str, port: int, timeout: Optional[float], late: Any) -> List[str]:
    """Look up the addresses of a host in a thread, because a lookup cannot be interrupted."""
    found: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        result = found.get(timeout=timeout)
    except queue.Empty:
        raise late(_LATE) from None
    if isinstance(result, Exception):
        raise result
    return list(dict.fromkeys(str(address[0]) for _, _, _, _, address in result))


# Waits for a slot in a thread.
Waiter = threading.Event


class AsyncWaiter:
    """Waits for a slot on an event loop."""

    def __init__(self) -> None:
        self._event = anyio.Event()
        self.set = self._event.set

    async def wait(self, seconds: Optional[float]) -> bool:
        """Wait until `set` is called, and return True. Return False after the timeout in seconds; None for no limit."""
        with anyio.move_on_after(seconds):
            await self._event.wait()
            return True
        return False
