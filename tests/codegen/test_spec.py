"""The spec must say what the contract says: operations, bodies, streams, errors, and what requests need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from codegen.lint_spec import load

SPEC = load(Path(__file__).resolve().parents[2] / "openapi.yaml")
SCHEMAS = SPEC["components"]["schemas"]

# operationId: method, path, tag, request, answer, one event of the stream
OPERATIONS = {
    "getHealth": ("get", "/health", "health", None, "Health", None),
    "getServiceHealth": ("get", "/v1/health", "health", None, "ServiceHealth", None),
    "listModels": ("get", "/v1/models", "models", None, "ModelList", None),
    "getModel": ("get", "/v1/models/{model}", "models", None, "Model", None),
    "createChatCompletion": (
        "post",
        "/v1/chat/completions",
        "chat",
        "ChatCompletionRequest",
        "ChatCompletionResponse",
        "ChatCompletionChunk",
    ),
    "createCompletion": (
        "post",
        "/v1/completions",
        "completions",
        "CompletionRequest",
        "CompletionResponse",
        "CompletionChunk",
    ),
    "createEnsembleCompletion": (
        "post",
        "/v1/ensemble/completions",
        "ensemble",
        "EnsembleCompletionRequest",
        "EnsembleCompletionResponse",
        "ChatCompletionChunk",
    ),
    "createEmbeddings": ("post", "/v1/embeddings", "embeddings", "EmbeddingRequest", "EmbeddingResponse", None),
}

SAMPLING = {
    "max_tokens",
    "temperature",
    "top_p",
    "n",
    "stop",
    "stream",
    "stream_options",
    "presence_penalty",
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "seed",
    "user",
}
CHAT_SAMPLING = SAMPLING | {"max_completion_tokens", "top_logprobs"}
CHAT_ONLY = {"tools", "tool_choice", "parallel_tool_calls", "response_format", "metadata", "force_provider"}

# What the contract lists of each shape, and which of it a server refuses to do without.
FIELDS = {
    "ChatCompletionRequest": ({"model", "messages", "ensemble_config"} | CHAT_SAMPLING | CHAT_ONLY, {"messages"}),
    "ChatMessage": ({"role", "content", "name", "tool_calls", "tool_call_id", "refusal"}, {"role"}),
    "CompletionRequest": ({"model", "prompt", "suffix", "echo", "best_of"} | SAMPLING, {"prompt"}),
    "EnsembleCompletionRequest": ({"model", "messages", "prompt", "ensemble_config"} | CHAT_SAMPLING, set()),
    "EmbeddingRequest": ({"model", "input", "encoding_format", "dimensions", "user"}, {"model", "input"}),
    "EnsembleConfig": (
        {
            "strategy",
            "min_providers",
            "confidence_threshold",
            "fallback_to_best",
            "timeout",
            "preferred_providers",
        },
        set(),
    ),
    "EnsembleDetails": (
        {
            "providers_used",
            "confidence_score",
            "voting_strategy",
            "selected_provider",
            "scores",
            "responses_count",
            "metadata",
        },
        set(),
    ),
    "ErrorDetail": ({"message", "type", "code", "param"}, set()),
}

ENUMS = {
    "Role": ["system", "user", "assistant", "tool", "developer"],
    "EnsembleStrategy": ["confidence_weighted", "majority_vote", "best_of_n", "consensus", "quality_weighted"],
    "EncodingFormat": ["float", "base64"],
    "FinishReason": ["stop", "length", "tool_calls", "content_filter", "function_call"],
}


def resolve(node: Dict[str, Any]) -> Dict[str, Any]:
    """Follow refs to components."""
    while "$ref" in node:
        _, section, name = node["$ref"][2:].split("/")
        node = SPEC["components"][section][name]
    return node


def operations() -> Iterator[Tuple[str, str, Dict[str, Any]]]:
    """Yield method, path and node of each operation."""
    for path, item in SPEC["paths"].items():
        for method, node in item.items():
            yield method, path, node


BY_ID = {node["operationId"]: node for _, _, node in operations()}


def named(holder: Dict[str, Any], key: str) -> str:
    """Give the name of the component that a ref leads to."""
    name: str = holder[key]["$ref"].rpartition("/")[2]
    return name


def fits(name: str, value: Any) -> bool:
    """Tell whether a value fits a component schema."""
    registry: Any = Registry().with_resource("urn:spec", DRAFT202012.create_resource(SPEC))
    schema = {"$ref": f"urn:spec#/components/schemas/{name}"}
    return bool(Draft202012Validator(schema, registry=registry).is_valid(value))


def test_info_and_servers() -> None:
    assert SPEC["openapi"] == "3.1.0"
    assert (SPEC["info"]["title"], SPEC["info"]["version"]) == ("HelixAgent API", "0.1.0")
    assert SPEC["info"]["license"]["name"] == "MIT"
    assert [server["url"] for server in SPEC["servers"]] == ["https://api.helixagent.ai", "http://localhost:7061"]
    assert SPEC["components"]["securitySchemes"]["bearer"] == {
        "type": "http",
        "scheme": "bearer",
        "description": SPEC["components"]["securitySchemes"]["bearer"]["description"],
    }


def test_every_operation_of_the_contract_is_there() -> None:
    found = {node["operationId"]: (method, path, node["tags"][0]) for method, path, node in operations()}
    assert found == {name: expected[:3] for name, expected in OPERATIONS.items()}


@pytest.mark.parametrize("name", OPERATIONS)
def test_bodies(name: str) -> None:
    _, _, _, request, answer, event = OPERATIONS[name]
    operation = BY_ID[name]
    body = resolve(operation["requestBody"]) if "requestBody" in operation else None
    if request is None:
        assert body is None
    else:
        assert body is not None and body["required"] is True
        assert named(body["content"]["application/json"], "schema") == request
    content = operation["responses"]["200"]["content"]
    assert named(content["application/json"], "schema") == answer
    if event is None:
        assert list(content) == ["application/json"]
    else:
        assert list(content) == ["application/json", "text/event-stream"]
        assert content["text/event-stream"]["schema"] == {"type": "string"}
        assert named(content["text/event-stream"], "x-itemSchema") == event
        assert content["text/event-stream"]["example"].endswith("data: [DONE]\n\n")


@pytest.mark.parametrize("name", OPERATIONS)
def test_security_is_asked_of_all_but_health(name: str) -> None:
    assert BY_ID[name]["security"] == ([] if OPERATIONS[name][2] == "health" else [{"bearer": []}])


@pytest.mark.parametrize("name", OPERATIONS)
def test_errors_have_the_canonical_body(name: str) -> None:
    method, _, tag, _, _, _ = OPERATIONS[name]
    errors = {status: resolve(node) for status, node in BY_ID[name]["responses"].items() if status != "200"}
    expected = {"500", "503"} if tag == "health" else {"401", "403", "429", "500", "503"}
    if method == "post":
        expected |= {"400", "404", "413", "415", "422", "502", "504"}
    if name == "getModel":
        expected |= {"404"}
    assert set(errors) == expected
    for node in errors.values():
        content = node["content"]["application/json"]
        assert named(content, "schema") == "ErrorResponse"
        assert list(content["example"]["error"]) == ["message", "type", "code", "param"]


def test_rate_limit_headers() -> None:
    headers = set(SPEC["components"]["responses"]["RateLimited"]["headers"])
    limits = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
    assert headers == {"X-Request-ID", "Retry-After", "retry-after-ms", "x-should-retry"} | limits


def test_a_model_id_is_a_plain_path_string() -> None:
    (parameter,) = BY_ID["getModel"]["parameters"]
    parameter = resolve(parameter)
    assert (parameter["name"], parameter["in"], parameter["schema"]) == ("model", "path", {"type": "string"})


@pytest.mark.parametrize("name", FIELDS)
def test_fields_of_the_contract(name: str) -> None:
    fields, required = FIELDS[name]
    assert set(SCHEMAS[name]["properties"]) == fields
    assert set(SCHEMAS[name].get("required", [])) == required


@pytest.mark.parametrize("name", ENUMS)
def test_enums_of_the_contract(name: str) -> None:
    assert SCHEMAS[name]["enum"] == ENUMS[name]


def test_responses_need_nothing_but_tags() -> None:
    """A field of a response may be missing, so none of their schemas may ask for one."""
    todo = [named(node["responses"]["200"]["content"]["application/json"], "schema") for node in BY_ID.values()]
    todo += ["ErrorResponse", "ChatCompletionChunk", "CompletionChunk"]
    seen = set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            assert SCHEMAS[name].get("required", []) == []
            todo += [ref.rpartition("/")[2] for ref in _refs(SCHEMAS[name])]
    assert {"Choice", "Message", "ToolCall", "FunctionCall", "Usage", "Delta", "Embedding"} <= seen


def _refs(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _refs(child)
    elif isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from _refs(child)


GOOD = [
    ("ChatCompletionRequest", {"messages": [{"role": "user", "content": "x"}]}),
    ("ChatCompletionRequest", {"messages": [{"role": "user"}], "temperature": 2, "top_logprobs": 20, "stop": ["a"]}),
    ("ChatCompletionRequest", {"messages": [{"role": "user"}], "a_new_option": {"x": 1}, "tool_choice": "auto"}),
    ("ChatMessage", {"role": "assistant", "content": None}),
    ("ChatMessage", {"role": "user", "content": [{"type": "text", "text": "x"}]}),
    ("ChatMessage", {"role": "user", "content": [{"type": "file", "file": {"file_id": "f"}}]}),
    ("EnsembleCompletionRequest", {"prompt": "x"}),
    ("EnsembleConfig", {"confidence_threshold": 1, "timeout": 30}),
    ("CompletionRequest", {"prompt": ["a", "b"], "stop": "."}),
    *[("EmbeddingRequest", {"model": "m", "input": value}) for value in ("a", ["a"], [1, 2], [[1], [2, 3]])],
    ("Embedding", {"embedding": "zczMPc3MTD4="}),
    ("ErrorResponse", {"error": {"message": "x", "type": "y", "code": None, "param": None}, "retry_after": 60}),
    ("ChatCompletionChunk", {"choices": [{"index": 0, "delta": {}, "finish_reason": None}], "usage": None}),
    ("ChatCompletionChunk", {"choices": []}),
]
BAD = [
    ("ChatCompletionRequest", {"model": "m"}),
    ("ChatCompletionRequest", {"messages": []}),
    ("ChatMessage", {"content": "x"}),
    ("ChatMessage", {"role": ""}),
    ("ChatMessage", {"role": "user", "content": [{"type": "text"}]}),
    ("ChatMessage", {"role": "user", "content": [{"text": "x"}]}),
    *[
        ("ChatCompletionRequest", {"messages": [{"role": "user"}], name: value})
        for name, value in [
            ("temperature", 2.1),
            ("temperature", -0.1),
            ("temperature", "hot"),
            ("top_p", 1.1),
            ("top_p", -0.1),
            ("presence_penalty", -2.1),
            ("presence_penalty", 2.1),
            ("frequency_penalty", 2.1),
            ("frequency_penalty", -2.1),
            ("top_logprobs", 21),
            ("top_logprobs", -1),
            ("n", 0),
            ("max_tokens", 0),
            ("max_tokens", 1.5),
            ("max_completion_tokens", 0),
            ("logit_bias", {"50256": -101}),
            ("response_format", {"type": "json_schema"}),
        ]
    ],
    ("EnsembleConfig", {"confidence_threshold": 1.1}),
    ("EnsembleConfig", {"confidence_threshold": -0.1}),
    ("EnsembleConfig", {"min_providers": 0}),
    ("EnsembleConfig", {"timeout": 1.5}),
    ("CompletionRequest", {"model": "m"}),
    ("CompletionRequest", {"prompt": "x", "best_of": 0}),
    ("EmbeddingRequest", {"model": "m"}),
    ("EmbeddingRequest", {"input": "x"}),
    ("EmbeddingRequest", {"model": "m", "input": []}),
    ("EmbeddingRequest", {"model": "m", "input": ["a", 1]}),
    ("EmbeddingRequest", {"model": "m", "input": "x", "dimensions": 0}),
]


@pytest.mark.parametrize(("name", "value"), GOOD, ids=[json.dumps(value)[:60] for _, value in GOOD])
def test_what_the_contract_allows_fits(name: str, value: Any) -> None:
    assert fits(name, value)


@pytest.mark.parametrize(("name", "value"), BAD, ids=[json.dumps(value)[:60] for _, value in BAD])
def test_what_the_contract_forbids_does_not_fit(name: str, value: Any) -> None:
    assert not fits(name, value)


def test_the_retry_header_is_told_and_is_no_parameter() -> None:
    """The SDK sends it by itself, so it must not become an argument of every generated function."""
    assert "Idempotency-Key" in SPEC["info"]["description"]
    assert "Idempotency-Key" not in json.dumps([SPEC["paths"], SPEC["components"]])
