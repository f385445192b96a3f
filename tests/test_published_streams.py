"""Tests of streams of published servers, over real connections and with bytes that are split anywhere."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List

import pytest
from cases import for_each
from hypothesis import given, strategies as st
from january_server import NAMES, Recorded, recordings
from raw_server import DONE, Peer, RawServer, Seen, chunk, event
from stream_support import KINDS, Way, way_of
from support import USER

from helixagent import IncompleteStreamError, ProviderError
from helixagent._core.published.streams import ChatRewriter, completion_chunk
from helixagent._core.streams.sse import EventDecoder

HEADERS = {name.replace("-", "_"): value for name, value in NAMES.items()}
STREAMS: List[Recorded] = [answer for _, answer in recordings("debate-streams.jsonl")]
ANSWER = "Position 5: qubits hold amplitudes.\nThey interfere.\n\n- point one\n- point two"


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    """Each way to use the SDK."""
    with way_of(request.param) as opened:
        yield opened


def sending(*pieces: bytes, names: bool = True, ends: bool = True) -> RawServer:
    """A server that streams these chunks to every request."""

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head(**(HEADERS if names else {}))
        peer.part(*pieces)
        if ends:
            peer.end()
        return not ends

    return RawServer(handler)


def recorded_bytes(number: int) -> List[bytes]:
    """Return the chunks of a recorded stream."""
    return [piece.encode() for piece in STREAMS[number].pieces]


def seen(rewritten: bytes) -> List[Any]:
    """Return the data of the events in some bytes."""
    return [each.data if each.data == "[DONE]" else json.loads(each.data) for each in EventDecoder().feed(rewritten)]


def joined(chunks: Any, member: str = "content") -> str:
    """Return the text of chunks."""
    return "".join(getattr(each.choices[0].delta, member) or "" for each in chunks)


# --- over real connections


def test_the_recorded_stream_with_its_chunks(way: Way) -> None:
    with sending(*recorded_bytes(0)) as server:
        client = way.client(server.base_url)
        for _ in range(2):
            chunks = list(client.chat.completions.create(messages=USER, stream=True))
            assert joined(chunks) == ANSWER
            reasoning = joined(chunks, "reasoning_content")
            assert "HELIXAGENT AI DEBATE ENSEMBLE" in reasoning and "CONSENSUS REACHED" in reasoning
            assert "\x1b" not in reasoning and "Powered by" not in reasoning
            assert chunks[-1].choices[0].finish_reason == "stop"


def test_a_recorded_stream_with_tool_calls(way: Way) -> None:
    with sending(*recorded_bytes(1)) as server:
        stream = way.client(server.base_url).chat.completions.stream(messages=USER)
        with stream as opened:
            completion = opened.get_final_completion()
        choice = completion.choices[0]
        assert choice.finish_reason == "tool_calls" and choice.message.tool_calls
        assert "EXECUTING" not in (choice.message.content or "")


def test_a_stream_without_a_drawing_is_unchanged(way: Way) -> None:
    text = "Powered by HelixAgent AI Debate Ensemble \x1b[97mCONSENSUS REACHED\x1b[0m\n"
    with sending(event(chunk(text)), DONE) as server:
        assert joined(way.client(server.base_url).chat.completions.create(messages=USER, stream=True)) == text


def test_a_stream_of_a_server_that_does_not_name_itself_is_unchanged(way: Way) -> None:
    with sending(*recorded_bytes(0), names=False) as server:
        chunks = list(way.client(server.base_url).chat.completions.create(messages=USER, stream=True))
        assert "\x1b[96m\x1b[1m╔═" in joined(chunks) and len(chunks) == len(STREAMS[0].pieces) - 1


def test_a_stream_that_is_cut_before_the_response(way: Way) -> None:
    pieces = recorded_bytes(0)[:30]
    with sending(*pieces) as server, pytest.raises(IncompleteStreamError) as caught:
        list(way.client(server.base_url).chat.completions.create(messages=USER, stream=True))
    partial = caught.value.partial.choices[0].message
    assert "HELIXAGENT" in partial.reasoning_content and not partial.content


def test_a_stream_that_ends_without_a_response_returns_the_drawing(way: Way) -> None:
    pieces = recorded_bytes(0)
    with sending(*pieces[:30], *pieces[-2:]) as server:
        chunks = list(way.client(server.base_url).chat.completions.create(messages=USER, stream=True))
    assert joined(chunks) == joined(chunks, "reasoning_content") != ""
    assert [each.choices[0].finish_reason for each in chunks[-2:]] == [None, "stop"]


def test_the_end_mark_may_have_no_blank_line(way: Way) -> None:
    with sending(*recorded_bytes(0)[:-1], DONE.rstrip()) as server:
        assert joined(way.client(server.base_url).chat.completions.create(messages=USER, stream=True)) == ANSWER


def test_an_error_inside_a_drawn_stream(way: Way) -> None:
    failure = event({"error": {"message": "all providers failed", "type": "provider_error"}})
    broken = sending(*recorded_bytes(0)[:30], failure)
    with broken as server, pytest.raises(ProviderError, match="all providers failed"):
        list(way.client(server.base_url).chat.completions.create(messages=USER, stream=True))


def test_a_completion_has_the_text_of_the_response(way: Way) -> None:
    with sending(*recorded_bytes(0)) as server:
        chunks = list(
            way.client(server.base_url, compatibility="published").completions.create(prompt="x", stream=True)
        )
        assert "".join(each.choices[0].text for each in chunks) == ANSWER
        assert {each.object for each in chunks} == {"text_completion"}
        assert chunks[-1].choices[0].finish_reason == "stop"


def test_a_stream_in_a_raw_response(way: Way) -> None:
    with sending(*recorded_bytes(0)) as server:
        raw = way.client(server.base_url).chat.completions.with_raw_response.create(messages=USER, stream=True)
        assert (raw.status_code, raw.attempts, "x-features-enabled" in raw.headers) == (200, 1, True)


# --- split bytes


def rewritten(*pieces: bytes) -> List[Any]:
    """Return a stream in these chunks as a reader sees it."""
    rewrite = ChatRewriter()
    return seen(b"".join(map(rewrite, [*filter(None, pieces), b""])))


WHOLE = [b"".join(recorded_bytes(number)) for number in range(len(STREAMS))]
EXPECTED = [rewritten(whole) for whole in WHOLE]


@for_each("number", range(len(STREAMS)))
@for_each("size", [1, 2, 3, 7, 100, 1000])
def test_chunks_of_any_size_have_the_same_result(number: int, size: int) -> None:
    whole = WHOLE[number]
    assert rewritten(*(whole[start : start + size] for start in range(0, len(whole), size))) == EXPECTED[number]


@given(st.integers(0, len(STREAMS) - 1), st.lists(st.floats(0, 1), max_size=6))
def test_streams_split_anywhere_have_the_same_result(number: int, places: List[float]) -> None:
    whole = WHOLE[number]
    ends = [0, *sorted(int(place * len(whole)) for place in places), len(whole)]
    assert rewritten(*(whole[start:end] for start, end in zip(ends, ends[1:]))) == EXPECTED[number]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_last_event_without_its_blank_line_counts(end: bytes) -> None:
    assert rewritten(event(chunk("a")), b"data: [DONE]" + end) == [chunk("a"), "[DONE]"]


def test_a_last_event_that_is_cut_does_not_count() -> None:
    assert rewritten(event(chunk("a")), b'data: {"choices": [') == [chunk("a")]


def test_other_events_are_unchanged() -> None:
    rewrite = ChatRewriter()
    assert rewrite(b": ping\n\nevent: ping\ndata: 1\ndata: 2\n\n") == b"event: ping\ndata: 1\ndata: 2\n\n"


@given(st.text(max_size=40))
def test_chunks_of_completions_have_the_text_of_chats(text: str) -> None:
    made: Dict[str, Any] = completion_chunk(chunk(text, usage=None))
    assert (made["choices"][0]["text"], made["id"], made["object"]) == (text, "chatcmpl-1", "text_completion")
