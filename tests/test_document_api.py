"""Tests of the document's blocks on debates, MCP, providers, vision, tasks, webhooks, recording and the CLI."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Iterator

import pytest
from click.testing import CliRunner
from document_names import DEBATE, HELLO
from document_support import BLOCKS, Runner, covers

from helixagent import HelixAgent, HelixAgentError, NetworkError, NotFoundError, ProviderError, ValidationError
from helixagent.testing import Sandbox

# One white pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
)


@pytest.fixture
def run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    """Run the block under a heading."""
    runner = Runner(sandbox, monkeypatch)
    yield runner
    runner.client.close()


@covers("Creating a Basic Debate")
def test_creating_a_basic_debate(run: Runner, capsys: Any) -> None:
    names = run("Creating a Basic Debate")
    assert capsys.readouterr().out == f"Debate created: {DEBATE}\n"
    (sent,) = run.sent
    assert (sent.method, sent.path, sent.json()) == ("POST", "/v1/debates", names["debate_config"])
    assert names["debate"].debate_id == DEBATE and names["debate"].participants_count == 2


@covers("Monitoring Debate Progress")
def test_monitoring_debate_progress(run: Runner, capsys: Any) -> None:
    names = run("Monitoring Debate Progress")
    assert capsys.readouterr().out == "Status: running\nProgress: Round 0/3\n"
    assert names["status"].status == "completed" and names["time"].sleep == [5, 5, 5, 5]
    assert {request.path for request in run.sent} == {f"/v1/debates/{DEBATE}/status"} and len(run.sent) == 5


@covers("Getting Debate Results")
def test_getting_debate_results(run: Runner, capsys: Any) -> None:
    run("Getting Debate Results")
    topic = "Should AI systems have ethical constraints?"
    assert capsys.readouterr().out.splitlines() == [
        f"Topic: {topic}",
        "Consensus achieved: True",
        f"Final position: The participants agree on a middle way on: {topic}",
        "Analyst: 3 responses, avg quality: 0.88",
        "Critic: 3 responses, avg quality: 0.86",
        "Mediator: 3 responses, avg quality: 0.84",
    ]


def test_results_of_a_debate_that_does_not_exist_or_has_not_ended(run: Runner) -> None:
    with pytest.raises(NotFoundError):
        BLOCKS["Getting Debate Results"].run({"client": run.client}, "")
    run.client.debates.create({"debateId": DEBATE, "topic": "Tabs or spaces?"})
    with pytest.raises(ValidationError, match="not completed"):
        BLOCKS["Getting Debate Results"].run({"client": run.client}, "")


@covers("Advanced Debate with Cognee Enhancement")
def test_advanced_debate_with_cognee_enhancement(run: Runner) -> None:
    names = run("Advanced Debate with Cognee Enhancement")
    assert run.sent[0].json() == names["debate_config"]
    results = run.client.debates.wait(names["debate"].debateId, poll_interval=0.001)
    assert results.cognee_insights.to_dict()["key_themes"] == ["evidence", "trade-offs"]


@covers("Getting MCP Capabilities")
def test_getting_mcp_capabilities(run: Runner, capsys: Any) -> None:
    run("Getting MCP Capabilities")
    version, providers = capsys.readouterr().out.splitlines()
    assert version == "MCP Version: 1.0.0" and providers.startswith("Available providers: ['deepseek', ")


@covers("Listing MCP Tools")
def test_listing_mcp_tools(run: Runner, capsys: Any) -> None:
    run("Listing MCP Tools")
    shown = capsys.readouterr().out.splitlines()
    assert shown[:2] == ["Tool: read_file - Read a text file", "Tool: add - Add two numbers"]


@covers("Executing MCP Tools")
def test_executing_mcp_tools(run: Runner, capsys: Any) -> None:
    run("Executing MCP Tools")
    assert capsys.readouterr().out == "Result: helix\n\n"
    assert run.sent[0].json() == {"name": "read_file", "arguments": {"path": "/etc/hostname"}}


def test_executing_an_mcp_tool_that_fails(run: Runner, sandbox: Sandbox) -> None:
    sandbox.reply(200, json={"success": False, "error": "no such file: /etc/hostname", "execution_time": 0.1})
    with pytest.raises(ProviderError, match="no such file"):
        run("Executing MCP Tools")


@covers("MCP Prompts")
def test_mcp_prompts(run: Runner, capsys: Any) -> None:
    run("MCP Prompts")
    shown = ["Prompt: summarize - Summarize a text", "Prompt: review_code - Review code"]
    assert capsys.readouterr().out.splitlines() == shown


@covers("MCP Resources")
def test_mcp_resources(run: Runner, capsys: Any) -> None:
    run("MCP Resources")
    assert capsys.readouterr().out.splitlines() == [
        "Resource: Providers - The providers of this server",
        "Resource: Models - The models of these providers",
    ]


@covers("Listing Available Providers")
def test_listing_available_providers(run: Runner, capsys: Any) -> None:
    run("Listing Available Providers")
    assert capsys.readouterr().out.splitlines()[:2] == ["DeepSeek: healthy - 2 models", "Qwen: healthy - 1 models"]


@covers("Provider Health Check")
def test_provider_health_check(run: Runner, capsys: Any) -> None:
    run("Provider Health Check")
    shown = capsys.readouterr().out.splitlines()
    assert shown[:2] == ["Overall status: healthy", "deepseek: healthy (response time: 0.8s)"] and len(shown) == 8


@covers("Image Analysis")
def test_image_analysis(run: Runner, capsys: Any) -> None:
    run("Image Analysis")
    url = "https://example.com/image.jpg"
    expected = f'I see 1 image. Image 1: {url} (not fetched). You asked: "What\'s in this image?"\n'
    assert capsys.readouterr().out == expected
    parts = run.sent[0].json()["messages"][0]["content"]
    assert run.sent[0].path == "/v1/vision/analyze" and parts[1] == {"type": "image_url", "image_url": {"url": url}}


@covers("Base64 Image Upload")
def test_base64_image_upload(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "image.png").write_bytes(PNG)
    response = run("Base64 Image Upload")["response"]
    assert f"image/png, {len(PNG)} bytes, 1x1 pixels" in response.choices[0].message.content
    url = run.sent[0].json()["messages"][0]["content"][1]["image_url"]["url"]
    assert base64.b64decode(url[len("data:image/png;base64,") :]) == PNG


@covers("OCR (Optical Character Recognition)")
def test_ocr(run: Runner, capsys: Any) -> None:
    run("OCR (Optical Character Recognition)")
    shown = capsys.readouterr().out
    assert shown.startswith("Extracted text:\n# Sandbox document\n") and shown.endswith("\nConfidence: 0.97\n")
    assert run.sent[0].json() == {
        "image_url": "https://example.com/document.png",
        "languages": ["en", "de"],
        "output_format": "markdown",
    }


@covers("Create Background Task")
def test_create_background_task(run: Runner, capsys: Any) -> None:
    names = run("Create Background Task")
    assert capsys.readouterr().out == "Task created: t1\n"
    sent = run.sent[0].json()
    assert (sent["type"], sent["priority"], sent["timeout"]) == ("llm_completion", "high", 600)
    assert sent["payload"]["max_tokens"] == 10000 and names["task"].status == "pending"


@covers("Poll Task Status")
def test_poll_task_status(run: Runner, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: Any = []
    # The block imports `time`, so replace it there.
    monkeypatch.setattr(time, "sleep", waits.append)
    run("Poll Task Status")
    shown = capsys.readouterr().out.splitlines()
    assert shown[1] == "Status: running, Progress: 25%" and shown[-2] == "Status: completed, Progress: 100%"
    assert shown[-1].startswith("Result: Hello! I am the HelixAgent sandbox.") and waits == [2] * (len(shown) - 2)


def test_poll_task_status_of_a_failing_task(run: Runner, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    run("Poll Task Status", task=run.client.tasks.create(type="sandbox/failed"))
    assert capsys.readouterr().out.splitlines()[-1] == "Task failed: The sandbox was asked to fail this task"


@covers("Server-Sent Events (SSE) Streaming")
def test_task_events(run: Runner, sandbox: Sandbox, capsys: Any) -> None:
    run("Server-Sent Events (SSE) Streaming")
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if line.startswith("Progress: ")] == [
        f"Progress: {percent}%" for percent in (25, 50, 75.5, 100)
    ]
    output = "".join(line[len("Output: ") :] for line in shown if line.startswith("Output: "))
    assert output.startswith("Hello! I am the HelixAgent") and shown[-1] == "Task completed!"
    # The loop ended at the last event, and the connection was released.
    run.client.models.list()
    assert sandbox.connections == 1


def test_task_events_of_a_failing_task(run: Runner, capsys: Any) -> None:
    run("Server-Sent Events (SSE) Streaming", task=run.client.tasks.create(type="sandbox/failed"))
    assert capsys.readouterr().out.splitlines()[-1] == "Error: The sandbox was asked to fail this task"


@covers("WebSocket Real-Time Updates")
def test_websocket(run: Runner, capsys: Any) -> None:
    names = run("WebSocket Real-Time Updates")
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "[started] The task has started" and shown[2] == "[progress] a quarter done"
    assert shown[-1] == "[completed] "
    (request,) = [request for request in run.sent if "/ws/" in request.path]
    assert request.path == f"/v1/ws/tasks/{names['task'].id}"
    assert request.headers["authorization"] == "Bearer your-api-key"
    cancelled = run.client.tasks.create(type="sandbox/cancelled")
    # The loop ends with the connection, because the block only handles two of the final event types.
    asyncio.run(names["monitor_task"](cancelled.id))
    assert "[cancelled]" in capsys.readouterr().out


@covers("Configure Webhook")
def test_configure_webhook(run: Runner, capsys: Any) -> None:
    names = run("Configure Webhook")
    assert capsys.readouterr().out == "Webhook created: wh_1\n"
    assert run.sent[0].json() == {
        "url": "https://your-server.com/webhooks/helixagent",
        "events": ["task.completed", "task.failed", "debate.finished"],
        "secret": "your-webhook-secret",
        "headers": {"X-Custom-Header": "value"},
    }
    assert "your-webhook-secret" not in repr(names["webhook"])


@covers("Verify Webhook Signature (Flask Example)")
def test_verify_webhook_signature(run: Runner) -> None:
    names = run("Verify Webhook Signature (Flask Example)")
    web = names["app"].test_client()

    def post(kind: str, secret: str = "your-webhook-secret") -> int:
        body = json.dumps({"id": "evt_1", "type": kind, "data": {}}).encode()
        signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-HelixAgent-Signature": signature, "Content-Type": "application/json"}
        status: int = web.post("/webhooks/helixagent", data=body, headers=headers).status_code
        return status

    assert [post("task.completed"), post("debate.finished"), post("something.new")] == [200, 200, 200]
    assert post("task.completed", secret="not-ours") == 401
    assert web.post("/webhooks/helixagent", json={"type": "task.completed"}).status_code == 401
    assert [event["type"] for event in names["handle_task_completed"]] == ["task.completed"]
    assert [event["type"] for event in names["handle_debate_finished"]] == ["debate.finished"]


@covers("Recording and Playback with VCR")
def test_recording_and_playback(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run once with a server, and again after it has stopped.

    Streams and other HTTP libraries: test_recording.py.
    """
    monkeypatch.chdir(tmp_path)
    with Sandbox() as stoppable:
        monkeypatch.setenv("HELIXAGENT_BASE_URL", stoppable.base_url)
        test = run("Recording and Playback with VCR")["test_chat_completion"]
        test()
        assert len(stoppable.requests) == 1
        stoppable.stop()
        test()
        assert (tmp_path / "fixtures" / "chat_completion.yaml").read_text().count("- request:") == 1
        with pytest.raises(NetworkError):
            HelixAgent(max_retries=0).chat.completions.create(messages=HELLO)


@covers("Command-Line Usage")
def test_command_line(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    cli = run("Command-Line Usage")["cli"]
    monkeypatch.setenv("HELIXAGENT_API_KEY", "key-of-the-environment")
    result = CliRunner().invoke(cli, ["chat", "Hello", "--model", "qwen-max"])
    assert (result.exit_code, result.output[:35]) == (0, "Hello! I am the HelixAgent sandbox."), result.output
    assert run.sent[-1].json() == {"model": "qwen-max", "messages": HELLO}
    assert run.sent[-1].headers["authorization"] == "Bearer key-of-the-environment"
    result = CliRunner().invoke(cli, ["--api-key", "key-of-the-option", "debate", "Tabs or spaces?"])
    assert (result.exit_code, result.output) == (0, "Debate started: debate-1\n")
    assert run.sent[-1].json() == {"topic": "Tabs or spaces?"}
    assert run.sent[-1].headers["authorization"] == "Bearer key-of-the-option"
    result = CliRunner().invoke(cli, ["chat", "Hello", "--model", "invalid-model"])
    assert isinstance(result.exception, HelixAgentError)


def test_command_line_as_a_script(sandbox: Sandbox, tmp_path: Path) -> None:
    script = tmp_path / "helixagent-cli.py"
    script.write_text(BLOCKS["Command-Line Usage"].code)
    environment = {**os.environ, "HELIXAGENT_BASE_URL": sandbox.base_url, "HELIXAGENT_API_KEY": "your-api-key"}
    command = [sys.executable, "-W", "error", str(script), "chat", "What is Python?"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 and "What is Python?" in done.stdout, done.stderr


def test_the_classes_that_the_document_lists_are_the_clients_classes(run: Runner) -> None:
    client = run.client
    resources = [client.chat.completions, client.completions, client.debates, client.mcp, client.providers]
    assert [type(each).__name__ for each in [client, *resources]] == [
        "HelixAgent",
        "ChatCompletions",
        "Completions",
        "Debates",
        "MCP",
        "Providers",
    ]
    assert type(client.ensemble).__name__ == "Ensemble"
