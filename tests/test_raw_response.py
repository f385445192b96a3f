"""Tests of `with_raw_response`: the HTTP response together with the parsed object."""

from __future__ import annotations

import json
from typing import Any, Dict

import pytest
from cases import for_each
from support import COMPLETION, KEY, USER, Driver, status_of

from helixagent import InvalidResponseError, NotFoundError, ProviderError, RawResponse, ValidationError
from helixagent.testing import Sandbox
from helixagent.types import (
    ChatCompletionResponse,
    CompletionResponse,
    EmbeddingResponse,
    EnsembleCompletionResponse,
    Model,
    ModelList,
)

METHODS: Dict[str, Any] = {
    "chat.completions.create": ({"messages": USER}, ChatCompletionResponse),
    "completions.create": ({"prompt": "x"}, CompletionResponse),
    "ensemble.completions.create": ({"prompt": "x"}, EnsembleCompletionResponse),
    "embeddings.create": ({"model": "m", "input": "x", "dimensions": 2}, EmbeddingResponse),
    "models.list": ({}, ModelList),
    "models.retrieve": ({"model": "deepseek-chat"}, Model),
}


def method(client: Any, name: str, *, raw: bool) -> Any:
    """Return a method by its dotted name, or its raw variant."""
    *parts, last = name.split(".")
    for part in parts:
        client = getattr(client, part)
    return getattr(client.with_raw_response if raw else client, last)


@for_each("name", METHODS)
def test_each_method_has_a_raw_variant(name: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    arguments, cls = METHODS[name]
    plain = driver.run(method(client, name, raw=False)(**arguments))
    raw = driver.run(method(client, name, raw=True)(**arguments))
    assert type(raw) is RawResponse
    assert type(raw.parse()) is type(plain) is cls
    assert raw.parse() == plain
    assert raw.parse() is raw.parse()
    assert (raw.status_code, raw.attempts, raw.request_id) == (200, 1, "req_sandbox_000002")
    assert json.loads(raw.content)["object"]
    assert raw.headers["X-RateLimit-Limit"] == raw.headers["x-ratelimit-limit"] == "1000"
    assert status_of(raw.http_response) == 200
    assert (plain._request_id, raw.parse()._request_id) == ("req_sandbox_000001", "req_sandbox_000002")
    assert sandbox.requests[0].body == sandbox.requests[1].body


def test_the_plain_method_is_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.chat.completions.with_raw_response.create(messages=USER))
    assert type(driver.chat(client)) is ChatCompletionResponse
    assert type(driver.run(client.chat.completions.with_raw_response.create(messages=USER))) is RawResponse


def test_without_a_header_the_request_id_is_none(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=COMPLETION, headers={"X-Request-ID": ""})
    assert not driver.chat(driver.client(sandbox))._request_id
    assert ChatCompletionResponse()._request_id is None


def test_the_request_id_is_not_part_of_the_object(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=COMPLETION, headers={"X-Request-ID": "own"})
    response = driver.chat(driver.client(sandbox))
    assert response._request_id == "own"
    assert response.to_dict() == COMPLETION
    assert response == ChatCompletionResponse.from_dict(COMPLETION)


def test_attempts_are_counted(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    raw = driver.run(client.chat.completions.with_raw_response.create(messages=USER, model="sandbox/503x2"))
    assert raw.attempts == 3
    assert repr(raw) == "RawResponse(status_code=200, request_id='req_sandbox_000003', attempts=3)"


def test_an_error_status_raises_as_usual(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(NotFoundError):
        driver.run(client.models.with_raw_response.retrieve("no-such-model"))
    with pytest.raises(ValidationError):
        driver.run(client.chat.completions.with_raw_response.create(messages=[]))


@pytest.mark.parametrize(("fault", "error"), [("html", InvalidResponseError), ("json-rpc-error", ProviderError)])
def test_an_unparsable_response_can_still_be_inspected(
    fault: str, error: Any, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    raw = driver.run(client.chat.completions.with_raw_response.create(messages=USER, model=f"sandbox/{fault}"))
    assert raw.status_code == 200
    assert raw.content
    for _ in range(2):
        with pytest.raises(error):
            raw.parse()


def test_a_stream_has_a_raw_variant(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    raw = driver.run(client.chat.completions.with_raw_response.create(messages=USER, stream=True))
    stream = raw.parse()
    assert raw.headers["Content-Type"].startswith("text/event-stream")
    assert (raw.content, raw.request_id, stream.request_id) == (None, "req_sandbox_000001", "req_sandbox_000001")
    assert raw.http_response is stream.response
    assert raw.parse() is stream
    driver.run(stream.close())


def test_printing_shows_no_secret(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    sandbox.reply(json=COMPLETION, headers={"X-Echo": KEY})
    assert KEY not in repr(driver.run(client.chat.completions.with_raw_response.create(messages=USER)))


def test_every_part_of_the_api_has_its_raw_variant(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    task = driver.run(client.tasks.create(type="llm_completion"))
    raw = driver.run(client.tasks.with_raw_response.list(limit=1))
    assert raw.status_code == 200
    assert [each.id for each in raw.parse().items] == [task.id]
    assert driver.run(client.tasks.with_raw_response.wait(task.id, poll_interval=0.001)).status == "completed"
    assert driver.run(client.mcp.with_raw_response.tools()).parse().tools
    assert driver.run(client.debates.with_raw_response.create(topic="t")).parse().debateId
    driver.run(client.auth.register(username="ada", email="ada@example.com", password="secret"))
    logged_in = driver.run(client.auth.with_raw_response.login(username="ada", password="secret")).parse()
    assert driver.run(logged_in.auth.me()).username == "ada"
