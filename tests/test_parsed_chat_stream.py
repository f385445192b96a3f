"""Tests of `chat.completions.stream(response_format=Class)`: text deltas while it streams, and objects at the end."""

from __future__ import annotations

import json
import pickle
from typing import Any, Iterator, List, Optional

import pytest
from cases import for_each
from class_support import Person, Place, Plan, Weather
from raw_server import DONE, RawServer, chunk, event, stream_of
from stream_support import KINDS, MESSAGES, Way, fault, way_of

from helixagent import HelixAgent, IncompleteStreamError, InvalidResponseError, ValidationError
from helixagent._core.responses.parsed import ParsedChatCompletion, ParsedChoice, ParsedMessage
from helixagent.testing import Sandbox

ADA = '{"name": "Ada", "age": 36}'
TOOL_CALL = {"index": 0, "id": "c1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def of_choice(index: int, finish_reason: Optional[str] = None, **delta: Any) -> bytes:
    """Return the event of a chunk for one choice."""
    return event(chunk(choices=[{"index": index, "delta": delta, "finish_reason": finish_reason}]))


def answering(*pieces: str, member: str = "content") -> RawServer:
    """A server that responds with these chunks of text."""
    return RawServer(stream_of(*[of_choice(0, **{member: piece}) for piece in pieces], of_choice(0, "stop"), DONE))


def parsing(way: Way, server: Any, cls: Any = Person, **arguments: Any) -> Any:
    return way.client(server.base_url).chat.completions.stream(messages=MESSAGES, response_format=cls, **arguments)


@for_each(
    ("cls", "text", "expected"),
    [
        (Person, ADA, Person("Ada", 36)),
        (Plan, '{"title": "t", "steps": ["a", "b"]}', Plan("t", ["a", "b"])),
        (Place, '{"city": "Paris", "country": "France"}', {"city": "Paris", "country": "France"}),
        (Weather, '{"city": "Paris", "degrees": 20.5}', Weather(city="Paris", degrees=20.5)),
    ],
)
def test_the_text_is_streamed_and_parsed_at_the_end(cls: Any, text: str, expected: Any, way: Way) -> None:
    with answering(text[:5], text[5:9], text[9:]) as server, parsing(way, server, cls) as stream:
        events = list(stream)
        completion = stream.get_final_completion()
        sent = json.loads(server.requests[0].body)
    assert [event.delta for event in events if event.type == "content.delta"] == [text[:5], text[5:9], text[9:]]
    (done,) = [event for event in events if event.type == "content.done"]
    assert (done.content, done.parsed, type(done.parsed)) == (text, expected, type(expected))
    message = completion.choices[0].message
    kinds = (type(completion), type(completion.choices[0]), type(message))
    assert kinds == (ParsedChatCompletion, ParsedChoice, ParsedMessage)
    assert (message.content, message.parsed) == (text, expected)
    format_sent = sent["response_format"]
    assert (format_sent["type"], format_sent["json_schema"]["name"]) == ("json_schema", cls.__name__)
    assert (format_sent["json_schema"]["strict"], sent["stream"]) == (True, True)


def test_the_sandbox_responds_with_an_object_of_the_class(way: Way, sandbox: Sandbox) -> None:
    arguments = {"stream_options": {"include_usage": True}, "extra_headers": {"X-A": "1"}}
    with parsing(way, sandbox, n=2, **arguments) as stream:
        text = "".join(stream.text_deltas())
        completion = stream.get_final_completion()
    assert json.loads(text) == json.loads(completion.choices[0].message.content)
    assert [type(choice.message.parsed) for choice in completion.choices] == [Person, Person]
    assert (completion.usage.total_tokens > 0, completion._request_id) == (True, stream.request_id)
    assert sandbox.requests[0].headers["x-a"] == "1"


def test_the_final_object_is_available_without_reading(way: Way) -> None:
    with answering(ADA) as server, parsing(way, server) as stream:
        assert stream.get_final_completion().choices[0].message.parsed == Person("Ada", 36)
        # The method can be called repeatedly.
        assert stream.get_final_completion().choices[0].message.parsed == Person("Ada", 36)
        assert stream.current_completion_snapshot.choices[0].message.content == ADA


@for_each(
    ("text", "words"),
    [
        ('{"name": "Ada", "ag', "Invalid JSON"),
        ("Sure! Here is Ada.", "Invalid JSON"),
        ('{"name": "Ada"}', "does not match Person: age"),
        ('{"name": "Ada", "age": "old"}', "does not match Person: age"),
        ("[]", "does not match Person"),
    ],
)
def test_the_error_for_a_text_that_does_not_match_contains_the_whole_text(text: str, words: str, way: Way) -> None:
    with answering(text[:3], text[3:]) as server, parsing(way, server) as stream:
        events = list(stream)
        with pytest.raises(InvalidResponseError, match=words) as caught:
            stream.get_final_completion()
    (done,) = [event for event in events if event.type == "content.done"]
    with pytest.raises(InvalidResponseError, match=words):
        _ = done.parsed
    error = caught.value
    assert (error.body, error.status_code, done.content) == (text, 200, text)
    assert error.partial.choices[0].message.content == text
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_refusal_is_not_parsed(way: Way) -> None:
    with answering("I can't ", "help.", member="refusal") as server, parsing(way, server) as stream:
        kinds = [event.type for event in stream]
        message = stream.get_final_completion().choices[0].message
    assert (message.parsed, message.refusal) == (None, "I can't help.")
    assert "refusal.done" in kinds and "content.done" not in kinds


def test_tool_calls_are_not_parsed(way: Way) -> None:
    events = [of_choice(0, tool_calls=[TOOL_CALL]), of_choice(0, "tool_calls")]
    with RawServer(stream_of(*events, DONE)) as server, parsing(way, server) as stream:
        message = stream.get_final_completion().choices[0].message
    assert message.parsed is None and message.tool_calls[0].function.name == "get_weather"


def test_each_choice_is_an_object(way: Way) -> None:
    other = '{"name": "Bob", "age": 1}'
    events = [of_choice(1, content=other), of_choice(0, content=ADA), of_choice(0, "stop"), of_choice(1, "stop")]
    with RawServer(stream_of(*events, DONE)) as server, parsing(way, server, n=2) as stream:
        told = {event.choice_index: event.parsed for event in stream if event.type == "content.done"}
        completion = stream.get_final_completion()
    assert told == {0: Person("Ada", 36), 1: Person("Bob", 1)}
    assert [choice.message.parsed for choice in completion.choices] == [told[0], told[1]]


def test_a_broken_stream_raises_the_same_error_as_without_a_class(way: Way, sandbox: Sandbox) -> None:
    with parsing(way, sandbox, **fault("cut")) as stream, pytest.raises(IncompleteStreamError) as caught:
        stream.get_final_completion()
    assert caught.value.partial is not None and not hasattr(caught.value.partial.choices[0].message, "parsed")


def test_a_stream_that_is_closed_early_has_no_result(way: Way, sandbox: Sandbox) -> None:
    with parsing(way, sandbox) as stream:
        next(iter(stream))
        stream.close()
        with pytest.raises(IncompleteStreamError):
            stream.get_final_completion()


@for_each("cls", [int, List, List[Person], Person("Ada", 36)])
def test_invalid_classes_are_refused_before_anything_is_sent(cls: Any, way: Way, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="response_format must be") as caught, parsing(way, sandbox, cls):
        raise AssertionError("it was sent")
    assert caught.value.param == "response_format"
    assert sandbox.requests == []


@pytest.mark.parametrize("given", [None, {"type": "json_object"}])
def test_without_a_class_nothing_is_parsed(given: Any, way: Way) -> None:
    with answering(ADA) as server, parsing(way, server, given) as stream:
        (done,) = [event for event in stream if event.type == "content.done"]
        completion = stream.get_final_completion()
    assert (done.parsed, done.content) == (None, ADA)
    assert not isinstance(completion, ParsedChatCompletion)


def test_arguments_are_not_changed(sandbox: Sandbox) -> None:
    arguments: Any = {"messages": MESSAGES, "response_format": Person}
    with HelixAgent(base_url=sandbox.base_url) as client:
        for _ in range(2):
            with client.chat.completions.stream(**arguments) as stream:
                assert type(stream.get_final_completion().choices[0].message.parsed) is Person
    assert arguments == {"messages": MESSAGES, "response_format": Person}
