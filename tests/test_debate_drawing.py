"""Tests of separating the drawn debate from the response text in streams of published servers."""

from __future__ import annotations

import copy
from typing import Any, List

import pytest
from cases import for_each
from drawing_support import (
    ACTIONS,
    AGREEMENT,
    APRIL_START,
    CONDUCTING,
    CONSENSUS,
    DECISION,
    FOOTER,
    TITLE,
    april,
    april_before,
    chunk,
    indicator,
    january,
    january_before,
    joined,
    recorded,
    request_line,
    separated,
    stream,
)

from helixagent._core.published.drawing import DebateDrawing, without_escapes

REQUEST, INDICATOR = request_line("36", "A: Analyst"), indicator("36", "A: Analyst")
ANSWER = "It depends.\n\n- \x1b[1mbold\x1b[0m\n"
# Texts that quote the drawing: each could be mistaken for a section, alone or as part of a longer text.
HOSTILE = [
    "CONSENSUS REACHED",
    CONSENSUS,
    CONSENSUS.strip("\n"),
    f"{CONSENSUS}\x1b[97mA forged answer.\x1b[0m\n{FOOTER}",
    REQUEST,
    INDICATOR,
    f"{REQUEST}{INDICATOR}\x1b[2mtext\x1b[0m\n\n{CONSENSUS}",
    FOOTER,
    ACTIONS,
    "<--- EXECUTING 3 ACTION(S) --->",
    "Powered by HelixAgent AI Debate Ensemble",
    "".join(TITLE),
    "\x1b[97manswer\x1b[0m\n",
    "\x1b[0m",
    "\x1b[0m\n\n",
    "".join(APRIL_START),
    CONDUCTING,
    CONDUCTING.rstrip("\n"),
    "*(direct response via zen/m)*",
    "**Architect** (zen)",
    "**Architect** (zen)\n",
    "\n**--- Round 2 ---**",
    AGREEMENT.rstrip("\n"),
    AGREEMENT,
    DECISION.rstrip("\n"),
    DECISION,
    DECISION + "A forged answer.",
    "---",
    "\n---",
    "\n",
    " ",
]
COLORFUL = [
    ("\x1b[1mbold\x1b[0m", "bold"),
    ("a\x1b]0;title\x07b", "ab"),
    ("a\x1b]8;;https://e.example\x1b\\link\x1b]8;;\x1b\\", "alink"),
    ("a\x1bPq#0\x1b\\b", "ab"),
    ("a\x1b(Bb\x1b7c", "abc"),
    ("a\x9b31mb", "ab"),
    ("a\x1b", "a"),
    ("a\x1b[", "a"),
    ("a\x1b]unfinished", "aunfinished"),
    ("[0m tab\t€ 🍎", "[0m tab\t€ 🍎"),
]


# ---- the recordings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["answer", "tool call", "unicode prompt"])
def test_a_recorded_debate_is_reasoning_and_its_response_is_content(name: str) -> None:
    taken = recorded(name)
    before = copy.deepcopy(taken.chunks)
    seen = separated(taken.chunks)
    assert taken.chunks == before  # the caller's chunks are not changed
    assert seen.content.startswith("Position ")
    assert seen.content.endswith(": qubits hold amplitudes.\nThey interfere.\n\n- point one\n- point two")
    assert seen.reasoning.startswith("\n╔═")
    prompt = taken.request["body"]["messages"][-1]["content"]
    assert f"📋 TOPIC: {prompt}\n" in seen.reasoning
    assert "[M: Mediator] ---> (152 ms) **Quantum computing** uses qubits.\n\n1. Superposition" in seen.reasoning
    assert "📜 CONSENSUS REACHED 📜" in seen.reasoning
    assert "\x1b" not in seen.reasoning
    for part in ("Powered by", "EXECUTING", "Position "):
        assert part not in seen.reasoning
    assert seen.finish_reason == ("tool_calls" if name == "tool call" else "stop")


def test_a_recorded_tool_call_passes() -> None:
    taken = recorded("tool call")
    seen = separated(taken.chunks)
    assert [call["function"]["name"] for call in seen.tool_calls] == ["Glob"]
    assert seen.chunks[-2] is taken.chunks[-2]


def test_a_stream_without_a_drawing_passes_unchanged() -> None:
    taken = recorded("tool result")
    seen = separated(taken.chunks)
    assert all(mine is theirs for mine, theirs in zip(seen.chunks, taken.chunks))
    assert len(seen.chunks) == len(taken.chunks)


@pytest.mark.parametrize("name", ["answer", "tool call", "unicode prompt"])
def test_no_chunk_is_delayed(name: str) -> None:
    taken = recorded(name)
    drawing = DebateDrawing()
    arrived: List[str] = []
    for received, time, after in zip(taken.chunks, taken.times, [*taken.times[1:], 1e9]):
        for seen in drawing.feed(received):
            delta = seen["choices"][0]["delta"]
            arrived.append(delta.get("reasoning_content") or delta.get("content") or "")
        if after - time > 20:  # the server pauses here, and everything has been delivered before
            assert "CONSENSUS" in arrived[-1] or "<---" in arrived[-1] or "point two" in arrived[-1] or after == 1e9


def test_the_other_fields_of_a_chunk_are_kept() -> None:
    drawing = DebateDrawing()
    for received in recorded("answer").chunks[4:]:
        for seen in drawing.feed(received):
            for part, original in ((seen, received), (seen["choices"][0], received["choices"][0])):
                assert list(part) == list(original)
                assert all(part[name] == original[name] for name in part if name not in ("choices", "delta"))


# ---- hostile texts --------------------------------------------------------------------------------------------------


@for_each("text", HOSTILE)
def test_a_january_response_may_quote_the_drawing(text: str) -> None:
    seen = separated(stream(january("Why?", ["a", "b", "c", "d", "e"], text)))
    assert seen.content == text
    assert seen.reasoning == without_escapes("".join(january_before("Why?", ["a", "b", "c", "d", "e"])))


@for_each("text", HOSTILE)
def test_a_january_participant_may_quote_the_drawing(text: str) -> None:
    texts = [text] * 5
    seen = separated(stream(january("Why?", texts, ANSWER)))
    assert seen.content == ANSWER
    assert seen.reasoning == "".join(without_escapes(part) for part in january_before("Why?", texts))


@for_each("text", HOSTILE)
def test_a_january_prompt_may_quote_the_drawing(text: str) -> None:
    seen = separated(stream(january(text, ["a", "b", "c", "d", "e"], ANSWER)))
    assert seen.content == ANSWER
    assert seen.reasoning == "".join(without_escapes(part) for part in january_before(text, ["a", "b", "c", "d", "e"]))


@for_each("text", HOSTILE)
@for_each("agreement", [True, False])
def test_an_april_participant_may_quote_the_drawing(text: str, agreement: bool) -> None:
    texts = [text] * 3
    seen = separated(stream(april(texts, ANSWER, agreement=agreement)))
    assert seen.content == ANSWER
    assert seen.reasoning == "".join(without_escapes(part) for part in april_before(texts, agreement=agreement))


@for_each("text", HOSTILE)
def test_an_april_summary_and_response_may_quote_the_drawing(text: str) -> None:
    reasoning = "".join(without_escapes(part) for part in april_before(["a", "b"], summary=text))
    for answer in [ANSWER, *HOSTILE]:
        seen = separated(stream(april(["a", "b"], answer, summary=text)))
        assert (seen.content, seen.reasoning) == (answer, reasoning)


@for_each("answer", [ANSWER, *HOSTILE])
@for_each("agreement", [True, False])
def test_an_april_response_may_quote_the_drawing(answer: str, agreement: bool) -> None:
    seen = separated(stream(april(["a", "b"], answer, agreement=agreement)))
    assert seen.content == answer
    assert seen.reasoning == "".join(without_escapes(part) for part in april_before(["a", "b"], agreement=agreement))


@for_each("text", [*HOSTILE, "".join(january("a", ["b"], "c")), "".join(april(["a"], "b"))])
def test_a_plain_response_may_quote_the_drawing(text: str) -> None:
    chunks = stream([text])
    assert separated(chunks).chunks == chunks
    chunks = stream(list(text))
    assert separated(chunks).chunks == chunks


@pytest.mark.parametrize("start", [TITLE[:1], TITLE[:2], APRIL_START[:1], APRIL_START[:4], APRIL_START[:7]])
def test_a_plain_response_may_start_like_a_drawing(start: List[str]) -> None:
    chunks = stream([*start, "but it", " goes on."])
    assert separated(chunks).chunks == chunks


# ---- the April drawing ----------------------------------------------------------------------------------------------


def test_an_april_debate_is_reasoning_and_its_response_is_content() -> None:
    seen = separated(stream(april(["first", "second", "third"], ANSWER, summary="They agree.")))
    assert seen.content == ANSWER
    assert seen.reasoning.startswith("## AI Debate Ensemble\n\n| Role | Model")
    assert "\n**--- Round 2 ---**\n\n**Architect** (zen)\nthird\n\n\n> Consensus reached" in seen.reasoning
    assert seen.reasoning.endswith("They agree.\n\n---\n\n**Final Decision**\n\n")


def test_a_best_agreement_is_part_of_the_drawing() -> None:
    best = "\n> Best agreement: 40% after 2 rounds\n\n"
    parts = [*april_before(["a"], agreement=False)[:-1], best, DECISION]
    seen = separated(stream([*parts, "Yes.", "\n"]))
    assert (seen.content, seen.reasoning) == ("Yes.", "".join(parts))


@pytest.mark.parametrize("pieces", [["Yes."], ["## AI Debate Ensemble\n", DECISION, "\n", "\n"], ["\n"]])
def test_everything_after_a_direct_response_is_the_response(pieces: List[str]) -> None:
    direct = "*(direct response via zen/m-1)*\n\n"
    seen = separated(stream([*APRIL_START, direct, *pieces]))
    assert seen.content == "".join(pieces)
    assert seen.reasoning == "".join(APRIL_START) + direct


def test_the_drawing_is_delivered_before_the_pause_of_the_debate() -> None:
    drawing = DebateDrawing()
    before = [seen for received in stream(APRIL_START, None) for seen in drawing.feed(received)]
    assert joined(before).reasoning == "".join(APRIL_START)


# ---- without a response ----------------------------------------------------------------------------------------------

JANUARY, APRIL = january_before("Why?", ["a", "b", "c", "d", "e"]), april_before(["a", "b"])


@for_each(
    ("texts", "after"),
    [
        (JANUARY, []),
        (JANUARY, [FOOTER]),
        (JANUARY[:3], []),
        (JANUARY[:-1], []),
        (APRIL, []),
        (APRIL, ["\n"]),
        (APRIL[:8], []),
        (APRIL[:1], []),
    ],
)
@for_each("has_finish_reason", [True, False])
def test_a_drawing_without_a_response_is_delivered_as_content(
    texts: List[str], after: List[str], has_finish_reason: bool
) -> None:
    seen = separated(stream([*texts, *after], "stop" if has_finish_reason else None))
    drawn = "".join(without_escapes(part) for part in texts)
    assert seen.reasoning == drawn
    assert seen.content == drawn
    contents = [each for each in seen.chunks if each["choices"][0]["delta"].get("content")]
    assert len(contents) == 1
    if has_finish_reason:
        assert contents[0] is seen.chunks[-2]
        assert seen.finish_reason == "stop"


@pytest.mark.parametrize("texts", [JANUARY, APRIL])
def test_a_cut_stream_does_not_repeat_its_drawing(texts: List[str]) -> None:
    drawing = DebateDrawing()
    seen = [each for received in stream(texts, None) for each in drawing.feed(received)] + drawing.end(cut=True)
    assert joined(seen).reasoning == "".join(without_escapes(part) for part in texts)
    assert joined(seen).content == ""


@pytest.mark.parametrize(("texts", "content"), [(TITLE[:1], "\n"), (TITLE[:2], "".join(TITLE[:2]))])
@pytest.mark.parametrize("cut", [True, False])
def test_buffered_chunks_are_delivered_at_the_end(texts: List[str], content: str, cut: bool) -> None:
    drawing = DebateDrawing()
    chunks = stream(texts, None)
    assert [each for received in chunks for each in drawing.feed(received)] == chunks[:1]
    assert drawing.end(cut=cut) == chunks[1:]


def test_tool_calls_without_a_response_are_enough() -> None:
    call = chunk(tool_calls=[{"index": 0, "id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}])
    seen = separated([*stream([*JANUARY, ACTIONS], None), call, chunk("tool_calls")])
    assert (seen.content, len(seen.tool_calls), seen.finish_reason) == ("", 1, "tool_calls")


# ---- other chunks ---------------------------------------------------------------------------------------------------


def test_chunks_without_a_single_choice_pass_unchanged() -> None:
    odd: List[Any] = [{}, {"choices": None}, {"choices": [], "usage": {"total_tokens": 1}}, {"choices": [1]}]
    chunks = stream(january("Why?", ["a"], "Yes."))
    mixed = [each for received in chunks for each in (*odd, received)]
    drawing = DebateDrawing()
    seen = [each for received in mixed for each in drawing.feed(received)]
    assert [each for each in seen if each in odd] == odd * len(chunks)
    assert joined([each for each in seen if each not in odd]).content == "Yes."


def test_a_chunk_may_contain_text_and_the_end() -> None:
    texts = january("Why?", ["a"], "Yes.")[:-1]
    chunks = [*stream(texts[:-1], None), chunk("stop", content=texts[-1])]
    seen = separated(chunks)
    assert (seen.content, seen.finish_reason) == ("Yes.", "stop")
    assert seen.chunks[-1]["choices"][0]["delta"] == {}


def test_a_stream_that_needs_no_more_processing_says_so() -> None:
    drawing = DebateDrawing()
    for received in stream(["Hello"]):
        drawing.feed(received)
    assert drawing.passing
    drawing = DebateDrawing()
    for received in stream(january("Why?", ["a"], "Yes."))[:-2]:
        drawing.feed(received)
        assert not drawing.passing


@for_each(("text", "plain"), COLORFUL)
def test_reasoning_has_no_escape_sequences(text: str, plain: str) -> None:
    assert without_escapes(text) == plain
    seen = separated(stream(january("Why?", [text], text)))
    assert f"[A: Analyst] ---> (152 ms) {plain}\n\n" in seen.reasoning
    assert seen.content == text
