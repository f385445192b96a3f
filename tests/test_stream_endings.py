"""Tests of streams from other servers: a last event without its blank line, named events, and errors as text."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List

import pytest
from cases import for_each
from raw_server import DONE, RawServer, chunk, event, stream_of, texts
from stream_support import KINDS, Way, read_until_failure, start, way_of
from task_event_support import Stage

from helixagent import IncompleteStreamError, InvalidResponseError, ProviderError

A = event(chunk("a"))
LAST = json.dumps(chunk("b")).encode()


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


# --- the last event


@for_each("tail", [b"data: [DONE]", b"data: [DONE]\n", b"data:[DONE]\r\n", b"data: [DONE]\r", b": x\ndata: [DONE]"])
def test_an_end_mark_without_its_blank_line_is_the_end(way: Way, tail: bytes) -> None:
    with RawServer(stream_of(A, tail)) as server:
        stream = start(way.client(server.base_url))
        assert texts(stream) == ["a"]
        assert next(stream, None) is None


def test_a_stream_with_only_the_end_mark_is_complete(way: Way) -> None:
    with RawServer(stream_of(b"data: [DONE]")) as server:
        assert list(start(way.client(server.base_url))) == []


@for_each("end", [b"", b"\n", b"\r\n"])
def test_a_last_chunk_without_its_blank_line_counts_but_the_stream_is_still_cut(way: Way, end: bytes) -> None:
    with RawServer(stream_of(A, b"data: " + LAST + end)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a", "b"]
    assert type(error) is IncompleteStreamError
    assert error.partial.choices[0].message.content == "ab"


@for_each("tail", [b"data: [DON", b"data: [", b"data: ", b"data", b"data: " + LAST[:-1], b"data: " + LAST[:9]])
def test_an_event_that_is_cut_inside_its_data_is_a_cut_stream_and_not_invalid_data(way: Way, tail: bytes) -> None:
    with RawServer(stream_of(A, tail)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"]
    assert type(error) is IncompleteStreamError
    assert error.partial.choices[0].message.content == "a"


@pytest.mark.parametrize("tail", [b'data: {"error": {"message": "No."}}', b"event: error\ndata: No."])
def test_an_error_without_its_blank_line_is_raised(way: Way, tail: bytes) -> None:
    with RawServer(stream_of(A, tail)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"]
    assert isinstance(error, ProviderError) and error.message == "No."


def test_a_truncated_body_is_a_cut_even_after_a_complete_last_event(way: Way) -> None:
    with RawServer(stream_of(A, b"data: [DONE]", end=False)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"]
    assert type(error) is IncompleteStreamError


def test_the_events_of_a_chat_and_a_text_completion_end_in_the_same_way(way: Way) -> None:
    text = b'data: {"id": "c", "choices": [{"index": 0, "text": "a"}]}\n\ndata: [DONE]'
    pieces = [A, b"data: [DONE]"]
    with RawServer(lambda peer, request: stream_of(*pieces)(peer, request)) as server:
        client = way.client(server.base_url)
        with client.chat.completions.stream(messages=[{"role": "user", "content": "Hi"}]) as stream:
            assert stream.get_final_completion().choices[0].message.content == "a"
        pieces[:] = [text]
        chunks = client.completions.create(prompt="Hi", model="m", stream=True)
        assert [each.choices[0].text for each in chunks] == ["a"]


# --- events with other names


@for_each(
    "odd",
    [
        b"event: ping\ndata: 2026-01-15T10:30:00Z\n\n",
        b"event: ping\ndata: 1703123456\n\n",
        b"event: ping\ndata\n\n",
        b"event: ping\ndata: {}\n\n",
        b'event: ping\ndata: {"type": "ping"}\n\n',
        b"event: ping\ndata: null\n\n",
        b"event: ping\ndata: [1]\n\n",
        b"event: usage\ndata: {\n\n",
        b'event: status\ndata: {"error": "none of our business"}\n\n',
    ],
)
def test_named_events_are_skipped(way: Way, odd: bytes) -> None:
    with RawServer(stream_of(odd, A, odd, event(chunk("b")), odd, DONE)) as server:
        assert texts(start(way.client(server.base_url))) == ["a", "b"]


def test_named_events_are_read_if_they_have_choices(way: Way) -> None:
    with RawServer(stream_of(b"event: chunk\n" + A, b"event: message\n" + event(chunk("b")), DONE)) as server:
        assert texts(start(way.client(server.base_url))) == ["a", "b"]


def test_a_message_whose_data_is_not_json_is_still_an_error(way: Way) -> None:
    with RawServer(stream_of(A, b"event: message\ndata: 2026-01-15\n\n", DONE)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"]
    assert type(error) is InvalidResponseError and error.body == "2026-01-15"


# --- errors

ERRORS: Dict[str, List[Any]] = {
    "text": [b"event: error\ndata: The model is overloaded\n\n", "The model is overloaded", None],
    "text in two lines": [b"event: error\ndata: The model\ndata: is overloaded\n\n", "The model is overloaded", None],
    "a JSON string": [b'event: error\ndata: "The model is overloaded"\n\n', "The model is overloaded", None],
    "an object": [b'event: error\ndata: {"message": "No.", "type": "t"}\n\n', "No.", "t"],
    "an object with an error": [b'event: error\ndata: {"error": {"message": "No.", "type": "t"}}\n\n', "No.", "t"],
    "a detail": [b'event: error\ndata: {"detail": "No."}\n\n', "No.", None],
    "a list of errors": [b'data: [{"error": {"message": "No.", "type": "t"}}]\n\n', "No.", "t"],
    "an HTML page": [b"event: error\ndata: <html>Oops</html>\n\n", "<html>Oops</html>", None],
}


@for_each("case", ERRORS)
def test_an_error_event_keeps_its_text(way: Way, case: str) -> None:
    data, message, kind = ERRORS[case]
    with RawServer(stream_of(A, data, DONE)) as server:
        chunks, error = read_until_failure(start(way.client(server.base_url)))
    assert texts(chunks) == ["a"]
    assert type(error) is ProviderError
    assert (error.message, error.type, error.status_code) == (message, kind, 200)
    assert error.partial.choices[0].message.content == "a"


def test_the_key_is_not_in_the_text_of_an_error_event(way: Way) -> None:
    with RawServer(stream_of(A, b"event: error\ndata: test-key is not valid\n\n")) as server:
        _, error = read_until_failure(start(way.client(server.base_url)))
    assert "test-key" not in f"{error} {vars(error)}" and "is not valid" in error.message


# --- the events of a task


def progress(number: Any, **fields: Any) -> bytes:
    lines = b"" if number is None else b"id: %d\n" % number
    return lines + b"event: progress\n" + event({"type": "progress", **fields})


COMPLETED = b'event: completed\ndata: {"type": "completed"}'


def task_events(way: Way, *bodies: bytes, **options: Any) -> List[Any]:
    """Return the events of a task whose connections send these bodies."""
    left = list(bodies)
    with RawServer(lambda peer, request: stream_of(left.pop(0))(peer, request)) as server:
        stream = Stage(way).client(server.base_url, max_retries=1, **options).tasks.stream_events("t1")
        events = list(stream)
        assert left == []
        return events


@for_each("end", [b"", b"\n", b"\r\n"])
def test_the_last_event_of_a_task_counts_without_its_blank_line(way: Way, end: bytes) -> None:
    events = task_events(way, progress(1) + COMPLETED + end)
    assert [each.type for each in events] == ["progress", "completed"]


def test_an_event_of_a_task_that_is_cut_inside_its_data_is_read_again(way: Way) -> None:
    first = progress(1, progress=10)
    events = task_events(way, first + progress(2, progress=20)[:-6], progress(2, progress=20) + COMPLETED)
    assert [each.progress for each in events] == [10, 20, None]


def test_events_of_a_task_without_an_id_are_separate_events(way: Way) -> None:
    same = progress(None, progress=10)
    events = task_events(way, progress(1, progress=10) + same + same + progress(2, progress=20) + same + COMPLETED)
    assert [each.progress for each in events] == [10, 10, 10, 20, 10, None]


def test_an_event_of_a_task_that_is_sent_twice_with_its_id_is_yielded_once(way: Way) -> None:
    events = task_events(way, progress(1, progress=10) * 2 + COMPLETED)
    assert [each.progress for each in events] == [10, None]


def test_the_last_id_is_kept_for_reconnecting(way: Way) -> None:
    left = [progress(7) + progress(None), COMPLETED]
    with RawServer(lambda peer, request: stream_of(left.pop(0))(peer, request)) as server:
        client = Stage(way).client(server.base_url, max_retries=1)
        assert len(list(client.tasks.stream_events("t1"))) == 3
        assert [request.headers.get("last-event-id") for request in server.requests] == [None, "7"]


@pytest.mark.parametrize("odd", [b"event: ping\ndata: 2026-01-15T10:30:00Z\n\n", b"event: ping\ndata: 5\n\n"])
def test_named_events_that_are_not_objects_are_skipped_in_a_task(way: Way, odd: bytes) -> None:
    assert [each.type for each in task_events(way, odd + progress(1) + odd + COMPLETED)] == ["progress", "completed"]


@pytest.mark.parametrize("data", [b"The worker died", b'"The worker died"'])
def test_the_text_of_an_error_event_of_a_task_is_its_error(way: Way, data: bytes) -> None:
    events = task_events(way, progress(1) + b"event: error\ndata: " + data + b"\n\n")
    assert [(each.type, each.error) for each in events] == [("progress", None), ("error", "The worker died")]


def test_an_empty_error_in_the_events_of_a_task_is_ignored(way: Way) -> None:
    events = task_events(way, event({"error": {}, "progress": 5}) + COMPLETED)
    assert [each.type for each in events] == [None, "completed"]
