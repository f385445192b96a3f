"""Tests of Python functions as tools, and of responses that are parsed into the caller's classes."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, Dict, List

import pytest
from cases import for_each
from class_support import Person, Place, Plan, Weather
from support import COMPLETION, USER, Driver

from helixagent import HelixAgent, InvalidResponseError, ValidationError
from helixagent._core.responses.parsed import ParsedChatCompletion, ParsedChoice, ParsedMessage
from helixagent.testing import Sandbox


def get_weather(city: str, unit: str = "celsius") -> str:
    """Look the weather up.

    Args:
        city: The city's name.
        unit: The unit of the temperature.
    """
    return f"{city}: 20 {unit}"


WEATHER_TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Look the weather up.",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": "The city's name."},
                "unit": {"type": "string", "description": "The unit of the temperature.", "default": "celsius"},
            },
            "required": ["city"],
        },
    },
}


def answered(content: Any = None, **message: Any) -> Dict[str, Any]:
    """Return a completion with this content and other members of the message."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content, **message}, "finish_reason": "stop"}
    return {**COMPLETION, "choices": [choice]}


def parse(driver: Driver, client: Any, cls: Any, **arguments: Any) -> Any:
    return driver.run(client.chat.completions.parse(messages=USER, response_format=cls, **arguments))


# --- functions as tools


def test_a_function_is_sent_as_a_tool_and_called(driver: Driver, sandbox: Sandbox) -> None:
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    response = driver.chat(driver.client(sandbox), messages=messages, tools=[get_weather])
    assert sandbox.requests[0].json()["tools"] == [WEATHER_TOOL]
    call = response.choices[0].message.tool_calls[0]
    assert call.function.name == "get_weather"
    assert get_weather(**json.loads(call.function.arguments)) == "Paris: 20 celsius"


def test_functions_and_dicts_can_be_combined(driver: Driver, sandbox: Sandbox) -> None:
    other = {"type": "function", "function": {"name": "other"}}
    tools = [other, get_weather]
    driver.chat(driver.client(sandbox), tools=tools)
    assert sandbox.requests[0].json()["tools"] == [other, WEATHER_TOOL]
    assert tools == [other, get_weather]


def test_functions_can_be_tools_of_streams(driver: Driver, sandbox: Sandbox) -> None:
    stream = driver.chat(driver.client(sandbox), tools=(get_weather,), stream=True)
    assert sandbox.requests[0].json()["tools"] == [WEATHER_TOOL]
    driver.run(stream.close())


def test_a_function_that_no_schema_can_describe_is_refused(driver: Driver, sandbox: Sandbox) -> None:
    def odd(value: object()) -> None:  # type: ignore[valid-type]
        """Do something."""

    with pytest.raises(ValidationError):
        driver.chat(driver.client(sandbox), tools=[odd])
    with pytest.raises(ValidationError, match="tools"):
        driver.chat(driver.client(sandbox), tools=get_weather)
    assert sandbox.requests == []


# --- parse


@for_each(
    ("cls", "content", "expected"),
    [
        (Person, {"name": "Ada", "age": 36, "nickname": None}, Person("Ada", 36)),
        (Plan, {"title": "t", "steps": ["a", "b"]}, Plan("t", ["a", "b"])),
        (Place, {"city": "Paris", "country": "France"}, {"city": "Paris", "country": "France"}),
        (Weather, {"city": "Paris", "degrees": 20.5}, Weather(city="Paris", degrees=20.5)),
    ],
)
def test_a_response_is_parsed_into_each_kind_of_class(
    cls: Any, content: Any, expected: Any, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    sandbox.reply(json=answered(json.dumps(content)), headers={"X-Request-ID": "own"})
    completion = parse(driver, client, cls)
    message = completion.choices[0].message
    assert (type(completion), type(completion.choices[0]), type(message)) == (
        ParsedChatCompletion,
        ParsedChoice,
        ParsedMessage,
    )
    assert message.parsed == expected
    assert (type(message.parsed), message.content) == (type(expected), json.dumps(content))
    assert (completion.id, completion._request_id) == ("chatcmpl-1", "own")
    sent = sandbox.requests[0].json()["response_format"]
    assert (sent["type"], sent["json_schema"]["name"], sent["json_schema"]["strict"]) == (
        "json_schema",
        cls.__name__,
        True,
    )
    # The sandbox's default response also matches the schema that was sent.
    assert type(parse(driver, client, cls).choices[0].message.parsed) is type(expected)


def test_parse_accepts_other_arguments(driver: Driver, sandbox: Sandbox) -> None:
    completion = parse(driver, driver.client(sandbox), Person, n=2, model="m", extra_headers={"X-A": "1"})
    assert [type(choice.message.parsed) for choice in completion.choices] == [Person, Person]
    assert (sandbox.requests[0].json()["model"], sandbox.requests[0].headers["x-a"]) == ("m", "1")


def test_to_dict_equals_the_response(driver: Driver, sandbox: Sandbox) -> None:
    body = answered('{"name": "Ada", "age": 36}', refusal=None, extra=[1])
    sandbox.reply(json=body)
    completion = parse(driver, driver.client(sandbox), Person)
    assert completion.to_dict() == body
    assert "parsed=Person(name='Ada', age=36, nickname=None)" in repr(completion)


def test_the_message_can_be_passed_to_the_next_call(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    message = parse(driver, client, Person).choices[0].message
    driver.chat(client, messages=[*USER, message, *USER])
    assert sandbox.requests[1].json()["messages"][1] == message.to_dict()
    assert "parsed" not in message.to_dict()


@for_each("content", [None, "", "I won't."])
def test_a_refusal_is_not_parsed(content: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=answered(content, refusal="I can't help with that."))
    message = parse(driver, driver.client(sandbox), Person).choices[0].message
    assert (message.parsed, message.refusal) == (None, "I can't help with that.")


@pytest.mark.parametrize("content", [None, ""])
def test_tool_calls_are_not_parsed(content: Any, driver: Driver, sandbox: Sandbox) -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}
    sandbox.reply(json=answered(content, tool_calls=[call]))
    message = parse(driver, driver.client(sandbox), Person, tools=[get_weather]).choices[0].message
    assert message.parsed is None
    assert message.tool_calls[0].function.name == "get_weather"


@for_each(
    ("content", "words"),
    [
        ('{"name": "Ada", "ag', "Invalid JSON"),
        ("", "it is empty"),
        ("Sure! Here is Ada.", "Invalid JSON"),
        ('{"name": "Ada"}', "age"),
        ('{"name": "Ada", "age": "old"}', "age"),
        ("[]", "does not match Person"),
        ("null", "does not match Person"),
        (5, "Invalid JSON|does not match"),
        ("[" * 100_000, "recursion limit"),
    ],
)
def test_a_response_that_does_not_match_is_an_invalid_response(
    content: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(json=answered(content), headers={"X-Request-ID": "own"})
    client = driver.client(sandbox)
    with pytest.raises(InvalidResponseError, match=words) as caught:
        parse(driver, client, Person)
    error = caught.value
    assert (error.body, error.status_code, error.request_id) == (content, 200, "own")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert type(parse(driver, client, Person).choices[0].message.parsed) is Person


def test_a_response_truncated_by_max_tokens_is_an_invalid_response(driver: Driver, sandbox: Sandbox) -> None:
    body = answered('{"name": "Ada", "age": 3')
    body["choices"][0]["finish_reason"] = "length"
    sandbox.reply(json=body)
    with pytest.raises(InvalidResponseError):
        parse(driver, driver.client(sandbox), Person, max_tokens=8)


@for_each("choices", [None, [], [None], [5], "text", [{"index": 0}], [{"message": None}], [{"message": 5}]])
def test_choices_of_another_type_are_unchanged(choices: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={**COMPLETION, "choices": choices})
    completion = parse(driver, driver.client(sandbox), Person)
    assert completion.to_dict() == {**COMPLETION, "choices": choices}


@for_each(
    ("cls", "arguments", "words"),
    [
        (int, {}, "response_format must be a dataclass"),
        (None, {}, "response_format must be a dataclass"),
        ({"type": "json_object"}, {}, "response_format must be a dataclass"),
        (Person("Ada", 36), {}, "response_format must be a dataclass"),
        (Person, {"stream": True}, "parse.. has no argument stream; it never returns a stream"),
        (Person, {"stream_options": {}}, "it never returns a stream"),
        (Person, {"tools": 5}, "tools must be a list"),
        (Person, {"temprature": 1}, "did you mean temperature"),
        (Person, {"temperature": 3}, "between 0 and 2"),
    ],
)
def test_invalid_arguments_are_refused_before_anything_is_sent(
    cls: Any, arguments: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=words):
        parse(driver, driver.client(sandbox), cls, **arguments)
    assert sandbox.requests == []


def test_arguments_that_are_missing_or_positional_are_named(driver: Driver, sandbox: Sandbox) -> None:
    completions = driver.client(sandbox).chat.completions
    for arguments, name in (({"messages": USER}, "response_format"), ({"response_format": Person}, "messages")):
        with pytest.raises(ValidationError, match=rf"parse\(\) needs the argument {name}") as caught:
            driver.run(completions.parse(**arguments))
        assert caught.value.param == name
    with pytest.raises(ValidationError, match="only accepts keyword arguments"):
        driver.run(completions.parse(USER, Person))
    assert sandbox.requests == []


def test_the_error_for_a_class_in_create_names_the_right_method(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match=r"Pass a class to parse.* or stream") as caught:
        driver.chat(client, response_format=Person)
    assert caught.value.param == "response_format"
    assert sandbox.requests == []


def test_the_raw_client_returns_the_parsed_response_too(driver: Driver, sandbox: Sandbox) -> None:
    completions = driver.client(sandbox).chat.completions.with_raw_response
    raw = driver.run(completions.parse(messages=USER, response_format=Person, model="sandbox/503x1"))
    assert (raw.status_code, raw.attempts) == (200, 2)
    assert type(raw.parse().choices[0].message.parsed) is Person
    sandbox.reply(json=answered("Invalid JSON"))
    raw = driver.run(completions.parse(messages=USER, response_format=Person))
    assert json.loads(raw.content)["choices"][0]["message"]["content"] == "Invalid JSON"
    with pytest.raises(InvalidResponseError, match="Invalid JSON"):
        raw.parse()


def test_hooks_receive_the_method_name_parse(sandbox: Sandbox) -> None:
    told: List[Any] = []
    with HelixAgent(base_url=sandbox.base_url, hooks=[told.append]) as client:
        client.chat.completions.parse(messages=USER, response_format=Person)
    assert told[0].call.method == "chat.completions.parse"


# --- parsed responses as objects


@for_each("cls", [Person, Plan, Place, Weather])
def test_a_parsed_response_can_be_pickled_and_copied(cls: Any, driver: Driver, sandbox: Sandbox) -> None:
    completion = parse(driver, driver.client(sandbox), cls)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(completion, protocol))
        assert (type(again), again, again._request_id) == (type(completion), completion, completion._request_id)
        assert again.choices[0].message.parsed == completion.choices[0].message.parsed
    for copied in (copy.copy(completion), copy.deepcopy(completion)):
        assert copied == completion
        assert copied.to_dict() == completion.to_dict()
    deep = copy.deepcopy(completion)
    assert deep.choices[0].message.parsed is not completion.choices[0].message.parsed


def test_a_manually_built_message_has_nothing_parsed() -> None:
    message: ParsedMessage[Person] = ParsedMessage(role="assistant", content="{}")
    assert message.parsed is None
    assert repr(message) == "ParsedMessage(role='assistant', content='{}')"
    message.parsed = Person("Ada", 36)
    assert pickle.loads(pickle.dumps(message)) == message
    with pytest.raises(AttributeError):
        _ = message.nothing  # type: ignore[attr-defined]
