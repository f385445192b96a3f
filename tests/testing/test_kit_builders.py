"""Tests of the builders: they return models of the SDK that match the API's description, with the test's values."""

from __future__ import annotations

import inspect
import json
from typing import Any, Dict, List

import httpx
import pytest
from cases import for_each
from jsonschema import Draft202012Validator
from support import run_python

from helixagent import testing
from helixagent.testing import (
    chat_completion,
    chat_completion_chunks,
    completion,
    completion_chunks,
    debate,
    debate_results,
    debate_status,
    embedding_response,
    ensemble_completion,
    error_response,
    example_response,
    model_list,
    ocr_response,
    task,
    task_events,
    task_result,
    task_status,
    tool_call,
)
from helixagent.testing.operations import generated_operation, installed_spec
from helixagent_client import models

BUILT: Dict[str, Any] = {
    "chat": lambda: chat_completion("Paris"),
    "chat with tools": lambda: chat_completion(tool_calls=[tool_call("f", {"a": 1}), tool_call("g", id="call_2")]),
    "chat with a refusal": lambda: chat_completion(refusal="No"),
    "structured chat": lambda: chat_completion(parsed={"a": [1]}, model="m", finish_reason="length"),
    "chunks": lambda: chat_completion_chunks("It is Paris", include_usage=True),
    "chunks with tools": lambda: chat_completion_chunks(tool_calls=[("f", {"city": "Paris"})]),
    "completion": lambda: completion("Paris"),
    "completion chunks": lambda: completion_chunks("It is Paris"),
    "ensemble": lambda: ensemble_completion("Paris", providers=["claude", "qwen", "own"], confidence=0.5),
    "embeddings of texts": lambda: embedding_response(["one", "two"]),
    "embeddings of vectors": lambda: embedding_response([[1, 0], [0, 1]]),
    "debate": lambda: debate("Tabs?"),
    "running debate": lambda: debate("Tabs?", status="running"),
    **{
        f"debate {status}": lambda status=status: debate_status(status)
        for status in ("pending", "running", "in_progress", "completed", "failed", "rejected", "cancelled", "paused")
    },
    **{
        f"results {status}": lambda status=status: debate_results("Tabs?", status=status)
        for status in ("completed", "failed", "rejected", "cancelled")
    },
    "results of people": lambda: debate_results("Tabs?", participants=["Ada", {"name": "Bob", "total_responses": 9}]),
    "results without": lambda: debate_results("Tabs?", achieved=False, confidence=0.1, duration=3),
    "task": lambda: task("llm_completion", status="running", progress=50.0),
    **{
        f"task {status}": lambda status=status: task_status(status)
        for status in ("pending", "running", "completed", "failed", "cancelled", "paused", "stuck", "dead_letter")
    },
    **{
        f"result {status}": lambda status=status: task_result({"a": 1}, status=status)
        for status in ("completed", "failed", "cancelled")
    },
    **{
        f"events {status}": lambda status=status: task_events("Hi", status=status)
        for status in ("completed", "failed", "cancelled")
    },
    "models": lambda: model_list("a", "b"),
    "all models": lambda: model_list(),
    "ocr": lambda: ocr_response("One\nTwo", confidence=0.5),
    "tool call": lambda: tool_call("f", '{"a": 1}'),
}


def check(model: Any) -> None:
    name = type(model).__name__
    schema = installed_spec().rooted(installed_spec().document["components"]["schemas"][name])
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schema, format_checker=checker).validate(json.loads(json.dumps(model.to_dict())))
    assert type(model) is getattr(models, name)
    assert model.additional_properties == {}


@for_each("name", BUILT)
def test_built_models_are_valid(name: str) -> None:
    built = BUILT[name]()
    for model in built if isinstance(built, list) else [built]:
        check(model)
    assert built == BUILT[name](), "the same arguments must build the same model"


def with_models() -> List[str]:
    identifiers = [operation.operation_id for operation in installed_spec().operations]
    return [name for name in identifiers if generated_operation(name).response is not None]


@for_each("operation", with_models())
def test_there_is_an_example_of_every_operation(operation: str) -> None:
    example = example_response(operation)
    assert type(example) is generated_operation(operation).response
    if hasattr(example, "FIELDS"):
        check(example)


def test_examples_accept_fields_and_names_of_methods() -> None:
    assert example_response("health", status="degraded").status == "degraded"
    with pytest.raises(TypeError, match=r"tasks.websocket does not return a model"):
        example_response("tasks.websocket")
    with pytest.raises(ValueError, match=r"did you mean 'providers.list'"):
        example_response("provider.list")


def test_built_models_contain_the_arguments() -> None:
    made = chat_completion("Paris", model="m", usage={"total_tokens": 3}, id="mine")
    assert (made.choices[0].message.content, made.model, made.usage.total_tokens, made.id) == ("Paris", "m", 3, "mine")
    assert chat_completion("a").id != chat_completion("b").id
    chunks = chat_completion_chunks(["Par", "is"], finish_reason="length", id="c")
    assert [chunk.choices[0].delta.content for chunk in chunks] == ["", "Par", "is", None]
    assert chunks[-1].choices[0].finish_reason == "length" and {chunk.id for chunk in chunks} == {"c"}
    assert [chunk.choices[0].text for chunk in completion_chunks("a b")] == ["a", " b", ""]
    assert completion("x", finish_reason="length", usage={"total_tokens": 1}).usage.total_tokens == 1
    vote = ensemble_completion("x", providers=["claude"], confidence=0.4, strategy="majority_vote").ensemble
    assert (vote.providers_used, vote.confidence_score, vote.voting_strategy) == (["claude"], 0.4, "majority_vote")
    texts = embedding_response(["red cat", "red dog", "stock market"], dimensions=256)
    close, far = (sum(map(lambda a, b: a * b, texts.data[0].embedding, texts.data[n].embedding)) for n in (1, 2))
    assert close > far + 0.2
    assert embedding_response([0.5, 1]).data[0].embedding == [0.5, 1.0]
    assert len(embedding_response("Hi", dimensions=3).data[0].embedding) == 3


def test_built_jobs_contain_the_arguments() -> None:
    results = debate_results("Tabs?", final_position="Tabs", participants=["Ada", {"name": "B", "role": "R"}])
    assert (results.topic, results.consensus.final_position, results.consensus.achieved) == ("Tabs?", "Tabs", True)
    assert [(person.name, person.role) for person in results.participants] == [("Ada", None), ("B", "R")]
    without = debate_results("Tabs?", achieved=False)
    assert (without.consensus.achieved, without.consensus.final_position) == (False, None)
    # Words that would select an outcome in the sandbox have no effect here.
    assert debate_results("Why do projects fail?").status == "completed"
    assert debate_status("failed").errors and debate_status("running", current_round=2).current_round == 2
    assert debate("Fail?", debate_id="d", participants_count=9).participants_count == 9
    assert task_result("Hi", task_id="t7").output == "Hi" and task_result(status="failed").error
    assert task_status("running", progress=10.5).progress == 10.5
    events = task_events("Hi", task_id="t7")
    assert (events[-1].type, events[-1].data, {event.task_id for event in events}) == ("completed", "Hi", {"t7"})
    assert [model.id for model in model_list("a", "b").data] == ["a", "b"]
    assert [block.text for block in ocr_response("One\nTwo").blocks] == ["One", "Two"]


def test_errors_are_responses_for_any_double() -> None:
    made = error_response(429, "Slow down", code="busy", retry_after=2, headers={"X-A": "b"})
    assert isinstance(made, httpx.Response)
    assert (made.status_code, made.headers["retry-after"], made.headers["x-a"]) == (429, "2", "b")
    schema = installed_spec().rooted({"$ref": "#/components/schemas/ErrorResponse"})
    Draft202012Validator(schema).validate(made.json())
    assert made.json()["error"] == {
        "message": "Slow down",
        "type": "rate_limit_error",
        "code": "busy",
        "param": None,
    }
    assert error_response(404).json()["error"]["type"] == "not_found_error"
    with pytest.raises(ValueError, match="200 is not an error status"):
        error_response(200)


def test_every_public_name_exists_with_a_docstring() -> None:
    assert len(testing.__all__) == len(set(testing.__all__)) > 25
    assert set(testing.__all__) <= set(dir(testing))
    for name in testing.__all__:
        assert inspect.getdoc(getattr(testing, name)), name
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        testing.nothing  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore


def test_everything_except_the_sandbox_works_without_the_extra() -> None:
    code = """
import sys
for name in ("starlette", "uvicorn", "jsonschema", "h11", "wsproto", "vcr", "pytest"):
    sys.modules[name] = None
from helixagent import testing
for name in testing.__all__:
    try:
        getattr(testing, name)
    except ImportError as error:
        print(name, error)
client = testing.fake_client(["Paris", testing.chat_completion(tool_calls=[("f", {})])])
ask = [{"role": "user", "content": "Capital?"}]
print(client.chat.completions.create(messages=ask).choices[0].message.content, testing.debate_results().status)
print(client.chat.completions.create(messages=ask).choices[0].finish_reason, client.last_request)
testing.vcr_config(), testing.task_events(), testing.example_response("mcp.tools")
"""
    # httpcore only needs h11 to open connections, which does not happen here. But httpx imports it.
    shown = run_python(code.replace('"h11", ', "")).splitlines()
    assert shown[0].startswith("Sandbox The sandbox needs ")
    assert shown[0].endswith(", which is not installed: pip install 'helixagent-sdk[testing]'")
    assert shown[1:3] == [
        "Paris completed",
        'tool_calls <POST /v1/chat/completions {"model": "helixagent-ensemble", '
        '"messages": [{"role": "user", "content": "Capital?"}]}>',
    ]
