"""Tests of the sandbox as a server: start and stop, recorded requests, scripted responses, and the command line."""

from __future__ import annotations

import logging
import re
import signal
import subprocess
import sys
import threading
from typing import Any, Iterator, List

import httpx
import pytest

from helixagent.testing import RecordedRequest, Sandbox

COMMAND = [sys.executable, "-W", "error", "-X", "dev", "-m", "helixagent.testing.sandbox"]


def test_the_sandbox_stops_quickly_and_leaves_no_thread() -> None:
    before = threading.active_count()
    sandbox = Sandbox()
    assert repr(sandbox) == "<Sandbox (not started)>"
    with pytest.raises(RuntimeError, match="not started"):
        sandbox.base_url  # noqa: B018
    with sandbox:
        assert threading.active_count() == before + 1
        url = sandbox.base_url
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        assert httpx.get(url + "/health", trust_env=False, verify=False).status_code == 200
        with pytest.raises(RuntimeError, match="already started"):
            sandbox.start()
    assert threading.active_count() == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(url + "/health", trust_env=False, verify=False)
    sandbox.stop()


def test_the_sandbox_can_be_started_again() -> None:
    sandbox = Sandbox()
    for _ in range(2):
        with sandbox:
            assert httpx.get(sandbox.base_url + "/health", trust_env=False, verify=False).status_code == 200


def test_the_sandbox_stops_while_requests_are_open() -> None:
    with Sandbox() as sandbox:
        errors: List[BaseException] = []

        def hang() -> None:
            try:
                httpx.get(
                    sandbox.base_url + "/health", headers={"X-Sandbox-Fault": "hang"}, trust_env=False, timeout=60
                )
            except httpx.TransportError as error:
                errors.append(error)

        waiting = threading.Thread(target=hang)
        waiting.start()
        with httpx.Client(trust_env=False, verify=False) as http:
            while not sandbox.requests:
                http.get(sandbox.base_url + "/none")
                if any(request.fault == "hang" for request in sandbox.requests):
                    break
    waiting.join(60)
    assert not waiting.is_alive()
    assert len(errors) == 1


def test_a_port_in_use_is_an_error(sandbox: Sandbox) -> None:
    before = threading.active_count()
    with pytest.raises(OSError, match="in use"):
        Sandbox(port=sandbox.port).start()
    assert threading.active_count() == before


def test_ipv6_addresses_are_written_in_brackets() -> None:
    sandbox = Sandbox(host="::1")
    try:
        sandbox.start()
    except OSError:
        return  # a machine without IPv6 cannot test this
    try:
        assert sandbox.base_url.startswith("http://[::1]:")
        assert httpx.get(sandbox.base_url + "/health", trust_env=False, verify=False).status_code == 200
    finally:
        sandbox.stop()


def test_requests_are_recorded_unchanged(sandbox: Sandbox, http: httpx.Client) -> None:
    http.get("/v1/models/openrouter%2Fgrok-4?b=2&a=%20x&b=", headers=[("X-Twice", "1"), ("X-Twice", "2")])
    http.post("/v1/embeddings", json={"model": "m", "input": "x"}, headers={"Authorization": "Bearer secret-key"})
    first, second = sandbox.requests
    assert isinstance(first, RecordedRequest)
    assert (first.method, first.path) == ("GET", "/v1/models/openrouter%2Fgrok-4?b=2&a=%20x&b=")
    assert first.query == [("b", "2"), ("a", " x"), ("b", "")]
    assert first.headers["x-twice"] == "1, 2"
    assert (second.json(), second.body) == ({"model": "m", "input": "x"}, second.body)
    assert second.headers["authorization"] == "Bearer secret-key"
    assert "secret-key" not in repr(second)
    assert [first.request_id, second.request_id] == ["req_sandbox_000001", "req_sandbox_000002"]
    sandbox.reset()
    assert sandbox.requests == []
    assert http.get("/health").headers["x-request-id"] == "req_sandbox_000001"


def test_only_the_last_requests_are_kept() -> None:
    with Sandbox(keep=2) as sandbox, httpx.Client(base_url=sandbox.base_url, trust_env=False, verify=False) as http:
        for path in ("/a", "/b", "/c"):
            http.get(path)
        assert [request.path for request in sandbox.requests] == ["/b", "/c"]


def test_connections_are_counted(sandbox: Sandbox, http: httpx.Client) -> None:
    assert sandbox.connections == 0
    http.get("/health")
    http.get("/health")
    assert sandbox.connections == 1
    httpx.get(sandbox.base_url + "/health", trust_env=False, verify=False)
    assert sandbox.connections == 2
    sandbox.reset()
    assert sandbox.connections == 0


def test_a_custom_clock() -> None:
    with Sandbox(clock=lambda: 42.9) as sandbox:
        models = httpx.get(sandbox.base_url + "/v1/models", trust_env=False, verify=False)
    assert models.json()["data"][0]["created"] == 42
    assert models.headers["x-ratelimit-reset"] == "102"


def test_nothing_is_logged(http: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for fault in ("", "cut", "cut-reset", "disconnect", "slow:0"):
            try:
                http.get("/health", headers={"X-Sandbox-Fault": fault} if fault else {})
            except httpx.TransportError:
                continue
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []
    # In debug mode, asyncio logs slow callbacks. A failed task would be logged as an error.
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_scripted_responses(sandbox: Sandbox, http: httpx.Client) -> None:
    sandbox.reply(503, json={"error": "down"}, headers={"Retry-After": "7"}, times=2)
    sandbox.reply(body="plain", headers={"Content-Type": "text/plain"})
    sandbox.reply(json=[1], operation="listModels")
    first = http.get("/health")
    assert (first.status_code, first.json(), first.headers["retry-after"]) == (503, {"error": "down"}, "7")
    assert http.get("/nowhere").status_code == 503
    assert http.get("/health").text == "plain"
    assert http.get("/health").json() == {"status": "healthy"}
    assert http.get("/v1/models").json() == [1]
    assert http.get("/v1/models").json()["object"] == "list"
    assert len(sandbox.requests) == 6
    sandbox.reply(500)
    sandbox.reset()
    assert http.get("/health").status_code == 200


def test_scripted_streams(sandbox: Sandbox, http: httpx.Client) -> None:
    sandbox.reply(chunks=[{"id": "1"}, "text"])
    sandbox.reply(chunks=[{"id": "1"}, b"data: raw\r\n\r\n"])
    done = http.post("/v1/chat/completions")
    assert done.headers["content-type"] == "text/event-stream"
    assert done.text == 'data: {"id":"1"}\n\ndata: text\n\ndata: [DONE]\n\n'
    assert http.post("/v1/chat/completions").text == 'data: {"id":"1"}\n\ndata: raw\r\n\r\n'
    with pytest.raises(TypeError, match="one of json, body and chunks"):
        sandbox.reply(json={}, body="")


def test_custom_handlers() -> None:
    from helixagent.testing.sandbox.exchange import Call, Reply, json_reply

    def own(call: Call) -> Reply:
        return json_reply({"status": "degraded", "path": call.path})

    with Sandbox(handlers={"getHealth": own}) as sandbox:
        answer = httpx.get(sandbox.base_url + "/health?a=1", trust_env=False, verify=False).json()
    assert answer == {"status": "degraded", "path": "/health?a=1"}


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    command = [*COMMAND, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        yield running
        running.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_line(process: Any, number: int) -> None:
    line = process.stdout.readline()
    found = re.fullmatch(
        r"HelixAgent sandbox \(a test double, not a real server\) on (http://127\.0\.0\.1:\d+)\n", line
    )
    assert found, (line, process.stderr.read())
    with httpx.Client(base_url=found.group(1), trust_env=False, verify=False) as http:
        assert http.get("/health").json() == {"status": "healthy"}
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")


def test_a_client_that_disconnects_during_a_stream_causes_no_log_entry(
    sandbox: Sandbox, client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    story = [{"role": "user", "content": "Tell me a story"}]
    for _ in range(20):
        with client.chat.completions.create(messages=story, stream=True) as stream:
            next(iter(stream))
    client.models.list()
    assert [record.getMessage() for record in caplog.records if record.name != "helixagent"] == []
