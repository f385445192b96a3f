"""Tests of a model's reasoning: the field of messages and deltas, stream events, and scripted reasoning in tests."""

from __future__ import annotations

from typing import Any, Iterator, List

import pytest
from cases import for_each
from drawing_support import recorded, separated
from raw_server import DONE, RawServer, chunk, event, stream_of
from stream_support import KINDS, MESSAGES, Way, read_until_failure, way_of

from helixagent._core.streams.accumulate import ChatAccumulator
from helixagent.testing import Sandbox, chat_completion, chat_completion_chunks, fake_client
from helixagent.types import (
    ChatCompletionChunk,
    ContentDeltaEvent,
    ContentDoneEvent,
    Delta,
    Message,
    ReasoningDeltaEvent,
    ReasoningDoneEvent,
    RefusalDoneEvent,
)


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def piece(finish_reason: Any = None, index: int = 0, **delta: Any) -> Any:
    return chunk(choices=[{"index": index, "delta": delta, "finish_reason": finish_reason}])


def serving(*chunks: Any) -> RawServer:
    return RawServer(stream_of(*map(event, chunks), DONE))


def streaming(way: Way, server: RawServer) -> Any:
    return way.client(server.base_url).chat.completions.stream(messages=MESSAGES)


def events_of(way: Way, *chunks: Any) -> List[Any]:
    with serving(*chunks) as server, streaming(way, server) as stream:
        return [item for item in stream if item.type != "chunk"]


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_reasoning_has_separate_events(way: Way, name: str) -> None:
    events = events_of(
        way,
        piece(role="assistant", content=""),
        piece(**{name: "Let me "}),
        piece(**{name: "think."}),
        piece(content="42"),
        piece("stop"),
    )
    assert [type(item) for item in events] == [
        ReasoningDeltaEvent,
        ReasoningDeltaEvent,
        ContentDeltaEvent,
        ReasoningDoneEvent,
        ContentDoneEvent,
    ]
    assert [item.type for item in events[:2] + events[3:4]] == ["reasoning.delta", "reasoning.delta", "reasoning.done"]
    assert [(item.delta, item.snapshot, item.choice_index) for item in events[:2]] == [
        ("Let me ", "Let me ", 0),
        ("think.", "Let me think.", 0),
    ]
    assert repr(events[3]) == "ReasoningDoneEvent(reasoning='Let me think.', choice_index=0)"


def test_reasoning_under_both_names_has_one_event(way: Way) -> None:
    events = events_of(way, piece(reasoning_content="think", reasoning="think"), piece(content="42"), piece("stop"))
    assert [item.type for item in events] == ["reasoning.delta", "content.delta", "reasoning.done", "content.done"]
    assert events[2].reasoning == "think"


@for_each("value", [None, "", {"steps": [1]}, ["a"], 5])
def test_reasoning_that_is_not_text_has_no_event(way: Way, value: Any) -> None:
    events = events_of(way, piece(reasoning=value, reasoning_content=None, content="42"), piece("stop"))
    assert [item.type for item in events] == ["content.delta", "content.done"]


def test_reasoning_may_continue_after_text_and_belongs_to_its_choice(way: Way) -> None:
    events = events_of(
        way,
        piece(reasoning_content="a"),
        piece(reasoning_content="x", index=1),
        piece(content="1"),
        piece(reasoning_content="b"),
        piece("stop"),
        piece("stop", index=1),
    )
    done = [(item.reasoning, item.choice_index) for item in events if isinstance(item, ReasoningDoneEvent)]
    assert done == [("ab", 0), ("x", 1)]


def test_a_split_character_is_complete_in_the_events(way: Way) -> None:
    events = events_of(way, piece(reasoning_content="a\ud83d"), piece(reasoning_content="\ude00b"), piece("stop"))
    assert [item.delta for item in events[:-1]] == ["a", "😀b"]
    assert events[-1].reasoning == "a😀b"


def test_a_model_may_reason_and_then_refuse(way: Way) -> None:
    events = events_of(way, piece(reasoning_content="Hm."), piece(refusal="No."), piece("stop"))
    assert [type(item) for item in events][-2:] == [ReasoningDoneEvent, RefusalDoneEvent]


@pytest.mark.parametrize(("name", "fields"), [("reasoning_content", ("think", None)), ("reasoning", (None, "think"))])
def test_the_final_completion_has_the_reasoning_under_the_servers_name(way: Way, name: str, fields: Any) -> None:
    chunks = [piece(**{name: "thi"}), piece(**{name: "nk"}), piece(content="42"), piece("stop")]
    with serving(*chunks) as server, streaming(way, server) as stream:
        message = stream.get_final_completion().choices[0].message
    assert (message.reasoning_content, message.to_dict().get("reasoning")) == fields
    assert message.content == "42"


def test_a_broken_stream_keeps_the_reasoning(way: Way) -> None:
    pieces = map(event, [piece(reasoning_content="Let me "), piece(reasoning_content="think.")])
    with RawServer(stream_of(*pieces)) as server:
        client = way.client(server.base_url)
        chunks, error = read_until_failure(client.chat.completions.create(messages=MESSAGES, stream=True))
    assert [item.choices[0].delta.reasoning_content for item in chunks] == ["Let me ", "think."]
    assert error.partial.choices[0].message.reasoning_content == "Let me think."


def test_reasoning_is_a_field_of_messages_and_deltas() -> None:
    for model in (Message, Delta):
        assert model.from_dict({"reasoning_content": "a"}).reasoning_content == "a"
        assert model.from_dict({"reasoning_content": None}).reasoning_content is None
        assert model.from_dict({}).reasoning_content is None
        assert "reasoning_content" not in model.from_dict({}).to_dict()
        assert model(reasoning_content="a").to_dict() == {"reasoning_content": "a"}


def test_the_drawing_of_a_debate_is_its_reasoning() -> None:
    seen = separated(recorded("answer").chunks)
    chat = ChatAccumulator()
    events = [item for received in seen.chunks for item in chat.add(ChatCompletionChunk.from_dict(received))]
    message = chat.completion().choices[0].message
    assert (message.reasoning_content, message.content) == (seen.reasoning, seen.content)
    (done,) = [item for item in events if isinstance(item, ReasoningDoneEvent)]
    assert done.reasoning == seen.reasoning


# ---- the testing kit ------------------------------------------------------------------------------------------------


def test_the_sandbox_can_send_reasoning(way: Way, sandbox: Sandbox) -> None:
    sandbox.reply("42", reasoning="Let me think.", times=2)
    client = way.client(sandbox.base_url)
    message = client.chat.completions.create(messages=MESSAGES).choices[0].message
    assert (message.reasoning_content, message.content) == ("Let me think.", "42")
    with client.chat.completions.stream(messages=MESSAGES) as stream:
        events = [item for item in stream if item.type in ("reasoning.delta", "content.delta", "reasoning.done")]
    assert [item.type for item in events] == [*["reasoning.delta"] * 3, "content.delta", "reasoning.done"]
    assert events[-1].reasoning == "Let me think."


def test_builders_can_add_reasoning() -> None:
    built = chat_completion("42", reasoning="Let me think.")
    assert built.choices[0].message.reasoning_content == "Let me think."
    deltas = [item.choices[0].delta for item in chat_completion_chunks("42", reasoning="Let me think.")]
    assert [delta.reasoning_content for delta in deltas] == [None, "Let", " me", " think.", None, None]
    client = fake_client([built])
    with client.chat.completions.stream(messages=MESSAGES) as stream:
        completion = stream.get_final_completion()
    assert completion.choices[0].message.reasoning_content == "Let me think."
    assert chat_completion("42").choices[0].message.reasoning_content is None
