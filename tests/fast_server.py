"""A fast loopback HTTP server for tests with many calls. It supports a completion and a stream."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import time
from typing import Any, Callable, Optional, Set

from raw_server import CERTIFICATE, DONE, PATIENCE, chunk, event
from support import COMPLETION

_HEAD = b"HTTP/1.1 200 OK\r\n"
_STREAM_HEAD = _HEAD + b"content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


def _framed(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


_FIRST_HALF = _STREAM_HEAD + _framed(event(chunk("a")) * 10)
_SECOND_HALF = _framed(event(chunk("b")) * 10) + _framed(DONE) + b"0\r\n\r\n"


class FastServer:
    """A server that responds to each request with a completion whose ID is the request's `user`.

    If the `user` of the request is `half`, only half of a stream is sent.

    Args:
        tls: Whether to use TLS, with CERTIFICATE.
    """

    def __init__(self, *, tls: bool = False) -> None:
        self._tls: Optional[ssl.SSLContext] = None
        if tls:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(CERTIFICATE)
        self.open: Set[Any] = set()
        self.connections = 0
        self.requests = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._started = threading.Event()
        self._server: Any = None
        self._ends = False

    @property
    def base_url(self) -> str:
        """The address for a client."""
        port = self._server.sockets[0].getsockname()[1]
        return f"https://localhost:{port}" if self._tls else f"http://127.0.0.1:{port}"

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until the server has processed everything that clients did."""
        end = time.monotonic() + PATIENCE
        while not condition() and time.monotonic() < end:
            time.sleep(0.001)

    def __enter__(self) -> FastServer:
        self._thread.start()
        assert self._started.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        loop = self._loop
        asyncio.set_event_loop(loop)
        made = loop.create_server(lambda: _Connection(self), "127.0.0.1", 0, ssl=self._tls, backlog=1024)
        self._server = loop.run_until_complete(made)
        self._started.set()
        loop.run_forever()
        self._server.close()
        self._ends = True
        for transport in list(self.open):
            transport.abort()
        # TLS needs a few iterations of the loop to close, even if the handshake was interrupted.
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()


class _Connection(asyncio.Protocol):
    def __init__(self, server: FastServer) -> None:
        self._server = server
        self._data = b""
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._server.open.add(transport)
        self._server.connections += 1
        if self._server._ends:
            # The connection was accepted just before the server closed.
            transport.abort()

    def connection_lost(self, error: Optional[Exception]) -> None:
        self._server.open.discard(self._transport)
        # Otherwise, TLS on old Python versions reports that it was never closed.
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, mark, rest = self._data.partition(b"\r\n\r\n")
        if not mark:
            return
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(rest) < int(length or 0):
            return
        self._data = b""
        self._server.requests += 1
        body = json.loads(rest) if rest else {}
        user = body.get("user", "")
        if body.get("stream"):
            self._transport.write(_FIRST_HALF if user == "half" else _FIRST_HALF + _SECOND_HALF)
            return
        answer = json.dumps({**COMPLETION, "id": user}).encode()
        self._transport.write(
            _HEAD + b"content-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(answer) + answer
        )
