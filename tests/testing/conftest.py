"""Fixtures for tests of the sandbox: a running sandbox, a plain httpx client, and a strict check of responses."""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, Iterator, List

import httpx
import pytest
from jsonschema import Draft202012Validator

from helixagent.testing import Sandbox
from helixagent.testing.sandbox.spec import Spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    return Spec()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.base_url, trust_env=False, verify=False, timeout=60) as client:
        yield client


@pytest.fixture
def chat(http: httpx.Client) -> Callable[..., httpx.Response]:
    """A function that sends a chat request. `fault` sets the header, and other keywords are fields of the body."""

    def send(text: str = "Explain quantum computing", fault: str = "", **fields: Any) -> httpx.Response:
        body = {"model": "deepseek-chat", "messages": [{"role": "user", "content": text}], **fields}
        return http.post("/v1/chat/completions", json=body, headers={"X-Sandbox-Fault": fault} if fault else {})

    return send


@pytest.fixture
def chunks() -> Callable[[httpx.Response], List[Dict[str, Any]]]:
    """Return the chunks of a stream that ends normally."""

    def read(response: httpx.Response) -> List[Dict[str, Any]]:
        assert response.headers["content-type"].startswith("text/event-stream")
        events = response.text.split("\n\n")
        assert events[-2:] == ["data: [DONE]", ""]
        return [json.loads(event[len("data: ") :]) for event in events[:-2]]

    return read


@pytest.fixture
def events() -> Callable[[httpx.Response], List[Dict[str, Any]]]:
    """Return the JSON of the events of a stream with names and IDs."""

    def read(response: httpx.Response) -> List[Dict[str, Any]]:
        assert response.headers["content-type"].startswith("text/event-stream")
        return [json.loads(line[len("data: ") :]) for line in response.text.splitlines() if line.startswith("data: ")]

    return read


@pytest.fixture
def conforms(
    spec: Spec,
    chunks: Callable[[httpx.Response], List[Dict[str, Any]]],
    events: Callable[[httpx.Response], List[Dict[str, Any]]],
) -> Callable[..., None]:
    """Check a response strictly against the spec: its status is documented and its body matches the schema."""

    def check(response: httpx.Response, operation_id: str) -> None:
        operation = next(found for found in spec.operations if found.operation_id == operation_id)
        documented = spec.resolve(operation.definition["responses"][str(response.status_code)])
        kind = response.headers["content-type"].partition(";")[0]
        media = documented["content"][kind]
        if kind == "text/event-stream":
            # The events of a task have additional lines, and no `[DONE]` at the end.
            of_task = "[DONE]" not in media["example"]
            bodies, schema = (events if of_task else chunks)(response), media["x-itemSchema"]
        else:
            bodies, schema = [response.json()], media["schema"]
        validator = Draft202012Validator(spec.rooted(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)
        for body in bodies:
            validator.validate(body)
        assert response.headers["x-request-id"].startswith("req_sandbox_")
        assert response.headers["x-ratelimit-limit"]

    return check
