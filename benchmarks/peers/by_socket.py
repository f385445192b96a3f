"""The lower bound: HTTP/1.1 written by hand on a socket, limited to what the benchmark server uses, with orjson.

It checks only the headers that it needs, and has no timeouts, retries or TLS. It is not meant for real use.
"""

from __future__ import annotations

import array
import asyncio
import base64
import contextlib
import socket
from typing import Any, AsyncIterator, Dict, Iterator, List, Optional, Tuple
from urllib.parse import urlsplit

import orjson
import workload

DISTRIBUTIONS = ("orjson",)

_READ_BYTES = 256 * 1024
_HEAD_END = b"\r\n\r\n"


def _request(path: str, body: Dict[str, Any]) -> bytes:
    content = orjson.dumps(body)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {workload.API_KEY}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def _missing(data: bytes) -> Tuple[int, int]:
    """Return the start of the body in the received data, and the length of the body; -1 for unknown."""
    body = data.find(_HEAD_END) + len(_HEAD_END)
    if body < len(_HEAD_END):
        return 0, -1
    if not data.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"the server returned {data[:200]!r}")
    length = data.find(b"\r\nContent-Length: ", 0, body)
    return body, int(data[length + 18 : data.index(b"\r", length + 18)]) - (len(data) - body)


class _Events:
    """Decode the bytes of a chunked, streamed response into events."""

    def __init__(self) -> None:
        self.is_over = False
        self._in_body = False
        self._raw = b""
        self._text = b""

    def add(self, data: bytes) -> List[bytes]:
        """Return the events that are now complete."""
        raw = self._raw + data
        at = 0
        if not self._in_body:
            at = raw.find(_HEAD_END) + len(_HEAD_END)
            if at < len(_HEAD_END):
                self._raw = raw
                return []
            self._in_body = True
        pieces = [self._text]
        while True:
            line_end = raw.find(b"\r\n", at)
            if line_end < 0:
                break
            size = int(raw[at:line_end], 16)
            end = line_end + 2 + size + 2
            if end > len(raw):
                break
            pieces.append(raw[line_end + 2 : end - 2])
            at = end
            if size == 0:
                self.is_over = True
                break
        self._raw = raw[at:]
        *events, self._text = b"".join(pieces).split(b"\n\n")
        return events


def _read_events(events: List[bytes]) -> Tuple[int, int]:
    chunks = length = 0
    for event in events:
        if event != b"data: [DONE]":
            chunk = orjson.loads(event[6:])
            chunks += 1
            length += len(chunk["choices"][0]["delta"].get("content") or "")
    return chunks, length


def _address(url: str) -> Tuple[str, int]:
    parts = urlsplit(url)
    return str(parts.hostname), int(parts.port or 80)


@contextlib.contextmanager
def open_sync(url: str) -> Iterator[socket.socket]:
    """Yield a connection to the server."""
    with socket.create_connection(_address(url)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connection


def _whole(connection: socket.socket, path: str, request: Dict[str, Any]) -> Any:
    connection.sendall(_request(path, request))
    data = connection.recv(_READ_BYTES)
    body, missing = _missing(data)
    while missing:
        pieces = [data]
        while missing > 0:
            pieces.append(connection.recv(min(missing, _READ_BYTES)))
            missing -= len(pieces[-1])
        if missing < 0:
            pieces.append(connection.recv(_READ_BYTES))
        data = b"".join(pieces)
        body, missing = _missing(data)
    return orjson.loads(data[body:])


def call(connection: socket.socket) -> int:
    """Post the request and parse the complete response."""
    return len(_whole(connection, workload.CHAT_PATH, workload.REQUEST)["choices"][0]["message"]["content"])


def stream(connection: socket.socket, request: Dict[str, Any]) -> Tuple[int, int]:
    """Parse each event of one stream."""
    connection.sendall(_request(workload.CHAT_PATH, request))
    events = _Events()
    chunks = length = 0
    while not events.is_over:
        more, text = _read_events(events.add(connection.recv(_READ_BYTES)))
        chunks += more
        length += text
    return chunks, length


def embed(connection: socket.socket, request: Dict[str, Any], encoding: Optional[str]) -> Tuple[int, float]:
    """Embed texts: as JSON numbers, or by default with base64 into lists."""
    answer = _whole(connection, workload.EMBEDDINGS_PATH, {**request, "encoding_format": encoding or "base64"})
    vectors = [item["embedding"] for item in answer["data"]]
    if encoding is None:
        vectors = [array.array("f", base64.b64decode(vector)).tolist() for vector in vectors]
    return sum(map(len, vectors)), sum(vectors[0])


class _Connection(asyncio.Protocol):
    """A connection of the event loop, from which one call at a time reads."""

    def __init__(self) -> None:
        self._pieces: List[bytes] = []
        self._waiter: Optional[asyncio.Future[None]] = None
        self._is_lost = False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        self._wake()

    def connection_lost(self, error: Optional[Exception]) -> None:
        self._is_lost = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def read(self) -> bytes:
        """Return the received data, and wait if there is none."""
        if not self._pieces:
            if self._is_lost:
                raise ConnectionError("the server closed the connection")
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


class _Pool:
    """A pool with as many connections as there are concurrent calls. Idle connections are reused."""

    def __init__(self, url: str) -> None:
        self._address = _address(url)
        self.idle: List[_Connection] = []

    async def take(self) -> _Connection:
        """Return an idle connection or a new one."""
        if self.idle:
            return self.idle.pop()
        _, connection = await asyncio.get_running_loop().create_connection(_Connection, *self._address)
        return connection


@contextlib.asynccontextmanager
async def open_async(url: str) -> AsyncIterator[_Pool]:
    """Yield a pool of connections to the server."""
    pool = _Pool(url)
    yield pool
    for connection in pool.idle:
        connection.transport.close()


def open_wide(url: str, connections: int) -> Any:
    """Yield a pool, which has no limit."""
    return open_async(url)


async def acall(pool: _Pool) -> int:
    """Post the request and parse the complete response."""
    connection = await pool.take()
    connection.transport.write(_request(workload.CHAT_PATH, workload.REQUEST))
    data = await connection.read()
    body, missing = _missing(data)
    while missing:
        data += await connection.read()
        body, missing = _missing(data)
    pool.idle.append(connection)
    return len(orjson.loads(data[body:])["choices"][0]["message"]["content"])


async def astream(pool: _Pool, request: Dict[str, Any]) -> Tuple[int, int]:
    """Parse each event of one stream."""
    connection = await pool.take()
    connection.transport.write(_request(workload.CHAT_PATH, request))
    events = _Events()
    chunks = length = 0
    while not events.is_over:
        more, text = _read_events(events.add(await connection.read()))
        chunks += more
        length += text
    pool.idle.append(connection)
    return chunks, length


async def aopen_stream(pool: _Pool, request: Dict[str, Any], chunks: int) -> Any:
    """Open a stream and parse the beginning."""
    connection = await pool.take()
    connection.transport.write(_request(workload.CHAT_PATH, request))
    events = _Events()
    while chunks > 0:
        chunks -= _read_events(events.add(await connection.read()))[0]
    return connection, events
