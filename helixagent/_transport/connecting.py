"""Making a connection, blocking and on an event loop: the two differ in how names are looked up and waits end."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from typing import Any, Iterable, List, Optional

import anyio

_LATE = "The host name was not looked up before the deadline."


def connect(
    network: Any, httpcore: Any, host: str, port: int, timeout: Optional[float], options: Optional[Iterable[Any]]
) -> None:
    """Connect a network.

    Under a deadline, the addresses of the host are tried one by one, because each of them would otherwise have the
    whole timeout.

    Args:
        network: The network, which knows the deadline.
        httpcore: The module whose exceptions are raised.
        host: The name or address of the server.
        port: The port of the server.
        timeout: Seconds, at most until the deadline.
        options: The options of the socket.
    """
    deadline = network.deadline
    *others, last = _addresses(host, port, timeout, httpcore.ConnectTimeout) if deadline else [host]
    for address in others:
        try:
            _connected(network, network.backend.connect_tcp(address, port, timeout=timeout, socket_options=options))
            return
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            timeout = deadline.limited(timeout)
    _connected(network, network.backend.connect_tcp(last, port, timeout=timeout, socket_options=options))


async def connect_async(
    network: Any, httpcore: Any, host: str, port: int, timeout: Optional[float], options: Optional[Iterable[Any]]
) -> None:
    """Connect a network; `network.cancel_connect` ends that early."""
    with anyio.CancelScope() as scope:
        network.cancel_connect = scope.cancel
        try:
            stream = await network.backend.connect_tcp(host, port, timeout=timeout, socket_options=options)
            _connected(network, stream)
        finally:
            network.cancel_connect = None


def start_tls(network: Any, context: ssl.SSLContext, hostname: Optional[str], timeout: Optional[float]) -> None:
    """Start TLS on a connection."""
    # The handshake takes the socket away, so another thread that closes the connection needs a duplicate to shut down.
    with network.socket.dup() as network.socket:
        stream = network.stream.start_tls(context, hostname, timeout)
    _connected(network, stream)


async def start_tls_async(
    network: Any, context: ssl.SSLContext, hostname: Optional[str], timeout: Optional[float]
) -> None:
    """Start TLS on a connection."""
    _connected(network, await network.stream.start_tls(context, hostname, timeout))


def holds_bytes(ssl_object: Any) -> bool:
    """Return whether TLS has received bytes that the socket does not show any more.

    Args:
        ssl_object: The TLS state of a connection that expects no bytes; None without TLS.
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


def _connected(network: Any, stream: Any) -> None:
    network.stream = stream
    network.socket = stream.get_extra_info("socket")
    network.ssl_object = stream.get_extra_info("ssl_object")


def _addresses(host: str, port: int, timeout: Optional[float], late: Any) -> List[str]:
    """Look up the addresses of a host in a thread, which is the only way not to wait for it too long."""
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [host]
    except OSError:
        # It is a name.
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
    return list(dict.fromkeys(str(place[0]) for _, _, _, _, place in result))
