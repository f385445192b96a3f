"""Tests of streams of chunks over real sockets, with the bytes split anywhere."""

from __future__ import annotations

import gzip
import threading
import zlib
from typing import Any, Iterator, List

import pytest
from cases import for_each
from hypothesis import given, strategies as st
from raw_server import DONE, PATIENCE, Peer, RawServer, Seen, chunk, event, framed, stream_of, texts
from stream_support import KINDS, MESSAGES, Way, fault, read_until_failure, start, way_of
from support import status_of

from helixagent import (
    InvalidResponseError,
)
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionChunk, CompletionChunk

USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


# ---- content --------------------------------------------------------------------------------------------------------


def test_a_chat_stream_has_typed_chunks(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    chunks = list(start(client))
    assert all(type(item) is ChatCompletionChunk for item in chunks)
    whole = client.chat.completions.create(messages=MESSAGES, model="deepseek-chat")
    assert "".join(texts(chunks)) == whole.choices[0].message.content
    assert len(texts(chunks)) > 20
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    sent = sandbox.requests[0]
    assert sent.json()["stream"] is True and "stream_options" not in sent.json()
    assert sent.headers["accept"] == "text/event-stream"


def test_a_text_completion_and_an_ensemble_stream_too(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    chunks = list(client.completions.create(prompt="Write a haiku about programming:", stream=True))
    assert all(type(item) is CompletionChunk for item in chunks)
    assert "Brackets softly close" in "".join(item.choices[0].text for item in chunks)
    voted = list(client.ensemble.completions.create(messages=MESSAGES, stream=True))
    assert type(voted[0]) is ChatCompletionChunk
    assert "".join(texts(voted)).startswith("Quantum computing is")


@for_each("name", ["noise", "crlf", "bytewise", "trickle:0.001"])
def test_each_format_of_a_stream_is_read(way: Way, sandbox: Sandbox, name: str) -> None:
    client = way.client(sandbox.base_url)
    assert list(start(client, **fault(name))) == list(start(client))


def test_data_after_the_end_mark_is_ignored(way: Way) -> None:
    with RawServer(
        stream_of(event(chunk("a")), DONE + event(chunk("b")), event({"error": {"message": "no"}}))
    ) as server:
        assert texts(start(way.client(server.base_url))) == ["a"]


def test_the_end_mark_may_have_spaces_around_it_but_nothing_else(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a")), b"data:  [DONE] \n\n")) as server:
        assert texts(start(way.client(server.base_url))) == ["a"]
    with RawServer(stream_of(event(chunk("a")), event("[DONE]?"))) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"] and isinstance(error, InvalidResponseError)


def test_a_requested_usage_chunk_is_yielded(way: Way, sandbox: Sandbox) -> None:
    stream = start(way.client(sandbox.base_url), stream_options={"include_usage": True})
    assert stream.usage is None
    chunks = list(stream)
    assert chunks[-1].choices == [] and chunks[-1].usage.total_tokens > 20
    assert stream.usage == chunks[-1].usage


def test_an_unrequested_usage_chunk_is_only_on_the_stream(way: Way, sandbox: Sandbox) -> None:
    stream = start(way.client(sandbox.base_url), **fault("usage-unasked"))
    assert all(item.choices for item in stream)
    assert stream.usage.total_tokens > 20


def test_usage_in_a_chunk_with_choices_is_on_the_stream_too(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a", usage=USAGE)), DONE)) as server:
        stream = start(way.client(server.base_url))
        assert [item.usage.total_tokens for item in stream] == [5]
        assert stream.usage.total_tokens == 5


def test_unusual_chunks_are_yielded_unchanged(way: Way) -> None:
    odd = [chunk(choices=None, usage=USAGE), chunk("a", choices=[{"index": 0}]), chunk("b", new_field=[1])]
    with RawServer(stream_of(*map(event, odd), DONE)) as server:
        chunks = list(start(way.client(server.base_url)))
    assert [item.choices[0].delta for item in chunks[:1]] == [None]
    assert texts(chunks[1:]) == ["b"] and chunks[1].new_field == [1]


def test_the_stream_has_its_response(way: Way, sandbox: Sandbox) -> None:
    with start(way.client(sandbox.base_url)) as stream:
        assert status_of(stream.response) == 200
        assert stream.response.headers["x-ratelimit-limit"] == "1000"
        assert stream.request_id == stream.response.headers["x-request-id"]


def test_the_raw_response_of_a_stream(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    raw = client.chat.completions.with_raw_response.create(messages=MESSAGES, stream=True)
    assert (raw.status_code, raw.attempts, raw.content) == (200, 1, None)
    assert raw.request_id.startswith("req_")
    assert "".join(texts(raw.parse())).startswith("Quantum computing is")


# ---- split bytes ----------------------------------------------------------------------------------------------------

_TEXTS = ["", "a", "größer", "日本", "x\u2028y", "\r\n", "🙂" * 3]
_WIRE = b": hello\n\n" + b"".join(event(chunk(text)) for text in _TEXTS) + b"event: ping\r\n\r\ndata:\n\n" + DONE


@pytest.mark.parametrize("kind", ["sync", "session", "asyncio"])
def test_the_bytes_may_be_split_anywhere(kind: str) -> None:
    cuts: List[int] = []

    def handler(peer: Peer, request: Seen) -> None:
        edges = [0, *cuts, len(_WIRE)]
        peer.head()
        peer.part(*[_WIRE[begin:end] for begin, end in zip(edges, edges[1:])])
        peer.end()

    with RawServer(handler) as server, way_of(kind) as way:
        client = way.client(server.base_url)

        @given(st.lists(st.integers(0, len(_WIRE)), max_size=30))
        def check(places: List[int]) -> None:
            cuts[:] = sorted(places)
            assert [item.choices[0].delta.content for item in start(client)] == _TEXTS

        check()
        cuts[:] = range(len(_WIRE))
        assert [item.choices[0].delta.content for item in start(client)] == _TEXTS
        assert server.connections == 1


@for_each("encoding", ["", "gzip", "deflate"])
@for_each("framing", ["chunked", "length", "close"])
def test_each_chunk_is_delivered_as_soon_as_it_is_sent(way: Way, framing: str, encoding: str) -> None:
    packer = zlib.compressobj(wbits=31 if encoding == "gzip" else 15)
    plain = [event(chunk(f"{number}")) for number in range(3)]
    if encoding:
        packed = [packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH) for piece in plain]
        packed[-1] += packer.compress(DONE) + packer.flush()
    else:
        packed = [*plain[:-1], plain[-1] + DONE]
    seen = [threading.Event() for _ in packed]

    def handler(peer: Peer, request: Seen) -> bool:
        def pieces() -> Iterator[bytes]:
            for number, piece in enumerate(packed):
                # The next chunk is sent only after the stream has yielded the previous one.
                assert number == 0 or seen[number - 1].wait(PATIENCE), "the chunk arrived late"
                yield piece

        framed(peer, framing, encoding, pieces(), length=sum(map(len, packed)))
        return True

    with RawServer(handler) as server:
        came = []
        for item in start(way.client(server.base_url)):
            seen[len(came)].set()
            came += texts([item])
    assert came == ["0", "1", "2"]


@pytest.mark.parametrize("framing", ["chunked", "length"])
def test_a_compressed_stream_may_be_split_anywhere(way: Way, framing: str) -> None:
    data = gzip.compress(_WIRE)
    headers = {"content_length": str(len(data))} if framing == "length" else {}

    def handler(peer: Peer, request: Seen) -> None:
        peer.head(content_encoding="gzip", **headers)
        pieces = [data[index : index + 1] for index in range(len(data))]
        if framing == "chunked":
            peer.part(*pieces)
            peer.end()
        else:
            for piece in pieces:
                peer.send(piece)

    with RawServer(handler) as server:
        assert [item.choices[0].delta.content for item in start(way.client(server.base_url))] == _TEXTS
