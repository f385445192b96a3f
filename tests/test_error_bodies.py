"""Tests of other servers' error bodies: an empty `error` is ignored, and each format has a message, type and code."""

from __future__ import annotations

import json
from typing import Any, Dict, List

import pytest
from cases import for_each
from raw_server import DONE, RawServer, chunk, event, stream_of, texts
from support import USER, Driver, facts, failed

from helixagent import HelixAgent, ProviderError, ValidationError
from helixagent.testing import Sandbox

EMPTY: List[Any] = ["", {}, [], None, False, 0]


# --- an empty error next to valid data


@for_each("empty", EMPTY)
def test_an_empty_error_in_a_response_is_ignored(empty: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"id": "c1", "choices": [{"message": {"content": "Hi"}}], "error": empty})
    completion = driver.chat(driver.client(sandbox))
    assert completion.choices[0].message.content == "Hi"
    assert completion.to_dict()["error"] == empty


# Lists, maps, and bodies with a status, an `error` field, or an envelope.
RESPONSES: Dict[str, Any] = {
    "models.list": {"data": [{"id": "m"}]},
    "tasks.list": {"tasks": [{"id": "t"}]},
    "debates.list": {"debates": [{"debateId": "d"}]},
    "webhooks.list": {"webhooks": [{"id": "w"}]},
    "providers.list": {"providers": [{"id": "p"}]},
    "mcp.tools.list": {"tools": [{"name": "t"}]},
    "health": {"status": "healthy"},
    "tasks.queue": {"workers": 4},
    "mcp.tools.call": {"result": "ok", "success": True},
    "mcp.tools.call ": {"jsonrpc": "2.0", "result": "ok"},
}
ARGUMENTS: Dict[str, Dict[str, Any]] = {"mcp.tools.call": {"name": "t"}}


def called(client: Any, name: str) -> Any:
    for part in name.split("."):
        client = getattr(client, part)
    return client(**ARGUMENTS.get(name, {}))


@for_each("empty", EMPTY)
@for_each("name", RESPONSES)
def test_an_empty_error_is_ignored_everywhere(name: str, empty: Any, sandbox: Sandbox) -> None:
    body = {**RESPONSES[name], "error": empty}
    sandbox.reply(json=body)
    with HelixAgent(base_url=sandbox.base_url) as client:
        result = called(client, name.strip())
    assert getattr(result, "answer", result).to_dict() == body


@for_each("empty", EMPTY)
def test_an_empty_error_in_a_chunk_is_ignored(empty: Any, driver: Driver) -> None:
    with RawServer(stream_of(event(chunk("a", error=empty)), event(chunk("b", error=empty)), DONE)) as server:
        stream = driver.chat(driver.client(server), stream=True)

        async def collected() -> List[Any]:
            return [each async for each in stream]

        assert texts(driver.run(collected()) if driver.is_async else stream) == ["a", "b"]


@for_each("empty", EMPTY)
def test_the_message_next_to_an_empty_error_is_found(empty: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(400, json={"error": empty, "message": "No.", "type": "t", "code": "c"})
    assert facts(failed(driver, driver.client(sandbox)))[1:] == ["No.", "t", "c", None]


# --- the bodies of errors

FIELD = {"loc": ["body", "messages", 0, "content"], "msg": "Field required", "type": "missing"}
OTHER = {"loc": ["query", "limit"], "msg": "Input should be a valid integer", "type": "int_parsing"}
INNER = {"message": "No.", "type": "t", "code": "c", "param": "p"}
BODIES: Dict[str, List[Any]] = {
    "FastAPI's detail": [{"detail": "Not Found"}, "Not Found", None, None, None],
    "FastAPI's list": [
        {"detail": [FIELD]},
        "messages.0.content: Field required",
        "missing",
        None,
        "messages.0.content",
    ],
    "FastAPI's list of two": [
        {"detail": [FIELD, OTHER]},
        "messages.0.content: Field required; limit: Input should be a valid integer",
        "missing",
        None,
        "messages.0.content",
    ],
    "a whole body that is wrong": [
        {"detail": [{"loc": ["body"], "msg": "Field required", "type": "missing"}]},
        "body: Field required",
        "missing",
        None,
        "body",
    ],
    "a list without places": [{"detail": [{"msg": "No."}]}, "No.", None, None, None],
    "a list of texts": [{"detail": ["No.", "Never."]}, "No.; Never.", None, None, None],
    "an object as the detail": [{"detail": INNER}, "No.", "t", "c", "p"],
    "an error in the detail": [{"detail": {"error": INNER}}, "No.", "t", "c", "p"],
    "a detail in the error": [{"error": {"detail": "No.", "code": 7}}, "No.", None, 7, None],
    "a list in the error's detail": [
        {"error": {"detail": [OTHER]}},
        "limit: Input should be a valid integer",
        "int_parsing",
        None,
        "limit",
    ],
    "a list of errors": [[{"error": INNER}], "No.", "t", "c", "p"],
    "a list of two errors": [[{"error": INNER}, {"error": "Never."}], "No.; Never.", "t", "c", "p"],
    "a list of texts alone": [["No."], "No.", None, None, None],
    "errors": [{"errors": [{"message": "No.", "code": "c"}]}, "No.", None, "c", None],
    "an error that is a list": [{"error": [INNER]}, "No.", "t", "c", "p"],
    "a list of messages": [{"message": ["No.", "Never."], "error": {}}, "No.; Never.", None, None, None],
    "a word and a detail": [{"error": "Denied", "detail": "Token expired"}, "Denied: Token expired", None, None, None],
    "a message next to an error without one": [{"error": {"code": 5}, "message": "No."}, "No.", None, 5, None],
    "problem details": [
        {"type": "about:blank", "title": "Bad Request", "detail": "No."},
        "No.",
        "about:blank",
        None,
        None,
    ],
    "OAuth": [
        {"error": "invalid_grant", "error_description": "Expired."},
        "invalid_grant: Expired.",
        None,
        None,
        None,
    ],
}


def sent(body: Any, encoding: str) -> bytes:
    text = body if isinstance(body, str) else json.dumps(body)
    return text.encode(encoding)


@for_each("encoding", ["utf-8", "utf-8-sig"])
@for_each("case", BODIES)
def test_the_message_type_code_and_param_of_each_format_are_found(case: str, encoding: str, sandbox: Sandbox) -> None:
    body, *expected = BODIES[case]
    sandbox.reply(status=422, body=sent(body, encoding), headers={"Content-Type": "application/json"})
    with HelixAgent(base_url=sandbox.base_url) as client, pytest.raises(ValidationError) as caught:
        client.chat.completions.create(messages=USER)
    assert facts(caught.value)[1:] == expected
    assert caught.value.body == body
    assert (caught.value.status_code, caught.value.attempts) == (422, 1)


@for_each(
    ("body", "message"),
    [
        ("404 page not found", "404 page not found"),
        ("<html><head><title>502 Bad Gateway</title></head></html>", "HTML page: 502 Bad Gateway"),
        ("<!DOCTYPE html><p>Oops", "HTML page"),
        ("", "status 404 and an empty body"),
        (" \r\n", "status 404 and an empty body"),
        ('{"foo": 1}', 'status 404, without a message: {"foo": 1}'),
        ("{}", "status 404, without a message: {}"),
    ],
)
@for_each("encoding", ["utf-8", "utf-8-sig"])
def test_bodies_that_are_not_errors_have_a_readable_message(
    body: str, message: str, encoding: str, sandbox: Sandbox
) -> None:
    sandbox.reply(status=404, body=sent(body, encoding), headers={"Content-Type": "text/plain"})
    with HelixAgent(base_url=sandbox.base_url) as client, pytest.raises(ValidationError) as caught:
        client.chat.completions.create(messages=USER)
    assert message in caught.value.message
    assert "\ufeff" not in f"{caught.value.message}{caught.value.body}"


def test_a_long_list_of_errors_is_shortened(sandbox: Sandbox) -> None:
    sandbox.reply(422, json={"detail": [{"loc": ["body", n], "msg": "No."} for n in range(100)]})
    with HelixAgent(base_url=sandbox.base_url) as client, pytest.raises(ValidationError) as caught:
        client.chat.completions.create(messages=USER)
    assert caught.value.message == "; ".join(f"{n}: No." for n in range(5)) + " (and 95 more)"


@for_each("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_errors_with_status_200_are_read_in_the_same_way(encoding: str, driver: Driver, sandbox: Sandbox) -> None:
    for body in ([{"error": INNER}], {"error": INNER}):
        sandbox.reply(body=sent(body, encoding), headers={"Content-Type": "application/json"})
        error = failed(driver, driver.client(sandbox))
        assert facts(error) == [ProviderError, "No.", "t", "c", "p"]
        sandbox.reply(body=sent(body, encoding), headers={"Content-Type": "application/json"})
        with pytest.raises(ProviderError, match="No"):
            driver.chat(driver.client(sandbox), stream=True)


def test_a_tool_that_fails_with_an_empty_error_has_no_reason(sandbox: Sandbox) -> None:
    sandbox.reply(json={"success": False, "error": {}})
    with HelixAgent(base_url=sandbox.base_url) as client, pytest.raises(ProviderError, match="gave no reason"):
        client.mcp.tools.call(name="t")


def test_a_successful_response_may_have_a_byte_order_mark(driver: Driver, sandbox: Sandbox) -> None:
    body = sent({"choices": [{"message": {"content": "Hi"}}]}, "utf-8-sig")
    sandbox.reply(body=body, headers={"Content-Type": "application/json"})
    assert driver.chat(driver.client(sandbox)).choices[0].message.content == "Hi"
