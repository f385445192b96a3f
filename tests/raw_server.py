"""HTTP servers on raw sockets, which let tests write each byte of a response, and stream events to send."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Mapping, NamedTuple, Optional

# Seconds that tests wait for something to happen. Only a real hang takes as long.
PATIENCE = 60.0

# A certificate for localhost, with its key.
CERTIFICATE = str(Path(__file__).parent / "data" / "localhost.pem")

# ---- events of a stream -------------------------------------------------------------------------------------------


def chunk(text: Optional[str] = None, **fields: Any) -> Dict[str, Any]:
    """Return a chat chunk with some text. Other keywords replace its fields."""
    delta = {} if text is None else {"content": text}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1703123456,
        "model": "m",
        "choices": [{"index": 0, "delta": delta, "finish_reason": None}],
        **fields,
    }


def event(data: Any) -> bytes:
    """Return one event with this data: JSON, or an unchanged string."""
    return b"data: " + (data if isinstance(data, str) else json.dumps(data)).encode() + b"\n\n"


DONE = event("[DONE]")


def texts(chunks: Any) -> List[str]:
    """Return the texts in chunks."""
    return [item.choices[0].delta.content for item in chunks if item.choices[0].delta.content]


# ---- servers --------------------------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """A request that a RawServer received."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Peer:
    """A client's connection, on the server side."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self._file = connection.makefile("rb")

    def request(self) -> Optional[Seen]:
        """Read a request, or return None if the client has disconnected.

        Raises:
            ConnectionError: The client disconnected in the middle of the request.
        """
        line = self._file.readline()
        if not line:
            return None
        method, target, _ = line.decode("latin-1").split(" ", 2)
        headers: Dict[str, str] = {}
        for line in iter(self._file.readline, b"\r\n"):
            if not line:
                raise ConnectionError("The headers are incomplete.")
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        body = self._file.read(length)
        if len(body) < length:
            raise ConnectionError("The body is incomplete.")
        return Seen(method, target, headers, body)

    def send(self, data: bytes) -> None:
        """Send bytes unchanged."""
        self.socket.sendall(data)

    def head(self, status: int = 200, **headers: str) -> None:
        """Send the headers of a response, by default a chunked stream. In names, `_` is replaced with `-`."""
        sent = {"content_type": "text/event-stream", **headers}
        if "content_length" not in sent and sent.get("connection") != "close":
            sent["transfer_encoding"] = "chunked"
        lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in sent.items()]
        self.send(f"HTTP/1.1 {status} Status\r\n{''.join(lines)}\r\n".encode("latin-1"))

    def part(self, *data: bytes, end: bool = False) -> None:
        """Send HTTP chunks, one for each argument, and optionally the end of the body, in one write."""
        self.send(b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in data if piece) + b"0\r\n\r\n" * end)

    def end(self) -> None:
        """End a chunked body."""
        self.send(b"0\r\n\r\n")

    def respond(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send a complete response."""
        self.head(status, **{"content_type": "application/json", "content_length": str(len(body)), **headers})
        self.send(body)

    def wait_gone(self) -> None:
        """Wait until the client closes the connection."""
        with contextlib.suppress(OSError):
            while self.socket.recv(65536):
                pass

    def reset(self) -> None:
        """Reset the connection (RST)."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._file.close()
        self.socket.close()

    def close(self) -> None:
        """Close the connection."""
        # Otherwise, the client might receive an RST instead of the last data.
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
        self._file.close()
        self.socket.close()


Handler = Callable[[Peer, Seen], Any]


class RawServer:
    """A minimal HTTP server, whose handler writes the bytes of each response.

    Args:
        handler: Called for each request, in the thread of its connection. If it returns True, the connection is closed
            afterwards.
        tls: Whether to use TLS, with CERTIFICATE.
    """

    def __init__(self, handler: Handler, *, tls: bool = False) -> None:
        self.connections = 0
        self.requests: List[Seen] = []
        self.gone = threading.Event()
        self.ended: List[Peer] = []
        self.failures: List[BaseException] = []
        self._handler = handler
        self._tls: Optional[ssl.SSLContext] = None
        if tls:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(CERTIFICATE)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._peers: List[Peer] = []
        self._threads: List[threading.Thread] = []
        self._closing = False

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._listener.getsockname()[1])

    @property
    def base_url(self) -> str:
        """The address for a client."""
        return f"https://localhost:{self.port}" if self._tls else f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> RawServer:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        # Closing alone would not interrupt accept().
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname()).close()
        self._threads[0].join(PATIENCE)
        self._listener.close()
        for peer in self._peers:
            with contextlib.suppress(OSError):
                peer.socket.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a handler of the server is still waiting"
        if self.failures:
            raise self.failures[0]

    def _start(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._closing:
                connection.close()
                return
            self.connections += 1
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            return
        peer = Peer(connection)
        self._peers.append(peer)
        try:
            request = peer.request()
            while request is not None:
                self.requests.append(request)
                if self._handler(peer, request):
                    return
                request = peer.request()
        except OSError:
            # The client disconnected. Many of these tests do that on purpose.
            return
        except BaseException as failure:
            self.failures.append(failure)
        finally:
            peer.close()
            self.ended.append(peer)
            self.gone.set()


def stream_of(*pieces: bytes, end: bool = True) -> Handler:
    """Return a handler that sends a stream, one HTTP chunk for each argument."""

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(*pieces)
        if end:
            peer.end()
        return not end

    return handler


def held_open(peer: Peer, request: Seen) -> bool:
    """Send a chunk, then nothing. Return when the client has closed the connection."""
    peer.head()
    peer.part(event(chunk("a")))
    peer.wait_gone()
    return True


def framed(peer: Peer, framing: str, encoding: str, pieces: Iterable[bytes], *, length: int) -> None:
    """Send a response in one of the three ways in which HTTP marks the end of a body."""
    headers = {"content_encoding": encoding} if encoding else {}
    if framing == "length":
        headers["content_length"] = str(length)
    elif framing == "close":
        headers["connection"] = "close"
    peer.head(**headers)
    for piece in pieces:
        peer.part(piece) if framing == "chunked" else peer.send(piece)
    if framing == "chunked":
        peer.end()
