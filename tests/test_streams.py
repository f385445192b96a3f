"""Streams of chunks over real sockets: what comes, how they end, how they fail, and how they are closed."""

from __future__ import annotations

import gzip
import json
import ssl
import threading
import zlib
from typing import Any, Callable, Iterator, List, Tuple

import httpx
import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st
from stream_support import (
    DONE,
    KINDS,
    MESSAGES,
    Blocking,
    Peer,
    RawServer,
    Running,
    Seen,
    Way,
    chunk,
    event,
    stream_of,
    texts,
    way_of,
)

from helixagent import (
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    HelixAgent,
    HelixAgentError,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    ProviderError,
    RateLimitError,
    Stream,
)
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionChunk, CompletionChunk

USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def start(client: Any, **arguments: Any) -> Any:
    return client.chat.completions.create(messages=MESSAGES, model="deepseek-chat", stream=True, **arguments)


def fault(name: str) -> Any:
    return {"extra_headers": {"X-Sandbox-Fault": name}}


def read_until_failure(stream: Any) -> Tuple[List[Any], HelixAgentError]:
    chunks = []
    with pytest.raises(HelixAgentError) as caught:
        for item in stream:
            chunks.append(item)
    return chunks, caught.value


# ---- what comes -----------------------------------------------------------------------------------------------------


def test_a_chat_comes_as_typed_chunks(way: Way, sandbox: Sandbox) -> None:
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


@pytest.mark.parametrize("name", ["noise", "crlf", "bytewise", "trickle:0.001"])
def test_the_form_of_the_stream_does_not_matter(way: Way, sandbox: Sandbox, name: str) -> None:
    client = way.client(sandbox.base_url)
    assert list(start(client, **fault(name))) == list(start(client))


def test_what_comes_after_the_end_mark_does_not_count(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a")), DONE + event(chunk("b")), event({"error": {"message": "no"}}))) as server:
        assert texts(start(way.client(server.base_url))) == ["a"]


def test_the_end_mark_may_have_spaces_around_it_but_nothing_else(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a")), b"data:  [DONE] \n\n")) as server:
        assert texts(start(way.client(server.base_url))) == ["a"]
    with RawServer(stream_of(event(chunk("a")), event("[DONE]?"))) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"] and isinstance(error, InvalidResponseError)


def test_a_usage_chunk_that_was_asked_for_is_given_out(way: Way, sandbox: Sandbox) -> None:
    stream = start(way.client(sandbox.base_url), stream_options={"include_usage": True})
    assert stream.usage is None
    chunks = list(stream)
    assert chunks[-1].choices == [] and chunks[-1].usage.total_tokens > 20
    assert stream.usage == chunks[-1].usage


def test_a_usage_chunk_that_nobody_asked_for_is_only_on_the_stream(way: Way, sandbox: Sandbox) -> None:
    stream = start(way.client(sandbox.base_url), **fault("usage-unasked"))
    assert all(item.choices for item in stream)
    assert stream.usage.total_tokens > 20


def test_usage_in_a_chunk_with_choices_is_on_the_stream_too(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a", usage=USAGE)), DONE)) as server:
        stream = start(way.client(server.base_url))
        assert [item.usage.total_tokens for item in stream] == [5]
        assert stream.usage.total_tokens == 5


def test_odd_chunks_are_read_as_they_are(way: Way) -> None:
    odd = [chunk(choices=None, usage=USAGE), chunk("a", choices=[{"index": 0}]), chunk("b", new_field=[1])]
    with RawServer(stream_of(*map(event, odd), DONE)) as server:
        chunks = list(start(way.client(server.base_url)))
    assert [item.choices[0].delta for item in chunks[:1]] == [None]
    assert texts(chunks[1:]) == ["b"] and chunks[1].new_field == [1]


def test_the_stream_knows_its_response(way: Way, sandbox: Sandbox) -> None:
    with start(way.client(sandbox.base_url)) as stream:
        assert stream.response.status_code == 200
        assert stream.response.headers["x-ratelimit-limit"] == "1000"
        assert stream.request_id == stream.response.headers["x-request-id"]


def test_the_raw_response_of_a_stream(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    raw = client.chat.completions.with_raw_response.create(messages=MESSAGES, stream=True)
    assert (raw.status_code, raw.attempts, raw.content) == (200, 1, None)
    assert raw.request_id.startswith("req_")
    assert "".join(texts(raw.parse())).startswith("Quantum computing is")


# ---- how the bytes come ---------------------------------------------------------------------------------------------

_TEXTS = ["", "a", "größer", "日本", "x\u2028y", "\r\n", "🙂" * 3]
_WIRE = b": hello\n\n" + b"".join(event(chunk(text)) for text in _TEXTS) + b"event: ping\r\n\r\ndata:\n\n" + DONE


@pytest.mark.parametrize("kind", ["sync", "session", "asyncio"])
def test_the_bytes_may_be_cut_anywhere(kind: str) -> None:
    cuts: List[int] = []

    def handler(peer: Peer, request: Seen) -> None:
        edges = [0, *cuts, len(_WIRE)]
        peer.head()
        peer.part(*[_WIRE[begin:end] for begin, end in zip(edges, edges[1:])])
        peer.end()

    with RawServer(handler) as server, way_of(kind) as way:
        client = way.client(server.base_url)

        @settings(max_examples=40)
        @given(st.lists(st.integers(0, len(_WIRE)), max_size=30))
        def check(places: List[int]) -> None:
            cuts[:] = sorted(places)
            assert [item.choices[0].delta.content for item in start(client)] == _TEXTS

        check()
        cuts[:] = range(len(_WIRE))
        assert [item.choices[0].delta.content for item in start(client)] == _TEXTS
        assert server.connections == 1


def framed(peer: Peer, framing: str, encoding: str, pieces: List[bytes]) -> None:
    headers = {"content_encoding": encoding} if encoding else {}
    if framing == "length":
        headers["content_length"] = str(sum(map(len, pieces)))
    elif framing == "close":
        headers["connection"] = "close"
    peer.head(**headers)
    for piece in pieces:
        peer.part(piece) if framing == "chunked" else peer.send(piece)
    if framing == "chunked":
        peer.end()


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
@pytest.mark.parametrize("framing", ["chunked", "length", "close"])
def test_each_chunk_comes_as_soon_as_it_is_sent(way: Way, framing: str, encoding: str) -> None:
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
                # The next piece is sent only when the one before has come out of the stream.
                assert number == 0 or seen[number - 1].wait(5), f"piece {number - 1} did not come before the next"
                yield piece

        headers = {"content_encoding": encoding} if encoding else {}
        if framing == "length":
            headers["content_length"] = str(sum(map(len, packed)))
        elif framing == "close":
            headers["connection"] = "close"
        peer.head(**headers)
        for piece in pieces():
            peer.part(piece) if framing == "chunked" else peer.send(piece)
        if framing == "chunked":
            peer.end()
        return True

    with RawServer(handler) as server:
        came = []
        for item in start(way.client(server.base_url, timeout=8)):
            seen[len(came)].set()
            came += texts([item])
    assert came == ["0", "1", "2"]


@pytest.mark.parametrize("framing", ["chunked", "length"])
def test_a_compressed_stream_may_be_cut_anywhere(way: Way, framing: str) -> None:
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


# ---- how they fail --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["stream-error", "stream-error-event"])
def test_an_error_in_the_stream_carries_what_came_before(way: Way, sandbox: Sandbox, name: str) -> None:
    stream = start(way.client(sandbox.base_url), **fault(name))
    chunks, error = read_until_failure(stream)
    assert len(chunks) == 2
    assert type(error) is ProviderError
    assert (error.status_code, error.type, error.code) == (200, "provider_error", "provider_failed")
    assert "deepseek failed while it answered" in str(error)
    assert error.request_id == stream.request_id and error.attempts == 1
    assert error.partial.object == "chat.completion"
    assert error.partial.choices[0].message.content == "".join(texts(chunks)) != ""
    assert list(stream) == []


def test_errors_in_the_stream_of_other_forms(way: Way) -> None:
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


def test_an_error_arrives_after_the_chunks_that_came_with_it(way: Way) -> None:
    data = event(chunk("a")) + event(chunk("b")) + event({"error": {"message": "broken"}}) + event(chunk("c")) + DONE
    with RawServer(stream_of(data)) as server:
        stream = start(way.client(server.base_url))
        assert texts([next(stream), next(stream)]) == ["a", "b"]
        with pytest.raises(ProviderError, match="broken") as caught:
            next(stream)
        assert caught.value.partial.choices[0].message.content == "ab"
        assert next(stream, None) is None


@pytest.mark.parametrize("name", ["cut", "cut-reset", "no-done"])
def test_a_cut_stream_carries_what_came_before(way: Way, sandbox: Sandbox, name: str) -> None:
    client = way.client(sandbox.base_url, max_retries=2)
    chunks, error = read_until_failure(start(client, **fault(name)))
    assert type(error) is IncompleteStreamError and isinstance(error, NetworkError)
    if name != "cut-reset":
        # A reset may take with it what has not been read yet.
        assert len(texts(chunks)) >= 1
        assert error.partial.choices[0].message.content == "".join(texts(chunks))
    # What has begun is not begun again: the caller has half of it already.
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


def test_an_event_that_is_cut_is_not_given_out(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a")), event(chunk("b"))[:-2])) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"] and type(error) is IncompleteStreamError


def test_a_cut_after_the_end_mark_does_not_matter(way: Way) -> None:
    with RawServer(stream_of(event(chunk("a")), DONE, end=False)) as server:
        assert texts(start(way.client(server.base_url))) == ["a"]


@pytest.mark.parametrize("data", [b"data: {nonsense\n\n", b"data: [1]\n\n", b"data: null\n\n", b"data: 7\n\n"])
def test_an_event_that_is_no_object_is_an_error(way: Way, data: bytes) -> None:
    with RawServer(stream_of(event(chunk("a")), data)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"]
    assert type(error) is InvalidResponseError and error.partial.choices[0].message.content == "a"
    assert error.body == data[6:-2].decode()


def test_silence_in_mid_stream_is_a_timeout_with_what_came_before(way: Way, sandbox: Sandbox) -> None:
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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stream-as-json", "not an event stream"),
        ("stream-as-html", "not an event stream"),
        ("invalid-json", "not an event stream"),
    ],
)
def test_an_answer_that_is_no_event_stream(way: Way, sandbox: Sandbox, name: str, expected: str) -> None:
    with pytest.raises(InvalidResponseError, match=expected) as caught:
        start(way.client(sandbox.base_url), **fault(name))
    assert caught.value.status_code == 200 and caught.value.body and caught.value.request_id


def test_an_error_as_json_in_place_of_the_stream(way: Way, sandbox: Sandbox) -> None:
    with pytest.raises(ProviderError) as caught:
        start(way.client(sandbox.base_url), **fault("json-rpc-error"))
    assert type(caught.value) is ProviderError and caught.value.code == -32601


def test_an_answer_without_a_body_is_a_cut_stream(way: Way, sandbox: Sandbox) -> None:
    with pytest.raises(IncompleteStreamError):
        next(start(way.client(sandbox.base_url), **fault("empty")))


def test_an_answer_that_is_no_stream_and_breaks_off(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.head(content_type="application/json", content_length="1000")
        peer.send(b"{")
        return True

    with RawServer(handler) as server, pytest.raises(NetworkError):
        start(way.client(server.base_url))


@pytest.mark.parametrize(
    ("name", "kind"), [("unauthorized", AuthenticationError), ("rate-limit-long", RateLimitError), ("503", ProviderError)]
)
def test_an_error_status_is_raised_by_the_call(way: Way, sandbox: Sandbox, name: str, kind: Any) -> None:
    client = way.client(sandbox.base_url)
    with pytest.raises(kind) as caught:
        start(client, **fault(name))
    assert caught.value.status_code in (401, 429, 503) and caught.value.partial is None
    assert len(texts(start(client))) > 20
    assert sandbox.connections == 1


def test_a_stream_that_fails_to_begin_is_tried_again(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url, max_retries=1)
    raw = client.chat.completions.with_raw_response.create(
        messages=MESSAGES, stream=True, extra_headers={"X-Sandbox-Fault": "rate-limit-ms:1x1"}
    )
    assert raw.attempts == 2 and len(texts(raw.parse())) > 20
    first, second = sandbox.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]


def test_a_compressed_stream_with_bad_data(way: Way) -> None:
    packer = zlib.compressobj(wbits=31)
    good = packer.compress(event(chunk("a"))) + packer.flush(zlib.Z_SYNC_FLUSH)

    def handler(peer: Peer, request: Seen) -> None:
        peer.head(content_encoding="gzip")
        peer.part(good, b"\xff" * 50)
        peer.end()

    with RawServer(handler) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) in (["a"], []) and isinstance(error, NetworkError)


def test_the_key_is_in_no_error_of_a_stream(way: Way) -> None:
    key = "sk-very-secret-0123456789"
    forms = [event({"error": {"message": f"bad key {key}"}}), event(f"what is {key}")]
    pieces: List[bytes] = []
    with RawServer(lambda peer, request: stream_of(*pieces)(peer, request)) as server:
        client = way.client(server.base_url, api_key=key)
        for data in forms:
            pieces[:] = [data]
            _, error = read_until_failure(start(client))
            assert key not in str(error) and key not in repr(error) and key not in json.dumps(getattr(error, "body", ""))


def test_an_event_without_end_is_refused() -> None:
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


# ---- how they are closed --------------------------------------------------------------------------------------------


def held_open(peer: Peer, request: Seen) -> bool:
    """Send a chunk, then nothing; return when the client has closed the connection."""
    peer.head()
    peer.part(event(chunk("a")))
    peer.wait_gone()
    return True


def test_the_end_stays_the_end(way: Way, sandbox: Sandbox) -> None:
    stream = start(way.client(sandbox.base_url))
    assert len(list(stream)) > 20
    assert next(stream, None) is None and list(stream) == []
    stream.close()
    stream.close()
    assert next(stream, None) is None


def test_a_stream_is_its_own_iterator_and_context_manager(way: Way, sandbox: Sandbox) -> None:
    with start(way.client(sandbox.base_url)) as stream:
        assert iter(stream) is stream
        assert next(stream).choices[0].delta.role == "assistant"
    assert next(stream, None) is None


def test_leaving_early_closes_the_connection(way: Way) -> None:
    with RawServer(held_open) as server:
        client = way.client(server.base_url)
        with start(client) as stream:
            for item in stream:
                assert texts([item]) == ["a"]
                break
        assert server.gone.wait(5)
        stream.close()
        assert list(stream) == []


def test_an_error_inside_the_with_block_is_raised_and_the_connection_closed(way: Way) -> None:
    with RawServer(held_open) as server:
        with pytest.raises(KeyError), start(way.client(server.base_url)) as stream:
            next(stream)
            raise KeyError
        assert server.gone.wait(5)


@pytest.mark.parametrize("kind", ["sync", "asyncio"])
def test_leaving_early_frees_the_place_in_the_pool(kind: str, sandbox: Sandbox) -> None:
    limits = httpx.Limits(max_connections=1)
    timeout = httpx.Timeout(10, pool=0.5)
    with way_of(kind) as way:
        http_client: Any
        if kind == "sync":
            http_client = httpx.Client(limits=limits, timeout=timeout)
        else:
            http_client = way.portal.call(lambda: httpx.AsyncClient(limits=limits, timeout=timeout))
        client = way.client(sandbox.base_url, http_client=http_client)
        for _ in range(3):
            with start(client, **fault("stall")) as stream:
                next(stream)
                with pytest.raises(APITimeoutError, match="pool"):
                    client.models.list()
            assert client.models.list().data
        Blocking(way.portal, http_client).aclose() if way.is_async else http_client.close()


@pytest.mark.parametrize("framing", ["chunked", "length", "close"])
def test_leaving_early_when_all_bytes_have_come(way: Way, framing: str) -> None:
    data = b"".join(event(chunk(f"{number}")) for number in range(3)) + DONE

    def handler(peer: Peer, request: Seen) -> bool:
        framed(peer, framing, "", [data])
        return framing == "close"

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for _ in range(3):
            with start(client) as stream:
                assert texts([next(stream)]) == ["0"]
            assert list(stream) == []


def close_while_a_reader_waits(way: Way, base_url: str, server: RawServer, **options: Any) -> None:
    stream = start(way.client(base_url, **options))
    assert texts([next(stream)]) == ["a"]
    reader = Running(lambda: list(stream))
    way.wait_until_waiting(reader.thread)
    stream.close()
    # Without an error, and long before the read timeout of 600 seconds.
    assert reader.result(timeout=3) == []
    assert server.gone.wait(5)
    assert next(stream, None) is None


@pytest.mark.parametrize("framing", ["chunked", "length", "close"])
def test_closing_from_elsewhere_ends_a_waiting_reader(way: Way, framing: str) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        if framing == "chunked":
            return held_open(peer, request)
        peer.head(**({"content_length": "100000"} if framing == "length" else {"connection": "close"}))
        peer.send(event(chunk("a")))
        peer.wait_gone()
        return True

    with RawServer(handler) as server:
        close_while_a_reader_waits(way, server.base_url, server)


def test_closing_from_elsewhere_over_tls(way: Way, tmp_path: Any) -> None:
    authority = trustme.CA()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server_side)
    client_side = ssl.create_default_context()
    authority.configure_trust(client_side)
    with RawServer(held_open, tls=server_side) as server:
        if way.kind == "session":
            bundle = tmp_path / "authority.pem"
            authority.cert_pem.write_to_path(str(bundle))
            way.session.verify = str(bundle)
            close_while_a_reader_waits(way, server.base_url, server)
        elif way.is_async:
            http_client: Any = way.portal.call(lambda: httpx.AsyncClient(verify=client_side))
            close_while_a_reader_waits(way, server.base_url, server, http_client=http_client)
            way.portal.call(http_client.aclose)
        else:
            with httpx.Client(verify=client_side) as given:
                close_while_a_reader_waits(way, server.base_url, server, http_client=given)


def test_closing_while_chunks_come_ends_the_reader_too(way: Way) -> None:
    """Wherever the reader is at that moment."""

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        while True:
            peer.part(event(chunk("a")))

    with RawServer(handler) as server:
        client = way.client(server.base_url)
        for count in range(1, 21):
            stream = start(client)
            enough = threading.Event()

            def read(stream: Any = stream, enough: Any = enough, count: int = count) -> None:
                for number, _ in enumerate(stream):
                    if number == count:
                        enough.set()

            reader = Running(read)
            assert enough.wait(5)
            stream.close()
            reader.result(timeout=3)


def test_two_threads_may_close_at_once(way: Way) -> None:
    with RawServer(held_open) as server:
        stream = start(way.client(server.base_url))
        assert texts([next(stream)]) == ["a"]
        reader = Running(lambda: list(stream))
        way.wait_until_waiting(reader.thread)
        closers = [Running(stream.close) for _ in range(4)]
        for closer in closers:
            closer.result(timeout=3)
        assert reader.result(timeout=3) == []


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_cancelled_reader_frees_the_connection(kind: str) -> None:
    with way_of(kind) as way, RawServer(held_open) as server:
        client = way.client(server.base_url)

        async def cancelled() -> Any:
            import anyio

            stream = await client._target.chat.completions.create(messages=MESSAGES, stream=True)
            assert texts([await stream.__anext__()]) == ["a"]
            async with anyio.create_task_group() as group:
                group.start_soon(stream.__anext__)
                await anyio.wait_all_tasks_blocked()
                group.cancel_scope.cancel()
            return [item async for item in stream]

        assert way.portal.call(cancelled) == []
        assert server.gone.wait(5)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_timeout_of_the_event_loop_ends_a_reader(kind: str) -> None:
    with way_of(kind) as way, RawServer(held_open) as server:
        client = way.client(server.base_url)

        async def timed() -> bool:
            import anyio

            with anyio.move_on_after(0.1) as scope:
                async with await client._target.chat.completions.create(messages=MESSAGES, stream=True) as stream:
                    async for _ in stream:
                        continue
            return bool(scope.cancel_called)

        assert way.portal.call(timed)
        assert server.gone.wait(5)


def test_a_stream_that_was_dropped_lets_its_connection_go() -> None:
    with RawServer(held_open) as server, HelixAgent(base_url=server.base_url) as client:
        for item in start(client):
            assert texts([item]) == ["a"]
            break
        client.close()
        assert server.gone.wait(5)


def test_the_class_of_streams_is_public(sandbox: Sandbox) -> None:
    with HelixAgent(base_url=sandbox.base_url) as client, start(client) as stream:
        assert isinstance(stream, Stream)


def test_the_errors_of_streams_are_like_all_others() -> None:
    assert issubclass(IncompleteStreamError, NetworkError) and issubclass(NetworkError, HelixAgentError)
    assert issubclass(InvalidResponseError, APIStatusError)


_Check = Callable[[], None]
