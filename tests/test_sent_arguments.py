"""Tests of valid arguments: they are sent unchanged, and nothing else is sent."""

from __future__ import annotations

import copy
import datetime
import enum
import sys
from collections import OrderedDict
from types import FrameType, MappingProxyType
from typing import Any, Dict, List

from cases import for_each
from support import IMAGE, USER, Driver, method

from helixagent.testing import Sandbox
from helixagent.types import ChatMessage, EnsembleConfig, ImageUrlPart, Message, TextPart, Tool


class Color(str, enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 7


def sent(driver: Driver, sandbox: Sandbox, **arguments: Any) -> Any:
    """Return the body that a chat completion sends. The sandbox accepts any body."""
    sandbox.reply(json={"id": "x"})
    driver.chat(driver.client(sandbox), **arguments)
    return sandbox.requests[-1].json()


CALL = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}


@for_each(
    ("arguments", "expected"),
    [
        ({"temperature": None, "stop": None, "model": None, "stream": None, "tools": None}, {}),
        ({"stream": False}, {}),
        (
            {"temperature": 0, "top_p": 1, "presence_penalty": -2},
            {"temperature": 0, "top_p": 1, "presence_penalty": -2},
        ),
        ({"temperature": 2.0}, {"temperature": 2.0}),
        ({"seed": -5, "max_tokens": 1}, {"seed": -5, "max_tokens": 1}),
        ({"seed": 2**70}, {"seed": 2**70}),
        ({"seed": Level.HIGH, "user": Color.RED}, {"seed": 7, "user": "red"}),
        ({"logprobs": False, "parallel_tool_calls": False}, {"logprobs": False, "parallel_tool_calls": False}),
        ({"stop": ["\n", "."]}, {"stop": ["\n", "."]}),
        ({"stop": ("a", "b")}, {"stop": ["a", "b"]}),
        ({"stop": []}, {"stop": []}),
        ({"logit_bias": {50256: -100, "7": 1.5}}, {"logit_bias": {"50256": -100, "7": 1.5}}),
        ({"tool_choice": "auto"}, {"tool_choice": "auto"}),
        ({"tool_choice": "a new mode"}, {"tool_choice": "a new mode"}),
        ({"metadata": {}}, {"metadata": {}}),
        ({"metadata": OrderedDict(a="b")}, {"metadata": {"a": "b"}}),
        ({"metadata": MappingProxyType({"a": "b"})}, {"metadata": {"a": "b"}}),
        ({"response_format": {"type": "json_object"}}, {"response_format": {"type": "json_object"}}),
        ({"response_format": {"type": "new", "x": 1}}, {"response_format": {"type": "new", "x": 1}}),
        ({"ensemble_config": {"strategy": "new", "new": [1]}}, {"ensemble_config": {"strategy": "new", "new": [1]}}),
        ({"ensemble_config": EnsembleConfig(min_providers=3)}, {"ensemble_config": {"min_providers": 3}}),
        ({"force_provider": "deepseek"}, {"force_provider": "deepseek"}),
        ({"user": "Zoë 😀 \x00\u2028"}, {"user": "Zoë 😀 \x00\u2028"}),
    ],
)
def test_valid_values_are_sent_unchanged_and_nothing_else(
    arguments: Dict[str, Any], expected: Dict[str, Any], driver: Driver, sandbox: Sandbox
) -> None:
    body = sent(driver, sandbox, **arguments)
    assert body.pop("model") == "helixagent-ensemble"
    assert body.pop("messages") == USER
    assert body == expected
    assert {name: type(value) for name, value in body.items()} == {
        name: type(value) for name, value in expected.items()
    }


MESSAGES: List[Any] = [
    {"role": "system", "content": "Be brief."},
    {"role": "developer", "content": "Be kind.", "name": "dev"},
    {"role": "a new role", "content": "x", "new_field": {"deep": [None, 1]}},
    {"role": "user", "content": [{"type": "text", "text": "What is this?"}, IMAGE]},
    {"role": "user", "content": [{"type": "hologram", "beam": 5}]},
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "assistant", "content": None, "refusal": "No."},
    {"role": "tool", "content": "5", "tool_call_id": "c"},
]


def test_messages_with_nulls_and_unknown_fields_are_sent_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    given_messages = copy.deepcopy(MESSAGES)
    assert sent(driver, sandbox, messages=given_messages)["messages"] == MESSAGES
    assert sent(driver, sandbox, messages=tuple(given_messages))["messages"] == MESSAGES
    assert given_messages == MESSAGES


def test_models_and_dicts_can_be_combined(driver: Driver, sandbox: Sandbox) -> None:
    parts = [TextPart(type="text", text="What is this?"), IMAGE, ImageUrlPart.from_dict(IMAGE)]
    body = sent(
        driver,
        sandbox,
        messages=[
            ChatMessage(role="system", content="Be brief."),
            {"role": "user", "content": parts},
            ChatMessage(role="user", content=[{"type": "text", "text": "And this?"}]),
            MappingProxyType({"role": "user", "content": "x"}),
        ],
        tools=[Tool.from_dict({"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}})],
    )
    assert body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "What is this?"}, IMAGE, IMAGE]},
        {"role": "user", "content": [{"type": "text", "text": "And this?"}]},
        {"role": "user", "content": "x"},
    ]
    assert body["tools"] == [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]


def test_the_message_of_a_response_can_be_appended_to_the_messages(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    tools = [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object"}}}]
    messages: List[Any] = [*USER]
    answer = driver.chat(client, messages=messages, tools=tools, tool_choice="required").choices[0].message
    assert type(answer) is Message
    messages.append(answer)
    messages.append({"role": "tool", "tool_call_id": answer.tool_calls[0].id, "content": "sunny"})
    final = driver.chat(client, messages=messages, tools=tools).choices[0].message
    messages.append(final)
    driver.chat(client, messages=messages)
    bodies = [request.json()["messages"] for request in sandbox.requests]
    assert bodies[1][1] == answer.to_dict()
    assert bodies[2] == [*USER, answer.to_dict(), messages[2], final.to_dict()]


def test_extra_body_adds_unknown_options_and_overrides_without_checks(driver: Driver, sandbox: Sandbox) -> None:
    extra = {"new_option": {"deep": [1, None]}, "temperature": 9, "model": None}
    body = sent(driver, sandbox, temperature=1, extra_body=extra)
    assert body == {"messages": USER, **extra}
    assert sent(driver, sandbox, extra_body={}) == {"model": "helixagent-ensemble", "messages": USER}


def test_extra_body_may_contain_models_and_dates(driver: Driver, sandbox: Sandbox) -> None:
    moment = datetime.datetime(2026, 1, 15, 10, 30, tzinfo=datetime.timezone.utc)
    config = EnsembleConfig(min_providers=2)
    message = {"role": "user", "content": "x", "at": moment}
    body = sent(driver, sandbox, messages=[message], extra_body={"configs": [config]})
    assert body["configs"] == [{"min_providers": 2}]
    assert body["messages"][0]["at"] == "2026-01-15T10:30:00+00:00"


def test_a_bool_stays_a_bool_in_every_json_value(driver: Driver, sandbox: Sandbox) -> None:
    schema = {"type": "object", "additionalProperties": False, "minimum": 1, "x": [True, 1, 1.0, None]}
    tools = [{"type": "function", "function": {"name": "f", "parameters": schema, "strict": True}}]
    found = sent(driver, sandbox, tools=tools)["tools"][0]["function"]
    assert repr(found["parameters"]) == repr(schema)
    assert found["strict"] is True


@for_each(
    ("name", "arguments"),
    [
        ("chat.completions.create", {"messages": USER}),
        ("completions.create", {"prompt": "x"}),
        ("ensemble.completions.create", {"prompt": "x"}),
        ("embeddings.create", {"model": "m", "input": "x", "dimensions": 2}),
        ("models.list", {}),
        ("models.retrieve", {"model": "deepseek-chat"}),
        ("health", {}),
    ],
)
def test_a_debugger_that_inspects_every_frame_changes_nothing(
    name: str, arguments: Dict[str, Any], driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    driver.run(method(client, name)(**arguments))

    def look(frame: FrameType, event: str, value: Any) -> Any:
        # Reading `f_locals` updates the dict that the method received from `locals()`.
        if "resources" in frame.f_code.co_filename:
            assert frame.f_locals is not None
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        driver.run(method(client, name)(**arguments))
    finally:
        sys.settrace(before)
    first, second = sandbox.requests
    assert (first.path, first.body) == (second.path, second.body)
