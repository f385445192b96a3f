"""Tests of the spec's schemas: their secrets, the values that match them, and the fields of their examples."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, Tuple

from api_contract import SECRETS
from cases import for_each
from spec_support import BY_ID, SCHEMAS, SPEC, examples, fits, named, refs, resolve, responses

from helixagent.testing.sandbox.fields import unknown_fields
from helixagent.testing.sandbox.spec import Spec


def test_secrets_are_marked_and_nothing_else_is() -> None:
    """The generated models show `***` for these in their repr."""
    marked = {
        (name, key)
        for name, schema in SCHEMAS.items()
        for key, prop in schema.get("properties", {}).items()
        if prop.get("format") == "password"
    }
    assert marked == SECRETS


def test_responses_only_require_tags() -> None:
    """Any field of a response may be missing, so its schema requires none. But every event of a task has its type."""
    media = [each["content"] for name in BY_ID for each in responses(name, "2").values() if "content" in each]
    todo = [named(each["application/json"], "schema") for each in media if "application/json" in each]
    todo += ["ErrorResponse", "ChatCompletionChunk", "CompletionChunk", "TaskEvent", "WebhookEvent"]
    seen = set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            assert SCHEMAS[name].get("required", []) == (["type"] if name == "TaskEvent" else [])
            todo += [ref.rpartition("/")[2] for ref in refs(SCHEMAS[name])]
    assert {"Choice", "Message", "ToolCall", "FunctionCall", "Usage", "Delta", "Embedding"} <= seen
    assert {"DebateConsensus", "McpError", "ProviderHealthMap", "OcrBlock", "TaskLog", "CountMap", "Agent"} <= seen


def test_health_of_providers_is_a_map_by_name() -> None:
    assert SCHEMAS["ProvidersHealth"]["properties"]["providers"]["oneOf"] == [
        {"$ref": "#/components/schemas/ProviderHealthMap"},
        {"type": "null"},
    ]
    assert SCHEMAS["ProviderHealthMap"]["additionalProperties"] == {"$ref": "#/components/schemas/ProviderHealth"}


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
    ("RegisterRequest", {"username": "ada", "email": "ada@example.com", "password": "x"}),
    ("DebateRequest", {"topic": "Tabs or spaces?"}),
    ("DebateRequest", {"topic": "x", "participants": [{"name": "a"}, {"name": "b", "llms": []}], "timeout": 600}),
    ("DebateRequest", {"topic": "x", "consensus_threshold": 1, "maximal_repeat_rounds": 1}),
    ("DebateResults", {"participants": None, "consensus": None, "quality_metrics": None}),
    ("McpToolResult", {"success": False, "error": "no such file"}),
    ("McpToolResult", {"jsonrpc": "2.0", "error": {"code": -32601, "message": "x", "data": "y"}}),
    ("McpToolResult", {"result": [{"a": None}], "success": True}),
    ("ProviderUpdateRequest", {}),
    ("ProvidersHealth", {"status": "degraded", "providers": {"x": {"response_time": 0.8}}}),
    ("OcrRequest", {"image": "iVBORw0KGgo="}),
    ("TaskRequest", {"type": "x", "priority": "high", "timeout": 1, "payload": {}}),
    ("TaskResult", {"output": None}),
    ("TaskResult", {"output": [1, "a"], "error": None, "usage": None}),
    ("TaskEvent", {"type": "progress", "progress": 45.5}),
    ("WebhookRequest", {"url": "https://x.example", "events": [], "headers": {"X-A": "b"}}),
    ("WebhookEvent", {"event": "task.completed"}),
    ("WebhookEvent", {"type": "task.completed", "data": None}),
    ("SessionRequest", {"user_id": "u", "initial_context": {"a": [1]}}),
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
    ("RegisterRequest", {"username": "ada", "password": "x"}),
    ("LoginRequest", {"username": "", "password": "x"}),
    ("DebateRequest", {}),
    ("DebateRequest", {"topic": ""}),
    *[
        ("DebateRequest", {"topic": "x", name: value})
        for name, value in [
            ("participants", []),
            ("participants", [{"name": "a"}]),
            ("participants", [{"name": "a"}, {"role": "b"}]),
            ("participants", [{"name": "a"}, {"name": ""}]),
            ("participants", [{"name": "a"}, {"name": "b", "timeout": 1.5}]),
            ("debateId", ""),
            ("maximal_repeat_rounds", 0),
            ("consensus_threshold", 1.1),
            ("consensus_threshold", -0.1),
            ("timeout", 0),
            ("timeout", 0.5),
            ("cognee_config", {"max_enhancement_time": 0.5}),
        ]
    ],
    ("McpToolCallRequest", {"arguments": {}}),
    ("McpToolCallRequest", {"name": "x", "arguments": []}),
    ("ProviderRequest", {"name": "x", "type": "y", "api_key": "z", "base_url": "u"}),
    ("ProviderRequest", {"name": "x", "type": "y", "api_key": "", "base_url": "u", "model": "m"}),
    ("ProviderUpdateRequest", {"weight": -1}),
    ("VisionRequest", {"messages": [{"role": "user"}]}),
    ("VisionRequest", {"model": "m", "messages": []}),
    ("OcrRequest", {"image_url": ""}),
    ("OcrRequest", {"languages": "en"}),
    ("TaskRequest", {"payload": {}}),
    ("TaskRequest", {"type": "x", "timeout": 0}),
    ("TaskRequest", {"type": "x", "timeout": 600.5}),
    ("TaskRequest", {"type": "x", "payload": "text"}),
    ("TaskRequest", {"type": "x", "max_retries": -1}),
    ("TaskEvent", {"progress": 1}),
    ("WebhookRequest", {"events": ["task.completed"]}),
    ("WebhookRequest", {"url": ""}),
    ("WebhookRequest", {"url": "https://x.example", "headers": {"X-A": 1}}),
    ("SessionRequest", {"ttl_hours": 1}),
    ("SessionRequest", {"user_id": "u", "ttl_hours": 0}),
]


@for_each(("name", "value"), GOOD)
def test_values_that_the_contract_allows_match_the_schema(name: str, value: Any) -> None:
    assert fits(name, value)


@for_each(("name", "value"), BAD)
def test_values_that_the_contract_forbids_do_not_match_the_schema(name: str, value: Any) -> None:
    assert not fits(name, value)


SERVED = Spec(SPEC)


def media_with_examples() -> Iterator[Tuple[str, Dict[str, Any]]]:
    """Yield each media type of a request or response, with its location."""
    items = [*SPEC["paths"].items(), *SPEC["webhooks"].items()]
    for path, method, node in ((path, method, node) for path, item in items for method, node in item.items()):
        holders = [resolve(node["requestBody"])] if "requestBody" in node else []
        holders += [resolve(response) for response in node.get("responses", {}).values()]
        for holder in holders:
            for kind, media in holder.get("content", {}).items():
                yield f"{method} {path} {kind}", media


@for_each(("place", "media"), list(media_with_examples()))
def test_examples_have_only_fields_of_the_spec(place: str, media: Dict[str, Any]) -> None:
    if "x-itemSchema" in media:
        lines = [line[len("data: ") :] for line in media["example"].splitlines() if line.startswith("data: {")]
        assert lines
        for line in lines:
            assert unknown_fields(SERVED, media["x-itemSchema"], json.loads(line)) == []
    elif not place.endswith(("text/plain", "text/html")):
        # There are also examples of errors in the formats of other servers.
        for name, example in examples(media).items():
            if "error" in example and name != "canonical":
                continue
            assert unknown_fields(SERVED, media["schema"], example) == []


def test_frames_of_the_task_socket_have_only_fields_of_the_spec() -> None:
    answer = responses("connectTaskSocket", "1")["101"]
    for frame in answer["x-itemExamples"]:
        assert unknown_fields(SERVED, answer["x-itemSchema"], frame) == []


def test_a_field_that_the_spec_does_not_have_is_found() -> None:
    reference = {"$ref": "#/components/schemas/ChatCompletionResponse"}
    good = {"choices": [{"message": {"role": "assistant", "content": "Hi"}}]}
    assert unknown_fields(SERVED, reference, good) == []
    wrong = {"choices": [{"message": {"rôle": "assistant"}}], "usages": {}}
    assert unknown_fields(SERVED, reference, wrong) == ["choices[0].message.rôle", "usages"]
