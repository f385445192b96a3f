"""Tests of the methods' arguments before anything is sent: wrong ones are named, right ones go through."""

from __future__ import annotations

import copy
import datetime
import enum
import sys
from collections import OrderedDict, deque
from types import FrameType, MappingProxyType
from typing import Any, Dict, List, Optional, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import USER, Driver

from helixagent import HelixAgentError, ValidationError
from helixagent._core.constraints import check_body
from helixagent.testing import Sandbox
from helixagent.types import (
    ChatCompletionRequest,
    ChatMessage,
    EnsembleConfig,
    ImageUrl,
    ImageUrlPart,
    Message,
    TextPart,
    Tool,
)


class Color(str, enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 7


def method(client: Any, name: str) -> Any:
    """A method by its dotted name."""
    for part in name.split("."):
        client = getattr(client, part)
    return client


def refused(driver: Driver, sandbox: Sandbox, name: str, *args: Any, **kwargs: Any) -> ValidationError:
    """The error that a method raises before anything is sent."""
    client = driver.client(sandbox)
    with pytest.raises(ValidationError) as caught:
        driver.run(method(client, name)(*args, **kwargs))
    error = caught.value
    assert type(error) is ValidationError
    assert (error.status_code, error.attempts, error.body, error.request_id) == (None, 0, None, None)
    assert sandbox.requests == []
    assert sandbox.connections == 0
    return error


def sent(driver: Driver, sandbox: Sandbox, **arguments: Any) -> Any:
    """The body that a chat completion sends; the sandbox takes it, whatever it is."""
    sandbox.reply(json={"id": "x"})
    driver.chat(driver.client(sandbox), **arguments)
    return sandbox.requests[-1].json()


# --- names


@pytest.mark.parametrize(
    ("name", "arguments", "wrong", "hint"),
    [
        ("chat.completions.create", {"messages": USER, "temprature": 1}, "temprature", "did you mean temperature?"),
        ("chat.completions.create", {"messages": USER, "max_token": 1}, "max_token", "did you mean max_tokens?"),
        ("chat.completions.create", {"messages": USER, "zzz": 1}, "zzz", "extra_body"),
        ("chat.completions.create", {"messages": USER, "self_": 1}, "self_", "create() has no argument self_"),
        ("chat.completions.create", {"messages": USER, "max_retries": 1}, "max_retries", "no argument max_retries"),
        ("completions.create", {"prompt": "x", "messages": USER}, "messages", "no argument messages"),
        ("ensemble.completions.create", {"prompt": "x", "tools": []}, "tools", "no argument tools"),
        ("embeddings.create", {"model": "m", "input": "x", "stream": True}, "stream", "no argument stream"),
        ("models.list", {"limit": 5}, "limit", "list() has no argument limit"),
        ("models.retrieve", {"model": "m", "id": 5}, "id", "retrieve() has no argument id"),
        ("health", {"timeouts": 5}, "timeouts", "did you mean timeout?"),
        ("service_health", {"verbose": True}, "verbose", "service_health() has no argument verbose"),
        ("chat.completions.with_raw_response.create", {"messages": USER, "zzz": 1}, "zzz", "no argument zzz"),
    ],
)
def test_an_unknown_argument_is_named(
    name: str, arguments: Dict[str, Any], wrong: str, hint: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(driver, sandbox, name, **arguments)
    assert error.param == wrong
    assert hint in error.message


@pytest.mark.parametrize(
    ("name", "arguments", "missing"),
    [
        ("chat.completions.create", {}, "messages"),
        ("chat.completions.create", {"model": "m"}, "messages"),
        ("chat.completions.create", {"messages": None}, "messages"),
        ("completions.create", {}, "prompt"),
        ("completions.create", {"prompt": None}, "prompt"),
        ("ensemble.completions.create", {}, "messages"),
        ("ensemble.completions.create", {"messages": None, "prompt": None}, "messages"),
        ("embeddings.create", {"model": "m"}, "input"),
        ("embeddings.create", {"input": "x"}, "model"),
        ("embeddings.create", {}, "model"),
        ("embeddings.create", {"model": None, "input": "x"}, "model"),
        ("models.retrieve", {}, "model"),
        ("models.retrieve", {"model": None}, "model"),
    ],
)
def test_a_missing_argument_is_named(
    name: str, arguments: Dict[str, Any], missing: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(driver, sandbox, name, **arguments)
    assert error.param == missing
    assert missing in error.message


@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("chat.completions.create", (USER,), {}),
        ("chat.completions.create", ("m",), {"messages": USER}),
        ("completions.create", ("Hello",), {}),
        ("ensemble.completions.create", (USER,), {}),
        ("embeddings.create", ("m", "x"), {}),
        ("models.list", (5,), {}),
        ("models.retrieve", ("m", 5), {}),
    ],
)
def test_positional_arguments_are_refused(
    name: str, args: Tuple[Any, ...], kwargs: Dict[str, Any], driver: Driver, sandbox: Sandbox
) -> None:
    assert "keyword" in refused(driver, sandbox, name, *args, **kwargs).message


def test_the_one_positional_argument_may_not_be_given_twice(driver: Driver, sandbox: Sandbox) -> None:
    assert refused(driver, sandbox, "models.retrieve", "m", model="m").param == "model"


def test_a_model_may_be_named_either_way(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    assert driver.run(client.models.retrieve("deepseek-chat")).id == "deepseek-chat"
    assert driver.run(client.models.retrieve(model="deepseek-chat")).id == "deepseek-chat"


@pytest.mark.parametrize("stream", [True, False])
def test_the_stream_helper_streams_always(stream: bool, driver: Driver, sandbox: Sandbox) -> None:
    assert refused(driver, sandbox, "chat.completions.stream", messages=USER, stream=stream).param == "stream"


# --- values

IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/image.jpg"}}
CALL = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}


def said(content: Any) -> Dict[str, Any]:
    return {"messages": [{"role": "user", "content": content}]}


@pytest.mark.parametrize(
    ("arguments", "param", "problem"),
    [
        # Kinds.
        ({"messages": "Hello"}, "messages", "must be a list, not str"),
        ({"messages": {"role": "user", "content": "x"}}, "messages", "must be a list, not dict"),
        ({"messages": iter(USER)}, "messages", "must be a list, not list_iterator"),
        ({"messages": deque(USER)}, "messages", "must be a list, not deque"),
        ({"messages": ["Hello"]}, "messages[0]", "must be a dict, not str"),
        ({"messages": [*USER, None]}, "messages[1]", "must be a dict, not None"),
        ({"model": 5}, "model", "must be a string, not 5"),
        ({"model": ["m"]}, "model", "must be a string, not list"),
        ({"temperature": "hot"}, "temperature", "must be a number, not str"),
        ({"temperature": True}, "temperature", "must be a number, not True"),
        ({"temperature": float("nan")}, "temperature", "must be a number, not nan"),
        ({"temperature": float("inf")}, "temperature", "must be a number, not inf"),
        ({"max_tokens": 1.0}, "max_tokens", "must be a whole number, not 1.0"),
        ({"max_tokens": "5"}, "max_tokens", "must be a whole number, not str"),
        ({"max_tokens": True}, "max_tokens", "must be a whole number, not True"),
        ({"seed": 1.5}, "seed", "must be a whole number, not 1.5"),
        ({"n": False}, "n", "must be a whole number, not False"),
        ({"logprobs": 1}, "logprobs", "must be True or False, not 1"),
        ({"parallel_tool_calls": "yes"}, "parallel_tool_calls", "must be True or False, not str"),
        ({"stream": 1}, "stream", "must be True or False"),
        ({"stream": "yes"}, "stream", "must be True or False"),
        ({"stop": 5}, "stop", "must be a string or a list, not 5"),
        ({"stop": ["a", 5]}, "stop[1]", "must be a string, not 5"),
        ({"user": b"me"}, "user", "must be a string, not bytes"),
        ({"tools": {"type": "function"}}, "tools", "must be a list, not dict"),
        ({"tool_choice": 5}, "tool_choice", "must be a string or a dict, not 5"),
        ({"metadata": "a=b"}, "metadata", "must be a dict, not str"),
        ({"stream_options": True}, "stream_options", "must be a dict, not True"),
        # Bounds.
        ({"messages": []}, "messages", "must not be empty"),
        ({"messages": ()}, "messages", "must not be empty"),
        ({"temperature": -0.1}, "temperature", "must be between 0 and 2, not -0.1"),
        ({"temperature": 2.1}, "temperature", "must be between 0 and 2, not 2.1"),
        ({"temperature": 10**400}, "temperature", "must be between 0 and 2"),
        ({"temperature": 10**5000}, "temperature", "must be between 0 and 2"),
        ({"max_tokens": -(10**5000)}, "max_tokens", "must be at least 1"),
        ({"top_p": 1.01}, "top_p", "must be between 0 and 1, not 1.01"),
        ({"presence_penalty": -3}, "presence_penalty", "must be between -2 and 2, not -3"),
        ({"frequency_penalty": 2.5}, "frequency_penalty", "must be between -2 and 2, not 2.5"),
        ({"top_logprobs": 21}, "top_logprobs", "must be between 0 and 20, not 21"),
        ({"max_tokens": 0}, "max_tokens", "must be at least 1, not 0"),
        ({"max_completion_tokens": -1}, "max_completion_tokens", "must be at least 1, not -1"),
        ({"n": 0}, "n", "must be at least 1, not 0"),
        ({"logit_bias": {"50256": -101}}, "logit_bias.50256", "must be between -100 and 100, not -101"),
        ({"logit_bias": {"50256": "much"}}, "logit_bias.50256", "must be a number, not str"),
        ({"metadata": {"run": 5}}, "metadata.run", "must be a string, not 5"),
        # Inside messages and tools.
        ({"messages": [{"content": "x"}]}, "messages[0].role", "is required"),
        ({"messages": [{"role": None, "content": "x"}]}, "messages[0].role", "is required"),
        ({"messages": [*USER, {"role": "", "content": "x"}]}, "messages[1].role", "must not be empty"),
        ({"messages": [{"role": 5, "content": "x"}]}, "messages[0].role", "must be a string, not 5"),
        ({"messages": [ChatMessage(content="x")]}, "messages[0].role", "is required"),
        (said(5), "messages[0].content", "must be a string, a list or None, not 5"),
        (said({"type": "text"}), "messages[0].content", "must be a string, a list or None, not dict"),
        (said([]), "messages[0].content", "must not be empty"),
        (said(["x"]), "messages[0].content[0]", "must be a dict, not str"),
        (said([{"text": "x"}]), "messages[0].content[0].type", "is required: 'text', 'image_url'"),
        (said([{"type": "text"}]), "messages[0].content[0].text", "is required"),
        (said([{"type": "text", "text": 5}]), "messages[0].content[0].text", "must be a string, not 5"),
        (said([{"type": "text", "text": "x"}, {"type": "image_url"}]), "messages[0].content[1].image_url", "required"),
        (said([{**IMAGE, "image_url": {}}]), "messages[0].content[0].image_url.url", "is required"),
        (said([ImageUrlPart(image_url=ImageUrl())]), "messages[0].content[0]", "is required"),
        ({"messages": [{"role": "tool", "tool_call_id": 5}]}, "messages[0].tool_call_id", "must be a string, not 5"),
        ({"messages": [{"role": "assistant", "tool_calls": [5]}]}, "messages[0].tool_calls[0]", "must be a dict"),
        ({"tools": [{"type": "function"}]}, "tools[0].function", "is required"),
        ({"tools": [{"type": "function", "function": {}}]}, "tools[0].function.name", "is required"),
        ({"tools": [Tool(type="function")]}, "tools[0].function", "is required"),
        ({"tool_choice": {"type": "function"}}, "tool_choice.function", "is required"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema", "is required"),
        ({"response_format": {}}, "response_format.type", "is required: 'text', 'json_object' or 'json_schema'"),
        ({"ensemble_config": {"min_providers": 0}}, "ensemble_config.min_providers", "must be at least 1, not 0"),
        (
            {"ensemble_config": EnsembleConfig(confidence_threshold=2)},
            "ensemble_config.confidence_threshold",
            "between",
        ),
        ({"ensemble_config": {"preferred_providers": "a"}}, "ensemble_config.preferred_providers", "must be a list"),
        ({"ensemble_config": {"timeout": 1.5}}, "ensemble_config.timeout", "must be a whole number, not 1.5"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(
    arguments: Dict[str, Any], param: str, problem: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(driver, sandbox, "chat.completions.create", **{"messages": USER, **arguments})
    assert str(error.param).startswith(param)
    assert problem in error.message
    assert len(error.message) < 200


@pytest.mark.parametrize(
    ("name", "arguments", "param"),
    [
        ("completions.create", {"prompt": 5}, "prompt"),
        ("completions.create", {"prompt": []}, "prompt"),
        ("completions.create", {"prompt": ["a", 5]}, "prompt[1]"),
        ("completions.create", {"prompt": "x", "logprobs": 6}, "logprobs"),
        ("completions.create", {"prompt": "x", "echo": 1}, "echo"),
        ("ensemble.completions.create", {"prompt": 5}, "prompt"),
        ("ensemble.completions.create", {"messages": []}, "messages"),
        ("ensemble.completions.create", {"prompt": "x", "ensemble_config": 5}, "ensemble_config"),
        ("embeddings.create", {"model": "m", "input": 5}, "input"),
        ("embeddings.create", {"model": "m", "input": []}, "input"),
        ("embeddings.create", {"model": "m", "input": ["a", None]}, "input[1]"),
        ("embeddings.create", {"model": "m", "input": [1, "a"]}, "input[1]"),
        ("embeddings.create", {"model": "m", "input": [[1], ["a"]]}, "input[1][0]"),
        ("embeddings.create", {"model": "m", "input": "x", "dimensions": 0}, "dimensions"),
        ("embeddings.create", {"model": "m", "input": "x", "encoding_format": 5}, "encoding_format"),
        ("models.retrieve", {"model": 5}, "model"),
        ("models.retrieve", {"model": ""}, "model"),
        ("models.retrieve", {"model": "  "}, "model"),
        ("models.retrieve", {"model": "."}, "model"),
        ("models.retrieve", {"model": ".."}, "model"),
        ("models.retrieve", {"model": "\ud800"}, "model"),
        ("health", {"extra_query": {"a": "\ud800"}}, "extra_query"),
        ("health", {"extra_body": [1]}, "extra_body"),
        ("chat.completions.create", {"messages": USER, "extra_body": "x"}, "extra_body"),
    ],
)
def test_the_other_methods_check_too(
    name: str, arguments: Dict[str, Any], param: str, driver: Driver, sandbox: Sandbox
) -> None:
    assert refused(driver, sandbox, name, **arguments).param == param


# --- what JSON has no form for


def _deep(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"a": value}
    return value


def _circular() -> Any:
    value: Dict[str, Any] = {}
    value["a"] = value
    return value


@pytest.mark.parametrize(
    "value",
    [
        b"bytes",
        {1, 2},
        object(),
        1j,
        float("nan"),
        {"a": [float("inf")]},
        {(1, 2): 3},
        "\ud800",
        {"\udfff": 1},
        _deep(100_000),
        _circular(),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("place", ["extra_body", "message", "parameters"])
def test_a_value_that_cannot_be_sent_is_refused_with_its_argument(
    place: str, value: Any, driver: Driver, sandbox: Sandbox
) -> None:
    arguments: Dict[str, Any] = {"messages": USER}
    if place == "extra_body":
        arguments["extra_body"] = {"new_option": value}
    elif place == "message":
        arguments["messages"] = [{"role": "user", "content": "x", "new_field": value}]
    else:
        parameters = {"type": "object", "default": value}
        arguments["tools"] = [{"type": "function", "function": {"name": "f", "parameters": parameters}}]
    error = refused(driver, sandbox, "chat.completions.create", **arguments)
    assert error.param == {"extra_body": "new_option", "message": "messages", "parameters": "tools"}[place]
    assert "cannot be sent as JSON" in error.message


@pytest.mark.parametrize("value", ["half \ud83d pair", "\udc00"])
def test_a_text_with_half_a_character_is_refused(value: str, driver: Driver, sandbox: Sandbox) -> None:
    error = refused(driver, sandbox, "chat.completions.create", messages=[{"role": "user", "content": value}])
    assert error.param == "messages"
    error = refused(driver, sandbox, "completions.create", prompt=value)
    assert error.param == "prompt"


def test_the_error_does_not_quote_what_was_to_be_sent(driver: Driver, sandbox: Sandbox) -> None:
    for content in ("confidential \ud800", b"confidential", {"confidential"}, ["confidential"]):
        error = refused(driver, sandbox, "chat.completions.create", **said(content))
        link: Optional[BaseException] = error
        while link is not None:
            assert "confidential" not in f"{link} {link!r}"
            link = link.__cause__


# --- what goes through


@pytest.mark.parametrize(
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
def test_right_values_are_sent_as_they_are_and_nothing_beside_them(
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
    {"role": "assistant", "refusal": None},
    {"role": "tool", "content": "5", "tool_call_id": "c"},
]


def test_messages_go_through_exactly_with_nulls_and_unknown_fields(driver: Driver, sandbox: Sandbox) -> None:
    given_messages = copy.deepcopy(MESSAGES)
    assert sent(driver, sandbox, messages=given_messages)["messages"] == MESSAGES
    assert sent(driver, sandbox, messages=tuple(given_messages))["messages"] == MESSAGES
    assert given_messages == MESSAGES


def test_models_and_dicts_may_stand_side_by_side(driver: Driver, sandbox: Sandbox) -> None:
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


def test_the_message_of_an_answer_can_be_appended_to_the_messages(driver: Driver, sandbox: Sandbox) -> None:
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


def test_extra_body_passes_unknown_options_and_wins_unchecked(driver: Driver, sandbox: Sandbox) -> None:
    extra = {"new_option": {"deep": [1, None]}, "temperature": 9, "model": None}
    body = sent(driver, sandbox, temperature=1, extra_body=extra)
    assert body == {"messages": USER, **extra}
    assert sent(driver, sandbox, extra_body={}) == {"model": "helixagent-ensemble", "messages": USER}


def test_extra_body_may_hold_models_and_dates(driver: Driver, sandbox: Sandbox) -> None:
    moment = datetime.datetime(2026, 1, 15, 10, 30, tzinfo=datetime.timezone.utc)
    config = EnsembleConfig(min_providers=2)
    message = {"role": "user", "content": "x", "at": moment}
    body = sent(driver, sandbox, messages=[message], extra_body={"configs": [config]})
    assert body["configs"] == [{"min_providers": 2}]
    assert body["messages"][0]["at"] == "2026-01-15T10:30:00+00:00"


def test_a_bool_is_a_bool_wherever_json_may_hold_anything(driver: Driver, sandbox: Sandbox) -> None:
    schema = {"type": "object", "additionalProperties": False, "minimum": 1, "x": [True, 1, 1.0, None]}
    tools = [{"type": "function", "function": {"name": "f", "parameters": schema, "strict": True}}]
    found = sent(driver, sandbox, tools=tools)["tools"][0]["function"]
    assert repr(found["parameters"]) == repr(schema)
    assert found["strict"] is True


@pytest.mark.parametrize(
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
def test_a_debugger_that_looks_at_every_frame_changes_nothing(
    name: str, arguments: Dict[str, Any], driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    driver.run(method(client, name)(**arguments))

    def look(frame: FrameType, event: str, value: Any) -> Any:
        # Reading this writes the present local variables into the dict that `locals()` gave the method.
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


# --- anything at all

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["role", "content", "type", "text", "image_url", "url", "function"]), inner)
    ),
    max_leaves=10,
)


@given(body=st.dictionaries(st.sampled_from(ChatCompletionRequest.FIELDS), _values))
def test_any_values_pass_or_are_named(body: Dict[str, Any]) -> None:
    try:
        check_body(ChatCompletionRequest, body)
    except HelixAgentError as error:
        assert type(error) is ValidationError
        name = str(error.param).partition(".")[0].partition("[")[0]
        assert name == "messages" or name in body
    else:
        assert isinstance(body["messages"], list)
