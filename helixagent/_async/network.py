"""The network of one connection, with the deadline of the request that the connection is serving."""

from __future__ import annotations

import contextlib
import math
import select
import ssl
from typing import Any, Callable, Iterable, Iterator, Optional, Type

import httpcore

from helixagent._core.requests.deadline import NO_DEADLINE, Deadline
from helixagent._transport.connecting import connect_async, holds_bytes, start_tls_async
from helixagent._transport.guard import Guard, shut_down
from helixagent._transport.library import SOCKET_ERRORS, Library
from helixagent._transport.received import ReceivedBytes

# A large body is written in parts, because a peer that reads slowly would otherwise have the whole timeout for each of
# its reads.
_PART = 16 * 1024
_CLOSED = "The connection was closed."


class AsyncNetwork(httpcore.AsyncNetworkBackend, httpcore.AsyncNetworkStream):
    """Makes one connection, and is the stream of bytes over it.

    Args:
        library: The HTTP library.

    Attributes:
        deadline: When the request that the connection is serving must end.
        received: The bytes of its response.
        backend: The network backend of httpcore.
        stream: The stream of the backend; None before there is a connection.
        socket: The socket of the stream.
        ssl_object: The TLS state of the stream; None without TLS.
        guard: Guards the connection while it is serving the request.
        cancel_connect: Ends an attempt to connect, if the event loop can do that.
    """

    def __init__(self, library: Library) -> None:
        self.deadline: Deadline = NO_DEADLINE
        self.received = ReceivedBytes()
        self.backend: Any = library.httpcore.AnyIOBackend()
        self.stream: Any = None
        self.socket: Any = None
        self.ssl_object: Any = None
        self.cancel_connect: Optional[Callable[[], None]] = None
        self.guard = Guard()
        self._httpcore = library.httpcore
        self._poll: Any = None

    def start(self, deadline: Deadline) -> None:
        """Start to serve a request. The caller leaves the guard when the request has its response."""
        self.deadline = deadline
        self.received.start()
        self.guard = Guard()
        self.guard.enter()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: Optional[float] = None,
        local_address: Optional[str] = None,
        socket_options: Optional[Iterable[Any]] = None,
    ) -> AsyncNetwork:
        """Connect to a host and port within `timeout` seconds, and before the deadline."""
        timeout = self._limited(timeout, self._httpcore.ConnectTimeout)
        with self._connecting():
            await connect_async(self, self._httpcore, host, port, timeout, socket_options)
        return self

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: Optional[str] = None, timeout: Optional[float] = None
    ) -> AsyncNetwork:
        """Start TLS on the connection within `timeout` seconds, and before the deadline."""
        timeout = self._limited(timeout, self._httpcore.ConnectTimeout)
        with self._connecting():
            await start_tls_async(self, ssl_context, server_hostname, timeout)
        return self

    async def read(self, max_bytes: int, timeout: Optional[float] = None) -> bytes:
        """Receive bytes within `timeout` seconds, and before the deadline."""
        if self.deadline is not NO_DEADLINE:
            timeout = self._limited(timeout, self._httpcore.ReadTimeout)
        data: bytes = await self.stream.read(max_bytes, timeout)
        if self.guard.is_closed:
            # The data of an interrupted read looks like the end of a response.
            raise self._httpcore.ReadError(_CLOSED)
        self.received.add(data)
        return data

    async def write(self, buffer: bytes, timeout: Optional[float] = None) -> None:
        """Send bytes within `timeout` seconds, and before the deadline."""
        if self.deadline is NO_DEADLINE:
            await self.stream.write(buffer, timeout)
            return
        for start in range(0, len(buffer), _PART):
            limit = self._limited(timeout, self._httpcore.WriteTimeout)
            await self.stream.write(buffer[start : start + _PART], limit)

    async def aclose(self) -> None:
        """Close the connection. Only the thread or task that is using it may do that; others call `interrupt`."""
        self.guard.close()
        self._poll = None
        if self.stream is not None:
            await self.stream.aclose()

    def interrupt(self) -> None:
        """End the wait of the thread or task that is using the connection."""
        if self.cancel_connect is not None:
            self.cancel_connect()
        shut_down(self.socket)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known about the connection, such as its `socket`."""
        if info == "is_readable":
            return self.is_readable()
        return None if self.stream is None else self.stream.get_extra_info(info)

    def is_readable(self) -> bool:
        """Return whether there is something to read, or the server has closed the connection."""
        if self._poll is None:
            if not hasattr(select, "poll"):
                return bool(self.stream.get_extra_info("is_readable"))
            self._poll = select.poll()
            self._poll.register(self.socket.fileno(), select.POLLIN)
        return bool(self._poll.poll(0)) or holds_bytes(self.ssl_object)

    def _limited(self, timeout: Optional[float], late: Type[Exception]) -> Optional[float]:
        """Return a timeout, or the time until the deadline if that is less."""
        left = self.deadline.left()
        if left == math.inf:
            return timeout
        if left <= 0:
            raise late("The deadline has passed.")
        return left if timeout is None else min(left, timeout)

    @contextlib.contextmanager
    def _connecting(self) -> Iterator[None]:
        """Raise the exceptions of sockets as httpcore's, also if the connection was closed in the meantime."""
        try:
            yield
        except SOCKET_ERRORS as error:
            raise self._httpcore.ConnectError(str(error)) from error
        if self.guard.is_closed:
            # There may have been no socket to interrupt.
            raise self._httpcore.ConnectError(_CLOSED)
