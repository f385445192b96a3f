"""The TCP connections of a sandbox: counted, and broken on demand in the ways in which real ones break."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from typing import Dict, Optional, Tuple

Client = Tuple[str, int]

# C's struct linger, on for 0 seconds: closing then sends an RST.
_LINGER_NOT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Connections:
    """The connections that a sandbox has accepted; used by its server thread only, but for `accepted`."""

    def __init__(self) -> None:
        self.accepted = 0
        self._open: Dict[Client, asyncio.Transport] = {}
        self._dropping = False

    def serve(self) -> None:
        """Take connections again after `abort_all()`."""
        self._dropping = False

    def made(self, transport: asyncio.Transport) -> Client:
        """Take note of a new connection.

        Returns:
            Host and port of the client.
        """
        self.accepted += 1
        peer = transport.get_extra_info("peername")
        client = (str(peer[0]), int(peer[1]))
        self._open[client] = transport
        if self._dropping:
            # It was accepted just before the server closed.
            transport.abort()
        return client

    def lost(self, client: Client) -> None:
        """Take note of the end of a connection."""
        self._open.pop(client, None)

    def close(self, client: Optional[Client]) -> None:
        """End a connection after what was sent so far (a FIN)."""
        transport = self._open.get(client) if client else None
        if transport is not None:
            transport.close()

    def reset(self, client: Optional[Client]) -> None:
        """Tear a connection down at once (an RST)."""
        transport = self._open.get(client) if client else None
        if transport is not None:
            connection = transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
            transport.abort()

    def abort_all(self) -> None:
        """Drop every connection, whatever it is doing, and those that are still on their way in."""
        self._dropping = True
        for transport in list(self._open.values()):
            transport.abort()
