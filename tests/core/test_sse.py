"""Tests of the decoder of server-sent events against the text of the standard, with every split of the bytes."""

from __future__ import annotations

import json
from typing import Dict, Iterable, List, Optional, Tuple

import pytest
from cases import for_each
from hypothesis import given, strategies as st

from helixagent import InvalidResponseError
from helixagent._core.streams.sse import EventDecoder, ServerSentEvent

Result = Tuple[List[ServerSentEvent], Optional[int]]


def decode(parts: Iterable[bytes]) -> Result:
    decoder = EventDecoder()
    events = [event for part in parts for event in decoder.feed(part)]
    return events, decoder.retry


def by_the_standard(stream: bytes) -> Result:
    """The algorithm of the standard, step by step, for the complete stream."""
    text = stream.decode("utf-8", "replace")
    if text.startswith("\ufeff"):
        text = text[1:]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    events: List[ServerSentEvent] = []
    data, event_type, last_id = "", "", ""
    retry = None
    has_own_id = False
    for line in lines[:-1]:  # text after the last line end is not a line
        if line == "":
            if data != "":
                events.append(ServerSentEvent(event_type or "message", data[:-1], last_id, has_own_id))
            data, event_type, has_own_id = "", "", False
            continue
        if line.startswith(":"):
            continue
        field, value = line.split(":", 1) if ":" in line else (line, "")
        value = value[1:] if value.startswith(" ") else value
        if field == "event":
            event_type = value
        elif field == "data":
            data += value + "\n"
        elif field == "id" and "\0" not in value:
            last_id, has_own_id = value, True
        elif field == "retry" and value and all(digit in "0123456789" for digit in value):
            retry = int(value)
    return events, retry


def message(data: str, event: str = "message", id: str = "", own: bool = False) -> ServerSentEvent:
    return ServerSentEvent(event, data, id, own)


CASES: Dict[str, Tuple[bytes, List[ServerSentEvent]]] = {
    "nothing": (b"", []),
    "one event": (b"data: a\n\n", [message("a")]),
    "no space after the colon": (b"data:a\n\n", [message("a")]),
    "only one space is taken": (b"data:  a\n\n", [message(" a")]),
    "spaces at the end stay": (b"data: a \n\n", [message("a ")]),
    "a tab is not a space": (b"data:\ta\n\n", [message("\ta")]),
    "several lines of data": (b"data: YHOO\ndata: +2\ndata: 10\n\n", [message("YHOO\n+2\n10")]),
    "the standard's second example": (
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
        [message("first event", id="1", own=True), message("second event", own=True)],
    ),
    "the standard's third example": (b"data\n\ndata\ndata\n\ndata:", [message(""), message("\n")]),
    "the standard's fourth example": (b"data:test\n\ndata: test\n\n", [message("test"), message("test")]),
    "empty data": (b"data: \n\ndata: \n\n", [message(""), message("")]),
    "an event without data is none": (b"event: x\nid: 7\n\n", []),
    "its type does not stay": (b"event: x\n\ndata: a\n\n", [message("a")]),
    "an id stays": (b"id: 7\n\ndata: a\n\ndata: b\n\n", [message("a", id="7"), message("b", id="7")]),
    "an id is set by the event": (
        b"id: 7\ndata: a\n\ndata: b\n\n",
        [message("a", id="7", own=True), message("b", id="7")],
    ),
    "an id is taken back": (
        b"id: 7\ndata: a\n\nid\ndata: b\n\n",
        [message("a", id="7", own=True), message("b", own=True)],
    ),
    "an id with a NUL": (b"id: 7\n\nid: 8\0\ndata: a\n\n", [message("a", id="7")]),
    "a type": (b"event: error\ndata: a\n\ndata: b\n\n", [message("a", "error"), message("b")]),
    "the last type counts": (b"event: x\nevent: y\ndata: a\n\n", [message("a", "y")]),
    "an empty type": (b"event: x\nevent\ndata: a\n\n", [message("a")]),
    "retry": (b"retry: 0250\ndata: a\n\ndata: b\n\n", [message("a"), message("b")]),
    "retry without data": (b"retry: 250\n\ndata: b\n\n", [message("b")]),
    "retry of other than digits": (b"retry: 2.5\nretry: -1\nretry: \xd9\xa1\nretry\ndata: a\n\n", [message("a")]),
    "comments": (b":\n: ping\n:data: x\ndata: a\n: pong\n\n:\n\n", [message("a")]),
    "unknown fields": (b"foo: bar\nDATA: x\n data: x\ndata : x\ndata: a\n\n", [message("a")]),
    "a colon in the value": (b'data: {"a": 1}\n\n', [message('{"a": 1}')]),
    "CRLF": (b"data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", [message("a\nb"), message("c")]),
    "CR": (b"data: a\rdata: b\r\rdata: c\r\r", [message("a\nb"), message("c")]),
    "ends of all kinds": (b"data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r", [message("a\nb\nc"), message("d")]),
    "LF then CR are two ends": (b"data: a\n\rdata: b\r\n\n", [message("a"), message("b")]),
    "blank lines": (b"\n\r\r\n\ndata: a\n\n\n\n\ndata: b\n\n", [message("a"), message("b")]),
    "a byte order mark": (b"\xef\xbb\xbfdata: a\n\n", [message("a")]),
    "a second one is text": (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: \xef\xbb\xbfb\n\n", [message("\ufeffb")]),
    "a byte order mark later": (b"data: a\n\n\xef\xbb\xbfdata: b\n\n", [message("a")]),
    "invalid UTF-8": (
        b"data: \xff\xf0\x9f\n\nevent: \xc3\ndata: \xc3\xa9\n\n",
        [message("\ufffd\ufffd"), message("é", "\ufffd")],
    ),
    "other separators are text": (
        "data: a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\n\n".encode(),
        [message("a\u2028b\u2029c\x85d\x0be\x0cf\x1cg")],
    ),
    "no end of the event": (b"data: a\n\ndata: b\n", [message("a")]),
    "no end of the line": (b"data: a\n\ndata: b", [message("a")]),
    "a model's stream": (
        b'data: {"n":1}\n\ndata: {"n":2}\n\n: ping\n\ndata: {"n":3}\n\ndata: [DONE]\n\n',
        [message('{"n":1}'), message('{"n":2}'), message('{"n":3}'), message("[DONE]")],
    ),
}


@for_each("case", CASES)
def test_case_at_every_split(case: str) -> None:
    stream, events = CASES[case]
    whole = by_the_standard(stream)
    assert whole[0] == events
    assert decode([stream]) == whole
    assert decode(stream[i : i + 1] for i in range(len(stream))) == whole
    for first in range(len(stream) + 1):
        for second in range(first, len(stream) + 1):
            assert decode([stream[:first], stream[first:second], stream[second:]]) == whole


@for_each("case", CASES)
def test_case_after_another_event(case: str) -> None:
    """The fast path for plain events only applies after a first event, so test each case there too."""
    stream = b"id: 1\ndata: first\n\n" + CASES[case][0]
    whole = by_the_standard(stream)
    for cut in range(19, len(stream) + 1):
        assert decode([stream[:19], stream[19:cut], stream[cut:]]) == whole


lines = st.one_of(
    st.sampled_from(
        [
            b"",
            b"",
            b"data: a",
            b"data: b",
            b"data:c",
            b"data",
            b"data: ",
            b"id: 1",
            b"id",
            b"id: \0",
            b"event: e",
            b"event",
        ]
        + [b"retry: 10", b"retry: x", b": ping", b":", b"\xef\xbb\xbf", b"\xff", b"foo: bar"]
    ),
    st.binary(max_size=12),
    st.text(max_size=6).map(lambda text: b"data: " + text.encode("utf-8", "surrogatepass")),
)
ends = st.sampled_from([b"\n", b"\n", b"\n\n", b"\n\n", b"\r\n", b"\r\n\r\n", b"\r", b""])
streams = st.lists(st.tuples(lines, ends), max_size=20).map(lambda parts: b"".join(a + b for a, b in parts))
plain_events = st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8), max_size=12)


@given(streams, st.lists(st.integers(0, 200), max_size=12))
def test_any_split_follows_the_standard(stream: bytes, places: List[int]) -> None:
    cuts = [0, *sorted(min(place, len(stream)) for place in places), len(stream)]
    expected = by_the_standard(stream)
    assert decode([stream]) == expected
    assert decode(stream[a:b] for a, b in zip(cuts, cuts[1:])) == expected


any_bytes = st.one_of(st.binary(max_size=300), st.text("data:id etvry\r\n\0 \ufeff\xe9", max_size=300).map(str.encode))


@given(any_bytes, st.lists(st.integers(0, 600), max_size=20))
def test_any_split_of_any_bytes_follows_the_standard(stream: bytes, places: List[int]) -> None:
    cuts = [0, *sorted(min(place, len(stream)) for place in places), len(stream)]
    expected = by_the_standard(stream)
    assert decode([stream]) == expected
    assert decode(stream[a:b] for a, b in zip(cuts, cuts[1:])) == expected
    assert decode(stream[i : i + 1] for i in range(len(stream))) == expected


@given(st.lists(st.tuples(plain_events, streams), max_size=4))
def test_complete_events_between_unusual_ones(parts: List[Tuple[List[str], bytes]]) -> None:
    """Chunks as servers send them, complete plain events and several of them at once, mixed with other data."""
    chunks = [piece for texts, odd in parts for piece in (b"".join(b"data: %b\n\n" % t.encode() for t in texts), odd)]
    assert decode(chunks) == by_the_standard(b"".join(chunks))


@given(streams, st.lists(st.integers(0, 200), max_size=12))
def test_the_end_of_the_body_replaces_the_blank_line_of_the_last_event(stream: bytes, places: List[int]) -> None:
    cuts = [0, *sorted(min(place, len(stream)) for place in places), len(stream)]
    decoder = EventDecoder()
    events = [event for a, b in zip(cuts, cuts[1:]) for event in decoder.feed(stream[a:b])]
    # A CR at the end is a complete line ending. It must not become a CRLF with the LF of the added blank lines.
    added = b"\n\n\n" if stream.endswith(b"\r") else b"\n\n"
    assert events + decoder.end() == by_the_standard(stream + added)[0]
    assert decoder.end() == []


def test_an_event_is_complete_with_its_last_byte() -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: a\r\n\r") == [message("a")]
    assert decoder.feed(b"\ndata: b\n") == []
    assert decoder.feed(b"\n") == [message("b")]


def test_a_retry_that_is_not_a_time_is_ignored() -> None:
    decoder = EventDecoder()
    decoder.feed(b"retry: 250\nretry: " + b"9" * 100_000 + b"\n\n")
    assert decoder.retry == 250


def test_json_is_parsed_from_the_data() -> None:
    chunk = {"choices": [{"delta": {"content": "Ünï\ncode \U0001f600"}}]}
    (event,) = EventDecoder().feed(b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n")
    assert json.loads(event.data) == chunk


LIMIT = 64
# --- the size limit of an event, and data that does not count as one event
OVER = [
    b"data: " + b"x" * 59,
    b"x" * 65,
    b": " + b"x" * 63,
    b"data: " + b"x" * 40 + b"\ndata: " + b"x" * 20,
    b"data\n" * 17,
]
UNDER = [
    b"data: " + b"x" * 58 + b"\n\n",
    b": ping\n" * 50,
    b"event: x\n" * 50,
    b"data: x\n\n" * 50,
    b"id: 12\n" * 50 + b"data: x\n\n",
]


@for_each("stream", OVER)
@for_each("size", [1, 3, 7, 1000])
@for_each("before", [b"", b"data: a\n\ndata: b\n\n"])
def test_an_event_over_the_limit(stream: bytes, size: int, before: bytes) -> None:
    decoder = EventDecoder(max_event_bytes=LIMIT)
    events = decoder.feed(before)
    stream = before + stream + b"\n\ndata: after\n\n"
    with pytest.raises(InvalidResponseError, match="larger than 64 bytes"):
        for start in range(0, len(stream) + size, size):
            events += decoder.feed(stream[start : start + size])
    assert events == [message("a"), message("b")] * (2 if before else 0)
    for more in (b"data: c\n\n", b""):
        with pytest.raises(InvalidResponseError):
            decoder.feed(more)


@pytest.mark.parametrize("before", [b"", b"data: a\n\n"])
def test_a_plain_event_over_the_limit_in_one_chunk(before: bytes) -> None:
    decoder = EventDecoder(max_event_bytes=LIMIT)
    decoder.feed(before)
    with pytest.raises(InvalidResponseError):
        decoder.feed(b"data: " + b"x" * 59 + b"\n\n")


def test_a_line_over_the_limit_is_refused_early() -> None:
    decoder = EventDecoder(max_event_bytes=LIMIT)
    decoder.feed(b"data: " + b"x" * 58)
    with pytest.raises(InvalidResponseError):
        decoder.feed(b"x")


@for_each("stream", UNDER)
@for_each("size", [1, 3, 7, 1000])
def test_a_long_stream_of_small_events_is_within_the_limit(stream: bytes, size: int) -> None:
    decoder = EventDecoder(max_event_bytes=LIMIT)
    events = [event for i in range(0, len(stream), size) for event in decoder.feed(stream[i : i + size])]
    assert events == by_the_standard(stream)[0]


def test_by_default_an_event_of_more_than_64_mib_is_refused() -> None:
    decoder = EventDecoder()
    mebibyte = b"x" * 2**20
    for _ in range(63):
        assert decoder.feed(mebibyte) == []
    assert decoder.feed(mebibyte[:-1]) == []
    assert decoder.feed(b"x") == []
    with pytest.raises(InvalidResponseError, match="larger than 67108864 bytes"):
        decoder.feed(b"x")


class CountedBytes(bytes):
    """Bytes that count how many of them their methods search or copy."""

    touched = 0

    def splitlines(self, keepends: bool = False) -> List[bytes]:
        CountedBytes.touched += len(self)
        return super().splitlines(keepends)

    def __getitem__(self, key):  # type: ignore[no-untyped-def]
        part = super().__getitem__(key)
        CountedBytes.touched += len(part) if isinstance(part, bytes) else 1
        return part

    def find(self, *args):  # type: ignore[no-untyped-def]
        raise AssertionError("a search that is not counted")

    split = partition = count = index = rfind = replace = find  # type: ignore[assignment]


class CountedLine(bytearray):
    """A buffered line that counts the added bytes, and how often it is read completely."""

    added = 0
    reads = 0

    def __iadd__(self, more: bytes) -> CountedLine:  # type: ignore[override]
        CountedLine.added += len(more)
        super().__iadd__(more)
        return self

    def __bytes__(self) -> bytes:
        CountedLine.reads += 1
        return b"".join([memoryview(self)])


@pytest.mark.parametrize("size", [1, 10, 1000])
@pytest.mark.parametrize("prefix", [b"", b"data: a\n\n"])
def test_work_is_linear_in_a_huge_line(size: int, prefix: bytes) -> None:
    decoder = EventDecoder()
    decoder.feed(prefix)
    decoder._line = CountedLine()
    CountedBytes.touched = CountedLine.added = CountedLine.reads = 0
    stream = b"data: " + b"x" * 20_000 + b"\r\n\r\n"
    events = [event for i in range(0, len(stream), size) for event in decoder.feed(CountedBytes(stream[i : i + size]))]
    assert events == [message("x" * 20_000)]
    assert CountedBytes.touched <= 2 * len(stream)
    assert CountedLine.added <= len(stream)
    assert CountedLine.reads <= 2


MANY = {
    "events": b"data: x\n\n" * 3000,
    "lines of one event": b"data: x\r\n" * 3000 + b"\r\n",
    "lines that end in CR": b"data: x\r" * 3000 + b"\r",
    "comments": b": ping\n" * 3000,
    "fields that nobody knows": b"x: y\n" * 3000,
    "ids": b"id: 7\n" * 3000,
}


@for_each("size", [1, 10, 1000])
@for_each("kind", MANY)
def test_work_is_linear_in_many_lines(kind: str, size: int) -> None:
    """Each byte is read a fixed number of times, however many lines or events precede it."""
    decoder = EventDecoder()
    decoder._line = CountedLine()
    CountedBytes.touched = CountedLine.added = CountedLine.reads = 0
    stream = MANY[kind]
    events = [event for i in range(0, len(stream), size) for event in decoder.feed(CountedBytes(stream[i : i + size]))]
    assert events == by_the_standard(stream)[0]
    assert CountedBytes.touched <= 3 * len(stream)
    assert CountedLine.added <= len(stream)
    # Each buffered line is read once, when its end arrives.
    assert CountedLine.reads <= len(stream.splitlines()) + 1
