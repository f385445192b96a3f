"""Tests of the sandbox's checks: the 400 for an invalid request names the argument, and valid requests pass."""

from __future__ import annotations

from typing import Any, Dict, Optional

import httpx
import pytest
from cases import for_each

from helixagent.testing import Sandbox

CHAT = "/v1/chat/completions"
HELLO = [{"role": "user", "content": "Hello"}]


@for_each(
    ("path", "body", "param"),
    [
        (CHAT, {}, "messages"),
        (CHAT, {"messages": []}, "messages"),
        (CHAT, {"messages": "Hello"}, "messages"),
        (CHAT, {"messages": [{"content": "Hello"}]}, "messages[0].role"),
        (CHAT, {"messages": [*HELLO, {"role": 5}]}, "messages[1].role"),
        (CHAT, {"messages": [{"role": "", "content": "Hello"}]}, "messages[0].role"),
        (CHAT, {"messages": HELLO, "temperature": 2.5}, "temperature"),
        (CHAT, {"messages": HELLO, "temperature": "hot"}, "temperature"),
        (CHAT, {"messages": HELLO, "temperature": None}, "temperature"),
        (CHAT, {"messages": HELLO, "max_tokens": 10.0}, "max_tokens"),
        (CHAT, {"messages": HELLO, "max_tokens": True}, "max_tokens"),
        (CHAT, {"messages": HELLO, "n": 0}, "n"),
        (CHAT, {"messages": HELLO, "stream": "yes"}, "stream"),
        (CHAT, {"messages": HELLO, "stop": 5}, "stop"),
        (CHAT, {"messages": HELLO, "tools": [{"type": "function", "function": {}}]}, "tools[0].function.name"),
        (CHAT, {"messages": HELLO, "ensemble_config": {"timeout": 0}}, "ensemble_config.timeout"),
        (CHAT, {"messages": HELLO, "response_format": {"type": "json_schema"}}, "response_format.json_schema"),
        (CHAT, {"messages": HELLO, "response_format": {"type": "xml"}}, "response_format"),
        (CHAT, {"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages[0].content[0].text"),
        (CHAT, {"messages": [{"role": "user", "content": 5}]}, "messages[0].content"),
        (CHAT, {"messages": HELLO, "stop": ["a", 5]}, "stop[1]"),
        (CHAT, [1], None),
        ("/v1/completions", {"model": "m"}, "prompt"),
        ("/v1/embeddings", {"input": "x"}, "model"),
        ("/v1/embeddings", {"model": "m", "input": []}, "input"),
    ],
)
def test_an_invalid_argument_is_named(http: httpx.Client, path: str, body: Any, param: Optional[str]) -> None:
    response = http.post(path, json=body)
    assert response.status_code == 400, response.text
    error = response.json()["error"]
    assert error["type"] == "invalid_request_error"
    assert error["param"] == param
    assert param is None or param in error["message"]


@pytest.mark.parametrize(
    "extra",
    [
        {"an_option_of_next_year": {"deep": [1]}},
        {"messages": [{"role": "narrator", "content": "Hello", "mood": "good"}]},
        {"ensemble_config": {"strategy": "a strategy of next year"}},
        {"messages": [{"role": "user", "content": None}]},
        {"temperature": 2, "top_p": 0, "presence_penalty": -2.0, "logit_bias": {"50256": -100}},
    ],
)
def test_unknown_fields_and_unknown_enum_values_pass(http: httpx.Client, extra: Dict[str, Any]) -> None:
    assert http.post(CHAT, json={"messages": HELLO, **extra}).status_code == 200


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "missing_body"),
        (b"{", "invalid_json"),
        (b"\xff\xfe", "invalid_json"),
        (b'{"messages": NaN}', "invalid_json"),
        (b"[" * 100000, "invalid_json"),
    ],
)
def test_a_body_that_is_not_json(http: httpx.Client, content: bytes, code: str) -> None:
    response = http.post(CHAT, content=content, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (400, code)


def test_the_content_type_must_be_json(http: httpx.Client) -> None:
    form = http.post(CHAT, data={"messages": "Hello"})
    assert (form.status_code, form.json()["error"]["param"]) == (415, "Content-Type")
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert http.post(CHAT, content=b'{"messages": [{"role": "user"}]}', headers=headers).status_code == 200


def test_unknown_paths_and_methods(http: httpx.Client) -> None:
    for path in ("/", "/v1", "/v1/models/", "/v1/nope", "/health/"):
        response = http.get(path)
        assert (response.status_code, response.json()["error"]["code"]) == (404, "path_not_found"), path
    wrong = http.get(CHAT)
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (405, "method_not_allowed")
    assert wrong.headers["allow"] == "POST"
    assert http.head("/health").status_code == 405


def test_parameters_are_checked_by_their_schema() -> None:
    parameters = [
        {"name": "limit", "in": "query", "required": True, "schema": {"type": "integer", "minimum": 1}},
        {"name": "deep", "in": "query", "schema": {"type": "boolean"}},
        {"name": "X-Weight", "in": "header", "schema": {"type": "number"}},
    ]
    thing = {"get": {"operationId": "getThing", "parameters": parameters, "responses": {"204": {"description": "ok"}}}}
    document = {"openapi": "3.1.0", "paths": {"/things/{thing-id}": thing}}
    with Sandbox(spec=document) as sandbox, httpx.Client(
        base_url=sandbox.base_url, trust_env=False, verify=False
    ) as http:
        assert (
            http.get("/things/a", params={"limit": 2, "deep": "true"}, headers={"X-Weight": "0.5"}).status_code == 204
        )
        for params, headers, param in [
            ({}, {}, "limit"),
            ({"limit": "two"}, {}, "limit"),
            ({"limit": 0}, {}, "limit"),
            ({"limit": 1, "deep": "perhaps"}, {}, "deep"),
            ({"limit": 1}, {"X-Weight": "heavy"}, "X-Weight"),
        ]:
            response = http.get("/things/a", params=params, headers=headers)
            assert (response.status_code, response.json()["error"]["param"]) == (400, param)
