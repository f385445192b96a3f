"""Tests of other failures: DNS, TLS and connections, and data that is not HTTP, JSON or an event stream."""

from __future__ import annotations

import contextlib
import gzip
import socket
import sys
import threading
import zlib
from typing import Any, Callable, Dict, List, Tuple

import pytest
from cases import for_each
from raw_server import DONE, PATIENCE, Peer, RawServer, Seen, chunk, event
from stream_support import Running
from support import USER, Driver, failed, sends

from helixagent import (
    APIStatusError,
    HelixAgentError,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    ProviderError,
)
from helixagent._core.responses.errors import error_from_response
from helixagent._core.responses.parse import parse_response
from helixagent._core.steps import Response
from helixagent._core.streams.reader import ChunkReader
from helixagent_client.api.chat import create_chat_completion
from helixagent_client.models import ChatCompletionChunk

GOOD = b'{"choices":[{"message":{"content":"Hi"}}]}'
ZIPPED = gzip.compress(GOOD)
STREAM = event(chunk("Hi")) + DONE
DEEP = b"[" * 100_000 + b"]" * 100_000


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    """Send a complete response, whose headers take precedence over its length."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", f"Content-Type: {kind}", *headers]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def chunked(body: bytes, kind: str = "application/json") -> bytes:
    return answer(body, "Transfer-Encoding: chunked", kind=kind)


def whole_chunk(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(body), body)


# The result of a call without streaming. If there are two results, HTTP libraries accept different things.
OK = None
ANSWERS: Dict[str, Tuple[bytes, Tuple[Any, ...]]] = {
    "nothing": (b"", (NetworkError,)),
    "garbage": (b"\x00\xff\xfe garbage \r\n\r\n", (NetworkError,)),
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", (NetworkError,)),
    "HTTP/0.9": (GOOD, (NetworkError,)),
    "no status": (b"HTTP/1.1\r\n\r\n", (NetworkError,)),
    "a status of four digits": (answer(GOOD, status="2000 OK"), (NetworkError, APIStatusError)),
    "a status below 100": (answer(GOOD, status="099 No"), (NetworkError, APIStatusError)),
    "a status that nobody knows": (answer(b"{}", status="799 No"), (APIStatusError, ProviderError)),
    "a header without a colon": (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n" + GOOD, (NetworkError, OK)),
    "a header with a NUL": (answer(GOOD, "X: a\0b"), (NetworkError, OK)),
    "a header that is not ASCII": (answer(GOOD, "X-Request-ID: \xe4\xf6"), (OK,)),
    "a head of a megabyte": (answer(GOOD, "X: " + "x" * 1_000_000), (NetworkError,)),
    "a thousand headers": (answer(GOOD, *["X: x"] * 1000), (NetworkError, OK)),
    "a length that is not a number": (answer(GOOD, "Content-Length: x"), (NetworkError, OK)),
    "a negative length": (answer(GOOD, "Content-Length: -5"), (NetworkError, OK)),
    "two lengths": (answer(GOOD, "Content-Length: 3", "Content-Length: 5"), (NetworkError, InvalidResponseError)),
    "too short": (answer(GOOD, "Content-Length: 999"), (NetworkError,)),
    # aiohttp refuses this, because the response says that the connection ends.
    "too long": (answer(GOOD + b"more", f"Content-Length: {len(GOOD)}"), (OK, NetworkError)),
    "a chunk without a size": (chunked(b"zz\r\n" + GOOD), (NetworkError,)),
    "a chunk of negative size": (chunked(b"-5\r\n" + GOOD), (NetworkError,)),
    "a chunk of endless size": (chunked(b"f" * 40 + b"\r\n" + GOOD), (NetworkError,)),
    "a chunk that is longer than it says": (chunked(b"3\r\n" + GOOD), (NetworkError,)),
    "chunks without an end": (chunked(whole_chunk(GOOD)), (NetworkError,)),
    "a truncated gzip": (answer(ZIPPED[:-20], "Content-Encoding: gzip"), (InvalidResponseError, NetworkError)),
    "a gzip without its end": (answer(ZIPPED[:-4], "Content-Encoding: gzip"), (OK, NetworkError)),
    "what is no gzip": (answer(GOOD, "Content-Encoding: gzip"), (NetworkError,)),
    "what is no deflate": (answer(b"\xff\xff" + GOOD, "Content-Encoding: deflate"), (NetworkError,)),
    "a gzip with a wrong sum": (answer(ZIPPED[:-8] + b"\0" * 8, "Content-Encoding: gzip"), (NetworkError,)),
    "a deflate": (answer(zlib.compress(GOOD), "Content-Encoding: deflate"), (OK,)),
    "an encoding that nobody knows": (answer(GOOD, "Content-Encoding: x-mine"), (OK,)),
    "an empty body": (answer(b""), (InvalidResponseError,)),
    "204": (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", (InvalidResponseError,)),
    "304": (b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", (APIStatusError,)),
    "HTML": (answer(b"<html><title>Login</title></html>", kind="text/html"), (InvalidResponseError,)),
    "HTML that says 502": (answer(b"<html>Bad gateway</html>", status="502 B", kind="text/html"), (ProviderError,)),
    "JSON that says it is text": (answer(GOOD, kind="text/plain"), (OK,)),
    "an event stream that nobody asked for": (answer(STREAM, kind="text/event-stream"), (InvalidResponseError,)),
    "JSON that is cut": (answer(GOOD[:-1]), (InvalidResponseError,)),
    "JSON with more behind it": (answer(GOOD + b"{}"), (InvalidResponseError,)),
    "JSON that is not UTF-8": (answer(b'{"choices":[{"message":{"content":"\xff"}}]}'), (InvalidResponseError,)),
    "JSON in UTF-16": (answer(GOOD.decode().encode("utf-16")), (OK,)),
    "JSON with a byte order mark": (answer(b"\xef\xbb\xbf" + GOOD), (OK, InvalidResponseError)),
    "JSON with half a surrogate pair": (answer(GOOD.replace(b"Hi", b"\\ud800Hi")), (OK,)),
    "a number of many digits": (answer(b'{"created":' + b"9" * 10_000 + b"}"), (OK, InvalidResponseError)),
    "deep JSON": (answer(DEEP), (InvalidResponseError,)),
    "deep JSON inside": (answer(b'{"choices":' + DEEP + b"}"), (InvalidResponseError, OK)),
    "a deep error": (answer(b'{"error":' + DEEP + b"}", status="500 No"), (ProviderError,)),
    "an error in a 200": (answer(b'{"error":{"message":"No."}}'), (ProviderError,)),
    "a failure in a JSON-RPC response": (answer(b'{"jsonrpc":"2.0","error":{"code":-1}}'), (ProviderError,)),
}


@for_each("fault", ANSWERS)
def test_an_invalid_response_is_an_error_of_the_sdk_or_is_read_correctly(fault: str, driver: Driver) -> None:
    sent, expected = ANSWERS[fault]
    with RawServer(sends(sent)) as server:
        try:
            completion: Any = driver.chat(driver.client(server, max_retries=0))
        except HelixAgentError as error:
            assert type(error) in expected
            assert (error.attempts, error.partial) == (1, None)
            assert error.message
            assert "Traceback" not in str(error)
        else:
            assert OK in expected
            if b"Hi" in sent:
                assert completion.choices[0].message.content.endswith("Hi")


def in_stream(*pieces: bytes, kind: str = "text/event-stream") -> bytes:
    return chunked(b"".join(whole_chunk(piece) for piece in pieces) + b"0\r\n\r\n", kind)


HI = event(chunk("Hi"))
# The result of a stream, and whether the exception has the partial data.
STREAMS: Dict[str, Tuple[bytes, Tuple[Any, ...], bool]] = {
    "nothing": (in_stream(), (IncompleteStreamError,), False),
    "no end mark": (in_stream(HI), (IncompleteStreamError,), True),
    "an end mark that is cut": (in_stream(HI, b"data: [DON"), (IncompleteStreamError,), True),
    "a broken chunk": (chunked(whole_chunk(HI) + b"zz\r\n", "text/event-stream"), (IncompleteStreamError,), True),
    "a chunk too long": (
        chunked(whole_chunk(HI) + b"1\r\nxyz", "text/event-stream"),
        (IncompleteStreamError,),
        True,
    ),
    "no JSON": (in_stream(HI, event("{")), (InvalidResponseError,), True),
    "no object": (in_stream(HI, event([1])), (InvalidResponseError,), True),
    "deep JSON": (in_stream(HI, event(DEEP.decode())), (InvalidResponseError,), True),
    "deep JSON in an error": (
        in_stream(HI, event('{"error":' + DEEP.decode() + "}")),
        (InvalidResponseError, ProviderError),
        True,
    ),
    "an error": (in_stream(HI, event({"error": {"message": "No."}})), (ProviderError,), True),
    "an event of the type error": (in_stream(HI, b"event: error\n" + event("No.")), (ProviderError,), True),
    "HTML": (in_stream(b"<html></html>", kind="text/html"), (InvalidResponseError,), False),
    "JSON": (in_stream(GOOD, kind="application/json"), (InvalidResponseError,), False),
    "an error as JSON": (in_stream(b'{"error":{"message":"No."}}', kind="application/json"), (ProviderError,), False),
    "an empty body": (answer(b"", kind="text/event-stream"), (IncompleteStreamError,), False),
    "204": (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", (IncompleteStreamError,), False),
    "a truncated gzip": (
        answer(gzip.compress(HI)[:-9], "Content-Encoding: gzip", kind="text/event-stream"),
        (IncompleteStreamError,),
        True,
    ),
    "what is no gzip": (
        answer(HI, "Content-Encoding: gzip", kind="text/event-stream"),
        (IncompleteStreamError,),
        False,
    ),
}


# If these arrive together with the response headers, aiohttp raises before it returns the response.
REFUSED_BY_AIOHTTP = ("a broken chunk", "a chunk too long")


@for_each("fault", STREAMS)
def test_an_invalid_stream_always_raises(fault: str, driver: Driver) -> None:
    sent, expected, has_partial = STREAMS[fault]
    if fault in REFUSED_BY_AIOHTTP and driver.is_async and driver.async_http_client == "aiohttp":
        expected, has_partial = (NetworkError,), False
    with RawServer(sends(sent)) as server:
        found, error = read_until_error(driver, driver.client(server, max_retries=0))
    assert type(error) in expected
    assert error.attempts == 1
    assert found == ["Hi"] * has_partial
    assert (error.partial.choices[0].message.content if error.partial else None) == ("Hi" if has_partial else None)


def test_an_invalid_later_chunk_ends_the_stream(driver: Driver) -> None:
    read = threading.Event()

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(HI)
        assert read.wait(PATIENCE)
        peer.send(b"zz\r\n")
        # The connection stays open, but the client must not wait for more data.
        peer.wait_gone()
        return True

    with RawServer(handler) as server:
        client = driver.client(server, max_retries=0)
        found, error = read_until_error(driver, client, then=read.set)
    assert (found, type(error), error.attempts) == (["Hi"], IncompleteStreamError, 1)
    assert error.partial.choices[0].message.content == "Hi"


def read_until_error(driver: Driver, client: Any, then: Callable[[], Any] = bool) -> Tuple[List[str], Any]:
    """Return the texts of a stream and its error. A function is called after each text."""
    found: List[str] = []

    def feed(item: Any) -> None:
        found.append(item.choices[0].delta.content)
        then()

    async def read_async() -> None:
        async for item in await client.chat.completions.create(messages=USER, stream=True):
            feed(item)

    def read() -> None:
        for item in client.chat.completions.create(messages=USER, stream=True):
            feed(item)

    with pytest.raises(HelixAgentError) as caught:
        driver.run(read_async()) if driver.is_async else read()
    return found, caught.value


# --- no connection


def test_an_unknown_host_name_is_a_network_error(driver: Driver) -> None:
    error = failed(driver, driver.client("https://helixagent.invalid", api_key="k", max_retries=1))
    assert type(error) is NetworkError
    assert (error.attempts, driver.time.sleeps) == (2, [0.5])


def test_an_untrusted_certificate_is_a_network_error(driver: Driver) -> None:
    with RawServer(sends(answer(GOOD)), tls=True) as server:
        error = failed(driver, driver.client(server, max_retries=0))
        assert type(error) is NetworkError
        assert "certificate verify failed" in str(error)
        assert server.requests == []


@pytest.mark.parametrize("received", [1, 65536])
def test_a_server_that_aborts_the_tls_handshake_is_a_network_error(received: int, driver: Driver) -> None:
    def hang_up(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        # If data is left unread, the connection is reset.
        connection.recv(received)
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        Running(lambda: hang_up(listener))
        address = f"https://127.0.0.1:{listener.getsockname()[1]}"
        error = failed(driver, driver.client(address, api_key="k", max_retries=0))
    assert type(error) is NetworkError
    # The reason is in plain words, not the name of a class or an intermediate state of the TLS library.
    reason = str(error).partition("(")[2]
    assert reason.startswith(("connection reset by peer", "the server closed the connection", "unexpected eof"))


def test_slow_response_headers_are_waited_for(driver: Driver) -> None:
    def slowly(peer: Peer, request: Seen) -> bool:
        sent = answer(GOOD)
        for start in range(len(sent)):
            peer.send(sent[start : start + 1])
        return True

    with RawServer(slowly) as server:
        assert driver.chat(driver.client(server)).choices[0].message.content == "Hi"


# --- JSON near the nesting limit of Python


def test_json_near_the_nesting_limit_does_not_cause_other_failures() -> None:
    """Near the limit, reading succeeds but writing fails, so each depth around it is tested."""
    limit = sys.getrecursionlimit()
    description = create_chat_completion.OPERATION

    def whole(deep: bytes) -> None:
        for body in (b'{"error":DEEP}', b'{"choices":DEEP}', b'{"x":{"error":DEEP},"error":{"message":DEEP}}'):
            content = body.replace(b"DEEP", deep)
            error_from_response(500, {}, content)
            with contextlib.suppress(HelixAgentError):
                parse_response(Response(None, 200, {}, content, 1, ()), description)

    def streamed(deep: bytes) -> None:
        response = Response(None, 200, {}, None, 1, ())
        reader: Any = ChunkReader(response, ChatCompletionChunk, asks_for_usage=False)
        for data in (b'{"choices":[{"delta":{"content":DEEP}}]}', b'{"error":DEEP}'):
            reader.feed(event(data.replace(b"DEEP", deep).decode()))
            while reader.next_chunk() is not None:
                pass
        reader.end()
        assert reader.error is not None

    # Code that needs two frames per nesting level fails at half of the limit.
    for depth in (*range(limit // 3, limit - 90, 60), *range(limit - 90, limit + 1, 2)):
        deep = b"[" * depth + b"1" + b"]" * depth
        whole(deep)
        streamed(deep)
