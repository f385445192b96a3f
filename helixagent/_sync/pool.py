# Written by `make generate` from helixagent/_async/pool.py; do not edit.
"""The connection pool of the SDK's own connections, built on httpcore's public connection class."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any, Deque, List, Optional, Set, Tuple

from helixagent._core.requests.deadline import NO_DEADLINE, Deadline
from helixagent._sync.network import Network
from helixagent._transport.connecting import Waiter
from helixagent._transport.httpx_common import (
    DEADLINE,
    KEEPALIVE_SECONDS,
    MAX_CONNECTIONS,
    MAX_IDLE_CONNECTIONS,
    SOCKET_OPTIONS,
    client_closed,
)
from helixagent._transport.library import SOCKET_ERRORS, Library

# A burst of calls leaves many idle connections that the next burst can reuse. Therefore, excess idle connections are
# closed only after this time in seconds.
_SURPLUS_SECONDS = 1.0


class Connection:
    """A connection of the pool.

    Attributes:
        network: The connection's network stream.
        http: httpcore's HTTP connection.
        is_reused: Whether the connection has served an earlier request.
        idle_since: The monotonic time in seconds at which the connection became idle.
    """

    def __init__(self, origin: Any, library: Library, context: Any) -> None:
        self.network = Network(library)
        self.http = library.httpcore.HTTPConnection(
            origin, ssl_context=context, network_backend=self.network, socket_options=SOCKET_OPTIONS
        )
        self.is_reused = False
        self.idle_since = 0.0


class ConnectionPool:
    """Sends each request over an idle connection or a new connection.

    Each request first needs a slot. The number of slots is the maximum number of concurrent requests. Waiting requests
    receive slots in the order of their arrival.

    Args:
        library: The HTTP library.
        context: Returns the TLS settings. It is called for the first TLS connection.
        max_connections: Maximum number of connections, both active and idle.
    """

    def __init__(self, library: Library, context: Any, max_connections: int = MAX_CONNECTIONS) -> None:
        self._library = library
        self._context = context
        self._connection_limit = max_connections
        # The lock is reentrant, because a signal handler may close the pool in the middle of one of its methods.
        self._lock = threading.RLock()
        # The most recently used connection is last.
        self._idle: List[Connection] = []
        self._busy: Set[Connection] = set()
        # Connections that are closed outside the lock.
        self._unusable: List[Connection] = []
        self._free_slots = max_connections
        self._waiters: Deque[Waiter] = deque()
        self._is_closed = False

    def send(self, request: Any) -> Tuple[Any, Connection]:
        """Send a request.

        Args:
            request: The httpcore.Request.

        Returns:
            The response and its connection. Pass the connection to `release` when the response is closed.

        Raises:
            ClientClosedError: The pool is closed.
        """
        deadline = request.extensions.get(DEADLINE, NO_DEADLINE)
        context = self._context() if request.url.scheme == b"https" else None
        self._acquire_slot(request, deadline)
        connection = self._take_connection(request.url.origin, context, deadline)
        try:
            self._close_unusable()
            response = self._exchange(connection, request)
            if response is None:
                # The server closed the idle connection, or sent unexpected bytes.
                connection = self._take_connection(request.url.origin, context, deadline, instead_of=connection)
                self._close_unusable()
                response = self._exchange(connection, request)
            connection.network.received.headers_end(response.status, response.headers)
            if connection.network.guard.leave():
                raise client_closed()
        except BaseException:
            self.release(connection)
            raise
        return response, connection

    def release(self, connection: Connection) -> None:
        """Make a connection available again, or close it if its response was not read to its end."""
        network = connection.network
        can_be_used = connection.http.is_idle() and network.received.are_exact()
        # From now on, closing the response must not interrupt the connection.
        network.guard.close()
        network.deadline = NO_DEADLINE
        with self._lock:
            if connection not in self._busy:
                return
            self._busy.discard(connection)
            if can_be_used and not self._is_closed:
                connection.is_reused = True
                connection.idle_since = time.monotonic()
                self._idle.append(connection)
                self._expire(connection.idle_since)
            else:
                self._unusable.append(connection)
            self._release_slot()
        self._close_unusable()

    def close(self) -> None:
        """Close all connections, which ends the requests that are using them."""
        with self._lock:
            self._is_closed = True
            self._unusable += [one for one in self._busy if one.network.guard.close(one.network.interrupt)]
            self._unusable += self._idle
            self._idle.clear()
            for waiter in self._waiters:
                waiter.set()
        self._close_unusable()

    @property
    def connections(self) -> Tuple[int, int]:
        """The number of idle connections and the number of connections in use."""
        return len(self._idle), len(self._busy)

    def _acquire_slot(self, request: Any, deadline: Deadline) -> None:
        with self._lock:
            if self._is_closed:
                raise client_closed()
            if self._free_slots:
                self._free_slots -= 1
                return
            waiter = Waiter()
            self._waiters.append(waiter)
        timeout = request.extensions.get("timeout", {}).get("pool")
        try:
            is_set = waiter.wait(deadline.limited(timeout))
            if self._is_closed:
                raise client_closed()
            if not is_set:
                raise self._library.httpcore.PoolTimeout("No connection became available.")
        except BaseException:
            with self._lock:
                if waiter in self._waiters:
                    self._waiters.remove(waiter)
                else:
                    # The waiter received a slot in the meantime.
                    self._release_slot()
            raise

    def _release_slot(self) -> None:
        if self._waiters:
            self._waiters.popleft().set()
        else:
            self._free_slots += 1

    def _take_connection(
        self, origin: Any, context: Any, deadline: Deadline, instead_of: Optional[Connection] = None
    ) -> Connection:
        """Return a connection for a request with a slot.

        Args:
            origin: The scheme, host and port of the request.
            context: The TLS settings; None without TLS.
            deadline: The deadline of the request.
            instead_of: The unusable connection that a new connection replaces; None to prefer an idle connection.
        """
        with self._lock:
            if self._is_closed:
                raise client_closed()
            found = None
            if instead_of is None:
                found = self._idle_connection(origin)
            else:
                self._busy.discard(instead_of)
                self._unusable.append(instead_of)
            if found is None:
                if self._idle and sum(self.connections) >= self._connection_limit:
                    self._unusable.append(self._idle.pop(0))
                found = Connection(origin, self._library, context)
            self._busy.add(found)
            found.network.start(deadline)
        return found

    def _idle_connection(self, origin: Any) -> Optional[Connection]:
        """Remove and return the most recently used idle connection. Also remove unusable connections."""
        now = time.monotonic()
        for index in reversed(range(len(self._idle))):
            if self._idle[index].http.can_handle_request(origin):
                connection = self._idle.pop(index)
                if now - connection.idle_since < KEEPALIVE_SECONDS and not connection.network.is_readable():
                    return connection
                self._unusable.append(connection)
        return None

    def _expire(self, now: float) -> None:
        """Remove idle connections that are too old or exceed the limit."""
        while self._idle:
            limit = _SURPLUS_SECONDS if len(self._idle) > MAX_IDLE_CONNECTIONS else KEEPALIVE_SECONDS
            if now - self._idle[0].idle_since <= limit:
                break
            self._unusable.append(self._idle.pop(0))

    def _close_unusable(self) -> None:
        while self._unusable:
            with self._lock:
                # Another thread may have taken the last connection.
                connection = self._unusable.pop() if self._unusable else None
            if connection is not None:
                connection.network.close()

    def _exchange(self, connection: Connection, request: Any) -> Any:
        """Send a request over a connection.

        Returns:
            The response, or None if the connection was unusable and the request must be sent over another connection.
        """
        httpcore = self._library.httpcore
        try:
            response = connection.http.handle_request(request)
        except (httpcore.NetworkError, httpcore.RemoteProtocolError, *SOCKET_ERRORS):
            if self._is_closed or not connection.is_reused or connection.network.received.count:
                raise
            return None
        # If no bytes were received since the request was sent, the response arrived before its request.
        return response if connection.network.received.count or not connection.is_reused else None
