"""uvicorn's protocols, adapted for the sandbox: their connections can be broken on demand, and access is not logged."""

from __future__ import annotations

import logging
from typing import Any, Optional

from helixagent._core.extras import extra
from helixagent.testing.sandbox.connections import Client, Connections

with extra("testing", "The sandbox"):
    from uvicorn.protocols.http.h11_impl import H11Protocol
    from uvicorn.protocols.websockets.wsproto_impl import WSProtocol


class HttpProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 connection, registered with the sandbox and without an access log."""

    def __init__(self, *args: Any, tracked: Connections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access_log = False
        self._tracked = tracked
        self._peer: Optional[Client] = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._peer = self._tracked.made(transport)

    def connection_lost(self, exc: Optional[Exception]) -> None:
        super().connection_lost(exc)
        if self._peer is not None:
            self._tracked.lost(self._peer)


class SocketProtocol(WSProtocol):
    """uvicorn's WebSocket connection, which takes over from `HttpProtocol`: registered with the sandbox, and without a
    log.
    """

    def __init__(self, *args: Any, tracked: Connections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Otherwise each connection would be logged at level INFO.
        self.logger = logging.getLogger("uvicorn.error.helixagent_sandbox")
        self.logger.setLevel(logging.WARNING)
        self._tracked = tracked

    def connection_lost(self, exc: Optional[Exception]) -> None:
        super().connection_lost(exc)
        if self.client is not None:
            self._tracked.lost(self.client)
