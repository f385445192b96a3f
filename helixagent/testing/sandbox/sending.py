"""Send one response over HTTP or a WebSocket, and apply the connection faults in its frames."""

from __future__ import annotations

import asyncio
from typing import Iterable, List, Mapping, Optional, Tuple

from helixagent._core.extras import extra
from helixagent.testing.sandbox.connections import Client, Connections
from helixagent.testing.sandbox.exchange import Close, Frame, Pause, Reply, SocketClose, as_frames

with extra("testing", "The sandbox"):
    from starlette.types import Receive, Send


class _Sender:
    """Base class of the senders.

    Args:
        receive: The ASGI `receive` function.
        send: The ASGI `send` function.
        connections: The open connections.
        client: The client address of the request's connection.
    """

    def __init__(self, receive: Receive, send: Send, connections: Connections, client: Optional[Client]) -> None:
        self._receive = receive
        self._send = send
        self._connections = connections
        self._client = client

    async def _send_bytes(self, data: bytes) -> None:
        raise NotImplementedError

    async def _close_socket(self, code: int) -> None:
        self._connections.close(self._client)

    async def _perform(self, frame: Frame) -> bool:
        """Process a frame.

        Returns:
            False if the connection is now closed.
        """
        if isinstance(frame, bytes):
            await self._send_bytes(frame)
            return True
        if isinstance(frame, Pause):
            return not await self._disconnected_within(frame.seconds)
        if isinstance(frame, Close):
            self._connections.close(self._client)
        elif isinstance(frame, SocketClose):
            await self._close_socket(frame.code)
        else:
            self._connections.reset(self._client)
        # The server must notice the lost connection before this returns, or it would log an incomplete response.
        await self._disconnected_within(None)
        return False

    async def _perform_all(self, frames: Iterable[Frame]) -> bool:
        for frame in frames:
            if not await self._perform(frame):
                return False
        return True

    async def _disconnected_within(self, seconds: Optional[float]) -> bool:
        try:
            await asyncio.wait_for(self._disconnected(), seconds)
        except asyncio.TimeoutError:
            return False
        return True

    async def _disconnected(self) -> None:
        while not (await self._receive())["type"].endswith(".disconnect"):
            pass


class HttpSender(_Sender):
    """Send responses over HTTP."""

    async def send(self, reply: Reply, headers: Mapping[str, str]) -> None:
        """Send the response with these headers."""
        if reply.before is not None and not await self._perform(reply.before):
            return
        await self._send({"type": "http.response.start", "status": reply.status, "headers": _raw(reply, headers)})
        if await self._perform_all(as_frames(reply)):
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_bytes(self, data: bytes) -> None:
        await self._send({"type": "http.response.body", "body": data, "more_body": True})
        # The event loop needs a turn to notice that the client has disconnected, or asyncio logs a warning for each
        # further chunk.
        await asyncio.sleep(0)


class SocketSender(_Sender):
    """Handle the opening of a WebSocket: accept it and send its messages, or refuse it with an HTTP response."""

    _accepted = False

    async def send(self, reply: Reply, headers: Mapping[str, str]) -> None:
        """Send the response with these headers."""
        if reply.before is not None and not await self._perform(reply.before):
            return
        if reply.is_socket:
            await self._send({"type": "websocket.accept", "headers": _pairs(headers)})
            self._accepted = True
            if await self._perform_all(as_frames(reply)):
                await self._close_socket(1000)
            return
        start = {"type": "websocket.http.response.start", "status": reply.status, "headers": _raw(reply, headers)}
        await self._send(start)
        if await self._perform_all(as_frames(reply)):
            await self._send({"type": "websocket.http.response.body", "body": b"", "more_body": False})

    async def _send_bytes(self, data: bytes) -> None:
        if self._accepted:
            await self._send({"type": "websocket.send", "text": data.decode("utf-8")})
        else:
            await self._send({"type": "websocket.http.response.body", "body": data, "more_body": True})

    async def _close_socket(self, code: int) -> None:
        await self._send({"type": "websocket.close", "code": code})


def _raw(reply: Reply, headers: Mapping[str, str]) -> List[Tuple[bytes, bytes]]:
    sized = dict(headers)
    if isinstance(reply.frames, bytes) and reply.status != 204:
        sized.setdefault("content-length", str(len(reply.frames)))
    return _pairs(sized)


def _pairs(headers: Mapping[str, str]) -> List[Tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
