"""A loopback HTTP/1.1 keep-alive server that sends fixed bytes to every peer, in a separate process.

It prints its port as the first line, and ends when its standard input closes, so it never outlives the process that
started it.
"""

from __future__ import annotations

import asyncio
import functools
import json
import sys
import threading
from typing import Any, Dict, List, Optional, Tuple

import workload

# Events per write. Eight of them cause reads of about 1.7 KB. The pause lets a client empty its socket between two
# writes. Without it, a slow client would get fewer and larger reads than a fast one, so it would do different work.
_PACED_GROUP = 8
_PACED_PAUSE_SECONDS = 0.002
_BURST_GROUP = 64
_MAX_LIFETIME_SECONDS = 3600.0

_HEAD = b"HTTP/1.1 %s\r\nX-Request-ID: req-benchmark\r\nContent-Type: %s\r\n%s\r\n\r\n"
_STREAM_HEAD = _HEAD % (b"200 OK", b"text/event-stream", b"Cache-Control: no-cache\r\nTransfer-Encoding: chunked")


def _fixed(status: bytes, body: bytes) -> bytes:
    return _HEAD % (status, b"application/json", b"Content-Length: %d" % len(body)) + body


_CHAT = workload.CHAT_PATH.encode()
_MESSAGES = workload.MESSAGES_PATH.encode()
_EMBEDDINGS = workload.EMBEDDINGS_PATH.encode()
_WHOLE = {
    _CHAT: _fixed(b"200 OK", workload.completion_body()),
    _MESSAGES: _fixed(b"200 OK", workload.message_body()),
}
_EVENTS = {_CHAT: workload.stream_events, _MESSAGES: workload.message_events}
_NOT_FOUND = _fixed(b"404 Not Found", b'{"error":{"message":"unknown path","type":"not_found","code":null}}')


@functools.lru_cache(maxsize=16)
def _stream_writes(path: bytes, chunks: int, group: int) -> Tuple[bytes, ...]:
    """Return the bytes of one streamed response, divided into the server's writes."""
    pieces = [b"%x\r\n%s\r\n" % (len(event), event) for event in _EVENTS[path](chunks)]
    groups: List[bytes] = [b"".join(pieces[start : start + group]) for start in range(0, len(pieces), group)]
    groups[-1] += b"0\r\n\r\n"
    return (_STREAM_HEAD, *groups)


@functools.lru_cache(maxsize=4)
def _embeddings_answer(texts: int, encoding: str) -> bytes:
    return _fixed(b"200 OK", workload.embeddings_body(texts, encoding))


async def _read_request(reader: asyncio.StreamReader) -> Optional[Tuple[bytes, bytes]]:
    """Return the request line and the body of the next request, or None if the client has disconnected."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        lengths = [line[15:] for line in lines if line[:15].lower() == b"content-length:"]
        body = await reader.readexactly(int(lengths[0])) if lengths else b""
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return lines[0], body


async def _answer(line: bytes, body: bytes, writer: asyncio.StreamWriter) -> bool:
    """Write the response. Return whether it is complete: a held stream stays open until the client disconnects."""
    path = line.split(b" ")[1]
    request = json.loads(body)
    if path == _EMBEDDINGS:
        writer.write(_embeddings_answer(len(request["input"]), request.get("encoding_format") or "float"))
    elif path not in _WHOLE:
        writer.write(_NOT_FOUND)
    elif request.get("stream"):
        return await _stream(path, request, writer)
    else:
        writer.write(_WHOLE[path])
    return True


async def _stream(path: bytes, request: Dict[str, Any], writer: asyncio.StreamWriter) -> bool:
    how = request.get("user") or request["metadata"]["user_id"]
    if how == workload.HELD:
        head, first, *_ = _stream_writes(path, request["max_tokens"], request["max_tokens"] // 2)
        writer.write(head + first)
        return False
    burst = how == workload.BURST
    for data in _stream_writes(path, request["max_tokens"], _BURST_GROUP if burst else _PACED_GROUP):
        if not burst:
            await asyncio.sleep(_PACED_PAUSE_SECONDS)
        writer.write(data)
        await writer.drain()
    return True


async def _connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            request = await _read_request(reader)
            if request is None:
                return
            is_whole = await _answer(*request, writer)
            await writer.drain()
            if not is_whole:
                await reader.read()
                return
    except (ConnectionError, asyncio.CancelledError):
        return  # the client or the whole run ended in the middle of a response
    finally:
        writer.close()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def wait_for_parent() -> None:
        sys.stdin.buffer.read()
        loop.call_soon_threadsafe(ended.set)

    server = await asyncio.start_server(_connection, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    threading.Thread(target=wait_for_parent, daemon=True).start()
    try:
        await asyncio.wait_for(ended.wait(), _MAX_LIFETIME_SECONDS)
    except asyncio.TimeoutError:
        print("benchmark server: lifetime is over", file=sys.stderr)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
