"""The accumulators: chunks in any pieces give the whole completion, and the events in their order."""

from __future__ import annotations

import copy
import gc
import pickle
import sys
from typing import Any, Callable, Dict, List, Mapping, Sequence, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helixagent._core.accumulate import ChatAccumulator, CompletionAccumulator
from helixagent._core.stream_events import (
    ChatStreamEvent,
    ChunkEvent,
    ContentDeltaEvent,
    ContentDoneEvent,
    ToolCallArgumentsDeltaEvent,
    ToolCallArgumentsDoneEvent,
)
from helixagent_client.models import ChatCompletionChunk, CompletionChunk

Json = Dict[str, Any]
HEAD: Json = {"id": "c1", "object": "chat.completion.chunk", "created": 1703123456, "model": "m"}
USAGE: Json = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
AS_SENT: List[Callable[[Json], Any]] = [dict, ChatCompletionChunk.from_dict]


def chunk(*choices: Json, **fields: Any) -> Json:
    return {**HEAD, "choices": list(choices), **fields}


def piece(finish_reason: Any = None, index: int = 0, logprobs: Any = None, **delta: Any) -> Json:
    return {"index": index, "delta": delta, "finish_reason": finish_reason, "logprobs": logprobs}


def call(index: Any = None, id: Any = None, name: Any = None, arguments: Any = None, **more: Any) -> Json:
    whole = {"index": index, "id": id, "function": {"name": name, "arguments": arguments}, **more}
    return {key: value for key, value in whole.items() if value is not None}


def whole_call(id: str, name: str, arguments: str, **more: Any) -> Json:
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}, **more}


def message(finish_reason: Any = None, index: int = 0, logprobs: Any = None, **fields: Any) -> Json:
    whole = {"index": index, "message": {"role": "assistant", "content": None, **fields}}
    if finish_reason is not None:
        whole["finish_reason"] = finish_reason
    if logprobs is not None:
        whole["logprobs"] = logprobs
    return whole


def told(events: Sequence[ChatStreamEvent]) -> List[Tuple[Any, ...]]:
    """Events in short, for comparison; the chunk events, of which each chunk has one, are left out."""
    return [
        (event.type, *(getattr(event, name) for name in event._shown))
        for event in events
        if not isinstance(event, ChunkEvent)
    ]


def run(chunks: Sequence[Any]) -> Tuple[ChatAccumulator, List[Tuple[Any, ...]]]:
    chat = ChatAccumulator()
    events: List[ChatStreamEvent] = []
    for each in chunks:
        events += chat.add(each)
    events += chat.finish()
    assert chat.finish() == []
    return chat, told(events)


ARGUMENTS_DELTA, ARGUMENTS_DONE = "tool_calls.function.arguments.delta", "tool_calls.function.arguments.done"
TOKEN = {"token": "a", "logprob": -0.5}

# name: chunks, the choices of the completion, its other fields, the events
CASES: Dict[str, Tuple[List[Json], List[Json], Json, List[Tuple[Any, ...]]]] = {
    "text": (
        [
            chunk(piece(role="assistant", content="")),
            chunk(piece(content="Hel")),
            chunk(piece(content="lo")),
            chunk(piece("stop")),
        ],
        [message("stop", content="Hello")],
        {},
        [("content.delta", "Hel", 0), ("content.delta", "lo", 0), ("content.done", "Hello", 0)],
    ),
    "all in one chunk": (
        [chunk(piece("stop", role="assistant", content="Hello"), usage=USAGE)],
        [message("stop", content="Hello")],
        {"usage": USAGE},
        [("content.delta", "Hello", 0), ("content.done", "Hello", 0)],
    ),
    "cut stream": (
        [chunk(piece(content="Hel"))],
        [message(content="Hel")],
        {},
        [("content.delta", "Hel", 0), ("content.done", "Hel", 0)],
    ),
    "usage and ensemble in a last chunk, other fields": (
        [
            chunk(piece(content="a"), system_fingerprint="fp", service_tier=None, provider="x"),
            chunk(piece("stop"), id="", provider="y"),
            chunk(usage=USAGE, ensemble={"providers_used": ["x", "y"], "confidence_score": 0.9}, service_tier="flex"),
        ],
        [message("stop", content="a")],
        {
            "system_fingerprint": "fp",
            "service_tier": "flex",
            "provider": "y",
            "usage": USAGE,
            "ensemble": {"providers_used": ["x", "y"], "confidence_score": 0.9},
        },
        [("content.delta", "a", 0), ("content.done", "a", 0)],
    ),
    "an ensemble's object": (
        [chunk(piece("stop", content="a"), object="ensemble.completion.chunk")],
        [message("stop", content="a")],
        {"object": "ensemble.completion"},
        [("content.delta", "a", 0), ("content.done", "a", 0)],
    ),
    "choices that alternate": (
        [
            chunk(piece(content="b", index=1), piece(content="a", index=0)),
            chunk(piece("length", content="B", index=1)),
            chunk(piece("stop", content="A", index=0)),
        ],
        [message("stop", content="aA"), message("length", index=1, content="bB")],
        {},
        [("content.delta", "b", 1), ("content.delta", "a", 0), ("content.delta", "B", 1), ("content.done", "bB", 1)]
        + [("content.delta", "A", 0), ("content.done", "aA", 0)],
    ),
    "refusal": (
        [chunk(piece(refusal="I ")), chunk(piece(refusal="can't", content=None)), chunk(piece("stop"))],
        [message("stop", refusal="I can't")],
        {},
        [("refusal.delta", "I ", 0), ("refusal.delta", "can't", 0), ("refusal.done", "I can't", 0)],
    ),
    "two tool calls": (
        [
            chunk(piece(content=None, tool_calls=[call(0, "t0", "f", "", type="function")])),
            chunk(piece(tool_calls=[call(0, arguments='{"a"')])),
            chunk(piece(tool_calls=[call(0, "", "", ": 1}")])),
            chunk(piece(tool_calls=[call(1, "t1", "g", "nonsense")])),
            chunk(piece("tool_calls")),
        ],
        [message("tool_calls", tool_calls=[whole_call("t0", "f", '{"a": 1}'), whole_call("t1", "g", "nonsense")])],
        {},
        [(ARGUMENTS_DELTA, "f", 0, '{"a"', 0), (ARGUMENTS_DELTA, "f", 0, ": 1}", 0)]
        + [(ARGUMENTS_DONE, "f", 0, '{"a": 1}', {"a": 1}, 0), (ARGUMENTS_DELTA, "g", 1, "nonsense", 0)]
        + [(ARGUMENTS_DONE, "g", 1, "nonsense", None, 0)],
    ),
    "text before a tool call, and a call without arguments": (
        [chunk(piece(content="Wait")), chunk(piece("tool_calls", tool_calls=[call(0, "t0", "f")]))],
        [message("tool_calls", content="Wait", tool_calls=[whole_call("t0", "f", "")])],
        {},
        [("content.delta", "Wait", 0), ("content.done", "Wait", 0), (ARGUMENTS_DONE, "f", 0, "", None, 0)],
    ),
    "tool calls without an index": (
        [
            chunk(piece(tool_calls=[call(id="t0", name="f", arguments="[")])),
            chunk(piece(tool_calls=[call(arguments="]")])),
            chunk(piece(tool_calls=[call(id="t1", name="g", arguments="1"), call(id="t2", name="h", arguments="2")])),
        ],
        [message(tool_calls=[whole_call("t0", "f", "[]"), whole_call("t1", "g", "1"), whole_call("t2", "h", "2")])],
        {},
        [(ARGUMENTS_DELTA, "f", 0, "[", 0), (ARGUMENTS_DELTA, "f", 0, "]", 0), (ARGUMENTS_DONE, "f", 0, "[]", [], 0)]
        + [(ARGUMENTS_DELTA, "g", 1, "1", 0), (ARGUMENTS_DONE, "g", 1, "1", 1, 0)]
        + [(ARGUMENTS_DELTA, "h", 2, "2", 0), (ARGUMENTS_DONE, "h", 2, "2", 2, 0)],
    ),
    "a tool call that goes on after the next one began": (
        [
            chunk(piece(tool_calls=[call(0, "t0", "f", "[1")])),
            chunk(piece(tool_calls=[call(1, "t1", "g", "[2")])),
            chunk(piece(tool_calls=[call(0, arguments="]"), call(1, arguments="]")])),
        ],
        [message(tool_calls=[whole_call("t0", "f", "[1]"), whole_call("t1", "g", "[2]")])],
        {},
        [
            (ARGUMENTS_DELTA, "f", 0, "[1", 0),
            (ARGUMENTS_DONE, "f", 0, "[1", None, 0),
            (ARGUMENTS_DELTA, "g", 1, "[2", 0),
        ]
        + [
            (ARGUMENTS_DONE, "g", 1, "[2", None, 0),
            (ARGUMENTS_DELTA, "f", 0, "]", 0),
            (ARGUMENTS_DELTA, "g", 1, "]", 0),
        ],
    ),
    "tool calls in another order": (
        [chunk(piece("tool_calls", tool_calls=[call(1, "t1", "g", "1"), call(0, "t0", "f", "0")]))],
        [message("tool_calls", tool_calls=[whole_call("t0", "f", "0"), whole_call("t1", "g", "1")])],
        {},
        [(ARGUMENTS_DELTA, "g", 1, "1", 0), (ARGUMENTS_DONE, "g", 1, "1", 1, 0), (ARGUMENTS_DELTA, "f", 0, "0", 0)]
        + [(ARGUMENTS_DONE, "f", 0, "0", 0, 0)],
    ),
    "arguments sent as an object, unknown fields of a call": (
        [chunk(piece(tool_calls=[call(0, "t0", "f", {"a": 1}, extra={"signature": "s"})]))],
        [message(tool_calls=[whole_call("t0", "f", '{"a": 1}', extra={"signature": "s"})])],
        {},
        [(ARGUMENTS_DELTA, "f", 0, '{"a": 1}', 0), (ARGUMENTS_DONE, "f", 0, '{"a": 1}', {"a": 1}, 0)],
    ),
    "empty strings that say nothing": (
        [
            chunk(piece("", role="", content="a", refusal="", tool_calls=[]), system_fingerprint=""),
            chunk(piece("", role="", content="b", tool_calls=[call(0, "", "", "")])),
            chunk(piece("stop", role="", content="")),
            chunk(piece("", content="")),
        ],
        [message("stop", content="ab", refusal="", tool_calls=[{"type": "function", "function": {"arguments": ""}}])],
        {},
        [("content.delta", "a", 0), ("content.delta", "b", 0), ("content.done", "ab", 0)]
        + [(ARGUMENTS_DONE, "", 0, "", None, 0)],
    ),
    "unknown fields of deltas and choices": (
        [
            chunk({**piece(reasoning_content="Let ", parts=[1], score=1, note=None), "matched": "a"}),
            chunk({**piece(reasoning_content="me", parts=[2], score=2), "matched": "b"}),
        ],
        [{**message(reasoning_content="Let me", parts=[1, 2], score=2), "matched": "b"}],
        {},
        [],
    ),
    "logprobs": (
        [
            chunk(piece(content="a", logprobs={"content": [TOKEN], "refusal": None})),
            chunk(piece(content="a", logprobs={"content": [TOKEN, TOKEN], "refusal": [TOKEN], "new": 1})),
        ],
        [message(content="aa", logprobs={"content": [TOKEN] * 3, "refusal": [TOKEN], "new": 1})],
        {},
        [("content.delta", "a", 0), ("content.delta", "a", 0), ("content.done", "aa", 0)],
    ),
    "nulls and wrong kinds": (
        [
            chunk(choices=None),
            chunk(choices="x"),
            chunk(None, "x", 7),  # type: ignore[arg-type]
            chunk({"delta": None}, {"delta": "x", "index": "x"}, {"delta": {"content": 5, "tool_calls": "x"}}),
            chunk(
                piece(role=None, tool_calls=None, refusal=None), {"delta": {"tool_calls": [None, {"function": "x"}]}}
            ),
            {"choices": [{"delta": {"content": "a"}, "logprobs": "x"}]},
        ],
        [message(content="a", tool_calls=[{"type": "function", "function": {"arguments": ""}}])],
        {},
        [("content.delta", "a", 0), ("content.done", "a", 0), (ARGUMENTS_DONE, "", 0, "", None, 0)],
    ),
}


@pytest.mark.parametrize("as_sent", AS_SENT)
@pytest.mark.parametrize("case", CASES)
def test_case(case: str, as_sent: Callable[[Json], Any]) -> None:
    chunks, choices, fields, events = CASES[case]
    before = copy.deepcopy(chunks)
    chat, seen = run([as_sent(each) for each in chunks])
    assert chat.completion().to_dict() == {**HEAD, "object": "chat.completion", **fields, "choices": choices}
    assert seen == events
    assert chunks == before


def test_completion_is_a_snapshot() -> None:
    chat = ChatAccumulator()
    assert chat.completion().choices == []
    seen = []
    for text in ["a", "b", "c"]:
        chat.add(chunk(piece(content=text, list=[text])))
        seen.append(chat.completion())
    assert [each.choices[0].message.content for each in seen] == ["a", "ab", "abc"]
    seen[0].choices[0].message.content = "changed"
    assert [each.choices[0].message.list for each in seen] == [["a"], ["a", "b"], ["a", "b", "c"]]
    assert chat.completion().choices[0].message.content == "abc"


def test_snapshots_of_events() -> None:
    chat = ChatAccumulator()
    sent = [
        chunk(piece(content="a", tool_calls=[call(0, "t", "f", "[")])),
        chunk(piece(content="b", tool_calls=[call(0, arguments="]")])),
    ]
    first, second = [chat.add(each) for each in sent]
    events: List[ChatStreamEvent] = first + second
    assert [type(event) for event in events] == [ChunkEvent, ContentDeltaEvent, ToolCallArgumentsDeltaEvent] * 2
    assert [event.snapshot for event in events if event.type == "content.delta"] == ["a", "ab"]
    assert [event.arguments for event in events if isinstance(event, ToolCallArgumentsDeltaEvent)] == ["[", "[]"]
    assert isinstance(first[0], ChunkEvent)
    assert first[0].chunk == ChatCompletionChunk.from_dict(sent[0])
    assert first[0].snapshot.choices[0].message.content == "ab"


def test_text_after_the_finish_reason_is_kept_and_not_done_twice() -> None:
    chat, events = run([chunk(piece("stop", content="a")), chunk(piece("stop", content="b"))])
    assert chat.completion().choices[0].message.content == "ab"
    assert [event[0] for event in events] == ["content.delta", "content.done", "content.delta"]


def test_arguments_nested_without_end_are_no_json() -> None:
    _, events = run([chunk(piece("tool_calls", tool_calls=[call(0, "t", "f", "[" * 200_000)]))])
    assert events[-1][0] == ARGUMENTS_DONE
    assert events[-1][4] is None


def test_events_show_compare_and_pickle() -> None:
    chat = ChatAccumulator()
    events = chat.add(chunk(piece("stop", content="a", refusal="r", tool_calls=[call(0, "t", "f", "1")])))
    assert repr(events[1]) == "ContentDeltaEvent(type='content.delta', delta='a', choice_index=0)"
    assert repr(ContentDoneEvent("a", 0)) == "ContentDoneEvent(type='content.done', content='a', choice_index=0)"
    assert pickle.loads(pickle.dumps(events)) == events == copy.deepcopy(events)
    assert events[1] != events[2]
    assert ToolCallArgumentsDoneEvent("f", 0, "1", 1, 0) == events[-1] != "x"
    with pytest.raises(AttributeError):
        events[1].type = "x"  # type: ignore[misc,assignment]
    with pytest.raises(TypeError):
        hash(events[0])


def cut(text: str, places: Sequence[int]) -> List[str]:
    ends = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[a:b] for a, b in zip(ends, ends[1:])]


places = st.lists(st.integers(0, 30), max_size=6)
contents = st.tuples(st.text(max_size=30), places)
choice_contents = st.tuples(contents, contents, st.lists(contents, max_size=3))


@given(st.lists(choice_contents, min_size=1, max_size=3), st.randoms(use_true_random=False), st.booleans())
def test_any_pieces_give_the_same_whole(choices: Any, random: Any, as_models: bool) -> None:
    queues: List[List[Json]] = []
    whole: List[Json] = []
    for index, ((content, cuts), (reasoning, reasoning_cuts), calls) in enumerate(choices):
        queue = [piece(index=index, content=text) for text in cut(content, cuts)]
        queue += [piece(index=index, reasoning_content=text) for text in cut(reasoning, reasoning_cuts)]
        for number, (arguments, argument_cuts) in enumerate(calls):
            queue.append(piece(index=index, tool_calls=[call(number, f"t{number}", "f", "")]))
            queue += [
                piece(index=index, tool_calls=[call(number, arguments=text)]) for text in cut(arguments, argument_cuts)
            ]
        queues.append([*queue, piece("stop", index=index)])
        expected = message("stop", index, content=content, reasoning_content=reasoning)
        if calls:
            expected["message"]["tool_calls"] = [whole_call(f"t{i}", "f", text) for i, (text, _) in enumerate(calls)]
        whole.append(expected)
    chunks = []
    while any(queues):
        chunks.append(chunk(random.choice([queue for queue in queues if queue]).pop(0)))
    chat, events = run([ChatCompletionChunk.from_dict(each) for each in chunks] if as_models else chunks)
    assert chat.completion().to_dict() == {**HEAD, "object": "chat.completion", "choices": whole}
    for index, (content, _, calls) in enumerate(choices):
        assert "".join(event[1] for event in events if event[0] == "content.delta" and event[2] == index) == content[0]
        done = [event[1] for event in events if event[0] == "content.done" and event[2] == index]
        assert done == ([content[0]] if content[0] else [])
        finished = [event[3] for event in events if event[0] == ARGUMENTS_DONE and event[5] == index]
        assert finished == [text for text, _ in calls]


def count_calls(function: Callable[[], Any]) -> int:
    """How many Python and C functions run under the function."""
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
            chat.add(chunk(piece(**delta)))
        chat.completion()

    accumulate(1)
    base, once, twice = (
        count_calls(lambda: accumulate(10)),
        count_calls(lambda: accumulate(1010)),
        count_calls(lambda: accumulate(2010)),
    )
    assert twice - base == 2 * (once - base)


def test_reading_a_text_joins_the_pieces_for_good() -> None:
    chat = ChatAccumulator()
    events = [chat.add(chunk(piece(content="word ")))[1] for _ in range(1000)]
    assert isinstance(events[-1], ContentDeltaEvent)
    assert len(events[-1]._buffer._pieces) == 1000
    assert events[-1].snapshot == "word " * 1000
    assert events[0]._buffer._pieces == ["word " * 1000]  # type: ignore[union-attr]


TEXT_HEAD: Json = {"id": "c1", "object": "text_completion", "created": 1, "model": "m"}


@pytest.mark.parametrize("as_sent", [dict, CompletionChunk.from_dict])
def test_text_completion(as_sent: Callable[[Json], Any]) -> None:
    accumulator = CompletionAccumulator()
    assert accumulator.completion().to_dict() == {"object": "text_completion", "choices": []}
    logprobs = {"tokens": ["a"], "token_logprobs": [None], "top_logprobs": None, "text_offset": [0]}
    for choices in (
        [{"text": "b", "index": 1, "finish_reason": None}, {"text": "a", "index": 0, "logprobs": logprobs, "new": 1}],
        [{"text": "A", "index": 0, "logprobs": {**logprobs, "text_offset": [1]}, "finish_reason": "stop"}],
        [{"text": None, "index": 1, "finish_reason": "length"}, {"index": 1, "finish_reason": None}, None],
        None,
    ):
        accumulator.add(as_sent({**TEXT_HEAD, "choices": choices}))
    accumulator.add(as_sent({**TEXT_HEAD, "choices": [], "usage": USAGE}))
    both = {"tokens": ["a", "a"], "token_logprobs": [None, None], "text_offset": [0, 1]}
    first = {"index": 0, "text": "aA", "new": 1, "finish_reason": "stop", "logprobs": both}
    second = {"index": 1, "text": "b", "finish_reason": "length"}
    assert accumulator.completion().to_dict() == {**TEXT_HEAD, "choices": [first, second], "usage": USAGE}


@given(st.lists(contents, min_size=1, max_size=3))
def test_any_pieces_of_text_completions(texts: List[Tuple[str, List[int]]]) -> None:
    accumulator = CompletionAccumulator()
    for index, (text, cuts) in enumerate(texts):
        for part in cut(text, cuts):
            accumulator.add({**TEXT_HEAD, "choices": [{"text": part, "index": index}]})
    assert [choice.text for choice in accumulator.completion().choices] == [text for text, _ in texts]
