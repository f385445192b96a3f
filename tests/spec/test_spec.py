"""The spec must say what the contract says: operations, bodies, streams, errors, webhooks."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any, Dict

import pytest
from api_contract import OPERATIONS, PARAMETERS
from spec_support import BY_ID, SPEC, examples, fits, named, operations, resolve, responses

import helixagent

DOING_WORK_AT_PROVIDERS = {
    *("createChatCompletion", "createCompletion", "createEnsembleCompletion", "createEmbeddings"),
    *("analyzeImage", "extractText", "callMcpTool", "addProvider", "updateProvider"),
}
# Operations that depend on what is there already or on how far it is.
DEPENDING_ON_STATE = {
    *("registerUser", "createDebate", "addProvider", "updateProvider", "removeProvider", "createWebhook"),
    *("deleteDebate", "getDebateResults", "getDebateReport", "approveDebate", "rejectDebate"),
    *("getTaskResult", "pauseTask", "resumeTask", "cancelTask", "deleteTask"),
}

# The error bodies that servers in the field send, from part 6 of the contract.
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


def test_every_operation_of_the_contract_is_there() -> None:
    found = {node["operationId"]: (method, path, node["tags"][0]) for method, path, node in operations()}
    assert found == {name: expected[:3] for name, expected in OPERATIONS.items()}


def test_every_tag_is_a_resource() -> None:
    assert {tag["name"] for tag in SPEC["tags"]} == {expected.tag for expected in OPERATIONS.values()}


@pytest.mark.parametrize("name", OPERATIONS)
def test_requests(name: str) -> None:
    operation = BY_ID[name]
    if OPERATIONS[name].request is None:
        assert "requestBody" not in operation
    else:
        body = resolve(operation["requestBody"])
        # A debate may be rejected without a reason.
        assert body["required"] is (name != "rejectDebate")
        assert named(body["content"]["application/json"], "schema") == OPERATIONS[name].request


@pytest.mark.parametrize("name", OPERATIONS)
def test_answers(name: str) -> None:
    expected = OPERATIONS[name]
    answers = responses(name, "12")
    assert tuple(answers) == expected.statuses
    bodies = [answer for answer in answers.values() if "content" in answer]
    assert bool(bodies) == (name != "connectTaskSocket")
    assert len(answers) - len(bodies) == sum(status in ("101", "204") for status in answers)
    for answer in bodies:
        if expected.answer:
            assert named(answer["content"]["application/json"], "schema") == expected.answer
        types = ["application/json"] * bool(expected.answer) + ["text/event-stream"] * bool(expected.event)
        types += ["text/html", "application/pdf"] * (name == "getDebateReport")
        assert list(answer["content"]) == types


@pytest.mark.parametrize("name", [name for name, expected in OPERATIONS.items() if expected.event])
def test_streams_name_their_events(name: str) -> None:
    answer = next(iter(responses(name, "12").values()))
    if name == "connectTaskSocket":
        assert named(answer, "x-itemSchema") == OPERATIONS[name].event
        assert all(fits("TaskEvent", frame) for frame in answer["x-itemExamples"])
        return
    stream = answer["content"]["text/event-stream"]
    assert stream["schema"] == {"type": "string"}
    assert named(stream, "x-itemSchema") == OPERATIONS[name].event
    assert stream["example"].endswith("data: [DONE]\n\n") == (name != "streamTaskEvents")


def test_events_of_a_task_have_a_type_and_a_number() -> None:
    text = responses("streamTaskEvents", "2")["200"]["content"]["text/event-stream"]["example"]
    events = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.strip().split("\n\n")]
    assert [event["id"] for event in events] == [str(number) for number in range(1, len(events) + 1)]
    assert [event["event"] for event in events] == [json.loads(event["data"])["type"] for event in events]
    assert events[-1]["event"] == "completed"


@pytest.mark.parametrize("name", OPERATIONS)
def test_parameters(name: str) -> None:
    parameters = [resolve(parameter) for parameter in BY_ID[name].get("parameters", [])]
    path = [each for each in parameters if each["in"] == "path"]
    assert OPERATIONS[name].path.count("{") == len(path)
    for parameter in path:
        assert f"{{{parameter['name']}}}" in OPERATIONS[name].path
        assert (parameter["required"], parameter["schema"]) == (True, {"type": "string"})
    others = [each for each in parameters if each["in"] != "path"]
    assert {each["name"] for each in others} == PARAMETERS.get(name, set())
    assert not any(each.get("required") for each in others)


@pytest.mark.parametrize("name", OPERATIONS)
def test_security_is_asked_of_all_but_health_and_logging_in(name: str) -> None:
    is_open = OPERATIONS[name].tag == "health" or name in ("registerUser", "loginUser")
    assert BY_ID[name]["security"] == ([] if is_open else [{"bearer": []}])


def _expected_errors(name: str) -> set[str]:
    operation = OPERATIONS[name]
    if operation.tag == "health":
        return {"500", "503"}
    expected = {"401", "403", "429", "500", "503"}
    if name == "registerUser":
        expected -= {"401", "403"}
    if operation.request:
        expected |= {"400", "413", "415", "422"}
    if name in DOING_WORK_AT_PROVIDERS:
        expected |= {"502", "504"}
    if "{" in operation.path or (name in DOING_WORK_AT_PROVIDERS and name != "addProvider"):
        expected |= {"404"}
    if name in DEPENDING_ON_STATE:
        expected |= {"409"}
    # What a query or an upgrade can get wrong, and debates that have not ended.
    if "limit" in PARAMETERS.get(name, ()) or name in ("connectTaskSocket", "getDebateResults", "getDebateReport"):
        expected |= {"400"}
    # Asked for by a client that does not speak WebSocket.
    if name == "connectTaskSocket":
        expected |= {"426"}
    return expected


@pytest.mark.parametrize("name", OPERATIONS)
def test_errors_have_the_canonical_body(name: str) -> None:
    errors = responses(name, "45")
    assert set(errors) == _expected_errors(name)
    for status, node in errors.items():
        content = node["content"]["application/json"]
        if (name, status) == ("getProviderHealth", "503"):
            assert named(content, "schema") == "ProviderHealth"
            assert content["example"]["status"] == "unhealthy"
            continue
        assert named(content, "schema") == "ErrorResponse"
        assert list(examples(content)["canonical"]["error"]) == ["message", "type", "code", "param"]


@pytest.mark.parametrize("body", FIELD_ERRORS, ids=json.dumps)
def test_what_servers_in_the_field_send_is_an_error_body(body: Dict[str, Any]) -> None:
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
    # The contract's test vector: its bytes, and the signature that OpenSSL gives for them.
    raw = json.dumps(bodies["event"], separators=(",", ":")).encode()
    assert len(raw) == 265
    signature = hmac.new(b"your-webhook-secret", raw, hashlib.sha256).hexdigest()
    assert parameters["X-HelixAgent-Signature"]["example"] == f"sha256={signature}"


def test_the_retry_header_is_told_and_is_no_parameter() -> None:
    """The SDK sends it by itself, so it must not become an argument of every generated function."""
    assert "Idempotency-Key" in SPEC["info"]["description"]
    assert "Idempotency-Key" not in json.dumps([SPEC["paths"], SPEC["components"]])
