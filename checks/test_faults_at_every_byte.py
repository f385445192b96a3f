"""Check responses and streams that are cut after each byte, with FIN and RST, in each framing of HTTP."""

from __future__ import annotations

import json
from typing import Any, List, Tuple

import pytest
from raw_server import DONE, Peer, RawServer, Seen, event, texts
from support import USER, Driver

from helixagent import HelixAgentError, IncompleteStreamError, InvalidResponseError, NetworkError

# These are as short as possible, because each byte takes a connection.
ANSWER = json.dumps({"choices": [{"message": {"content": "Hi"}}]}, separators=(",", ":")).encode()
PARTS = [event({"choices": [{"delta": {"content": text}}]}) for text in ("Hé", "llo")]
STREAM = b"".join([*PARTS, DONE])
CUTS = ["FIN", "RST"]


def framed(framing: str, kind: str, *pieces: bytes) -> Tuple[bytes, int]:
    """The bytes of a response, and the length of its headers."""
    head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    body = b"".join(pieces)
    if framing == "length":
        head += f"Content-Length: {len(body)}\r\n"
    elif framing == "chunked":
        head += "Transfer-Encoding: chunked\r\n"
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return f"{head}\r\n".encode() + body, len(head) + 2


class Cutting:
    """A server that breaks the first connection after some bytes of the response. Later responses are complete."""

    def __init__(self, answer: bytes, how: str) -> None:
        self.size = 0
        self.left = 1
        self._answer = answer
        self._reset = how == "RST"

    def __call__(self, peer: Peer, request: Seen) -> bool:
        self.left -= 1
        peer.send(self._answer[: self.size] if self.left >= 0 else self._answer)
        if self._reset and self.left >= 0:
            peer.reset()
        return True


def read(driver: Driver, client: Any) -> Tuple[List[Any], Any]:
    """Return the chunks of a stream, and its error or None."""
    found: List[Any] = []

    async def read_async() -> None:
        async for item in await client.chat.completions.create(messages=USER, stream=True):
            found.append(item)

    try:
        if driver.is_async:
            driver.run(read_async())
        else:
            for item in client.chat.completions.create(messages=USER, stream=True):
                found.append(item)
    except HelixAgentError as error:
        return found, error
    return found, None


@pytest.mark.parametrize("how", CUTS)
@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_a_json_response_cut_after_each_byte(framing: str, how: str, driver: Driver) -> None:
    answer, head = framed(framing, "application/json", ANSWER)
    cutting = Cutting(answer, how)
    with RawServer(cutting) as server:
        client = driver.client(server, max_retries=0)
        for size in range(len(answer) + 1):
            cutting.size, cutting.left = size, 1
            try:
                completion = driver.chat(client)
            except HelixAgentError as error:
                # Without a length, a truncated body is recognized because it is not valid JSON.
                is_whole = framing == "close" and how == "FIN" and size >= head + (driver.kind == "requests")
                if framing == "close" and driver.is_async and driver.async_http_client == "aiohttp":
                    # Depending on when a reset arrives, aiohttp may report it as the normal end of such a body.
                    assert type(error) in (InvalidResponseError, NetworkError), size
                else:
                    assert type(error) is (InvalidResponseError if is_whole else NetworkError), size
                assert (error.attempts, error.partial) == (1, None)
                assert size < len(answer) or how == "RST"
            else:
                assert completion.choices[0].message.content == "Hi"
                assert answer[:size].count(ANSWER[-5:]) == 1, size
        assert server.connections == len(answer) + 1


@pytest.mark.parametrize("how", CUTS)
@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_a_stream_cut_after_each_byte(framing: str, how: str, driver: Driver) -> None:
    answer, head = framed(framing, "text/event-stream", *PARTS, DONE)
    cutting = Cutting(answer, how)
    with RawServer(cutting) as server:
        client = driver.client(server, max_retries=0)
        for size in range(len(answer) + 1):
            cutting.size, cutting.left = size, 1
            found, error = read(driver, client)
            text = "".join(texts(found))
            assert text in ("", "Hé", "Héllo")
            if error is None:
                # A stream is complete only with its end mark. At the end of the body, the blank line may be missing.
                assert text == "Héllo", size
                assert answer[:size].count(b"[DONE]" if framing == "close" else b"[DONE]\n\n") == 1
                continue
            assert size < len(answer) or how == "RST"
            # http.client accepts truncated headers. The error only shows in the data after them.
            is_head = size < head and driver.kind != "requests"
            assert type(error) is NetworkError or (type(error) is IncompleteStreamError and not is_head), size
            assert size < head or type(error) is IncompleteStreamError, size
            assert error.attempts == 1
            assert (error.partial.choices[0].message.content if error.partial else "") == text


def test_a_json_response_cut_after_each_byte_is_retried(driver: Driver) -> None:
    answer, _ = framed("length", "application/json", ANSWER)
    cutting = Cutting(answer, "FIN")
    with RawServer(cutting) as server:
        client = driver.client(server, max_retries=1)
        for size in range(len(answer)):
            cutting.size, cutting.left = size, 1
            raw = driver.run(client.chat.completions.with_raw_response.create(messages=USER))
            assert (raw.parse().choices[0].message.content, raw.attempts) == ("Hi", 2)
        keys = [request.headers["idempotency-key"] for request in server.requests]
    # Both attempts of a call have the same key, and each call has a different one.
    assert keys[::2] == keys[1::2] and len(set(keys)) == len(answer)
    assert driver.time.sleeps == [0.5] * len(answer)


def test_a_stream_is_only_retried_if_its_headers_were_cut(driver: Driver) -> None:
    answer, head = framed("chunked", "text/event-stream", *PARTS, DONE)
    cutting = Cutting(answer, "FIN")
    with RawServer(cutting) as server:
        client = driver.client(server, max_retries=1)
        for size in (0, 1, 9, head, head + 1, len(answer) - 20):
            cutting.size, cutting.left = size, 1
            found, error = read(driver, client)
            if size < head:
                assert ("".join(texts(found)), error) == ("Héllo", None)
            else:
                assert (type(error), error.attempts) == (IncompleteStreamError, 1)
        assert server.connections == 6 + 3
