"""Count the TCP connections of a sandbox, and break them on demand."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from typing import Dict, Optional, Tuple

Client = Tuple[str, int]

# This is C's `struct linger` with a timeout of 0 seconds. It makes closing send an RST.
_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Connections:
    """The connections that a sandbox has accepted. Only its server thread uses them, except for `accepted`."""

    def __init__(self) -> None:
        self.accepted = 0
        self._open: Dict[Client, asyncio.Transport] = {}
        self._is_closing = False

    def serve(self) -> None:
        """Accept connections again after `abort_all()`."""
        self._is_closing = False

    def made(self, transport: asyncio.Transport) -> Client:
        """Record a new connection.

        Returns:
            Host and port of the client.
        """
        self.accepted += 1
        peer = transport.get_extra_info("peername")
        client = (str(peer[0]), int(peer[1]))
        self._open[client] = transport
        if self._is_closing:
            # The connection was accepted just before the server closed.
            transport.abort()
        return client

    def lost(self, client: Client) -> None:
        """Record the end of a connection."""
        self._open.pop(client, None)

    def close(self, client: Optional[Client]) -> None:
        """Close a connection after the data sent so far (FIN)."""
        transport = self._open.get(client) if client else None
        if transport is not None:
            transport.close()

    def reset(self, client: Optional[Client]) -> None:
        """Reset a connection immediately (RST)."""
        transport = self._open.get(client) if client else None
        if transport is not None:
            connection = transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
            transport.abort()

    def abort_all(self) -> None:
        """Drop all connections, including ones that are still being accepted."""
        self._is_closing = True
        for transport in list(self._open.values()):
            transport.abort()
