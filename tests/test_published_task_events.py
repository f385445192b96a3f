"""Tests of the task events of published servers, from the recorded bytes to the events of the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest
from cases import for_each
from hypothesis import given, strategies as st

from helixagent._core.published.streams import EventRewriter
from helixagent._core.published.task_events import end_event, frame_text, task_event, unwrapped
from helixagent._core.streams.sse import EventDecoder, ServerSentEvent
from helixagent.types import TaskEvent

HEAD, _, BODY = (Path(__file__).parent / "data/published/task-events.txt").read_bytes().partition(b"\r\n\r\n")
TASK = "0c9a0e14-bdec-421b-9b4f-56df3b106d34"
TYPES = ["started", *["progress", "log"] * 4, "completed"]


def events_of(*pieces: bytes) -> List[ServerSentEvent]:
    decoder = EventDecoder()
    return [event for piece in pieces for outer in decoder.feed(piece) for event in unwrapped(outer)]


def wrapped(value: Any, event: str = "message") -> bytes:
    return f"event:message\ndata:event: {event}\ndata:data: {json.dumps(value)}\ndata:\ndata:\n\n".encode()


WHOLE = events_of(BODY)


def test_the_recorded_events_are_events_of_the_api() -> None:
    assert b"text/event-stream" in HEAD
    events = [TaskEvent.from_dict(json.loads(event.data)) for event in WHOLE]
    assert [event.type for event in events] == TYPES
    assert [event.event for event in WHOLE] == TYPES
    assert {event.task_id for event in events} == {TASK}
    assert all(event.timestamp is not None for event in events)
    assert (events[1].progress, events[1].message) == (25, "step 1 of 4")
    assert (events[2].level, events[2].message, events[2].to_dict()["step"]) == ("info", "a log line", 1)
    assert (events[-1].duration_ms, events[-1].data) == (2811, None)
    assert all(event.to_dict()["task"]["id"] == TASK for event in events)
    assert all(event.id == "" for event in WHOLE)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_events_are_complete_with_chunks_of_any_size(size: int) -> None:
    assert events_of(*(BODY[start : start + size] for start in range(0, len(BODY), size))) == WHOLE


@given(st.lists(st.integers(0, len(BODY)), max_size=8))
def test_events_are_complete_wherever_the_bytes_are_split(places: List[int]) -> None:
    ends = [0, *sorted(places), len(BODY)]
    assert events_of(*(BODY[start:end] for start, end in zip(ends, ends[1:]))) == WHOLE


@pytest.mark.parametrize(("cut", "count"), [(1, 10), (2, 10), (40, 9)])
def test_a_last_event_without_its_blank_line_counts(cut: int, count: int) -> None:
    rewrite, decoder = EventRewriter(), EventDecoder()
    events = decoder.feed(rewrite(BODY[:-cut])) + decoder.feed(rewrite(b""))
    assert events == WHOLE[:count]


@for_each(
    ("event_type", "kind"),
    [
        ("task.started", "started"),
        ("task.progress", "progress"),
        ("task.log", "log"),
        ("task.completed", "completed"),
        ("task.failed", "error"),
        ("task.stuck", "error"),
        ("task.cancelled", "cancelled"),
        ("task.paused", "paused"),
        ("task.invented", "task.invented"),
        ("something", "something"),
    ],
)
def test_each_type_has_its_name_in_the_api(event_type: str, kind: str) -> None:
    value = {"task_id": "t1", "event_type": event_type, "timestamp": "2026-01-05T02:06:30Z"}
    (event,) = events_of(wrapped(value))
    expected = {"task_id": "t1", "type": kind, "timestamp": "2026-01-05T02:06:30Z"}
    assert (event.event, json.loads(event.data)) == (kind, expected)
    assert json.loads(frame_text(json.dumps(value))) == expected
    assert task_event(value) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"data": {"error": "it failed", "retry_count": 3}}, {"error": "it failed", "retry_count": 3}),
        ({"data": {"data": [1], "duration_ms": 5}}, {"data": [1], "duration_ms": 5}),
        ({"data": {"type": "x", "task_id": "y", "task": 1}}, {"task": 1}),
        ({"data": "text", "other": 1}, {"data": "text", "other": 1}),
        ({"data": None}, {"data": None}),
    ],
)
def test_data_is_flattened_without_hiding_a_field_of_the_event(
    fields: Dict[str, Any], expected: Dict[str, Any]
) -> None:
    value = {"event_type": "task.failed", "task_id": "t1", **fields}
    assert task_event(value) == {"type": "error", "task_id": "t1", **expected}


def test_the_data_of_an_output_is_not_flattened() -> None:
    assert task_event({"event_type": "task.output", "data": {"message": "m"}}) == {
        "type": "output",
        "data": {"message": "m"},
    }


@pytest.mark.parametrize(
    "data",
    [
        '{"type":"progress","progress":5}',
        "[DONE]",
        "12",
        "{",
        '{"event_type":5}',
        "[1]",
        "plain text",
        "event: message",
    ],
)
def test_other_events_pass_unchanged(data: str) -> None:
    event = ServerSentEvent("message", data, "7")
    assert unwrapped(event) == [event]
    assert frame_text(data) == data


def test_an_event_may_be_wrapped_once_or_have_an_id() -> None:
    plain = b'id: 3\ndata: {"event_type":"task.log","data":{"message":"m"}}\n\n'
    (event,) = events_of(plain)
    assert (event.event, event.id, json.loads(event.data)) == ("log", "3", {"type": "log", "message": "m"})
    (event,) = events_of(b"id: 3\n" + wrapped({"event_type": "task.log"}))
    assert (event.event, event.id) == ("log", "3")


def test_a_wrapped_event_without_a_type_in_its_data_keeps_its_name() -> None:
    (event,) = events_of(wrapped({"timestamp": 1}, event="heartbeat"))
    assert (event.event, json.loads(event.data)) == ("heartbeat", {"timestamp": 1})


@pytest.mark.parametrize("text", ["ümläut € 🍎", "a\u2028b\u0085c\r\nd", "data: x\n\nevent: error", "\ud83d"])
def test_texts_are_unchanged(text: str) -> None:
    (event,) = events_of(wrapped({"event_type": "task.log", "data": {"message": text}}))
    assert json.loads(event.data) == {"type": "log", "message": text}
    assert json.loads(frame_text(json.dumps({"event_type": "task.log", "data": {"message": text}})))["message"] == text


def test_a_deeply_nested_event_raises_no_exception() -> None:
    deep = '{"event_type":"task.log","data":' + "[" * 900 + "]" * 900 + "}"
    (event,) = unwrapped(ServerSentEvent("message", deep))
    assert event.data.count("[") == 900


@pytest.mark.parametrize(
    ("status", "kind"),
    [("completed", "completed"), ("failed", "error"), ("dead_letter", "error"), ("cancelled", "cancelled")],
)
def test_the_status_of_an_ended_task_becomes_its_last_event(status: str, kind: str) -> None:
    told = {"id": "t1", "status": status, "error": None, "completed_at": "2026-01-05T02:06:30Z", "progress": 100}
    assert end_event(told) == {"type": kind, "task_id": "t1", "timestamp": "2026-01-05T02:06:30Z"}
    assert end_event({**told, "error": "it failed"}) == {**end_event(told), "error": "it failed"}  # type: ignore[dict-item]


@pytest.mark.parametrize("status", ["pending", "running", "paused", "stuck", None, 5])
def test_a_running_task_has_no_last_event(status: Any) -> None:
    assert end_event({"id": "t1", "status": status}) is None
