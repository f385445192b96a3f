"""Tests of the tool loop: `chat.completions.run_tools`, with and without streaming."""

from __future__ import annotations

import dataclasses
import datetime
import pickle
import threading
from typing import Any, Dict, List

import pydantic
import pytest
from cases import for_each
from support import KEY, USER, Driver
from tool_run_support import Unit, calls, fail, get_weather, results_of, run, stream

from helixagent import (
    FunctionTool,
    MaxTurnsError,
    RateLimitError,
    ToolCallError,
    ToolRunResult,
    ValidationError,
)
from helixagent._core.hooks import is_async_function
from helixagent._core.tool_loop.tools import prepared_call
from helixagent.testing import Sandbox


def test_the_model_is_called_until_it_calls_no_tools(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    result = run(driver, client, messages=messages, tools=[get_weather], temperature=0.5)
    assert result.turns == 2
    assert result.content == 'The tool answered: {"city": "Paris", "unit": "celsius", "degrees": 21}'
    assert result.completion.choices[0].message.content == result.content  # type: ignore[union-attr]
    (call,) = result.calls
    assert (call.name, call.turn, call.error) == ("get_weather", 1, None)
    assert call.arguments == {"city": "Paris", "unit": "celsius"}
    assert call.result == {"city": "Paris", "unit": "celsius", "degrees": 21}
    assert call.duration is not None
    assert [message["role"] for message in result.messages] == ["user", "assistant", "tool", "assistant"]
    assert result.messages[2]["tool_call_id"] == call.id == result.messages[1]["tool_calls"][0]["id"]
    assert messages == [{"role": "user", "content": "What is the weather in Paris?"}], "the argument is not changed"
    bodies = [request.json() for request in sandbox.requests]
    assert [body["temperature"] for body in bodies] == [0.5, 0.5]
    assert bodies[1]["messages"] == result.messages[:3]
    assert result.usage is not None
    assert result.usage.total_tokens == result.usage.prompt_tokens + result.usage.completion_tokens
    again = run(driver, client, messages=[*result.messages, *USER], tools=[get_weather])
    assert again.messages[: len(result.messages)] == result.messages


def test_the_token_counts_are_sums_over_all_turns(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    events, result = stream(
        driver, client, messages=[{"role": "user", "content": "Weather in Paris?"}], tools=[get_weather]
    )
    turns = [event.completion.usage for event in events if event.type == "turn.finished"]
    assert len(turns) == 2
    assert result.usage.prompt_tokens == sum(usage.prompt_tokens for usage in turns) > 0
    assert result.usage.completion_tokens == sum(usage.completion_tokens for usage in turns)


def test_the_events_of_a_stream(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply("Let me look. ", tool_calls=[("get_weather", {"city": "Oslo"}), ("nothing", {})])
    sandbox.reply("It is 21 degrees.")
    events, result = stream(driver, driver.client(sandbox), tools=[get_weather])
    kinds = [event.type for event in events if event.type != "content.delta"]
    assert kinds == ["tool.finished", "tool.started", "tool.finished", "turn.finished", "turn.finished"]
    assert "".join(event.delta for event in events if event.type == "content.delta") == "Let me look. It is 21 degrees."
    finished = [event.call for event in events if event.type == "tool.finished"]
    assert [(call.name, call.error is None) for call in finished] == [("nothing", False), ("get_weather", True)]
    assert [event.turn for event in events if event.type == "turn.finished"] == [1, 2]
    assert result.content == "It is 21 degrees."


def test_the_result_can_be_read_without_iterating(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(**calls(("get_weather", {"city": "Oslo"})))
    sandbox.reply("Done.")
    run = driver.client(sandbox).chat.completions.run_tools(messages=USER, tools=[get_weather], stream=True)

    async def consume() -> Any:
        async with run:
            return await run.get_result()

    if driver.is_async:
        result = driver.run(consume())
    else:
        with run:
            result = run.get_result()
    assert result.content == "Done."


def test_results_are_sent_in_the_order_of_the_calls(driver: Driver, sandbox: Sandbox) -> None:
    second_is_done = threading.Event()

    def first() -> str:
        """Finish last."""
        assert second_is_done.wait(60)
        return "first"

    def second() -> str:
        """Finish first."""
        second_is_done.set()
        return "second"

    sandbox.reply(**calls(("first", {}), ("second", {})))
    sandbox.reply("Done.")
    events, result = stream(driver, driver.client(sandbox), tools=[first, second])
    assert [event.call.name for event in events if event.type == "tool.finished"][-1] == "first"
    assert results_of(result) == ["first", "second"]


class Person(pydantic.BaseModel):
    name: str
    born: datetime.date


@dataclasses.dataclass
class Point:
    x: float
    y: float


def test_arguments_are_converted_to_the_types_of_the_function(driver: Driver, sandbox: Sandbox) -> None:
    given: List[Any] = []

    def register(person: Person, unit: Unit, places: List[Point], note: str = "none") -> str:
        """Register a person."""
        given.extend([person, unit, places, note])
        return "ok"

    arguments = {"person": {"name": "Ada", "born": "1815-12-10"}, "unit": "fahrenheit", "places": [{"x": 1, "y": 2}]}
    sandbox.reply(**calls(("register", arguments)))
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=[register])
    assert given == [Person(name="Ada", born=datetime.date(1815, 12, 10)), Unit.FAHRENHEIT, [Point(1.0, 2.0)], "none"]
    assert results_of(result) == ["ok"]


@for_each(
    ("arguments", "said"),
    [
        ('{"city": ', "Error: The arguments do not match get_weather: Invalid JSON"),
        ("{}", "Error: The arguments do not match get_weather: city: Field required."),
        ("", "Error: The arguments do not match get_weather: city: Field required."),
        ("[]", "Error: The arguments do not match get_weather"),
        ('{"city": "Oslo", "unit": "kelvin"}', "Error: The arguments do not match get_weather: unit: Input should be"),
    ],
)
def test_the_model_is_informed_of_invalid_arguments(
    driver: Driver, sandbox: Sandbox, arguments: str, said: str
) -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": arguments}}
    sandbox.reply(**calls(call))
    sandbox.reply("Sorry.")
    result = run(driver, driver.client(sandbox), tools=[get_weather])
    (content,) = results_of(result)
    assert content.startswith(said)
    assert f"Error: {result.calls[0].error}" == content
    assert result.content == "Sorry."


def test_the_model_is_informed_of_failures(driver: Driver, sandbox: Sandbox) -> None:
    def leak() -> str:
        """Fail with the API key in the message."""
        raise ValueError(f"The server refused {KEY}\n  at once")

    def not_json() -> object:
        """Return something that JSON cannot express."""
        return object()

    def nan() -> float:
        """Return a number that JSON cannot express."""
        return float("nan")

    def leave() -> str:
        """Leave the program."""
        raise SystemExit(3)

    sandbox.reply(
        **calls(
            ("fail", {"message": "no"}),
            ("fail", {}),
            ("leak", {}),
            ("not_json", {}),
            ("nan", {}),
            ("leave", {}),
            ("x", {}),
        )
    )
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox, api_key=KEY), tools=[fail, leak, not_json, nan, leave])
    contents = results_of(result)
    assert contents[:2] == ["Error: RuntimeError: no", "Error: RuntimeError"]
    assert contents[2].startswith("Error: ValueError: The server refused ")
    assert KEY not in contents[2]
    assert "Traceback" not in "".join(contents)
    assert contents[3].startswith("Error: The result cannot be written as JSON")
    assert contents[4].startswith("Error: The result cannot be written as JSON")
    assert contents[5] == "Error: SystemExit: 3"
    assert contents[6] == "Error: There is no tool 'x'. The tools are: fail, leak, leave, nan, not_json."
    assert [call.result for call in result.calls] == [None] * 7


def test_errors_can_be_raised(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(
        **calls(("get_weather", {"city": "Oslo"}), ("fail", {"message": "no"}), ("get_weather", {"city": "Rome"}))
    )
    with pytest.raises(ToolCallError, match="The tool fail failed: RuntimeError: no") as raised:
        run(driver, driver.client(sandbox), tools=[get_weather, fail], on_tool_error="raise", parallel=False)
    error = raised.value
    assert isinstance(error.__cause__, RuntimeError)
    assert error.call.name == "fail"
    contents = results_of(error.result)
    assert contents[1:] == ["Error: RuntimeError: no", "Error: The call was canceled."]
    assert [call.error for call in error.result.calls] == [None, "RuntimeError: no", "The call was canceled."]
    copy = pickle.loads(pickle.dumps(error))
    assert copy.call == error.call
    assert copy.result.messages == error.result.messages
    sandbox.reply(**calls(("nothing", {})))
    with pytest.raises(ToolCallError, match="There is no tool 'nothing'"):
        run(driver, driver.client(sandbox), tools=[get_weather], on_tool_error="raise")


def test_calls_can_be_refused(driver: Driver, sandbox: Sandbox) -> None:
    asked: List[Any] = []
    ran: List[str] = []

    def delete(path: str) -> str:
        """Delete a file."""
        ran.append(path)
        return "deleted"

    def approve(call: Any) -> bool:
        assert ran == [], "the callback must receive all calls before the first one runs"
        asked.append((call.name, call.arguments))
        return bool(call.arguments["path"] == "a")

    sandbox.reply(**calls(("delete", {"path": "a"}), ("delete", {"path": "b"})))
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=[delete], approve=approve)
    assert asked == [("delete", {"path": "a"}), ("delete", {"path": "b"})]
    assert ran == ["a"]
    assert results_of(result) == ["deleted", "Error: The user did not approve this call."]
    assert result.calls[1].error == "The user did not approve this call."


def test_exceeding_the_number_of_turns_raises(driver: Driver, sandbox: Sandbox) -> None:
    for _ in range(3):
        sandbox.reply(**calls(("get_weather", {"city": "Oslo"})))
    client = driver.client(sandbox)
    with pytest.raises(MaxTurnsError, match="after 2 turns, the max_turns limit") as raised:
        run(driver, client, tools=[get_weather], max_turns=2)
    result = raised.value.result
    assert result.turns == 2
    assert len(sandbox.requests) == 2
    assert len(results_of(result)) == 2
    assert pickle.loads(pickle.dumps(raised.value)).result.messages == result.messages
    sandbox.reset()
    assert run(driver, client, messages=[*result.messages, *USER], tools=[get_weather], max_turns=1).turns == 1


def test_errors_of_later_turns_keep_earlier_results(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(**calls(("get_weather", {"city": "Oslo"})))
    sandbox.reply(400)
    with pytest.raises(ValidationError) as raised:
        run(driver, driver.client(sandbox), tools=[get_weather])
    assert raised.value.result.turns == 1
    assert [message["role"] for message in raised.value.result.messages] == ["user", "assistant", "tool"]


def test_the_loop_can_be_stopped_after_a_turn(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(**calls(("get_weather", {"city": "Oslo"})))
    seen: List[int] = []

    def stop_when(result: ToolRunResult[Any]) -> bool:
        seen.append(result.turns)
        return any(call.name == "get_weather" for call in result.calls)

    result = run(driver, driver.client(sandbox), tools=[get_weather], stop_when=stop_when)
    assert (seen, result.turns, result.content) == ([1], 1, None)
    assert result.messages[-1]["role"] == "tool"


def test_the_results_that_stop_when_receives_can_be_kept_and_changed(driver: Driver, sandbox: Sandbox) -> None:
    for city in ("Oslo", "Rome"):
        sandbox.reply(**calls(("get_weather", {"city": city})))
    sandbox.reply("Done.")
    kept: List[ToolRunResult[Any]] = []

    def stop_when(result: ToolRunResult[Any]) -> bool:
        kept.append(result)
        del result.messages[0]
        return False

    result = run(driver, driver.client(sandbox), tools=[get_weather], stop_when=stop_when)
    assert [(each.turns, len(each.calls)) for each in kept] == [(1, 1), (2, 2)]
    assert len(result.messages) == 6


def test_the_result_can_be_an_object(driver: Driver, sandbox: Sandbox) -> None:
    for streamed in (False, True):
        sandbox.reply("I look it up.", tool_calls=[("get_weather", {"city": "Oslo"})])
        sandbox.reply('{"name": "Ada", "born": "1815-12-10"}')
        client = driver.client(sandbox)
        arguments: Dict[str, Any] = {"tools": [get_weather], "response_format": Person}
        result = stream(driver, client, **arguments)[1] if streamed else run(driver, client, **arguments)
        assert result.parsed == Person(name="Ada", born=datetime.date(1815, 12, 10))
        assert result.completion.choices[0].message.parsed == result.parsed
    assert sandbox.requests[-1].json()["response_format"]["json_schema"]["name"] == "Person"


def test_a_call_of_a_plain_dict_ends_the_loop(driver: Driver, sandbox: Sandbox) -> None:
    plain = {"type": "function", "function": {"name": "ask_human", "parameters": {"type": "object", "properties": {}}}}
    sandbox.reply(**calls(("ask_human", {"question": "Now?"}), ("get_weather", {"city": "Oslo"})))
    result = run(driver, driver.client(sandbox), tools=[plain, get_weather])
    assert result.turns == 1
    assert [call.name for call in result.pending_calls] == ["ask_human"]
    assert result.pending_calls[0].arguments == {"question": "Now?"}
    assert [message.get("tool_call_id") for message in result.messages[2:]] == [result.calls[1].id]


def test_tools_with_a_given_schema(driver: Driver, sandbox: Sandbox) -> None:
    schema = {"type": "object", "properties": {"word": {"type": "string"}}}
    tool = FunctionTool(
        name="look-up", description="Look up.", parameters=schema, function=lambda given: given["word"] * 2
    )
    assert KEY not in repr(tool)
    sandbox.reply(**calls(("look-up", {"word": "ab"}), ("look-up", {})))
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=[tool])
    assert results_of(result) == ["abab", "Error: KeyError: 'word'"]
    assert sandbox.requests[0].json()["tools"] == [tool.definition]


def test_return_values_of_functions(driver: Driver, sandbox: Sandbox) -> None:
    parts = [
        {"type": "text", "text": "A chart"},
        {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}},
    ]
    values = iter(
        [Point(1.0, 2.0), Person(name="Ada", born=datetime.date(2000, 1, 2)), None, [1, {"type": "text"}], parts, "é"]
    )

    def give() -> Any:
        """Return the next value."""
        return next(values)

    sandbox.reply(**calls(*[("give", {})] * 6))
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=[give], parallel=False)
    assert results_of(result) == [
        '{"x": 1.0, "y": 2.0}',
        '{"name": "Ada", "born": "2000-01-02"}',
        "null",
        '[1, {"type": "text"}]',
        parts,
        "é",
    ]


@pytest.mark.parametrize(
    ("choice", "later"),
    [
        ("required", None),
        ({"type": "function", "function": {"name": "get_weather"}}, None),
        ("auto", "auto"),
        (
            {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": []}},
            {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": []}},
        ),
    ],
)
def test_a_forced_call_is_forced_in_the_first_turn_only(sandbox: Sandbox, client: Any, choice: Any, later: Any) -> None:
    sandbox.reply(**calls(("get_weather", {"city": "Oslo"})))
    sandbox.reply("Done.")
    client.chat.completions.run_tools(messages=USER, tools=[get_weather], tool_choice=choice)
    assert [request.json().get("tool_choice") for request in sandbox.requests] == [choice, later]


def test_assistant_messages_are_sent_back_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    message = {
        "role": "assistant",
        "content": None,
        "reasoning_content": "The user wants the weather.",
        "reasoning_details": [{"type": "reasoning.encrypted", "data": "abc", "index": 0}],
        "tool_calls": [
            {
                "id": "call_1",
                "type": "function",
                "function": {"name": "get_weather", "arguments": '{"city": "Oslo"}'},
                "extra_content": {"google": {"thought_signature": "sig"}},
            }
        ],
    }
    whole = {"choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}], "id": "c", "model": "m"}
    first = {**message, "tool_calls": [{**message["tool_calls"][0], "index": 0}]}  # type: ignore[dict-item]
    chunk = {"choices": [{"index": 0, "delta": first, "finish_reason": "tool_calls"}], "id": "c", "model": "m"}
    client = driver.client(sandbox)
    sandbox.reply(json=whole)
    sandbox.reply("Done.")
    run(driver, client, tools=[get_weather])
    assert sandbox.requests[1].json()["messages"][1] == message
    sandbox.reset()
    sandbox.reply(chunks=[chunk])
    sandbox.reply("Done.")
    stream(driver, client, tools=[get_weather])
    sent = sandbox.requests[1].json()["messages"][1]
    assert {key: value for key, value in sent.items() if value is not None} == {
        key: value for key, value in message.items() if value is not None
    }


def test_each_call_without_an_id_or_with_the_same_id_has_a_result(driver: Driver, sandbox: Sandbox) -> None:
    function = {"name": "get_weather", "arguments": '{"city": "Oslo"}'}
    wire = [{"type": "function", "function": function}, {"id": "", "type": "function", "function": function}]
    wire += [{"id": "same", "type": "function", "function": function}] * 2
    message = {"role": "assistant", "content": None, "tool_calls": wire}
    sandbox.reply(json={"id": "c", "model": "m", "choices": [{"index": 0, "message": message}]})
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=[get_weather])
    ids = [call["id"] for call in result.messages[1]["tool_calls"]]
    assert ids == ["call_1_1", "call_1_2", "same", "same"]
    assert [message["tool_call_id"] for message in result.messages if message["role"] == "tool"] == ids


@for_each(
    ("arguments", "text", "result"),
    [({"city": "Oslo"}, '{"city": "Oslo"}', None), (None, "", "city: Field required."), (5, "5", "Input should be")],
)
def test_arguments_that_are_not_text_are_converted(
    driver: Driver, sandbox: Sandbox, arguments: Any, text: str, result: Any
) -> None:
    wire = {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": arguments}}
    message = {"role": "assistant", "content": None, "tool_calls": [wire]}
    sandbox.reply(json={"id": "c", "model": "m", "choices": [{"index": 0, "message": message}]})
    sandbox.reply("Done.")
    done = run(driver, driver.client(sandbox), tools=[get_weather])
    assert (done.calls[0].error is None) if result is None else (result in str(done.calls[0].error))
    assert sandbox.requests[1].json()["messages"][1]["tool_calls"][0]["function"]["arguments"] == text


def test_an_error_of_the_sdk_in_a_function_has_no_request_id_for_the_model(driver: Driver, sandbox: Sandbox) -> None:
    def ask() -> str:
        """Ask another model."""
        raise RateLimitError("Slow down.", status_code=429, code="busy", request_id="req_1")

    sandbox.reply(**calls(("ask", {})))
    sandbox.reply("Done.")
    assert results_of(run(driver, driver.client(sandbox), tools=[ask])) == ["Error: RateLimitError: Slow down."]


def test_an_async_function_of_a_function_tool_needs_no_thread() -> None:
    async def look_up(arguments: Any) -> str:
        return "found"

    tool = FunctionTool(name="look_up", description="Look up.", parameters={"type": "object"}, function=look_up)
    assert is_async_function(prepared_call({"look_up": tool}, "look_up", {}, "{}"))


def test_every_method_of_chat_accepts_a_function_tool(driver: Driver, sandbox: Sandbox) -> None:
    tool = FunctionTool(name="look_up", description="Look up.", parameters={"type": "object"}, function=len)
    client = driver.client(sandbox)
    driver.chat(client, tools=[tool])
    driver.chat(client, tools=[get_weather, tool])
    sent = [request.json()["tools"] for request in sandbox.requests]
    assert sent[0] == [tool.definition] == sent[1][1:]
    assert sent[1][0]["function"]["name"] == "get_weather"
    assert tool({"word": "x"}) == 1
