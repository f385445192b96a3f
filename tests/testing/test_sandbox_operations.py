"""Tests of each operation of the sandbox over a real socket: its responses match the schemas of the spec."""

from __future__ import annotations

import base64
import json
import math
import struct
from typing import Any, Callable, Dict, List

import httpx
import pytest

from helixagent.testing import Sandbox
from helixagent.testing.sandbox.handlers import make_handlers
from helixagent.testing.sandbox.spec import Spec

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
            "required": ["city"],
        },
    },
}
TIME = {"type": "function", "function": {"name": "get_time"}}


def _content(response: httpx.Response) -> str:
    return str(response.json()["choices"][0]["message"]["content"])


def _request_examples(spec: Spec) -> List[Any]:
    """Return each operation with each of its request examples, so that new examples in the spec are tested too."""
    found = []
    for operation in spec.operations:
        body = spec.resolve(operation.definition.get("requestBody", {}))
        media = body.get("content", {}).get("application/json", {})
        examples = [spec.resolve(example)["value"] for example in media.get("examples", {}).values()]
        examples += [media["example"]] if "example" in media else []
        found += [(operation, example) for example in examples or [None]]
    return found


ADA = {"username": "ada", "email": "ada@example.com", "password": "correct horse battery staple"}
A_DEBATE = ("POST", "/v1/debates", {"debateId": "climate-1", "topic": "Trains or planes?", "maximal_repeat_rounds": 1})
TO_APPROVE = ("POST", "/v1/debates", {"debateId": "climate-1", "topic": "Approve trains?"})
LOOK = ("GET", "/v1/debates/climate-1/status", None)
A_TASK = ("POST", "/v1/tasks", {"type": "llm_completion"})
# Objects that must exist before an operation can succeed, with the IDs of the spec's examples.
BEFORE: Dict[str, List[Any]] = {
    "loginUser": [("POST", "/v1/auth/register", ADA)],
    **{name: [A_DEBATE] for name in ("getDebate", "deleteDebate", "getDebateStatus")},
    **{name: [A_DEBATE, LOOK, LOOK, LOOK] for name in ("getDebateResults", "getDebateReport")},
    **{name: [TO_APPROVE, LOOK, LOOK, LOOK] for name in ("approveDebate", "rejectDebate")},
    **{name: [A_TASK] for name in ("getTask", "getTaskStatus", "getTaskLogs", "streamTaskEvents", "deleteTask")},
    **{name: [A_TASK] for name in ("pauseTask", "cancelTask")},
    "resumeTask": [A_TASK, ("POST", "/v1/tasks/t1/pause", None)],
    "getTaskResult": [A_TASK, ("POST", "/v1/tasks/t1/cancel", None)],
    **{name: [("POST", "/v1/webhooks", {"url": "http://127.0.0.1:9/"})] for name in ("getWebhook", "deleteWebhook")},
    **{name: [("POST", "/v1/sessions", {"user_id": "u"})] for name in ("getSession", "deleteSession")},
}


def test_the_response_to_every_example_matches_the_spec(
    spec: Spec, sandbox: Sandbox, http: httpx.Client, conforms: Callable[..., None]
) -> None:
    http.headers["Authorization"] = "Bearer a-key"
    for operation, body in _request_examples(spec):
        if "101" in operation.definition["responses"]:
            # A WebSocket has no response that httpx can read.
            continue
        sandbox.reset()
        for method, path, given in BEFORE.get(operation.operation_id, []):
            assert http.request(method, path, json=given).is_success, operation.operation_id
        path = operation.path
        for parameter in operation.parameters:
            if parameter["in"] == "path":
                value = str(parameter.get("example", "x")).replace("/", "%2F")
                path = path.replace("{" + parameter["name"] + "}", value)
        response = http.request(operation.method, path, json=body)
        assert response.is_success, response.text
        conforms(response, operation.operation_id)


def test_each_operation_of_the_spec_has_a_handler(spec: Spec) -> None:
    assert set(make_handlers()) == {operation.operation_id for operation in spec.operations}


def test_health(http: httpx.Client, conforms: Callable[..., None]) -> None:
    health, service = http.get("/health"), http.get("/v1/health")
    conforms(health, "getHealth")
    conforms(service, "getServiceHealth")
    assert health.json() == {"status": "healthy"}
    assert service.json()["providers"]["unhealthy"] == 0


def test_models_are_listed_and_looked_up_with_a_slash_in_the_id(
    http: httpx.Client, conforms: Callable[..., None]
) -> None:
    listed = http.get("/v1/models")
    conforms(listed, "listModels")
    assert "openrouter/grok-4" in [model["id"] for model in listed.json()["data"]]
    one = http.get("/v1/models/openrouter%2Fgrok-4")
    conforms(one, "getModel")
    assert one.json()["id"] == "openrouter/grok-4"
    assert http.get("/v1/models/openrouter/grok-4").status_code == 404
    missing = http.get("/v1/models/grok-99")
    conforms(missing, "getModel")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "model_not_found")


def test_chat_responds_and_counts_words(chat: Callable[..., httpx.Response], conforms: Callable[..., None]) -> None:
    response = chat()
    conforms(response, "createChatCompletion")
    body = response.json()
    assert body["object"] == "chat.completion"
    assert body["choices"][0]["message"]["content"].startswith("Quantum computing is")
    assert body["choices"][0]["finish_reason"] == "stop"
    words = len(body["choices"][0]["message"]["content"].split())
    assert body["usage"] == {"prompt_tokens": 3, "completion_tokens": words, "total_tokens": 3 + words}
    assert "ensemble" not in body


def test_the_same_request_has_the_same_response(chat: Callable[..., httpx.Response]) -> None:
    assert chat().content == chat().content
    assert chat("one").json()["id"] != chat("two").json()["id"]


def test_an_unknown_question_is_quoted(chat: Callable[..., httpx.Response]) -> None:
    assert 'You said "How are the tests?"' in _content(chat("How are the tests?"))
    assert len(_content(chat("x" * 5000))) < 500
    assert "no text" in _content(chat("  "))


def test_an_unpaired_surrogate_is_accepted(http: httpx.Client) -> None:
    body = b'{"messages": [{"role": "user", "content": "half \\ud83d of it"}]}'
    response = http.post("/v1/chat/completions", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    assert b"\\ud83d" in response.content


def test_the_ensemble_model_reports_the_vote(
    chat: Callable[..., httpx.Response], conforms: Callable[..., None]
) -> None:
    response = chat(model="helixagent-ensemble", ensemble_config={"strategy": "majority_vote", "min_providers": 3})
    conforms(response, "createChatCompletion")
    assert response.json()["ensemble"] == {
        "providers_used": ["deepseek", "qwen", "claude"],
        "confidence_score": 0.92,
        "voting_strategy": "majority_vote",
    }


def test_n_choices_stop_and_max_tokens(chat: Callable[..., httpx.Response]) -> None:
    three = chat("Hello", n=3).json()["choices"]
    assert [choice["index"] for choice in three] == [0, 1, 2]
    assert len({choice["message"]["content"] for choice in three}) == 3
    assert _content(chat(stop=" with")) == "Quantum computing is computing"
    assert _content(chat(stop=["nowhere", "qubits", " with"])) == "Quantum computing is computing"
    assert chat(n=10**9).json()["error"]["param"] == "n"
    limited = chat(max_tokens=2).json()
    assert limited["choices"][0]["message"]["content"] == "Quantum computing"
    assert limited["choices"][0]["finish_reason"] == "length"
    assert limited["usage"]["completion_tokens"] == 2
    assert _content(chat(max_tokens=5, max_completion_tokens=1)) == "Quantum"


def test_parts_of_a_message(chat: Callable[..., httpx.Response]) -> None:
    parts = [{"type": "text", "text": "See"}, {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]
    messages = [{"role": "user", "content": parts}]
    assert 'You said "See [image_url]"' in _content(chat(messages=messages))


def test_logprobs(chat: Callable[..., httpx.Response], conforms: Callable[..., None], chunks: Any) -> None:
    response = chat(logprobs=True, top_logprobs=2)
    conforms(response, "createChatCompletion")
    tokens = response.json()["choices"][0]["logprobs"]["content"]
    assert "".join(token["token"] for token in tokens) == _content(response)
    assert [len(token["top_logprobs"]) for token in tokens] == [2] * len(tokens)
    streamed = chat(logprobs=True, stream=True)
    conforms(streamed, "createChatCompletion")
    assert chunks(streamed)[1]["choices"][0]["logprobs"]["content"][0]["token"] == "Quantum"


def test_a_tool_is_called_when_the_question_is_about_it(
    chat: Callable[..., httpx.Response], conforms: Callable[..., None]
) -> None:
    response = chat("What is the weather in Paris?", tools=[WEATHER, TIME])
    conforms(response, "createChatCompletion")
    choice = response.json()["choices"][0]
    assert choice["finish_reason"] == "tool_calls"
    assert choice["message"]["content"] is None
    (call,) = choice["message"]["tool_calls"]
    assert call["function"]["name"] == "get_weather"
    assert json.loads(call["function"]["arguments"]) == {"city": "Paris", "unit": "celsius"}


@pytest.mark.parametrize(
    ("text", "fields", "names"),
    [
        ("Tell me a joke", {}, []),
        ("the weather and the time", {}, ["get_weather", "get_time"]),
        ("the weather and the time", {"parallel_tool_calls": False}, ["get_weather"]),
        ("the weather", {"tool_choice": "none"}, []),
        ("Tell me a joke", {"tool_choice": "required"}, ["get_weather"]),
        ("x", {"tool_choice": {"type": "function", "function": {"name": "get_time"}}}, ["get_time"]),
    ],
)
def test_tool_choice(chat: Callable[..., httpx.Response], text: str, fields: Dict[str, Any], names: List[str]) -> None:
    message = chat(text, tools=[WEATHER, TIME], **fields).json()["choices"][0]["message"]
    assert [call["function"]["name"] for call in message.get("tool_calls", [])] == names


def test_the_response_to_a_tool_result_is_text(chat: Callable[..., httpx.Response]) -> None:
    messages = [
        {"role": "user", "content": "What is the weather in Paris?"},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "call_1", "type": "function"}]},
        {"role": "tool", "tool_call_id": "call_1", "content": "18 degrees, weather: fine"},
    ]
    assert _content(chat(messages=messages, tools=[WEATHER])) == "The tool answered: 18 degrees, weather: fine"


def test_tool_choice_of_an_unknown_tool(chat: Callable[..., httpx.Response], conforms: Callable[..., None]) -> None:
    response = chat(tools=[TIME], tool_choice={"type": "function", "function": {"name": "nope"}})
    conforms(response, "createChatCompletion")
    assert (response.status_code, response.json()["error"]["param"]) == (400, "tool_choice")


def test_structured_responses(chat: Callable[..., httpx.Response]) -> None:
    schema = {
        "type": "object",
        "properties": {"steps": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/step"}}},
        "required": ["steps"],
        "$defs": {
            "step": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 3}}, "required": ["n"]}
        },
    }
    form = {"type": "json_schema", "json_schema": {"name": "plan", "schema": schema}}
    assert json.loads(_content(chat(response_format=form))) == {"steps": [{"n": 3}, {"n": 3}]}
    free = json.loads(_content(chat(response_format={"type": "json_object"})))
    assert free["answer"].startswith("Quantum computing")
    assert _content(chat(response_format={"type": "text"})).startswith("Quantum computing")


@pytest.mark.parametrize(
    "schema", [{"type": "no such type"}, {"type": "string", "pattern": "^[0-9]{4}$"}, {"$ref": "#/$defs/none"}]
)
def test_a_schema_without_a_value_is_an_error_that_names_it(
    chat: Callable[..., httpx.Response], schema: Dict[str, Any]
) -> None:
    response = chat(response_format={"type": "json_schema", "json_schema": {"name": "x", "schema": schema}})
    assert response.status_code == 400
    assert response.json()["error"]["param"] == "response_format.json_schema.schema"


def test_completions(http: httpx.Client, conforms: Callable[..., None]) -> None:
    body = {"model": "qwen-max", "prompt": "The future of technology is", "stop": ["\n", "."], "max_tokens": 100}
    response = http.post("/v1/completions", json=body)
    conforms(response, "createCompletion")
    (choice,) = response.json()["choices"]
    assert choice["text"] == " shared by those who build it with care"
    several = http.post("/v1/completions", json={"prompt": ["a", "b"], "n": 2, "echo": True, "logprobs": 1})
    conforms(several, "createCompletion")
    texts = [choice["text"] for choice in several.json()["choices"]]
    assert [text[0] for text in texts] == ["a", "a", "b", "b"]
    logprobs = several.json()["choices"][0]["logprobs"]
    assert "".join(logprobs["tokens"]) == texts[0]
    assert logprobs["text_offset"][:2] == [0, len(logprobs["tokens"][0])]


def test_ensemble(http: httpx.Client, conforms: Callable[..., None]) -> None:
    config = {"strategy": "consensus", "min_providers": 4, "preferred_providers": ["claude", "own"]}
    body = {"messages": [{"role": "user", "content": "What is the future of AI?"}], "ensemble_config": config}
    response = http.post("/v1/ensemble/completions", json=body)
    conforms(response, "createEnsembleCompletion")
    answer = response.json()
    assert answer["object"] == "ensemble.completion"
    vote = answer["ensemble"]
    assert vote["providers_used"] == ["claude", "own", "deepseek", "qwen"]
    assert (vote["selected_provider"], vote["voting_strategy"], vote["responses_count"]) == ("claude", "consensus", 4)
    assert vote["scores"]["claude"] == vote["confidence_score"] == max(vote["scores"].values())
    prompt = http.post("/v1/ensemble/completions", json={"prompt": "Hello"})
    assert prompt.json()["choices"][0]["message"]["content"].startswith("Hello!")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "messages"),
        ({"prompt": ""}, "messages"),
        ({"prompt": "x", "ensemble_config": {"min_providers": 99}}, "ensemble_config.min_providers"),
    ],
)
def test_ensemble_errors(http: httpx.Client, conforms: Callable[..., None], body: Any, param: str) -> None:
    response = http.post("/v1/ensemble/completions", json=body)
    conforms(response, "createEnsembleCompletion")
    assert (response.status_code, response.json()["error"]["param"]) == (400, param)


def _embed(http: httpx.Client, **body: Any) -> Any:
    response = http.post("/v1/embeddings", json={"model": "text-embedding-3-small", **body})
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(
    ("given", "vectors", "tokens"),
    [("two words", 1, 2), (["a", "b b"], 2, 3), ([1, 2, 3], 1, 3), ([[1], [2, 3]], 2, 3), ("", 1, 1)],
)
def test_embeddings_accept_strings_and_tokens(http: httpx.Client, given: Any, vectors: int, tokens: int) -> None:
    body = _embed(http, input=given, dimensions=8)
    assert [item["index"] for item in body["data"]] == list(range(vectors))
    assert body["usage"] == {"prompt_tokens": tokens, "total_tokens": tokens}


def test_embeddings_are_unit_vectors_in_both_encodings(http: httpx.Client, conforms: Callable[..., None]) -> None:
    floats = _embed(http, input="The quick brown fox")["data"][0]["embedding"]
    assert len(floats) == 1536
    assert math.isclose(sum(value * value for value in floats), 1.0, abs_tol=1e-5)
    packed = _embed(http, input="The quick brown fox", encoding_format="base64")["data"][0]["embedding"]
    unpacked = struct.unpack("<1536f", base64.b64decode(packed))
    assert all(math.isclose(a, b, abs_tol=1e-7) for a, b in zip(floats, unpacked))
    large = http.post("/v1/embeddings", json={"model": "text-embedding-3-large", "input": "x"})
    conforms(large, "createEmbeddings")
    assert len(large.json()["data"][0]["embedding"]) == 3072


def test_vectors_of_texts_with_common_words_are_close(http: httpx.Client) -> None:
    texts = ["How does authentication work?", "Authentication does work by keys", "Bananas are yellow fruit"]
    query, near, far = [item["embedding"] for item in _embed(http, input=texts)["data"]]
    assert sum(a * b for a, b in zip(query, near)) > sum(a * b for a, b in zip(query, far)) + 0.3


def test_too_many_dimensions(http: httpx.Client) -> None:
    response = http.post("/v1/embeddings", json={"model": "m", "input": "x", "dimensions": 10**6})
    assert (response.status_code, response.json()["error"]["param"]) == (400, "dimensions")
