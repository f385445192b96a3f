"""Tests of snapshots and events while a chat is accumulated: their content, and the cost of reading them."""

from __future__ import annotations

import copy
import gc
import pickle
import sys
from typing import Any, Callable, List, Mapping

import pytest

from helixagent._core.streams.accumulate import ChatAccumulator
from helixagent._core.streams.stream_events import (
    ChatStreamEvent,
    ChunkEvent,
    ContentDeltaEvent,
    ContentDoneEvent,
    ToolCallArgumentsDeltaEvent,
    ToolCallArgumentsDoneEvent,
)
from helixagent_client.models import ChatCompletionChunk

from .chunk_support import Json, call, chunk, piece


def received(*choices: Json) -> ChatCompletionChunk:
    return ChatCompletionChunk.from_dict(chunk(*choices))


def test_completion_is_a_snapshot() -> None:
    chat = ChatAccumulator()
    assert chat.completion().choices == []
    seen = []
    for text in ["a", "b", "c"]:
        chat.add(received(piece(content=text, list=[text])))
        seen.append(chat.completion())
    assert [each.choices[0].message.content for each in seen] == ["a", "ab", "abc"]
    seen[0].choices[0].message.content = "changed"
    assert [each.choices[0].message.list for each in seen] == [["a"], ["a", "b"], ["a", "b", "c"]]
    assert chat.completion().choices[0].message.content == "abc"


def test_a_snapshot_of_deeply_nested_data_does_not_approach_the_recursion_limit() -> None:
    """Python below 3.10 aborts the process if the collector calls back while a recursion crosses its limit."""
    deep: Any = []
    for _ in range(20 * sys.getrecursionlimit()):
        deep = [deep]
    chat = ChatAccumulator()
    chat.add(received(piece(list=deep)))
    shown = chat.completion().choices[0].message.list
    shown[0].append("the user's own")
    assert len(deep[0]) == 1


def test_snapshots_of_events() -> None:
    chat = ChatAccumulator()
    sent = [
        chunk(piece(content="a", tool_calls=[call(0, "t", "f", "[")])),
        chunk(piece(content="b", tool_calls=[call(0, arguments="]")])),
    ]
    first, second = [chat.add(ChatCompletionChunk.from_dict(each)) for each in sent]
    events: List[ChatStreamEvent] = first + second
    assert [type(event) for event in events] == [ChunkEvent, ContentDeltaEvent, ToolCallArgumentsDeltaEvent] * 2
    assert [event.snapshot for event in events if event.type == "content.delta"] == ["a", "ab"]
    assert [event.arguments for event in events if isinstance(event, ToolCallArgumentsDeltaEvent)] == ["[", "[]"]
    assert isinstance(first[0], ChunkEvent)
    assert first[0].chunk == ChatCompletionChunk.from_dict(sent[0])
    assert first[0].snapshot.choices[0].message.content == "ab"


def test_events_have_a_repr_can_be_compared_and_pickled() -> None:
    chat = ChatAccumulator()
    events = chat.add(received(piece("stop", content="a", refusal="r", tool_calls=[call(0, "t", "f", "1")])))
    assert repr(events[1]) == "ContentDeltaEvent(delta='a', choice_index=0)"
    assert repr(ContentDoneEvent("a", 0)) == "ContentDoneEvent(content='a', choice_index=0)"
    assert pickle.loads(pickle.dumps(events)) == events == copy.deepcopy(events)
    assert events[1] != events[2]
    assert ToolCallArgumentsDoneEvent("f", 0, "1", 1, 0) == events[-1] != "x"
    with pytest.raises(AttributeError):
        events[1].type = "x"  # type: ignore[misc,assignment]
    with pytest.raises(TypeError):
        hash(events[0])


def count_calls(function: Callable[[], Any]) -> int:
    """Return the number of Python and C functions that run under the function."""
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    collecting = gc.isenabled()
    gc.disable()  # its callbacks (Hypothesis has one) would be counted
    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(before)
        if collecting:
            gc.enable()
    return calls


@pytest.mark.parametrize(
    "delta", [{"content": "word "}, {"reasoning_content": "x"}, {"tool_calls": [call(0, "t", "f", "x")]}]
)
def test_each_chunk_costs_the_same_and_texts_are_joined_once(delta: Mapping[str, Any]) -> None:
    def accumulate(number: int) -> None:
        chat = ChatAccumulator()
        for _ in range(number):
            chat.add(received(piece(**delta)))
        chat.completion()

    accumulate(1)
    base, once, twice = (
        count_calls(lambda: accumulate(10)),
        count_calls(lambda: accumulate(1010)),
        count_calls(lambda: accumulate(2010)),
    )
    assert twice - base == 2 * (once - base)


def test_reading_a_text_joins_the_chunks_permanently() -> None:
    chat = ChatAccumulator()
    events = [chat.add(received(piece(content="word ")))[1] for _ in range(1000)]
    assert isinstance(events[-1], ContentDeltaEvent)
    assert len(events[-1]._buffer._parts) == 1000
    assert events[-1].snapshot == "word " * 1000
    assert events[0]._buffer._parts == ["word " * 1000]  # type: ignore[union-attr]
