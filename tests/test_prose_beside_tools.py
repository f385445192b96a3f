"""Tests of a model that should return an object, but calls a tool and also writes prose."""

from __future__ import annotations

from typing import Any, Dict, Iterator, Tuple

import pytest
from cases import for_each
from class_support import Person
from raw_server import DONE, RawServer, chunk, event, stream_of
from stream_support import KINDS as STREAM_KINDS, MESSAGES, Way, way_of
from support import COMPLETION, USER, Driver

from helixagent import InvalidResponseError
from helixagent.testing import Sandbox

ADA = '{"name": "Ada", "age": 36}'
PROSE = "Let me look that up."
CALL = {"id": "c1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}
CUSTOM = {"id": "c2", "type": "custom", "custom": {"name": "run", "input": "ls"}}
CALLS: Tuple[Dict[str, Any], ...] = (
    {"tool_calls": [CALL]},
    {"tool_calls": [CALL, CUSTOM]},
    {"function_call": {"name": "get_weather", "arguments": "{}"}},
)


@pytest.fixture(params=STREAM_KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def completion_with(content: Any, **message: Any) -> Dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": content, **message}}
    return {**COMPLETION, "choices": [choice]}


def parsed(driver: Driver, sandbox: Sandbox, answer: Dict[str, Any]) -> Any:
    sandbox.reply(json=answer)
    client = driver.client(sandbox)
    completion = driver.run(client.chat.completions.parse(messages=USER, response_format=Person))
    return completion.choices[0].message


@for_each("calls", CALLS)
@for_each("content", [PROSE, "", " ", None, '{"name": 5}'])
def test_prose_is_not_parsed(content: Any, calls: Dict[str, Any], driver: Driver, sandbox: Sandbox) -> None:
    message = parsed(driver, sandbox, completion_with(content, **calls))
    assert (message.parsed, message.content) == (None, content)
    assert {name: message.to_dict()[name] for name in calls} == calls


@for_each("calls", CALLS)
def test_an_object_next_to_a_call_is_parsed(calls: Dict[str, Any], driver: Driver, sandbox: Sandbox) -> None:
    assert parsed(driver, sandbox, completion_with(ADA, **calls)).parsed == Person("Ada", 36)


@for_each("empty", [{}, {"tool_calls": []}, {"tool_calls": None}, {"function_call": None}])
def test_prose_without_a_call_is_still_an_error(empty: Dict[str, Any], driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(InvalidResponseError):
        parsed(driver, sandbox, completion_with(PROSE, **empty))


@for_each(("content", "expected"), [(PROSE, None), (ADA, Person("Ada", 36))])
@for_each("calls_first", [True, False])
def test_streams_behave_in_the_same_way(content: str, expected: Any, calls_first: bool, way: Way) -> None:
    deltas = [{"content": content}, {"tool_calls": [{"index": 0, **CALL}]}]
    chunks = [chunk(choices=[{"index": 0, "delta": delta}]) for delta in deltas[:: -1 if calls_first else 1]]
    last = chunk(choices=[{"index": 0, "delta": {}, "finish_reason": "tool_calls"}])
    with RawServer(stream_of(*map(event, [*chunks, last]), DONE)) as server:
        made = way.client(server.base_url).chat.completions.stream(messages=MESSAGES, response_format=Person)
        with made as stream:
            (done,) = [event for event in stream if event.type == "content.done"]
            message = stream.get_final_completion().choices[0].message
    assert (done.parsed, done.content) == (expected, content)
    assert (message.parsed, message.content) == (expected, content)
