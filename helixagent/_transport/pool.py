# Written by `make generate` from helixagent/_transport/async_pool.py; do not edit.
"""The connection pool under the SDK's own httpx clients: httpcore's, with a cheaper look at its connections.

httpcore asks every idle connection, before and after each call, whether its server has closed it, and counts all of
them once for each: with hundreds of connections that costs many times the call itself. Here the one that is taken is
asked, by one system call, and all of them once a second.
"""

from __future__ import annotations

import re
import select
import ssl
import threading
import time
from typing import Any, Iterable, List, Optional, Set, Tuple

import httpcore
import httpx

from helixagent._core.requests.bounds import Allowance
from helixagent._transport.httpx_common import LIMITS, socket_options, ssl_context
from helixagent._transport.merging import ChunkMerger
from helixagent._transport.within import connected, seconds_of

_SLICE = 64 * 1024
# Of bodies of which h11 knows the length, so that it surely sends them.
_ANNOUNCES_BODY = re.compile(rb"\r\ncontent-length: [1-9]", re.IGNORECASE)
_SWEEP_SECONDS = 1.0


class PoolTransport(httpx.HTTPTransport):
    """Carries httpx's requests over a pool of connections.

    It is httpx's own transport but for the pool, since vcrpy, pytest-httpx and OpenTelemetry's instrumentation of httpx
    step in at that class's method.
    """

    def __init__(self, context: Optional[ssl.SSLContext]) -> None:
        # Only our own pool connects; httpx's would load the certificates, and with this trusts nobody.
        super().__init__(verify=context or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        self._pool = WholePool(
            ssl_context=context,
            max_connections=LIMITS.max_connections,
            max_keepalive_connections=LIMITS.max_keepalive_connections,
            keepalive_expiry=LIMITS.keepalive_expiry,
            socket_options=socket_options(),
            network_backend=Backend(),
        )


class WholePool(httpcore.ConnectionPool):
    """httpcore's pool, but quick, and without the place that it keeps for ever for some cancelled calls."""

    _next_sweep = 0.0
    _is_assigning = False
    _is_outdated = False

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Not httpcore's, which would wait for itself: a garbage collection while it is held may end a stream.
        self._optional_thread_lock: Any = threading.RLock()

    def create_connection(self, origin: httpcore.Origin) -> Any:
        """Return a new connection; the first one by TLS loads the certificates that are trusted by default."""
        if self._ssl_context is None and origin.scheme == b"https":
            self._ssl_context = ssl_context()
        return super().create_connection(origin)

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request and return the answer, its body unread."""
        try:
            return super().handle_request(request)
        except Exception:
            raise
        except BaseException:
            # Of a task that is cancelled, or a thread that is interrupted, just before it sends its request.
            self._close_connections(self._lost())
            raise

    def _assign_requests_to_connections(self) -> List[Any]:
        """Give waiting requests connections, as far as there are any; return those to close. The pool is locked."""
        self._is_outdated = True
        if self._is_assigning:
            # Of a garbage collection in the middle; whoever is at it looks once more.
            return []
        closing: List[Any] = []
        self._is_assigning = True
        try:
            while self._is_outdated:
                self._is_outdated = False
                closing += self._swept()
                self._assign(closing)
        finally:
            self._is_assigning = False
        return closing

    def _assign(self, closing: List[Any]) -> None:
        busy: Set[Tuple[bytes, bytes, int]] = set()
        for waiting in list(self._requests):
            if waiting.is_queued():
                origin = waiting.request.url.origin
                key = (origin.scheme, origin.host, origin.port)
                connection = None if key in busy else self._connection_for(origin, closing)
                if connection is None:
                    busy.add(key)
                else:
                    waiting.assign_to_connection(connection)

    def _swept(self) -> List[Any]:
        """Take out what is closed, what is idle beyond the limit, and now and then what has expired."""
        now = time.monotonic()
        asks_all = now >= self._next_sweep
        if asks_all:
            self._next_sweep = now + _SWEEP_SECONDS
        closing = []
        surplus = len(self._connections) - self._max_keepalive_connections
        for connection in list(self._connections):
            is_closed = connection.is_closed()
            if is_closed or (surplus > 0 and connection.is_idle()) or (asks_all and connection.has_expired()):
                self._connections.remove(connection)
                surplus -= 1
                if not is_closed:
                    closing.append(connection)
        return closing

    def _connection_for(self, origin: Any, closing: List[Any]) -> Any:
        """Return a connection for one more request, a new one if need be, or None where all are busy."""
        for connection in list(self._connections):
            if connection.can_handle_request(origin) and connection.is_available():
                if not connection.has_expired():
                    return connection
                self._connections.remove(connection)
                closing.append(connection)
        if len(self._connections) >= self._max_connections:
            idle = next((connection for connection in self._connections if connection.is_idle()), None)
            if idle is None:
                return None
            self._connections.remove(idle)
            closing.append(idle)
        made = self.create_connection(origin)
        self._connections.append(made)
        return made

    def _lost(self) -> Any:
        """Take the connections that no call has out of the pool though they are not idle either."""
        with self._optional_thread_lock:
            used = [request.connection for request in self._requests]
            lost = [one for one in self._connections if not one.is_idle() and one not in used]
            for connection in lost:
                self._connections.remove(connection)
            return lost


class Backend(httpcore.NetworkBackend):
    """Connects as httpcore does, and wraps what it gets."""

    def __init__(self) -> None:
        self._backend: Any = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: Optional[float] = None,
        local_address: Optional[str] = None,
        socket_options: Optional[Iterable[Any]] = None,
    ) -> httpcore.NetworkStream:
        """Connect to a host and port, within `timeout` seconds."""
        connect = self._backend.connect_tcp
        late = httpcore.ConnectTimeout
        return Connection(connected(connect, late, host, port, timeout, local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        """Wait between the attempts to connect."""
        self._backend.sleep(seconds)


class Connection(httpcore.NetworkStream):
    """A connection that can be asked cheaply whether there is something to read.

    It sends the head of a request together with the body, and merges the small chunks of an answer.
    """

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self._poll: Any = None
        self._read = stream.read
        self._merger = ChunkMerger()
        self._is_at_rest = True
        # Of a request whose body comes next.
        self._head = b""

    def read(self, max_bytes: int, timeout: Optional[float] = None) -> bytes:
        """Read what comes next, within `timeout` seconds."""
        self._is_at_rest = True
        if type(timeout) is Allowance:
            timeout = seconds_of(timeout, httpcore.ReadTimeout)
        return self._merger.merged(self._read(max_bytes, timeout))

    def write(self, buffer: bytes, timeout: Optional[float] = None) -> None:
        """Send bytes, within `timeout` seconds."""
        if self._is_at_rest:
            self._is_at_rest = False
            self._merger.expect_answer()
            if _ANNOUNCES_BODY.search(buffer):
                self._head = buffer
                return
        head, self._head = self._head, b""
        if head and len(buffer) < _SLICE:
            buffer = head + buffer
        elif head:
            # A large body is not copied.
            self._send(head, timeout)
        self._send(buffer, timeout)

    def _send(self, buffer: bytes, timeout: Optional[float]) -> None:
        if type(timeout) is not Allowance:
            self._stream.write(buffer, timeout)
            return
        # In parts: a peer that takes them one by one would have the whole time for each.
        for start in range(0, len(buffer), _SLICE):
            self._stream.write(buffer[start : start + _SLICE], seconds_of(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._poll = None
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: Optional[str] = None, timeout: Optional[float] = None
    ) -> httpcore.NetworkStream:
        """Begin TLS on the connection, within `timeout` seconds."""
        try:
            return Connection(
                self._stream.start_tls(ssl_context, server_hostname, seconds_of(timeout, httpcore.ConnectTimeout))
            )
        except BaseException:
            # Of a cancelled handshake httpcore would leave the connection open.
            self.close()
            raise

    def get_extra_info(self, info: str) -> Any:
        """Return what the backend knows of the connection, e.g. its `socket`."""
        if info == "is_readable":
            return self._is_readable()
        return self._stream.get_extra_info(info)

    def _is_readable(self) -> bool:
        if self._poll is None:
            connection = self._stream.get_extra_info("socket")
            if connection is None or connection.fileno() < 0 or not hasattr(select, "poll"):
                return bool(self._stream.get_extra_info("is_readable"))
            self._poll = select.poll()
            self._poll.register(connection.fileno(), select.POLLIN)
        return bool(self._poll.poll(0))
