"""Tests of `chat.completions.stream(...)`: typed events in order, texts, tool calls, and the final completion."""

from __future__ import annotations

import sys
from typing import Any, Callable, Dict, Iterator, List

import pytest
from cases import for_each
from raw_server import DONE, PATIENCE, RawServer, chunk, event, held_open, stream_of
from stream_support import KINDS, MESSAGES, Running, Way, fault, way_of
from support import status_of

from helixagent import (
    AuthenticationError,
    HelixAgent,
    IncompleteStreamError,
    ProviderError,
    ValidationError,
)
from helixagent.testing import Sandbox
from helixagent.types import (
    ChatCompletionResponse,
    ChunkEvent,
    ContentDeltaEvent,
    ContentDoneEvent,
    RefusalDeltaEvent,
    RefusalDoneEvent,
    ToolCallArgumentsDeltaEvent,
    ToolCallArgumentsDoneEvent,
)

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": name,
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}, "day": {"type": "string"}},
                "required": ["city", "day"],
            },
        },
    }
    for name in ("get_weather", "get_traffic")
]
ASKS_FOR_TOOLS = [{"role": "user", "content": "How are the weather and the traffic?"}]


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def told(way: Way, server: RawServer, **arguments: Any) -> Any:
    return way.client(server.base_url).chat.completions.stream(messages=MESSAGES, **arguments)


def kinds(events: List[Any]) -> List[str]:
    """Return the types of events except chunks. Consecutive events of one type count once."""
    names = [item.type for item in events if item.type != "chunk"]
    return [name for number, name in enumerate(names) if number == 0 or names[number - 1] != name]


def piece(index: int = 0, finish_reason: Any = None, **delta: Any) -> Dict[str, Any]:
    return {"index": index, "delta": delta, "finish_reason": finish_reason}


def test_the_events_of_a_text_are_in_order(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=MESSAGES, model="deepseek-chat") as stream:
        events = list(stream)
    assert sandbox.requests[0].json()["stream"] is True
    assert isinstance(events[0], ChunkEvent) and events[0].chunk.choices[0].delta.role == "assistant"
    assert kinds(events) == ["content.delta", "content.done"]
    deltas = [item for item in events if isinstance(item, ContentDeltaEvent)]
    text = "".join(item.delta for item in deltas)
    assert [item.snapshot for item in deltas[:2]] == [deltas[0].delta, deltas[0].delta + deltas[1].delta]
    assert deltas[-1].snapshot == text and text.startswith("Quantum computing is")
    # Each delta follows the chunk from which it was read.
    for number, item in enumerate(events):
        if isinstance(item, ContentDeltaEvent):
            assert events[number - 1].chunk.choices[0].delta.content == item.delta
    assert isinstance(events[-1], ContentDoneEvent) and events[-1].content == text


@for_each(
    "arguments",
    [
        {"messages": MESSAGES},
        {"messages": MESSAGES, "n": 3, "max_tokens": 5},
        {"messages": MESSAGES, "logprobs": True, "top_logprobs": 2, "max_tokens": 7},
        {"messages": ASKS_FOR_TOOLS, "tools": TOOLS},
        {"messages": ASKS_FOR_TOOLS, "tools": TOOLS, "parallel_tool_calls": False, "n": 2},
        {"messages": MESSAGES, "response_format": {"type": "json_object"}},
    ],
)
def test_the_final_completion_equals_the_response_without_streaming(way: Way, sandbox: Sandbox, arguments: Any) -> None:
    client = way.client(sandbox.base_url)
    arguments = {"model": "deepseek-chat", "stream_options": {"include_usage": True}, **arguments}
    with client.chat.completions.stream(**arguments) as stream:
        final = stream.get_final_completion()
    whole = client.chat.completions.create(**{**arguments, "stream_options": None})
    assert type(final) is ChatCompletionResponse
    assert without_nulls(final.to_dict(), "id") == without_nulls(whole.to_dict(), "id")
    assert final._request_id == sandbox.requests[0].request_id == stream.request_id


def without_nulls(value: Any, *names: str) -> Any:
    """Return JSON without null members and without members of these names, which a stream cannot contain."""
    if isinstance(value, dict):
        return {
            name: without_nulls(item, *names)
            for name, item in value.items()
            if name not in names and (item is not None or name == "content")
        }
    return [without_nulls(item, *names) for item in value] if isinstance(value, list) else value


def test_text_deltas_only_include_the_first_choice(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=MESSAGES, n=2, model="deepseek-chat") as stream:
        pieces = list(stream.text_deltas())
        final = stream.get_final_completion()
    assert len(pieces) > 20 and "".join(pieces) == final.choices[0].message.content
    assert final.choices[1].message.content == "Answer 2: " + "".join(pieces)


def test_parallel_tool_calls_are_assembled(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=ASKS_FOR_TOOLS, tools=TOOLS, model="deepseek-chat") as stream:
        events = list(stream)
        calls = stream.get_final_completion().choices[0].message.tool_calls
    delta, done = "tool_calls.function.arguments.delta", "tool_calls.function.arguments.done"
    assert kinds(events) == [delta, done, delta, done]
    for call in calls:
        pieces = [item for item in events if item.type == delta and item.name == call.function.name]
        assert all(isinstance(item, ToolCallArgumentsDeltaEvent) for item in pieces) and len(pieces) > 1
        assert "".join(item.arguments_delta for item in pieces) == pieces[-1].arguments == call.function.arguments
    ends = [item for item in events if isinstance(item, ToolCallArgumentsDoneEvent)]
    assert [item.name for item in ends] == ["get_weather", "get_traffic"] and [item.index for item in ends] == [0, 1]
    assert all(set(item.parsed_arguments) == {"city", "day"} for item in ends)
    assert [call.id for call in calls] == sorted({call.id for call in calls})


def test_interleaved_tool_calls_and_arguments_that_are_not_json(way: Way) -> None:
    def call(index: int, arguments: str, **more: Any) -> Dict[str, Any]:
        return {"index": index, "function": {"arguments": arguments, **more}}

    chunks = [
        chunk(choices=[piece(tool_calls=[call(0, '{"a"', name="one"), call(1, "{", name="two")])]),
        chunk(choices=[piece(tool_calls=[call(1, "broken"), call(0, ": 1}")])]),
        chunk(choices=[piece(finish_reason="tool_calls")]),
    ]
    with RawServer(stream_of(*map(event, chunks), DONE)) as server, told(way, server) as stream:
        done = {item.name: item for item in stream if isinstance(item, ToolCallArgumentsDoneEvent)}
        calls = stream.get_final_completion().choices[0].message.tool_calls
    assert [item.function.arguments for item in calls] == ['{"a": 1}', "{broken"]
    assert done["two"].parsed_arguments is None


def test_a_refusal_has_separate_events(way: Way) -> None:
    chunks = [chunk(choices=[piece(refusal=text)]) for text in ("I can", "not")]
    with RawServer(stream_of(*map(event, chunks), DONE)) as server, told(way, server) as stream:
        events = [item for item in stream if item.type != "chunk"]
    assert [type(item) for item in events] == [RefusalDeltaEvent, RefusalDeltaEvent, RefusalDoneEvent]
    assert events[-1].refusal == "I cannot"


USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
VOTE = {"providers_used": ["deepseek", "qwen"], "confidence_score": 0.92, "voting_strategy": "majority_vote"}


@pytest.mark.parametrize("asked", [False, True])
def test_usage_and_vote_are_read_from_a_chunk_without_choices(way: Way, asked: bool) -> None:
    last = chunk(choices=[], usage=USAGE, ensemble=VOTE)
    options: Any = {"stream_options": {"include_usage": True}} if asked else {}
    with RawServer(stream_of(event(chunk("a")), event(last), DONE)) as server, told(way, server, **options) as stream:
        assert stream.usage is None
        seen = [item.chunk for item in stream if item.type == "chunk"]
        final = stream.get_final_completion()
    # The chunk itself is shown only to callers who requested it, as in `create(stream=True)`.
    assert [bool(item.choices) for item in seen] == ([True, False] if asked else [True])
    assert final.usage.total_tokens == stream.usage.total_tokens == 5
    assert final.ensemble.providers_used == ["deepseek", "qwen"] and final.ensemble.confidence_score == 0.92


@pytest.mark.parametrize(("name", "kind"), [("cut:4", IncompleteStreamError), ("stream-error:4", ProviderError)])
def test_an_error_contains_the_partial_completion(way: Way, sandbox: Sandbox, name: str, kind: Any) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=MESSAGES, model="deepseek-chat", **fault(name)) as stream:
        pieces: List[str] = []
        with pytest.raises(kind) as caught:
            pieces.extend(item.delta for item in stream if item.type == "content.delta")
        assert caught.value.partial.choices[0].message.content == "Quantum computing is"
        assert stream.current_completion_snapshot.choices[0].message.content == "Quantum computing is"


@pytest.mark.parametrize("method", ["get_final_completion", "until_done"])
def test_every_way_to_read_raises_the_failure(way: Way, sandbox: Sandbox, method: str) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=MESSAGES, **fault("cut")) as stream, pytest.raises(
        IncompleteStreamError
    ):
        getattr(stream, method)()


def test_the_snapshot_grows(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=MESSAGES, model="deepseek-chat") as stream:
        lengths = []
        for item in stream:
            if item.type == "content.delta":
                lengths.append(len(stream.current_completion_snapshot.choices[0].message.content))
        assert lengths == sorted(set(lengths)) and len(lengths) > 20
        assert stream.current_completion_snapshot == stream.get_final_completion()


def test_reading_after_the_end_returns_the_same_completion_again(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=MESSAGES) as stream:
        first = stream.get_final_completion()
        assert list(stream) == [] and list(stream.text_deltas()) == []
        assert stream.get_final_completion() == first
        assert status_of(stream.response) == 200
    assert stream.get_final_completion() == first


def test_the_request_is_sent_on_entering_the_block(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    manager = client.chat.completions.stream(messages=MESSAGES)
    assert sandbox.requests == []
    with manager as stream:
        stream.close()
        assert len(sandbox.requests) == 1
        assert list(stream) == []


def test_errors_of_the_request_are_raised_on_entering_the_block(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    with pytest.raises(AuthenticationError), client.chat.completions.stream(messages=MESSAGES, **fault("unauthorized")):
        raise AssertionError("there is no stream")
    with pytest.raises(ValidationError, match="messages"), client.chat.completions.stream(messages=[]):
        raise AssertionError("there is no stream")


def test_leaving_early_closes_the_connection(way: Way) -> None:
    with RawServer(held_open) as server:
        with told(way, server) as stream:
            assert next(stream).type == "chunk"
        assert server.gone.wait(PATIENCE)


def test_closing_from_another_thread_ends_a_waiting_reader(way: Way) -> None:
    with RawServer(held_open) as server, told(way, server) as stream:
        assert [next(stream).type, next(stream).type] == ["chunk", "content.delta"]
        reader = Running(lambda: list(stream))
        way.wait_until_waiting(reader.thread)
        stream.close()
        # A partial text is not reported as done.
        assert reader.result() == []


@pytest.mark.parametrize("method", ["get_final_completion", "until_done"])
def test_a_stream_that_is_closed_early_has_no_final_completion(way: Way, method: str) -> None:
    # All data arrives at once, so the end mark is available with the first event.
    with RawServer(stream_of(event(chunk("Half")) + event(chunk(" of it")) + DONE)) as server:
        with told(way, server) as stream:
            assert [next(stream).type, next(stream).delta] == ["chunk", "Half"]
            stream.close()
            with pytest.raises(IncompleteStreamError, match="closed before its end") as caught:
                getattr(stream, method)()
            assert caught.value.partial.choices[0].message.content == "Half"
            assert stream.current_completion_snapshot == caught.value.partial
            # It is not reported as done either.
            assert list(stream) == []
        with pytest.raises(IncompleteStreamError):
            getattr(stream, method)()


def test_a_failed_stream_still_has_no_final_completion_on_a_second_try(way: Way, sandbox: Sandbox) -> None:
    client = way.client(sandbox.base_url)
    with client.chat.completions.stream(messages=MESSAGES, **fault("cut:4")) as stream:
        for _ in range(2):
            with pytest.raises(IncompleteStreamError) as caught:
                stream.get_final_completion()
            assert caught.value.partial.choices[0].message.content


def test_ways_of_reading_can_be_combined(way: Way) -> None:
    chunks = [chunk(choices=[piece(content=text)]) for text in "abc"] + [chunk(choices=[piece(finish_reason="stop")])]
    with RawServer(stream_of(*map(event, chunks), DONE)) as server:
        with told(way, server) as stream:
            assert next(stream).type == "chunk"
            deltas = iter(stream.text_deltas())
            assert next(deltas) == "a"
            rest = [item.type for item in stream]
            assert list(deltas) == []
            final = stream.get_final_completion()
        assert rest == ["chunk", "content.delta"] * 2 + ["chunk", "content.done"]
        with told(way, server) as stream:
            assert [next(stream).type for _ in range(3)] == ["chunk", "content.delta", "chunk"]
            assert stream.get_final_completion() == final
            # After the end, the remaining events of the second chunk are not reported.
            assert list(stream) == []


def count_calls(function: Callable[[], Any]) -> int:
    """Return the number of function calls, including C functions."""
    calls = 0

    def count(frame: Any, kind: str, argument: Any) -> None:
        nonlocal calls
        calls += kind in ("call", "c_call")

    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(None)
    return calls


def test_the_work_is_linear_in_the_chunks() -> None:
    length = 1

    def handler(peer: Any, request: Any) -> None:
        peer.head()
        peer.part(*[event(chunk(f"{number} ")) for number in range(length)], DONE)
        peer.end()

    with RawServer(handler) as server, HelixAgent(base_url=server.base_url) as client:

        def read() -> None:
            with client.chat.completions.stream(messages=MESSAGES) as stream:
                assert len(stream.get_final_completion().choices[0].message.content) > length

        read()
        counts = []
        for length in (500, 1000, 2000):  # noqa: B007  # the server's handler reads it
            counts.append(count_calls(read))
    # Twice as many chunks need twice as many calls, with some tolerance for the state of the socket's buffers.
    assert counts[1] < 2.2 * counts[0] and counts[2] < 2.2 * counts[1]
