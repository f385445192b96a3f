"""Tests of the chat accumulator: chunks of any size result in the same completion, and the events are in order."""

from __future__ import annotations

import copy
from typing import Any, Dict, List, Tuple

from cases import for_each
from hypothesis import given, strategies as st

from helixagent._core.streams.accumulate import ChatAccumulator
from helixagent_client.models import ChatCompletionChunk

from .chunk_support import HEAD, USAGE, Json, call, chunk, contents, cut, message, piece, run, told, whole_call

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
    "a tool call that continues after the next one began": (
        [
            chunk(piece(tool_calls=[call(0, "t0", "f", "[1")])),
            chunk(piece(tool_calls=[call(1, "t1", "g", "[2")])),
            chunk(piece(tool_calls=[call(0, arguments="]"), call(1, arguments="]")])),
        ],
        [message(tool_calls=[whole_call("t0", "f", "[1]"), whole_call("t1", "g", "[2]")])],
        {},
        [(ARGUMENTS_DELTA, "f", 0, "[1", 0), (ARGUMENTS_DELTA, "g", 1, "[2", 0), (ARGUMENTS_DELTA, "f", 0, "]", 0)]
        + [(ARGUMENTS_DELTA, "g", 1, "]", 0), (ARGUMENTS_DONE, "f", 0, "[1]", [1], 0)]
        + [(ARGUMENTS_DONE, "g", 1, "[2]", [2], 0)],
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
            chunk({**piece(thoughts="Let ", parts=[1], score=1, note=None), "matched": "a"}),
            chunk({**piece(thoughts="me", parts=[2], score=2), "matched": "b"}),
        ],
        [{**message(thoughts="Let me", parts=[1, 2], score=2), "matched": "b"}],
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


@for_each("case", CASES)
def test_case(case: str) -> None:
    chunks, choices, fields, events = CASES[case]
    before = copy.deepcopy(chunks)
    chat, seen = run(chunks)
    assert chat.completion().to_dict() == {**HEAD, "object": "chat.completion", **fields, "choices": choices}
    assert seen == events
    assert chunks == before


def test_text_after_the_finish_reason_is_kept_and_done_only_once() -> None:
    chat, events = run([chunk(piece("stop", content="a")), chunk(piece("stop", content="b"))])
    assert chat.completion().choices[0].message.content == "ab"
    assert [event[0] for event in events] == ["content.delta", "content.done", "content.delta"]


def test_a_character_that_is_split_around_the_finish_reason_is_whole_in_the_completion() -> None:
    chat = ChatAccumulator()
    for fields in ({**piece(content="\ud83d"), "finish_reason": "stop"}, piece(content="\ude00")):
        chat.collect(chunk(fields))
    assert chat.completion().choices[0].message.content == "\U0001f600"


def test_an_empty_field_of_a_choice_is_ignored() -> None:
    chat = ChatAccumulator()
    chat.collect(chunk({**piece(content="Hi"), "text": "", "finish_reason": ""}))
    assert chat.completion().choices[0].to_dict() == {"index": 0, "message": {"role": "assistant", "content": "Hi"}}


def test_a_text_that_begins_after_the_finish_reason_is_done_immediately() -> None:
    deltas: List[Json] = [{"role": "assistant", "content": ""}, {"content": ""}, {"content": "a"}, {"content": "b"}]
    chat = ChatAccumulator()
    events: List[Any] = []
    for delta in deltas:
        events += chat.add(ChatCompletionChunk.from_dict(chunk(piece("stop", **delta))))
    assert told(events) == [("content.delta", "a", 0), ("content.done", "a", 0), ("content.delta", "b", 0)]


def test_infinitely_nested_arguments_are_not_json() -> None:
    _, events = run([chunk(piece("tool_calls", tool_calls=[call(0, "t", "f", "[" * 200_000)]))])
    assert events[-1][0] == ARGUMENTS_DONE
    assert events[-1][4] is None


choice_contents = st.tuples(contents, contents, st.lists(contents, max_size=3))


@given(st.lists(choice_contents, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_any_split_results_in_the_same_completion(choices: Any, random: Any) -> None:
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
    chat, events = run(chunks)
    assert chat.completion().to_dict() == {**HEAD, "object": "chat.completion", "choices": whole}
    for index, (content, _, calls) in enumerate(choices):
        assert "".join(event[1] for event in events if event[0] == "content.delta" and event[2] == index) == content[0]
        done = [event[1] for event in events if event[0] == "content.done" and event[2] == index]
        assert done == ([content[0]] if content[0] else [])
        # Arguments that are not complete JSON are only done when the stream ends.
        finished = sorted(event[2:4] for event in events if event[0] == ARGUMENTS_DONE and event[5] == index)
        assert finished == [(number, text) for number, (text, _) in enumerate(calls)]
