"""Tests of invalid responses with a success status: not JSON, not an object, or an error inside."""

from __future__ import annotations

import json
from typing import Any, Dict, List

import pytest
from cases import for_each
from support import COMPLETION, Driver, facts, failed, method

from helixagent import InvalidResponseError, ProviderError
from helixagent.testing import Sandbox


@for_each(
    ("fault", "message", "body"),
    [
        ("html", "The response is not a JSON object (text/html)", "<!DOCTYPE html>"),
        ("empty", "The response is not a JSON object (no content type): it is empty", ""),
        ("invalid-json", "The response is not a JSON object (application/json)", '{"id": "chatcmpl-1"'),
    ],
)
def test_a_success_that_is_not_json_is_an_invalid_response(
    fault: str, message: str, body: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = failed(driver, driver.client(sandbox), model=f"sandbox/{fault}")
    assert type(error) is InvalidResponseError
    assert error.message.startswith(message)
    assert error.body.startswith(body)
    assert (error.status_code, error.attempts, error.request_id) == (200, 1, "req_sandbox_000001")
    assert len(sandbox.requests) == 1


@for_each("value", [[], [COMPLETION], "text", 5, True, None])
def test_a_success_with_json_that_is_not_an_object_is_an_invalid_response(
    value: Any, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(body=json.dumps(value), headers={"content-type": "application/json"})
    error = failed(driver, driver.client(sandbox))
    assert type(error) is InvalidResponseError
    assert error.body == json.dumps(value)


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "No.", "type": "t", "code": "c", "param": "p"}},
        {"error": {"message": "No.", "type": "t", "code": "c", "param": "p"}, **COMPLETION},
    ],
)
def test_an_error_in_a_success_is_a_provider_error(body: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=body, headers={"X-Request-ID": "req-1"})
    error = failed(driver, driver.client(sandbox))
    assert facts(error) == [ProviderError, "No.", "t", "c", "p"]
    assert (error.status_code, error.request_id, error.attempts, error.body) == (200, "req-1", 1, body)


@pytest.mark.parametrize("error", [None, {}])
def test_an_error_without_details_is_ignored(error: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(json={**COMPLETION, "error": error})
    assert driver.chat(client).id == "chatcmpl-1"


def test_an_error_without_a_message(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={**COMPLETION, "error": {"code": 5}})
    error = failed(driver, driver.client(sandbox))
    assert (error.message, error.code) == ("The server reported an error without a message.", 5)


@for_each("path", ["chat", "completions", "ensemble", "embeddings", "list", "retrieve", "health"])
def test_every_method_reports_an_error_in_a_success(path: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(json={"jsonrpc": "2.0", "error": {"code": -32601, "message": "No."}})
    calls: Dict[str, Any] = {
        "chat": lambda: driver.chat(client),
        "completions": lambda: client.completions.create(prompt="x"),
        "ensemble": lambda: client.ensemble.completions.create(prompt="x"),
        "embeddings": lambda: client.embeddings.create(model="m", input="x"),
        "list": lambda: client.models.list(),
        "retrieve": lambda: client.models.retrieve("m"),
        "health": lambda: client.health(),
    }
    with pytest.raises(ProviderError, match="No") as caught:
        driver.run(calls[path]())
    assert caught.value.code == -32601


@for_each("status", [200, 204])
@for_each(
    ("name", "ids"),
    [
        ("auth.logout", []),
        ("debates.delete", ["d1"]),
        ("providers.remove", ["p1"]),
        ("sessions.delete", ["s1"]),
        ("tasks.delete", ["t1"]),
        ("webhooks.delete", ["w1"]),
    ],
)
def test_an_empty_response_is_accepted_if_only_a_message_is_expected(
    name: str, ids: List[str], status: int, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(status, body="")
    assert driver.run(method(driver.client(sandbox), name)(*ids)) is None
    sandbox.reply(status, body="")
    resource, _, last = name.rpartition(".")
    raw = driver.run(getattr(method(driver.client(sandbox), resource).with_raw_response, last)(*ids))
    assert (raw.status_code, raw.parse()) == (status, None)


def test_an_empty_response_is_refused_if_data_is_expected(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(204)
    with pytest.raises(InvalidResponseError, match="it is empty"):
        driver.run(driver.client(sandbox).debates.approve("d1"))


@for_each("status", ["failed", "running", "a new state"])
def test_the_error_of_the_requested_object_is_part_of_the_response(
    status: str, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    for name in ("debates.get", "debates.get_status", "debates.get_results", "tasks.get", "providers.get_health"):
        sandbox.reply(json={"status": status, "error": "All providers failed"})
        answer = driver.run(method(client, name)("x1"))
        assert (answer.status, answer.error) == (status, "All providers failed"), name


@for_each("status", [None, 404, "error", "fail"])
def test_an_error_with_a_status_is_an_error(status: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"status": status, "error": "Not today"})
    with pytest.raises(ProviderError, match="Not today"):
        driver.run(driver.client(sandbox).debates.get_status("d1"))
