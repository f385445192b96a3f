# Written by `make generate` from helixagent/_transport/async_pool.py; do not edit.
"""The connection pool under the SDK's own httpx clients: httpcore's, with a cheaper look at idle connections.

httpcore asks every idle connection before each call whether its server has closed it, in a way that with a hundred idle
connections costs more than the call itself. Here each question is one system call.
"""

from __future__ import annotations

import select
import ssl
from typing import Any, Iterable, Optional

import httpcore
import httpx

from helixagent._core.bounds import Allowance
from helixagent._transport.httpx_common import LIMITS, default_ssl_context, socket_options
from helixagent._transport.within import connected, seconds_of

_SLICE = 64 * 1024


class PoolTransport(httpx.HTTPTransport):
    """Carries httpx's requests over a pool of connections.

    It is httpx's own transport but for the pool, since vcrpy, pytest-httpx and OpenTelemetry's instrumentation of httpx
    step in at that class's method.
    """

    def __init__(self) -> None:
        super().__init__(verify=default_ssl_context())
        self._pool = httpcore.ConnectionPool(
            ssl_context=default_ssl_context(),
            max_connections=LIMITS.max_connections,
            max_keepalive_connections=LIMITS.max_keepalive_connections,
            keepalive_expiry=LIMITS.keepalive_expiry,
            socket_options=socket_options(),
            network_backend=Backend(),
        )


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
    """A connection that can be asked cheaply whether there is something to read."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self._poll: Any = None
        self._read = stream.read

    def read(self, max_bytes: int, timeout: Optional[float] = None) -> Any:
        """Read what comes next, within `timeout` seconds."""
        if type(timeout) is Allowance:
            timeout = seconds_of(timeout, httpcore.ReadTimeout)
        return self._read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: Optional[float] = None) -> None:
        """Send bytes, within `timeout` seconds."""
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
        return Connection(
            self._stream.start_tls(ssl_context, server_hostname, seconds_of(timeout, httpcore.ConnectTimeout))
        )

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
