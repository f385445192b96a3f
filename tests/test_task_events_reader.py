"""Tests of the path from bytes to a task's events, without sockets: events, IDs, and invalid streams."""

from __future__ import annotations

from typing import Any, List, Optional

import pytest
from hypothesis import given, strategies as st
from support import KEY
from task_event_support import EXPECTED, IDS, WHOLE, after, shown, sse

from helixagent import HelixAgent, HelixAgentError, InvalidResponseError, NetworkError, ProviderError
from helixagent._core.secret import Secret
from helixagent._core.steps import Response
from helixagent._core.streams.task_events import TaskEventReader


def options_of(**options: Any) -> Any:
    return HelixAgent(api_key=KEY, base_url="http://127.0.0.1:1", **options)._options


OPTIONS = options_of(max_retries=3)


def answer(status: int = 200) -> Response:
    return Response(None, status, {"Content-Type": "text/event-stream", "X-Request-ID": KEY}, None, 1, (Secret(KEY),))


def reader_of(*pieces: bytes, last_event_id: Optional[str] = None) -> TaskEventReader:
    reader = TaskEventReader(OPTIONS, last_event_id)
    reader.connect(answer())
    for piece in pieces:
        reader.feed(piece)
    return reader


def taken(reader: TaskEventReader) -> List[Any]:
    return list(iter(reader.next_event, None))


@given(st.lists(st.integers(0, len(WHOLE)), max_size=6), st.sampled_from(["after", "from", "all"]), st.data())
def test_any_number_of_cuts_loses_and_repeats_nothing(cuts: List[int], replay: str, data: st.DataObject) -> None:
    reader = TaskEventReader(options_of(max_retries=99), None)
    events: List[Any] = []
    for cut in [*cuts, len(WHOLE)]:
        reader.connect(answer())
        last_id = reader.last_event_id
        body = WHOLE if replay == "all" or last_id is None else after(last_id, inclusive=replay == "from")
        body = body[:cut]
        size = data.draw(st.integers(1, 40))
        for start in range(0, len(body), size):
            reader.feed(body[start : start + size])
            events += taken(reader)
        if reader.done:
            break
        reader.delay_after_break(NetworkError("gone"))
    assert [shown(event) for event in events] == EXPECTED
    assert reader.done and reader.last_event_id == "7"


@given(st.binary(max_size=300))
def test_any_bytes_only_raise_exceptions_of_the_sdk(data: bytes) -> None:
    reader = reader_of()
    try:
        reader.feed(data)
        taken(reader)
        reader.delay_after_break(NetworkError("gone"))
    except HelixAgentError as error:
        assert reader.error_to_raise(error).attempts == 1


@pytest.mark.parametrize("kind", ["completed", "error", "failed", "cancelled"])
def test_no_event_follows_the_last_event(kind: str) -> None:
    reader = reader_of(sse({"type": kind, "error": "boom"}) + sse({"type": "log"}) + sse("no JSON"))
    (event,) = taken(reader)
    assert event.type == kind and event.error == "boom" and reader.done


def test_the_end_mark_of_other_streams_ends_this_one_too() -> None:
    reader = reader_of(sse({"type": "progress"}) + sse("[DONE]") + sse({"type": "log"}))
    assert [event.type for event in taken(reader)] == ["progress"]
    assert reader.done


def test_the_type_is_read_from_the_json_or_else_from_the_event() -> None:
    reader = reader_of(
        sse({"type": "progress"}, event="message"),
        sse({"progress": 5}, event="progress"),
        sse({"type": None, "progress": 6}, event="progress"),
        sse({"type": "thought", "depth": 3}, event="thought"),
        sse({"type": ["odd"]}),
        sse({"note": 1}),
        sse("", event="heartbeat"),
        sse({"error": "boom"}, event="error"),
    )
    events = taken(reader)
    assert [event.type for event in events] == ["progress"] * 3 + ["thought", ["odd"], None, "error"]
    assert events[3].depth == 3 and events[-1].error == "boom" and reader.done


@pytest.mark.parametrize("text", ["{", "[1]", "5", "null", '"text"', f"{KEY} is no key", "[" * 100_000])
def test_an_event_that_is_not_an_object(text: str) -> None:
    reader = reader_of(sse({"type": "log"}) + sse(text))
    event = reader.next_event()
    with pytest.raises(InvalidResponseError) as caught:
        reader.next_event()
    error: Any = reader.error_to_raise(caught.value)
    assert error is caught.value and error.partial is event and error.status_code == 200 and error.attempts == 1
    assert KEY not in error.body and KEY not in str(error) and KEY not in str(error.headers)


def test_an_error_of_the_stream_itself() -> None:
    reader = reader_of(sse({"error": {"message": f"{KEY} failed", "type": "server_error", "code": "x"}}))
    with pytest.raises(ProviderError) as caught:
        reader.next_event()
    assert caught.value.code == "x" and KEY not in str(caught.value) and "failed" in str(caught.value)


def test_an_event_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = reader_of()
    monkeypatch.setattr(reader._decoder, "_max", 1000)
    reader.feed(sse({"type": "log"}) + b"data: " + b"x" * 2000)
    assert len(taken(reader)) == 1
    with pytest.raises(InvalidResponseError, match="larger than 1000 bytes"):
        reader.delay_after_break(NetworkError("gone"))


def test_ids_that_are_not_numbers() -> None:
    first = sse({"n": 1}, id="a") + sse({"n": 2}, id="b") + sse({"n": 3}, id="ü")
    reader = reader_of(first)
    assert [event.n for event in taken(reader)] == [1, 2, 3]
    # An ID that does not fit into a header is not sent. The client receives that event again and recognizes it.
    assert reader.last_event_id == "b"
    reader.delay_after_break(NetworkError("gone"))
    reader.connect(answer())
    reader.feed(first + sse({"n": 4}, id="10") + sse({"n": 5}, id="9" * 30))
    assert [event.n for event in taken(reader)] == [4, 5]


def test_an_id_is_only_a_repetition_after_a_reconnection() -> None:
    same = sse({"n": 1}, id="5") + sse({"n": 2}, id="5") + sse({"n": 3}, id="4")
    reader = reader_of(same)
    assert [event.n for event in taken(reader)] == [1, 2, 3]
    reader.connect(answer())
    reader.feed(same + sse({"n": 4}, id="6") + sse({"n": 5}, id="6"))
    assert [event.n for event in taken(reader)] == [4, 5]


def test_events_without_an_id() -> None:
    reader = reader_of(sse({"n": 1}, id="1"), sse({"n": 1.5}), sse({"n": 2}, id="2"), sse({"n": 2.5}))
    assert [event.n for event in taken(reader)] == [1, 1.5, 2, 2.5]
    reader.connect(answer())
    # The server starts again. An event without an ID may be new, so it is never dropped.
    reader.feed(sse({"n": 1}, id="1") + sse({"n": 2}, id="2") + sse({"n": 2.6}) + sse({"n": 3}, id="3"))
    assert [event.n for event in taken(reader)] == [2.6, 3]
    # The same happens when the stream is cut in the middle of the repetition. The last ID must not go back.
    reader.connect(answer())
    reader.feed(sse({"n": 1}, id="1") + sse({"n": 1.6}))
    assert [event.n for event in taken(reader)] == [1.6] and reader.last_event_id == "3"
    without = reader_of(sse({"type": "heartbeat"}), sse({"type": "heartbeat"}))
    assert len(taken(without)) == 2 and without.last_event_id is None


def test_the_id_belongs_to_the_last_yielded_event() -> None:
    reader = reader_of(WHOLE)
    ids = []
    while reader.next_event() is not None:
        ids.append(reader.last_event_id)
    assert ids == IDS
