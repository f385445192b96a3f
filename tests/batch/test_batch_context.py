"""Tests that the requests of a batch run in the caller's context, and that results are in OpenAI's file format."""

from __future__ import annotations

import contextvars
import json
from pathlib import Path
from typing import Any, List

import httpx
import pytest
from batch_support import line, read_lines
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from support import COMPLETION, REMOTE, Driver

from helixagent.batch.results import BatchError, BatchResult, decode_result, make_id
from helixagent.testing import Sandbox

TENANT: contextvars.ContextVar[str] = contextvars.ContextVar("TENANT", default="nobody")


def test_requests_have_the_context_variables_of_the_caller(httpx_driver: Driver) -> None:
    seen: List[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(TENANT.get())
        return httpx.Response(200, json=COMPLETION)

    cls: Any = httpx.AsyncClient if httpx_driver.is_async else httpx.Client
    client = httpx_driver.client(REMOTE, api_key="key", http_client=cls(transport=httpx.MockTransport(answer)))

    async def run_async(requests: Any) -> Any:
        TENANT.set("acme")
        return await client.batch.run(requests, max_concurrency=4)

    def run() -> Any:
        TENANT.set("acme")
        return client.batch.run(requests, max_concurrency=4)

    requests = [line(number) for number in range(20)]
    if httpx_driver.is_async:
        httpx_driver.run(run_async(requests))
    else:
        contextvars.copy_context().run(run)
    assert seen == ["acme"] * 20
    assert TENANT.get() == "nobody"


def test_a_request_cannot_change_the_context_of_another(httpx_driver: Driver) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert TENANT.get() == "nobody"
        TENANT.set("changed")
        return httpx.Response(200, json=COMPLETION)

    cls: Any = httpx.AsyncClient if httpx_driver.is_async else httpx.Client
    client = httpx_driver.client(REMOTE, api_key="key", http_client=cls(transport=httpx.MockTransport(answer)))
    summary = httpx_driver.run(client.batch.run([line(number) for number in range(20)], max_concurrency=1))
    assert summary.succeeded == 20


def test_the_spans_of_requests_are_children_of_the_current_span(driver: Driver, sandbox: Sandbox) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("test")
    client = driver.client(sandbox, tracer=tracer)

    async def run_async(requests: Any) -> None:
        with tracer.start_as_current_span("caller"):
            await client.batch.run(requests, max_concurrency=4)

    requests = [line(number) for number in range(8)]
    if driver.is_async:
        driver.run(run_async(requests))
    else:
        with tracer.start_as_current_span("caller"):
            client.batch.run(requests, max_concurrency=4)
    *spans, caller = exporter.get_finished_spans()
    assert caller.name == "caller" and len(spans) == 8
    assert {span.parent.span_id for span in spans if span.parent} == {caller.context.span_id}


# --- OpenAI's file format


ID = make_id("createChatCompletion", "0" * 12, "a" * 32)


def test_http_failures_are_in_response_and_others_in_error(driver: Driver, sandbox: Sandbox, tmp_path: Path) -> None:
    requests = [line(0, "sandbox/400"), line(1, "sandbox/502"), line(2, "sandbox/disconnect")]
    client = driver.client(sandbox, max_retries=0)
    output = tmp_path / "out.jsonl"
    summary = driver.run(client.batch.run(requests, output))
    rows = {row["custom_id"]: row for row in read_lines(tmp_path / "out.errors.jsonl")}
    for name, status in (("r0", 400), ("r1", 502)):
        assert rows[name]["error"] is None
        assert list(rows[name]["response"]) == ["status_code", "request_id", "body"]
        assert rows[name]["response"]["status_code"] == status and rows[name]["response"]["request_id"]
        assert rows[name]["response"]["body"]["error"]["message"]
    assert rows["r2"]["response"] is None
    assert rows["r2"]["error"]["code"] == "network_error" and rows["r2"]["error"]["message"]
    # The `error` attribute explains each failure, whether the result was read from a file or kept in memory.
    from_file = {result.custom_id: result.error for result in summary.failures}
    in_memory = driver.run(driver.client(sandbox, max_retries=0).batch.run(requests)).failures
    assert {name: error.code for name, error in from_file.items()} == {
        result.custom_id: result.error.code for result in in_memory
    }
    assert from_file["r0"] == next(result.error for result in in_memory if result.custom_id == "r0")


@pytest.mark.parametrize("model", ["sandbox/html", "sandbox/json-rpc-error"])
def test_an_unusable_response_keeps_its_body_and_its_reason(model: str, client: Any, tmp_path: Path) -> None:
    client.batch.run([line(0, model)], tmp_path / "out.jsonl")
    (row,) = read_lines(tmp_path / "out.errors.jsonl")
    assert row["response"]["status_code"] == 200 and row["response"]["body"] and row["error"]["code"]


def test_embeddings_are_checked_and_in_input_order(client: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    def reply(request: Any) -> Any:
        return {"data": [{"index": 1, "embedding": [1.0]}, {"index": 0, "embedding": [0.0]}]}

    sandbox.reply(reply, times=2)
    bodies = {"two": {"model": "m", "input": ["a", "b"]}, "three": {"model": "m", "input": ["a", "b", "c"]}}
    requests = [
        {"custom_id": name, "method": "POST", "url": "/v1/embeddings", "body": body} for name, body in bodies.items()
    ]
    client.batch.run(requests, tmp_path / "out.jsonl")
    (two,) = read_lines(tmp_path / "out.jsonl")
    assert [item["index"] for item in two["response"]["body"]["data"]] == [0, 1]
    (three,) = read_lines(tmp_path / "out.errors.jsonl")
    assert three["error"] == {"code": "invalid_response", "message": "The response has 2 vectors for 3 inputs."}
    assert three["response"]["body"]["data"][0]["index"] == 1


def test_lines_of_older_versions_are_read(client: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    old = {
        "id": ID,
        "custom_id": "r0",
        "response": {"status_code": 400, "request_id": "req", "body": {"error": {"message": "new", "code": "new"}}},
        "error": {"code": "old", "message": "Said then"},
    }
    read = decode_result(json.dumps(old).encode() + b"\n")
    assert read == BatchResult(ID, "r0", 400, "req", old["response"]["body"], BatchError("old", "Said then"))  # type: ignore[index]
    # A run can continue with files of the older version.
    requests, output = [line(0), line(1)], tmp_path / "out.jsonl"
    sandbox.reply(400, json={"error": {"message": "no", "code": "bad_luck"}}, times=1)
    client.batch.run(requests, output, max_concurrency=1)
    errors = tmp_path / "out.errors.jsonl"
    (row,) = read_lines(errors)
    row["error"] = {"code": "bad_luck", "message": "no"}
    errors.write_text(json.dumps(row) + "\n", encoding="utf-8")
    again = client.batch.run(requests, output)
    assert (again.resumed, again.succeeded, again.failed) == (2, 1, 1)
    assert client.batch.run(requests, output, retry_failed=True).succeeded == 2
