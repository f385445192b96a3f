# Written by `make generate` from helixagent/_async/network.py; do not edit.
"""The network stream of one connection, which enforces the deadline of the current request."""

from __future__ import annotations

import contextlib
import select
import ssl
from typing import Any, Callable, Iterable, Iterator, Optional, Type

import httpcore

from helixagent._core.requests.deadline import NO_DEADLINE, Deadline
from helixagent._transport.connecting import connect, duplicate_of, holds_bytes
from helixagent._transport.guard import Guard, shut_down
from helixagent._transport.library import SOCKET_ERRORS, Library
from helixagent._transport.received import ReceivedBytes

# A large body is written in parts. Otherwise, a peer that reads slowly would get the full timeout for each read.
_PART = 16 * 1024
_CLOSED = "The connection was closed."


class Network(httpcore.NetworkBackend, httpcore.NetworkStream):
    """Opens one connection, and acts as its byte stream.

    Attributes:
        httpcore: The module whose exceptions are raised.
        deadline: The deadline of the current request.
        received: The received bytes of the current response.
        backend: httpcore's network backend.
        stream: The backend's stream; None before the connection is open.
        socket: The stream's socket.
        ssl_object: The stream's TLS state; None without TLS.
        guard: The guard of the connection during the current request.
        cancel_connect: Cancels a connection attempt, if the event loop supports this.
    """

    def __init__(self, library: Library) -> None:
        self.httpcore = library.httpcore
        self.deadline: Deadline = NO_DEADLINE
        self.received = ReceivedBytes()
        self.backend: Any = library.httpcore.SyncBackend()
        self.stream: Any = None
        self.socket: Any = None
        self.ssl_object: Any = None
        self.cancel_connect: Optional[Callable[[], None]] = None
        self.guard = Guard()

    def start(self, deadline: Deadline) -> None:
        """Start a request. The caller leaves the guard when the request has received its response."""
        self.deadline = deadline
        self.received.start()
        self.guard = Guard()
        self.guard.enter()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: Optional[float] = None,
        local_address: Optional[str] = None,
        socket_options: Optional[Iterable[Any]] = None,
    ) -> Network:
        """Connect to a host and port within `timeout` seconds, and before the deadline."""
        with self._connecting(timeout) as limit:
            connect(self, host, port, limit, socket_options)
        return self

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: Optional[str] = None, timeout: Optional[float] = None
    ) -> Network:
        """Start TLS on the connection within `timeout` seconds, and before the deadline."""
        # The handshake detaches a blocking socket, so a thread that closes the client must shut down a duplicate.
        with self._connecting(timeout) as limit, duplicate_of(self.socket) as self.socket:
            self.use(self.stream.start_tls(ssl_context, server_hostname, limit))
        return self

    def use(self, stream: Any) -> None:
        """Send and receive over a stream of the backend."""
        self.stream = stream
        self.socket = stream.get_extra_info("socket")
        self.ssl_object = stream.get_extra_info("ssl_object")

    def read(self, max_bytes: int, timeout: Optional[float] = None) -> bytes:
        """Receive bytes within `timeout` seconds, and before the deadline."""
        if self.deadline is not NO_DEADLINE:
            timeout = self._limited(timeout, self.httpcore.ReadTimeout)
        data: bytes = self.stream.read(max_bytes, timeout)
        if self.guard.is_closed:
            # An interrupted read returns no data, which looks like the end of a response.
            raise self.httpcore.ReadError(_CLOSED)
        self.received.add(data)
        return data

    def write(self, buffer: bytes, timeout: Optional[float] = None) -> None:
        """Send bytes within `timeout` seconds, and before the deadline."""
        if self.deadline is NO_DEADLINE:
            self.stream.write(buffer, timeout)
            return
        for start in range(0, len(buffer), _PART):
            limit = self._limited(timeout, self.httpcore.WriteTimeout)
            self.stream.write(buffer[start : start + _PART], limit)

    def close(self) -> None:
        """Close the connection. Only its current user may call this method. Other threads or tasks call `interrupt`."""
        self.guard.close()
        if self.stream is not None:
            self.stream.close()

    def interrupt(self) -> None:
        """Interrupt the thread or task that is waiting for the connection."""
        if self.cancel_connect is not None:
            self.cancel_connect()
        shut_down(self.socket)

    def get_extra_info(self, info: str) -> Any:
        """Return information about the connection, such as its `socket`."""
        return None if self.stream is None else self.stream.get_extra_info(info)

    def is_readable(self) -> bool:
        """Return whether data is available, or the server has closed the connection."""
        if not hasattr(select, "poll"):
            return bool(self.stream.get_extra_info("is_readable"))
        poll = select.poll()
        poll.register(self.socket.fileno(), select.POLLIN)
        return bool(poll.poll(0)) or holds_bytes(self.ssl_object)

    def _limited(self, timeout: Optional[float], late: Type[Exception]) -> Optional[float]:
        """Return the smaller of a timeout and the time until the deadline."""
        if self.deadline.left() <= 0:
            raise late("The deadline has passed.")
        return self.deadline.limited(timeout)

    @contextlib.contextmanager
    def _connecting(self, timeout: Optional[float]) -> Iterator[Optional[float]]:
        """Limit a timeout, and convert socket exceptions to httpcore exceptions. Raise if the client was closed."""
        limit = self._limited(timeout, self.httpcore.ConnectTimeout)
        try:
            yield limit
        except SOCKET_ERRORS as error:
            raise self.httpcore.ConnectError(str(error)) from error
        if self.guard.is_closed:
            # The socket may not have existed when `interrupt` was called.
            raise self.httpcore.ConnectError(_CLOSED)
