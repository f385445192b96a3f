"""Tests of `Sandbox.reply` and `Sandbox.fail`: clients receive the scripted responses, with and without streaming."""

from __future__ import annotations

import dataclasses
from typing import Any, Dict, List

import attrs
import httpx
import pydantic
import pytest
from cases import for_each
from support import USER, Driver

from helixagent import (
    APITimeoutError,
    HelixAgent,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    ProviderError,
    RateLimitError,
    ValidationError,
)
from helixagent.testing import (
    Sandbox,
    chat_completion,
    chat_completion_chunks,
    completion,
    completion_chunks,
    debate_results,
    error_response,
    task_events,
    tool_call,
)

CHAT = "chat.completions.create"
WEATHER = {"city": "Paris"}


def pieces(driver: Driver, stream: Any) -> List[str]:
    async def collected() -> List[Any]:
        return [chunk async for chunk in stream]

    chunks = driver.run(collected()) if driver.is_async else list(stream)
    return [chunk.choices[0].delta.content for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]


def content(response: Any) -> Any:
    return response.choices[0].message.content


def test_a_text_is_returned_with_and_without_streaming(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply("The capital is Paris.", times=2)
    whole = driver.chat(client)
    assert (content(whole), whole.choices[0].finish_reason) == ("The capital is Paris.", "stop")
    assert whole.usage.completion_tokens == 4
    streamed = driver.chat(client, stream=True)
    assert pieces(driver, streamed) == ["The", " capital", " is", " Paris."]
    assert content(driver.chat(client)) != "The capital is Paris."


def test_a_stream_has_the_given_chunks(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(["Par", "is"], times=2)
    assert pieces(driver, driver.chat(client, stream=True)) == ["Par", "is"]
    assert content(driver.chat(client)) == "Paris"


@pytest.mark.parametrize("call", [tool_call("get_weather", WEATHER), ("get_weather", WEATHER)])
def test_tool_calls(client: HelixAgent, sandbox: Sandbox, call: Any) -> None:
    sandbox.reply(tool_calls=[call], times=2)
    choice = client.chat.completions.create(messages=USER).choices[0]
    assert (choice.message.content, choice.finish_reason) == (None, "tool_calls")
    assert choice.message.tool_calls[0].function.to_dict() == {"name": "get_weather", "arguments": '{"city": "Paris"}'}
    with client.chat.completions.stream(messages=USER) as stream:
        final = stream.get_final_completion()
    assert final.choices[0].message.tool_calls[0].to_dict() == choice.message.tool_calls[0].to_dict()


@dataclasses.dataclass
class City:
    city: str


@attrs.define
class AttrsCity:
    city: str


class PydanticCity(pydantic.BaseModel):
    city: str


@pytest.mark.parametrize("value", [{"city": "Paris"}, City("Paris"), AttrsCity("Paris"), PydanticCity(city="Paris")])
def test_structured_responses(client: HelixAgent, sandbox: Sandbox, value: Any) -> None:
    sandbox.reply(parsed=value)
    answer = client.chat.completions.parse(messages=USER, response_format=City)
    assert answer.choices[0].message.parsed == City("Paris")


def test_refusals_and_other_ends(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply(refusal="I can't.")
    sandbox.reply("Par", finish_reason="length")
    message = client.chat.completions.create(messages=USER).choices[0].message
    assert (message.refusal, message.content) == ("I can't.", None)
    assert client.chat.completions.create(messages=USER).choices[0].finish_reason == "length"


def test_the_text_is_for_requests_that_return_text(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply("Paris", times=4)
    assert client.models.list().data
    assert client.completions.create(model="m", prompt="Capital?").choices[0].text == "Paris"
    assert content(client.ensemble.completions.create(messages=USER)) == "Paris"
    image = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    assert content(client.vision.analyze(model="m", messages=[{"role": "user", "content": [image]}])) == "Paris"
    stream = client.completions.create(model="m", prompt="Capital?", stream=True)
    assert "".join(chunk.choices[0].text for chunk in stream) == "Paris"
    sandbox.assert_all_used()


def test_a_model_is_for_the_operation_that_returns_it(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply(debate_results("Tabs?", final_position="Spaces"))
    sandbox.reply(chat_completion("Paris", id="mine", usage={"total_tokens": 10}))
    response = client.chat.completions.create(messages=USER)
    assert (content(response), response.id, response.usage.total_tokens) == ("Paris", "mine", 10)
    assert client.debates.get_results("any-debate").consensus.final_position == "Spaces"


def test_a_complete_response_is_streamed_on_request(client: HelixAgent, sandbox: Sandbox) -> None:
    made = chat_completion("Paris it is", id="mine", tool_calls=[tool_call("f")], usage={"total_tokens": 7})
    sandbox.reply(made)
    sandbox.reply(completion("Paris"), operation="completions.create")
    with client.chat.completions.stream(messages=USER, stream_options={"include_usage": True}) as stream:
        final = stream.get_final_completion()
    assert (final.id, content(final), final.usage.total_tokens) == ("mine", "Paris it is", 7)
    assert final.choices[0].message.tool_calls[0].function.name == "f"
    chunks = list(client.completions.create(model="m", prompt="Capital?", stream=True))
    assert [chunk.choices[0].text for chunk in chunks] == ["Paris"]


def test_built_chunks_and_events_are_the_stream(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply(chat_completion_chunks("Paris", include_usage=True))
    sandbox.reply(completion_chunks(["Par", "is"]))
    sandbox.reply(task_events("Done", status="failed"))
    with client.chat.completions.stream(messages=USER, stream_options={"include_usage": True}) as stream:
        assert stream.get_final_completion().usage.total_tokens == 2
    texts = [chunk.choices[0].text for chunk in client.completions.create(model="m", prompt="x", stream=True)]
    assert texts == ["Par", "is", ""]
    assert [event.type for event in client.tasks.stream_events("any")][-1] == "error"


def test_a_function_computes_the_response_from_the_request(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply(lambda request: f"{request.model} on {request.prompt}", operation=CHAT, times=None)
    for model in ("a", "b"):
        assert content(client.chat.completions.create(messages=USER, model=model)) == f"{model} on {USER[0]['content']}"
    sandbox.assert_all_used()
    sandbox.reset()
    assert not content(client.chat.completions.create(messages=USER, model="a")).startswith("a on ")


def test_operations_counts_and_predicates_select_requests(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply("for b", where=lambda request: request.model == "b")
    sandbox.reply({"status": "degraded"}, operation="getHealth", times=2)
    sandbox.reply(json={"status": "odd"}, operation="health")
    assert content(client.chat.completions.create(messages=USER, model="a")) != "for b"
    assert content(client.chat.completions.create(messages=USER, model="b")) == "for b"
    assert [client.health().status for _ in range(4)] == ["degraded", "degraded", "odd", "healthy"]


def test_an_httpx_response_is_sent_unchanged(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply(httpx.Response(200, json={"status": "fine"}, headers={"x-request-id": "mine"}))
    raw = client.providers.with_raw_response.health()
    assert (raw.parse().status, raw.request_id) == ("fine", "mine")
    sandbox.reply(error_response(404, "No such model", code="gone"))
    with pytest.raises(ValidationError, match="No such model"):
        client.health()


def test_the_response_to_an_invalid_request_is_a_400_and_not_the_text(sandbox: Sandbox) -> None:
    sandbox.reply("Paris")
    answer = httpx.post(sandbox.base_url + "/v1/chat/completions", json={"messages": []}, trust_env=False, verify=False)
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "messages")


WRONG: List[Any] = [
    ({"answer": "x", "operation": "models.lst"}, ValueError, "did you mean 'models.list'"),
    ({"answer": "x", "operation": "models.list"}, TypeError, "listModels does not return text"),
    ({"answer": chat_completion("x"), "operation": "debates.get"}, TypeError, "getDebate returns DebateDetails"),
    ({"answer": "x", "parsed": {}}, TypeError, "not both"),
    ({"answer": {"a": 1}, "refusal": "no"}, TypeError, "alone or together with a text"),
    ({"answer": "x", "status": 500}, TypeError, "do not pass them together with answer"),
    ({"answer": "x", "times": 0}, ValueError, "times must be"),
    ({"answer": "x", "fault": "cutt"}, ValueError, "did you mean 'cut'"),
    ({"answer": "x", "fault": "cut:1x2"}, ValueError, "use times=2"),
    ({"answer": KeyError("x")}, TypeError, "use fail"),
    ({"answer": ["x", KeyError]}, TypeError, "use fail"),
    ({"tool_calls": [3]}, TypeError, "a tool call must be"),
]


@for_each(("arguments", "kind", "message"), WRONG)
def test_invalid_scripts_are_refused_immediately(
    sandbox: Sandbox, arguments: Dict[str, Any], kind: Any, message: str
) -> None:
    with pytest.raises(kind, match=message):
        sandbox.reply(**arguments)
    sandbox.assert_all_used()


@pytest.mark.parametrize(
    "answer", [lambda request: 3, lambda request: 1 / 0, lambda request: debate_results(), [{"a": object()}]]
)
def test_errors_in_a_script_at_run_time_reach_the_client(client: HelixAgent, sandbox: Sandbox, answer: Any) -> None:
    sandbox.reply(answer, operation=CHAT)
    with pytest.raises(ProviderError, match="The scripted response is invalid"):
        client.chat.completions.create(messages=USER)
    assert len(sandbox.requests) == 1


def test_errors_with_a_status(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, max_retries=0)
    sandbox.fail(429, message="Slow down", code="busy", param="model", retry_after=2.5, headers={"X-A": "b"})
    with pytest.raises(RateLimitError) as caught:
        driver.chat(client)
    error = caught.value
    assert (error.message, error.type, error.code, error.param) == ("Slow down", "rate_limit_error", "busy", "model")
    assert error.retry_after == 2.5 and error.headers["x-a"] == "b"
    assert content(driver.chat(client))


def test_an_error_of_one_operation_for_some_requests(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.fail(503, operation=CHAT, times=2)
    assert client.health().status == "healthy"
    assert content(client.chat.completions.create(messages=USER))
    assert len(sandbox.requests_to(CHAT)) == 3
    sandbox.fail(503, times=None)
    for _ in range(2):
        with pytest.raises(ProviderError):
            client.health()
    sandbox.reset()
    assert client.health().status == "healthy"


@for_each(
    ("arguments", "kind"),
    [
        ({"fault": "cut", "after": 3}, IncompleteStreamError),
        ({"fault": "cut-reset", "after": 3}, IncompleteStreamError),
        ({"fault": "stall", "after": 3}, APITimeoutError),
        ({"fault": "stream-error", "after": 3}, ProviderError),
    ],
)
def test_a_stream_that_breaks_after_some_events(
    driver: Driver, sandbox: Sandbox, arguments: Dict[str, Any], kind: Any
) -> None:
    client = driver.client(sandbox, max_retries=0, timeout=0.5 if kind is APITimeoutError else 60)
    sandbox.reply("one two three four", fault=f"{arguments['fault']}:3")
    sandbox.fail(**arguments)
    for expected in ("one two", None):
        with pytest.raises(kind) as caught:
            pieces(driver, driver.chat(client, stream=True))
        text = content(caught.value.partial)
        assert text == expected if expected is not None else len(text.split()) == 2


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("disconnect", NetworkError),
        ("reset", NetworkError),
        ("timeout", APITimeoutError),
        ("malformed", InvalidResponseError),
        ("html", InvalidResponseError),
    ],
)
def test_other_faults_by_their_names(client: HelixAgent, sandbox: Sandbox, fault: str, kind: Any) -> None:
    sandbox.fail(fault)
    with pytest.raises(kind):
        client.with_options(max_retries=0, timeout=0.3).chat.completions.create(messages=USER)
    sandbox.fail("slow", seconds=0.0)
    assert client.health().status == "healthy"


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"fault": 200}, ValueError, "200 is not an error status"),
        ({"fault": "resett"}, ValueError, "did you mean 'reset'"),
        ({"fault": "reset", "after": 2}, TypeError, "after can only be used with cut"),
        ({"fault": "cut", "seconds": 2}, TypeError, "seconds can only be used with slow"),
        ({"fault": "cut", "code": "x"}, TypeError, "code cannot be used with the fault 'cut'"),
        ({"fault": 500, "after": 1}, TypeError, "after cannot be used with the fault 500"),
        ({"fault": 500, "operation": "nope"}, ValueError, "There is no operation 'nope'"),
    ],
)
def test_an_invalid_fault_is_refused(sandbox: Sandbox, arguments: Dict[str, Any], kind: Any, message: str) -> None:
    with pytest.raises(kind, match=message):
        sandbox.fail(**arguments)


def test_unused_scripts_are_reported(client: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.reply("Paris", operation=CHAT, times=2)
    sandbox.fail("cut", after=2)
    with pytest.raises(AssertionError) as caught:
        sandbox.assert_all_used()
    message = str(caught.value)
    assert "2 more for createChatCompletion" in message and "Paris" in message and "cut:2" in message
    sandbox.reset()
    sandbox.assert_all_used()
