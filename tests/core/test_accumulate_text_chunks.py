"""Tests of the fast path for chunks that only contain text: it has the results of the slow path, and few calls."""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, List, Tuple

import pytest
from hypothesis import given, strategies as st

from helixagent._core.streams.accumulate import ChatAccumulator
from helixagent._core.streams.stream_events import ChunkEvent
from helixagent_client.models import ChatCompletionChunk

from .chunk_support import HEAD, USAGE, Json, call, chunk, piece, told
from .test_snapshots import count_calls


class Strange(Dict[str, Any]):
    """A JSON object that never takes the fast path, because it is not equal to any other."""

    def __eq__(self, other: object) -> bool:
        return False


def long_way(of: Json) -> Any:
    return Strange(of)


def long_way_of_a_model(of: Json) -> Any:
    return ChatCompletionChunk.from_dict(Strange(of))


WAYS: List[Tuple[Callable[[Json], Any], Callable[[Json], Any]]] = [
    (dict, long_way),
    (ChatCompletionChunk.from_dict, long_way_of_a_model),
]

# Values that are equal but not identical, values that count as missing, and values that are not scalars.
values = st.sampled_from([1, 1.0, True]) | st.sampled_from(
    [None, "", "a", "b", 0, ["a"], {"content": [{"token": "a"}]}]
)
told_calls = st.sampled_from([[call(0, "t", "f", "[")], [call(0, arguments="]")], [call(id="u", arguments="1")]])
CHANGES: Dict[Tuple[str, str], st.SearchStrategy[Any]] = {
    ("chunk", "created"): values,
    ("chunk", "provider"): values,
    ("chunk", "usage"): values,
    ("chunk", "choices"): st.sampled_from([None, [], [None], "x", 2]),
    ("piece", "matched"): values,
    ("piece", "logprobs"): values,
    ("piece", "index"): st.sampled_from([1, 1.0, True, 0, None, "x"]),
    ("piece", "finish_reason"): st.sampled_from(["", "stop", False]),
    ("piece", "delta"): st.sampled_from([None, "x", {}, ["content"]]),
    ("delta", "role"): values,
    ("delta", "refusal"): values,
    ("delta", "reasoning_content"): values,
    ("delta", "note"): values,
    ("delta", "content"): values,
    ("delta", "tool_calls"): told_calls,
}


def steps_of(fields: Any) -> st.SearchStrategy[Any]:
    """Return changes to some fields: the changed value, whether the next chunks keep it, and how often it occurs."""
    changes = st.one_of([st.tuples(st.just(field), CHANGES[field]) for field in fields])
    return st.lists(st.tuples(changes, st.booleans(), st.integers(1, 3)), max_size=6)


def stream_of(steps: Any) -> List[Json]:
    """Chunks as in real streams: nearly all are like the previous one, except for their text."""
    held: Dict[str, Json] = {"chunk": {}, "piece": {}, "delta": {}}
    chunks = [chunk(piece(role="assistant", content=""))]
    for ((place, name), value), stays, times in steps:
        changed = {**held, place: {**held[place], name: value}}
        for number in range(times):
            one = {**piece(content=str(number)), **changed["piece"]}
            if "delta" not in changed["piece"]:
                one["delta"] = {**one["delta"], **changed["delta"]}
            choices = changed["chunk"].get("choices", 1)
            pieces = [one, piece(content="?")][:choices] if isinstance(choices, int) else choices
            chunks.append({**HEAD, **changed["chunk"], "choices": pieces})
        if stays:
            held = changed
    return chunks


# Each stream changes one or two fields, which combines different values.
streams = st.lists(st.sampled_from([*CHANGES]), min_size=1, max_size=2).flatmap(steps_of).map(stream_of)


def shown(value: Any) -> str:
    """Return a text that distinguishes 1 from 1.0 and true."""
    return json.dumps(value)


def state(chat: ChatAccumulator) -> str:
    return shown(chat.completion().to_dict())


@pytest.mark.parametrize("ways", WAYS)
@given(stream=streams, look_each=st.sampled_from([1, 2, 100]))
def test_the_fast_path_and_the_slow_path_agree(ways: Any, stream: List[Json], look_each: int) -> None:
    short, long = ChatAccumulator(), ChatAccumulator()
    silent = ChatAccumulator()
    events: List[List[Any]] = [[], []]
    for number, each in enumerate(stream):
        before = shown(each)
        for chat, way, seen in zip((short, long), ways, events):
            seen += chat.add(way(each))
        silent.collect(ChatCompletionChunk.from_dict(each))
        assert shown(each) == before
        if number % look_each == 0:
            assert state(short) == state(long)
    assert state(short) == state(long) == state(silent)
    for chat, seen in zip((short, long), events):
        seen += chat.finish()
    assert shown(told(events[0])) == shown(told(events[1]))
    for one, other in zip(*events):
        assert getattr(one, "_end", 0) == getattr(other, "_end", 0)
        if not isinstance(one, ChunkEvent) and hasattr(one, "snapshot"):
            assert one.snapshot == other.snapshot
    assert state(short) == state(long)


def calls_for(deltas: List[Json], accumulate: Callable[[ChatAccumulator], Callable[[Any], Any]], **fields: Any) -> int:
    models = [ChatCompletionChunk.from_dict(json.loads(json.dumps(chunk(piece(**d), **fields)))) for d in deltas]
    chat = ChatAccumulator()
    take = accumulate(chat)

    def read() -> None:
        for each in models:
            take(each)

    counted = count_calls(read)
    assert chat.completion().choices[0].message.content
    return counted


ROLE = {"role": "assistant", "content": ""}


@pytest.mark.parametrize(
    ("delta", "fields"),
    [
        ({"content": "word "}, {}),
        ({"role": "assistant", "content": "word "}, {}),
        ({"content": "word ", "refusal": None, "tool_calls": None}, {"usage": None, "provider": "x"}),
    ],
)
@pytest.mark.parametrize(("way", "budget"), [("collect", 4), ("add", 12)])
def test_a_text_chunk_costs_few_calls_and_each_chunk_costs_the_same(
    way: str, budget: int, delta: Json, fields: Json
) -> None:
    _, base, once, twice = (
        calls_for([{**ROLE, **delta}] + [delta] * number, lambda chat: getattr(chat, way), **fields)
        for number in (1, 10, 1010, 2010)  # the first stream pays for one-time work of the process
    )
    assert twice - base == 2 * (once - base)
    assert (once - base) / 1000 <= budget


def test_chunks_of_several_choices_take_the_fast_path_too() -> None:
    chat = ChatAccumulator()
    models = [ChatCompletionChunk.from_dict(chunk(piece(index=n % 3, content="a"))) for n in range(3003)]
    for each in models[:3]:
        chat.collect(each)

    def read() -> None:
        for each in models[3:]:
            chat.collect(each)

    assert count_calls(read) <= 4 * 3000
    assert [each.message.content for each in chat.completion().choices] == ["a" * 1001] * 3


def test_a_chunk_with_more_than_text_does_not_take_the_fast_path() -> None:
    chat = ChatAccumulator()
    for each in (
        chunk(piece(content="a")),
        chunk(piece(content="b"), id="c2", provider="x"),
        chunk(piece(content="c"), id="c2", provider="x", usage=USAGE),
        chunk({**piece(content="d"), "matched": "m"}, id="c2"),
        chunk(piece(content="e", note="n"), id="c2"),
        chunk(piece("stop", content="f"), id="c2"),
    ):
        chat.add(ChatCompletionChunk.from_dict(each))
    whole = chat.completion()
    assert (whole.id, whole.provider, whole.usage.total_tokens) == ("c2", "x", 3)  # type: ignore[attr-defined]
    assert whole.choices[0].to_dict() == {
        "index": 0,
        "message": {"role": "assistant", "content": "abcdef", "note": "n"},
        "finish_reason": "stop",
        "matched": "m",
    }


def test_a_text_that_begins_after_the_finish_reason_is_done_immediately() -> None:
    chat = ChatAccumulator()
    events: List[Any] = []
    for delta in (ROLE, {"content": ""}, {"content": "a"}, {"content": "b"}):
        events += chat.add(ChatCompletionChunk.from_dict(chunk(piece("stop", **delta))))
    assert told(events) == [("content.delta", "a", 0), ("content.done", "a", 0), ("content.delta", "b", 0)]


def test_an_index_must_be_an_integer_and_not_a_value_equal_to_one() -> None:
    chat = ChatAccumulator()
    events: List[Any] = []
    for index in (0, True, 1, 1, 1.0):
        events += chat.add(chunk({**piece(content="a"), "index": index}))
    assert shown([event[2] for event in told(events)]) == "[0, true, true, true, 0]"
    assert [each.message.content for each in chat.completion().choices] == ["aa", "aaa"]
