"""Tests of failing streams: the right exception, raised after the earlier chunks, with the partial data."""

from __future__ import annotations

import json
import zlib
from typing import Any, Iterator, List

import pytest
from cases import for_each
from raw_server import DONE, Peer, RawServer, Seen, chunk, event, stream_of, texts
from stream_support import KINDS, MESSAGES, Way, fault, read_until_failure, start, way_of

from helixagent import (
    APITimeoutError,
    AuthenticationError,
    HelixAgent,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    ProviderError,
    RateLimitError,
)
from helixagent.testing import Sandbox


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


@pytest.mark.parametrize("name", ["stream-error", "stream-error-event"])
def test_an_error_in_the_stream_contains_the_partial_data(way: Way, sandbox: Sandbox, name: str) -> None:
    stream = start(way.client(sandbox.base_url), **fault(name))
    chunks, error = read_until_failure(stream)
    assert len(chunks) == 2
    assert type(error) is ProviderError
    assert (error.status_code, error.type, error.code) == (200, "provider_error", "provider_failed")
    assert "deepseek failed during the response" in str(error)
    assert error.request_id == stream.request_id and error.attempts == 1
    assert error.partial.object == "chat.completion"
    assert error.partial.choices[0].message.content == "".join(texts(chunks)) != ""
    assert list(stream) == []


def test_other_forms_of_errors_in_the_stream(way: Way) -> None:
    forms = [
        (event({"error": "out of tokens"}), "out of tokens"),
        (b'event: error\ndata: {"message": "it broke"}\n\n', "it broke"),
        (b"event: error\ndata: {}\n\n", "without a message"),
        (b'event: error\ndata: "gone"\n\n', ""),
        (b"event: error\ndata: all is lost\n\n", ""),
    ]
    pieces: List[bytes] = []
    with RawServer(lambda peer, request: stream_of(*pieces)(peer, request)) as server:
        client = way.client(server.base_url)
        for data, message in forms:
            pieces[:] = [event(chunk("a")), data, DONE]
            chunks, error = read_until_failure(start(client))
            assert texts(chunks) == ["a"]
            assert isinstance(error, ProviderError) and message in str(error)
            assert error.partial.choices[0].message.content == "a"


def test_an_error_is_raised_after_the_chunks_that_arrived_with_it(way: Way) -> None:
    data = event(chunk("a")) + event(chunk("b")) + event({"error": {"message": "broken"}}) + event(chunk("c")) + DONE
    with RawServer(stream_of(data)) as server:
        stream = start(way.client(server.base_url))
        assert texts([next(stream), next(stream)]) == ["a", "b"]
        with pytest.raises(ProviderError, match="broken") as caught:
            next(stream)
        assert caught.value.partial.choices[0].message.content == "ab"
        assert next(stream, None) is None


@for_each("name", ["cut", "cut-reset", "no-done"])
def test_a_cut_stream_contains_the_partial_data(way: Way, sandbox: Sandbox, name: str) -> None:
    client = way.client(sandbox.base_url, max_retries=2)
    chunks, error = read_until_failure(start(client, **fault(name)))
    assert type(error) is IncompleteStreamError and isinstance(error, NetworkError)
    if name != "cut-reset":
        # A reset may discard data that has not been read yet.
        assert len(texts(chunks)) >= 1
        assert error.partial.choices[0].message.content == "".join(texts(chunks))
    # A stream that has begun is not restarted, because the caller already has part of it.
    assert error.attempts == 1 and len(sandbox.requests) == 1


def test_a_text_completion_fails_in_the_same_way(way: Way, sandbox: Sandbox) -> None:
    stream = way.client(sandbox.base_url).completions.create(prompt="Hello", stream=True, **fault("cut:3"))
    chunks, error = read_until_failure(stream)
    assert type(error) is IncompleteStreamError
    assert error.partial.object == "text_completion"
    assert error.partial.choices[0].text == "".join(item.choices[0].text for item in chunks) != ""


def test_a_stream_that_is_cut_before_its_first_event(way: Way, sandbox: Sandbox) -> None:
    stream = start(way.client(sandbox.base_url), **fault("cut:0"))
    with pytest.raises(IncompleteStreamError) as caught:
        next(stream)
    assert caught.value.partial is None


def test_an_event_that_is_cut_is_not_yielded(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a")), event(chunk("b"))[:-3])) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"] and type(error) is IncompleteStreamError


def test_a_cut_after_the_end_mark_does_not_matter(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a")), DONE, end=False)) as server:
        assert texts(start(way.client(server.base_url))) == ["a"]


@for_each("data", [b"data: {nonsense\n\n", b"data: [1]\n\n", b"data: null\n\n", b"data: 7\n\n"])
def test_an_event_that_is_not_an_object_is_an_error(way: Way, data: bytes) -> None:
    with RawServer(stream_of(event(chunk("a")), data)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"]
    assert type(error) is InvalidResponseError and error.partial.choices[0].message.content == "a"
    assert error.body == data[6:-2].decode()


def test_silence_during_a_stream_is_a_timeout_with_the_partial_data(way: Way, sandbox: Sandbox) -> None:
    chunks, error = read_until_failure(start(way.client(sandbox.base_url), timeout=0.2, **fault("stall")))
    assert type(error) is APITimeoutError
    assert error.partial.choices[0].message.content == "".join(texts(chunks)) != ""


@pytest.mark.parametrize("framing", ["chunked", "length"])
def test_silence_is_a_timeout_in_every_framing(way: Way, framing: str) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        if framing == "length":
            peer.head(content_length="100000")
            peer.send(event(chunk("a")))
        else:
            peer.head()
            peer.part(event(chunk("a")))
        peer.wait_gone()

    with RawServer(handler) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url, timeout=0.2)))
    assert texts(chunks) == ["a"] and type(error) is APITimeoutError


@for_each(
    ("name", "expected"),
    [
        ("stream-as-json", "not an event stream"),
        ("stream-as-html", "not an event stream"),
        ("invalid-json", "not an event stream"),
    ],
)
def test_a_response_that_is_not_an_event_stream(way: Way, sandbox: Sandbox, name: str, expected: str) -> None:
    with pytest.raises(InvalidResponseError, match=expected) as caught:
        start(way.client(sandbox.base_url), **fault(name))
    assert caught.value.status_code == 200 and caught.value.body and caught.value.request_id


def test_an_error_as_json_instead_of_the_stream(way: Way, sandbox: Sandbox) -> None:
    with pytest.raises(ProviderError) as caught:
        start(way.client(sandbox.base_url), **fault("json-rpc-error"))
    assert type(caught.value) is ProviderError and caught.value.code == -32601


def test_a_response_without_a_body_is_a_cut_stream(way: Way, sandbox: Sandbox) -> None:
    with pytest.raises(IncompleteStreamError):
        next(start(way.client(sandbox.base_url), **fault("empty")))


def test_a_truncated_response_that_is_not_a_stream(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.head(content_type="application/json", content_length="1000")
        peer.send(b"{")
        return True

    with RawServer(handler) as server, pytest.raises(NetworkError):
        start(way.client(server.base_url))


@for_each(
    ("name", "kind"),
    [("unauthorized", AuthenticationError), ("rate-limit-long", RateLimitError), ("503", ProviderError)],
)
def test_an_error_status_is_raised_by_the_call(way: Way, sandbox: Sandbox, name: str, kind: Any) -> None:
    client = way.client(sandbox.base_url)
    with pytest.raises(kind) as caught:
        start(client, **fault(name))
    assert caught.value.status_code in (401, 429, 503) and caught.value.partial is None
    assert len(texts(start(client))) > 20
    assert sandbox.connections == 1


def test_a_stream_that_fails_to_begin_is_retried(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url, max_retries=1)
    raw = client.chat.completions.with_raw_response.create(
        messages=MESSAGES, stream=True, extra_headers={"X-Sandbox-Fault": "rate-limit-ms:1x1"}
    )
    assert raw.attempts == 2 and len(texts(raw.parse())) > 20
    first, second = sandbox.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]


@pytest.mark.parametrize("kind", ["sync", "session", "asyncio"])
def test_a_compressed_stream_with_invalid_data(kind: str) -> None:
    packer = zlib.compressobj(wbits=31)
    good = packer.compress(event(chunk("a"))) + packer.flush(zlib.Z_SYNC_FLUSH)

    def handler(peer: Peer, request: Seen) -> None:
        peer.head(content_encoding="gzip")
        peer.part(good, b"\xff" * 50)
        peer.end()

    with RawServer(handler) as server, way_of(kind) as way:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) in (["a"], []) and isinstance(error, NetworkError)


def test_errors_of_a_stream_do_not_contain_the_key(way: Way) -> None:
    key = "sk-very-secret-0123456789"
    forms = [event({"error": {"message": f"bad key {key}"}}), event(f"what is {key}")]
    pieces: List[bytes] = []
    with RawServer(lambda peer, request: stream_of(*pieces)(peer, request)) as server:
        client = way.client(server.base_url, api_key=key)
        for data in forms:
            pieces[:] = [data]
            _, error = read_until_failure(start(client))
            assert (
                key not in str(error) and key not in repr(error) and key not in json.dumps(getattr(error, "body", ""))
            )


def test_an_infinite_event_is_refused() -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.head(connection="close")
        peer.send(event(chunk("a")) + b"data: ")
        line = b"x" * (1 << 20)
        for _ in range(80):
            peer.send(line)
        peer.wait_gone()
        return True

    with RawServer(handler) as server, HelixAgent(base_url=server.base_url) as client:
        chunks, error = read_until_failure(start(client))
    assert texts(chunks) == ["a"] and type(error) is InvalidResponseError and error.partial is not None
