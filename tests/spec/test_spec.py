"""Tests that the spec matches the contract: operations, bodies, streams, errors, and webhooks."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any, Dict

import pytest
from api_contract import OPEN, OPERATIONS
from cases import for_each
from spec_support import BY_ID, SPEC, examples, fits, named, operations, resolve, responses

import helixagent

# Error bodies of real servers, from part 6 of the contract.
FIELD_ERRORS = [
    {"error": {"code": 400, "message": "x", "type": "invalid_request"}},
    {"error": {"code": "RATE_LIMIT_EXCEEDED", "message": "x", "type": "rate_limit"}, "retry_after": 60},
    {"error": "unauthorized", "message": "Invalid token: x", "timestamp": 1775343999},
    {"error": "free text", "details": "x", "provider_id": "x"},
    {"error": {"message": "Debate not found", "debate_id": "x"}},
    {"jsonrpc": "2.0", "error": {"code": -32601, "message": "x", "data": "x"}},
    {"success": False, "error": "x"},
]


def test_info_and_servers() -> None:
    assert SPEC["openapi"] == "3.1.0"
    assert (SPEC["info"]["title"], SPEC["info"]["version"]) == ("HelixAgent API", helixagent.__version__)
    assert SPEC["info"]["license"]["name"] == "MIT"
    assert [server["url"] for server in SPEC["servers"]] == ["https://api.helixagent.ai", "http://localhost:7061"]
    assert SPEC["components"]["securitySchemes"]["bearer"] == {
        "type": "http",
        "scheme": "bearer",
        "description": SPEC["components"]["securitySchemes"]["bearer"]["description"],
    }


def test_every_operation_of_the_contract_exists() -> None:
    assert {node["operationId"]: f"{method.upper()} {path}" for method, path, node in operations()} == OPERATIONS


def test_every_tag_is_described_and_used() -> None:
    assert {tag["name"] for tag in SPEC["tags"]} == {node["tags"][0] for node in BY_ID.values()}


@for_each("name", [name for name, node in BY_ID.items() if "requestBody" in node])
def test_a_body_is_a_named_schema(name: str) -> None:
    body = resolve(BY_ID[name]["requestBody"])
    # A debate may be rejected without a reason.
    assert body["required"] is (name != "rejectDebate")
    assert named(body["content"]["application/json"], "schema").endswith("Request")


@for_each("name", BY_ID)
def test_a_success_has_a_body_unless_its_status_says_otherwise(name: str) -> None:
    for status, answer in responses(name, "12").items():
        assert ("content" in answer) is (status not in ("101", "204"))
        if "application/json" in answer.get("content", {}):
            assert named(answer["content"]["application/json"], "schema")


STREAMS = [name for name in BY_ID if "x-itemSchema" in json.dumps(responses(name, "12"))]


def test_the_streams_are_found() -> None:
    assert {"createChatCompletion", "streamTaskEvents", "connectTaskSocket"} <= set(STREAMS)


@pytest.mark.parametrize("name", STREAMS)
def test_streams_name_their_events(name: str) -> None:
    answer = next(iter(responses(name, "12").values()))
    if "content" not in answer:
        assert all(fits(named(answer, "x-itemSchema"), frame) for frame in answer["x-itemExamples"])
        return
    stream = answer["content"]["text/event-stream"]
    assert stream["schema"] == {"type": "string"}
    assert named(stream, "x-itemSchema") in SPEC["components"]["schemas"]
    assert stream["example"].endswith("data: [DONE]\n\n") == (name != "streamTaskEvents")


def test_events_of_a_task_have_a_type_and_a_number() -> None:
    text = responses("streamTaskEvents", "2")["200"]["content"]["text/event-stream"]["example"]
    events = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.strip().split("\n\n")]
    assert [event["id"] for event in events] == [str(number) for number in range(1, len(events) + 1)]
    assert [event["event"] for event in events] == [json.loads(event["data"])["type"] for event in events]
    assert events[-1]["event"] == "completed"


@for_each(("path", "node"), [each[1:] for each in operations()])
def test_parameters(path: str, node: Dict[str, Any]) -> None:
    parameters = [resolve(parameter) for parameter in node.get("parameters", [])]
    in_path = [each for each in parameters if each["in"] == "path"]
    assert path.count("{") == len(in_path)
    for parameter in in_path:
        assert f"{{{parameter['name']}}}" in path
        assert (parameter["required"], parameter["schema"]) == (True, {"type": "string"})
    assert not any(each.get("required") for each in parameters if each["in"] != "path")


@for_each("name", OPERATIONS)
def test_all_operations_except_health_and_login_need_a_credential(name: str) -> None:
    assert BY_ID[name]["security"] == ([] if name in OPEN else [{"bearer": []}])


@for_each("name", BY_ID)
def test_errors_have_the_canonical_body(name: str) -> None:
    errors = responses(name, "45")
    # The server can fail in any operation, and a credential can be missing or wrong.
    assert {"500", "503"} | ({"401", "403", "429"} if name not in OPEN else set()) <= set(errors)
    for status, node in errors.items():
        content = node["content"]["application/json"]
        if (name, status) == ("getProviderHealth", "503"):
            assert named(content, "schema") == "ProviderHealth"
            assert content["example"]["status"] == "unhealthy"
            continue
        assert named(content, "schema") == "ErrorResponse"
        assert list(examples(content)["canonical"]["error"]) == ["message", "type", "code", "param"]


@pytest.mark.parametrize("body", FIELD_ERRORS, ids=json.dumps)
def test_error_bodies_of_real_servers_are_valid(body: Dict[str, Any]) -> None:
    assert fits("ErrorResponse", body)


def test_errors_are_not_always_json() -> None:
    contents = [node["content"] for node in SPEC["components"]["responses"].values() if "content" in node]
    assert any(content.get("text/plain", {}).get("example") == "404 page not found" for content in contents)
    assert any("text/html" in content for content in contents)


def test_rate_limit_headers() -> None:
    headers = set(SPEC["components"]["responses"]["RateLimited"]["headers"])
    limits = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
    assert headers == {"X-Request-ID", "Retry-After", "retry-after-ms", "x-should-retry"} | limits


def test_webhooks_are_described_with_their_headers() -> None:
    ((_, item),) = SPEC["webhooks"].items()
    operation = item["post"]
    assert (operation["operationId"], operation["security"]) == ("receiveWebhookEvent", [])
    parameters = {each["name"]: each for each in map(resolve, operation["parameters"])}
    assert {name: each["in"] for name, each in parameters.items()} == {
        "X-HelixAgent-Event": "header",
        "X-HelixAgent-Delivery": "header",
        "X-HelixAgent-Signature": "header",
    }
    media = operation["requestBody"]["content"]["application/json"]
    assert named(media, "schema") == "WebhookEvent"
    bodies = examples(media)
    assert {"type", "event"} <= {key for body in bodies.values() for key in body}
    # The test vector of the contract: the body, and its signature from OpenSSL.
    raw = json.dumps(bodies["event"], separators=(",", ":")).encode()
    assert len(raw) == 265
    signature = hmac.new(b"your-webhook-secret", raw, hashlib.sha256).hexdigest()
    assert parameters["X-HelixAgent-Signature"]["example"] == f"sha256={signature}"


def test_the_retry_header_is_described_but_not_a_parameter() -> None:
    """The SDK sends the header, so it must not become an argument of every generated function."""
    assert "Idempotency-Key" in SPEC["info"]["description"]
    assert "Idempotency-Key" not in json.dumps([SPEC["paths"], SPEC["components"]])
