# Written by `make generate` from helixagent/_async/pool.py; do not edit.
"""The connection pool under the SDK's own connections, made of the public connection class of httpcore."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any, Deque, Dict, List, Optional, Set, Tuple

from helixagent._core.requests.deadline import NO_DEADLINE, Deadline
from helixagent._sync.network import Network
from helixagent._transport.httpx_common import (
    DEADLINE,
    KEEPALIVE_SECONDS,
    MAX_CONNECTIONS,
    MAX_IDLE_CONNECTIONS,
    client_closed,
    socket_options,
)
from helixagent._transport.library import SOCKET_ERRORS, Library
from helixagent._transport.waiting import Waiter

# A burst of calls leaves many idle connections, and the next burst needs them again. So those beyond the limit are
# closed only after this time.
_SURPLUS_SECONDS = 1.0
_Key = Tuple[bytes, bytes, Optional[int]]


class Connection:
    """A connection of the pool.

    Attributes:
        key: The scheme, host and port of its server.
        network: Its network.
        http: The HTTP connection of httpcore.
        is_reused: Whether it has served a request before.
        idle_since: When it became idle.
    """

    def __init__(self, key: _Key, origin: Any, library: Library, context: Any) -> None:
        self.key = key
        self.network = Network(library)
        self.http = library.httpcore.HTTPConnection(
            origin, ssl_context=context, network_backend=self.network, socket_options=socket_options()
        )
        self.is_reused = False
        self.idle_since = 0.0


class ConnectionPool:
    """Sends each request over an idle connection, or a new one.

    A request gets a place first; there is one for each request that may be sent at the same time. Requests that wait
    for a place get one in the order in which they came.

    Args:
        library: The HTTP library.
        context: Returns the TLS settings; called for the first TLS connection.
        max_connections: The maximum number of connections, busy or idle.
    """

    def __init__(self, library: Library, context: Any, max_connections: int = MAX_CONNECTIONS) -> None:
        self._library = library
        self._context = context
        self._connection_limit = max_connections
        # A signal handler may close the pool in the middle of one of its methods.
        self._lock = threading.RLock()
        # For each server, the connection that was used last is at the end.
        self._idle: Dict[_Key, List[Connection]] = {}
        self._busy: Set[Connection] = set()
        self._places = max_connections
        self._waiters: Deque[Waiter] = deque()
        self._is_closed = False

    def send(self, request: Any) -> Tuple[Any, Connection]:
        """Send a request.

        Args:
            request: The httpcore.Request.

        Returns:
            The response and its connection, which is to be given to `release` when the response is closed.

        Raises:
            ClientClosedError: The pool is closed.
        """
        deadline = request.extensions.get(DEADLINE, NO_DEADLINE)
        context = self._context() if request.url.scheme == b"https" else None
        self._get_place(request, deadline)
        connection, closing = self._get_connection(request, context, deadline)
        try:
            _close(closing)
            response = self._exchange(connection, request)
            if response is None:
                # The server closed the connection while it was idle, or had sent bytes that nobody asked for.
                connection.network.close()
                connection = self._replaced(connection, request, context, deadline)
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
        can_be_used = connection.http.is_idle() and connection.network.received.are_exact()
        # From now on, who closes the response must not interrupt the connection.
        connection.network.guard.close()
        connection.network.deadline = NO_DEADLINE
        closing: List[Connection] = []
        with self._lock:
            if connection not in self._busy:
                return
            self._busy.discard(connection)
            if can_be_used and not self._is_closed:
                connection.is_reused = True
                connection.idle_since = time.monotonic()
                self._idle.setdefault(connection.key, []).append(connection)
                closing += self._expired(connection.idle_since)
            else:
                closing.append(connection)
            self._free_place()
        _close(closing)

    def close(self) -> None:
        """Close all connections, which ends the requests that are using them."""
        with self._lock:
            self._is_closed = True
            closing = [one for one in self._busy if one.network.guard.close(one.network.interrupt)]
            closing += [one for idle in self._idle.values() for one in idle]
            self._idle.clear()
            for waiter in self._waiters:
                waiter.wake()
        _close(closing)

    @property
    def connections(self) -> Tuple[int, int]:
        """The number of idle connections, and of those that are in use."""
        return sum(map(len, self._idle.values())), len(self._busy)

    def _get_place(self, request: Any, deadline: Deadline) -> None:
        with self._lock:
            if self._is_closed:
                raise client_closed()
            if self._places:
                self._places -= 1
                return
            waiter = Waiter()
            self._waiters.append(waiter)
        timeout = request.extensions.get("timeout", {}).get("pool")
        try:
            waiter.wait(deadline.limited(timeout))
        except BaseException:
            self._give_up(waiter)
            raise
        if self._is_closed:
            raise client_closed()
        if self._give_up(waiter, keep_place=True):
            raise self._library.httpcore.PoolTimeout("No connection became available.")

    def _give_up(self, waiter: Waiter, *, keep_place: bool = False) -> bool:
        """Let a waiter wait no longer; return whether it was given no place."""
        with self._lock:
            if not waiter.has_place:
                self._waiters.remove(waiter)
            elif not keep_place:
                self._free_place()
            return not waiter.has_place

    def _free_place(self) -> None:
        if self._waiters:
            waiter = self._waiters.popleft()
            waiter.has_place = True
            waiter.wake()
        else:
            self._places += 1

    def _get_connection(self, request: Any, context: Any, deadline: Deadline) -> Tuple[Connection, List[Connection]]:
        """Return a connection for a request that has a place, and connections to close."""
        url = request.url
        key = (url.scheme, url.host, url.port)
        closing: List[Connection] = []
        with self._lock:
            if self._is_closed:
                raise client_closed()
            found = self._idle_connection(key, closing)
            if found is None:
                closing += self._one_too_many()
                found = Connection(key, url.origin, self._library, context)
            self._busy.add(found)
            found.network.start(deadline)
        return found, closing

    def _idle_connection(self, key: _Key, closing: List[Connection]) -> Optional[Connection]:
        """Take out the idle connection that was used last, and on the way those that are of no use."""
        idle = self._idle.get(key)
        now = time.monotonic()
        while idle:
            connection = idle.pop()
            if now - connection.idle_since < KEEPALIVE_SECONDS and not connection.network.is_readable():
                return connection
            closing.append(connection)
        return None

    def _replaced(self, connection: Connection, request: Any, context: Any, deadline: Deadline) -> Connection:
        """Return a new connection in the place of one that is of no use."""
        with self._lock:
            if self._is_closed:
                raise client_closed()
            self._busy.discard(connection)
            made = Connection(connection.key, request.url.origin, self._library, context)
            self._busy.add(made)
            made.network.start(deadline)
            return made

    def _expired(self, now: float) -> List[Connection]:
        """Take out idle connections that are too old, or too many."""
        surplus = self.connections[0] - MAX_IDLE_CONNECTIONS
        found = []
        for idle in self._idle.values():
            while idle and now - idle[0].idle_since > (_SURPLUS_SECONDS if surplus > 0 else KEEPALIVE_SECONDS):
                found.append(idle.pop(0))
                surplus -= 1
        return found

    def _one_too_many(self) -> List[Connection]:
        """Take out the oldest idle connection if a new one would be one too many."""
        if sum(self.connections) < self._connection_limit:
            return []
        return [min((idle for idle in self._idle.values() if idle), key=lambda idle: idle[0].idle_since).pop(0)]

    def _exchange(self, connection: Connection, request: Any) -> Any:
        """Send a request over a connection.

        Returns:
            The response; None if the connection was of no use and the request must be sent over another one.
        """
        httpcore = self._library.httpcore
        try:
            response = connection.http.handle_request(request)
        except (httpcore.NetworkError, httpcore.RemoteProtocolError, *SOCKET_ERRORS):
            if self._is_closed or not connection.is_reused or connection.network.received.count:
                raise
            return None
        # A response without any received bytes was there before its request.
        return response if connection.network.received.count or not connection.is_reused else None


def _close(connections: List[Connection]) -> None:
    for connection in connections:
        connection.network.close()
