"""Tests of the blocks of the user's document, unchanged, with the sandbox and the expected output."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import subprocess
import sys
from typing import Any, Dict, Iterator, List

import prometheus_client
import pytest
import structlog
from circuitbreaker import CircuitBreakerError
from document_blocks import DOCUMENT, ROOT
from document_names import HELLO
from document_support import BLOCKS, Runner, covers
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from helixagent import HelixAgent, HelixAgentClient, HelixAgentError, ProviderError, ValidationError, exceptions
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionResponse, Choice, Message

# Blocks that do not work yet, and the issue that covers them.
WAITING: Dict[str, str] = {}


@pytest.fixture
def run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    """Run the block under a heading."""
    runner = Runner(sandbox, monkeypatch)
    yield runner
    runner.client.close()


def test_no_block_is_forgotten() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_document*.py")]
    covered = [heading for text in texts for heading in re.findall(r'^@covers\("(.+)"\)$', text, re.MULTILINE)]
    assert sorted([*covered, *WAITING]) == sorted(BLOCKS)


def test_the_document_has_the_agreed_version() -> None:
    shared = ROOT.parent / "shared" / "python-sdk.md"
    assert not shared.exists() or shared.read_text(encoding="utf-8") == DOCUMENT.read_text(encoding="utf-8")


@covers("Quick Start")
def test_quick_start(run: Runner, sandbox: Sandbox, capsys: Any) -> None:
    run("Quick Start")["client"].close()
    assert capsys.readouterr().out.startswith("Quantum computing is computing with qubits")
    sent = sandbox.requests[0]
    assert sent.headers["authorization"] == "Bearer your-api-key"
    assert sent.json() == {
        "model": "helixagent-ensemble",
        "messages": [{"role": "user", "content": "Explain quantum computing"}],
    }


@covers("Authentication")
def test_authentication(run: Runner, sandbox: Sandbox) -> None:
    made: List[HelixAgent] = []

    class Kept(HelixAgent):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            made.append(self)

    run("Authentication", HelixAgent=Kept)
    assert len(made) == 3
    for client in made:
        client.models.list()
        client.close()
    sent = [request.headers["authorization"] for request in sandbox.requests]
    assert sent == ["Bearer your-api-key", "Bearer your-jwt-token", "Bearer your-api-key"]


@covers("Basic Chat Completion")
def test_basic_chat_completion(run: Runner, sandbox: Sandbox, capsys: Any) -> None:
    names = run("Basic Chat Completion")
    names["client"].close()
    text, usage = capsys.readouterr().out.splitlines()
    assert text.startswith("Machine learning is a branch") and len(text) > 100
    assert usage == f"Usage: {names['response'].usage.total_tokens} tokens"
    assert sandbox.requests[0].json()["max_tokens"] == 500 and sandbox.requests[0].json()["temperature"] == 0.7


@covers("Streaming Chat Completion")
def test_streaming_chat_completion(run: Runner, capsys: Any) -> None:
    run("Streaming Chat Completion")
    text = capsys.readouterr().out
    assert text.startswith("Once upon a time a small server") and text.endswith("loved it for that.")


@covers("Ensemble Completion")
def test_ensemble_completion(run: Runner, sandbox: Sandbox, capsys: Any) -> None:
    run("Ensemble Completion")
    result, providers, confidence = capsys.readouterr().out.splitlines()
    assert result.startswith("Ensemble result: The future of AI")
    assert providers == "Providers used: ['deepseek', 'qwen', 'claude']" and confidence == "Confidence: 0.92"
    assert sandbox.requests[0].json()["ensemble_config"]["fallback_to_best"] is True


@covers("Basic Text Completion")
def test_basic_text_completion(run: Runner, sandbox: Sandbox, capsys: Any) -> None:
    run("Basic Text Completion")
    # The sandbox stops at the first stop sequence.
    assert capsys.readouterr().out == " shared by those who build it with care\n"
    assert sandbox.requests[0].json()["stop"] == ["\n", "."]


@covers("Streaming Text Completion")
def test_streaming_text_completion(run: Runner, capsys: Any) -> None:
    run("Streaming Text Completion")
    haiku = "Brackets softly close,\nthe tests run green before dawn:\nsilence in the logs."
    assert capsys.readouterr().out.strip() == haiku


@covers("Error Handling")
def test_error_handling(run: Runner, capsys: Any) -> None:
    run("Error Handling")
    assert capsys.readouterr().out.startswith("Validation error: Model not found: invalid-model (status 404")


@pytest.mark.parametrize(
    ("fault", "said"),
    [("unauthorized", "Authentication failed: "), ("429", "Rate limit exceeded: "), ("502", "Provider error: ")],
)
def test_error_handling_of_other_errors(run: Runner, sandbox: Sandbox, capsys: Any, fault: str, said: str) -> None:
    headers = {"X-Sandbox-Fault": fault}
    with HelixAgent(base_url=sandbox.base_url, default_headers=headers, max_retries=0) as failing:
        run("Error Handling", client=failing)
    assert capsys.readouterr().out.startswith(said)


@covers("Custom HTTP Client")
def test_custom_http_client(run: Runner, sandbox: Sandbox) -> None:
    names = run("Custom HTTP Client")
    assert type(names["client"]) is HelixAgentClient
    # The client's proxy is only for https, and the sandbox uses http.
    assert names["client"].models.list().data
    assert sandbox.requests[0].headers["authorization"] == "Bearer your-api-key"
    names["session"].close()


@covers("Timeout Configuration")
def test_timeout_configuration(run: Runner, sandbox: Sandbox) -> None:
    client = run("Timeout Configuration")["client"]
    raw = client.models.with_raw_response.list(extra_headers={"X-Sandbox-Fault": "rate-limit-ms:1x3"})
    assert raw.attempts == 4
    assert raw.http_response.request.extensions["timeout"] == dict.fromkeys(("connect", "read", "write", "pool"), 30.0)
    client.close()


@covers("1. Error Handling")
def test_best_practice_error_handling(run: Runner, sandbox: Sandbox) -> None:
    names = run("1. Error Handling", client=run.client.with_options(max_retries=0))
    ask, waits = names["safe_completion"], names["time"].sleep
    assert ask("claude-3", HELLO).startswith("Hello!")
    sandbox.reply(429, json={"error": {"message": "slow down"}})
    assert ask("claude-3", HELLO).startswith("Hello!") and waits == [60]
    sandbox.reply(502, json={"error": {"message": "broken"}})
    assert ask("claude-3", HELLO).startswith("Hello!")
    assert sandbox.requests[-1].json()["model"] == "deepseek-chat"
    sandbox.reply(502, json={"error": {"message": "broken"}})
    with pytest.raises(ProviderError):
        ask("qwen-max", HELLO)


@covers("2. Resource Management")
def test_best_practice_resource_management(run: Runner) -> None:
    """The block omits arguments with `...`. As it is, it raises an error and sends nothing. With arguments, it runs."""
    with pytest.raises(ValidationError):
        run("2. Resource Management", client=HelixAgent())
    assert run.sent == []
    names = run("2. Resource Management", filled=["messages=messages", "debate_config"])
    assert names["session"] is run.client and names["response1"].choices[0].message.content.startswith("Hello!")
    assert names["response2"].topic == "Tabs or spaces?" and len(run.sent) == 2
    with pytest.raises(HelixAgentError, match="closed"):
        run.client.models.list()


@covers("3. Batch Operations")
def test_best_practice_batch_operations(run: Runner, sandbox: Sandbox) -> None:
    names = run("3. Batch Operations")
    at_once = asyncio.run(names["batch_completions"](names["prompts"]))
    texts = [response.choices[0].text for response in names["responses"]]
    assert texts == [response.choices[0].text for response in at_once]
    assert texts[0].startswith(" shared by those") and len(sandbox.requests) == 4


@covers("Logging")
def test_logging(run: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with run("Logging", HelixAgent=HelixAgent)["client"] as made:
        made.models.list()
    entries = [record.getMessage() for record in caplog.records if record.name == "helixagent"]
    assert [entry.split()[0] for entry in entries] == ["api_request", "api_response"]


@covers("4. Monitoring and Metrics")
def test_best_practice_monitoring(run: Any, client: HelixAgent, capsys: Any) -> None:
    answer: Any = client.chat.completions.create(messages=[{"role": "user", "content": "Hello"}])
    run("4. Monitoring and Metrics", client=client)
    assert logging.getLogger("helixagent").isEnabledFor(logging.DEBUG)
    shown = ["Total requests: 1", f"Total tokens: {answer.usage.total_tokens}", "Success rate: 100.0%"]
    assert capsys.readouterr().out.splitlines() == shown


@covers("OpenTelemetry Integration")
def test_opentelemetry(run: Any) -> None:
    exporter = InMemorySpanExporter()
    # The provider can only be set once per process, so the block gets one whose spans the test can read.
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    with run("OpenTelemetry Integration")["client"]:
        call, outer = exporter.get_finished_spans()
    assert outer.name == "my-operation" and call.name == "chat helixagent-ensemble"
    assert call.parent is not None and call.parent.span_id == outer.context.span_id
    assert call.attributes is not None and call.attributes["gen_ai.usage.output_tokens"]


@covers("Structured Logging")
def test_structured_logging(run: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    try:
        with run("Structured Logging", HelixAgent=HelixAgent)["client"] as made:
            made.chat.completions.create(messages=[{"role": "user", "content": "Hello"}])
    finally:
        structlog.reset_defaults()
    texts = [record.getMessage() for record in caplog.records]
    entries = [json.loads(text) for text in texts if text.startswith("{")]
    request, response = (entry for entry in entries if entry["event"].startswith("api_"))
    assert request["method"] == "chat.completions.create" and request["model"] == "helixagent-ensemble"
    assert response["status"] == 200 and response["tokens"] > 0 and isinstance(response["latency_ms"], int)


@covers("Prometheus Metrics")
def test_prometheus_metrics(run: Any) -> None:
    with run("Prometheus Metrics", HelixAgent=HelixAgent)["client"] as made:
        made.chat.completions.create(messages=[{"role": "user", "content": "Hello"}])
    text = prometheus_client.generate_latest().decode()
    for sample in (
        'requests_total{method="chat.completions.create",status="success"}',
        'request_duration_seconds_count{method="chat.completions.create"}',
        'tokens_used_total{model="helixagent-ensemble",type="input"}',
        'tokens_used_total{model="helixagent-ensemble",type="output"}',
    ):
        assert f"myapp_helixagent_{sample} " in text


@covers("Generate Embeddings")
def test_generate_embeddings(run: Runner, capsys: Any) -> None:
    names = run("Generate Embeddings")
    size = len(names["embeddings"].data[0].embedding)
    assert size > 100 and all(isinstance(number, float) for number in names["embeddings"].data[1].embedding)
    assert capsys.readouterr().out == f"Embedding 0: dimensions={size}\nEmbedding 1: dimensions={size}\n"


@covers("Semantic Search with Embeddings")
def test_semantic_search(run: Runner, capsys: Any) -> None:
    run("Semantic Search with Embeddings")
    assert capsys.readouterr().out == "Similarity: 1.0000\n"


@covers("Full Async Client")
def test_full_async_client(run: Runner, capsys: Any) -> None:
    run("Full Async Client")
    assert capsys.readouterr().out.startswith("Hello! I am the HelixAgent sandbox.")


@covers("Concurrent Requests with asyncio.gather")
def test_concurrent_requests(run: Runner) -> None:
    names = run("Concurrent Requests with asyncio.gather")
    assert len(names["results"]) == 3
    assert all(f"Prompt {number}" in text for number, text in enumerate(names["results"], start=1))


@covers("Streaming with Async Generators")
def test_streaming_with_async_generators(run: Runner, capsys: Any) -> None:
    run("Streaming with Async Generators")
    text = capsys.readouterr().out
    assert text.startswith("Once upon a time a small server") and text.endswith("loved it for that.")


@covers("Exponential Backoff with tenacity")
def test_tenacity(run: Runner, sandbox: Sandbox) -> None:
    names = run("Exponential Backoff with tenacity", client=run.client.with_options(max_retries=0))
    waits: List[float] = []
    function = names["reliable_completion"]
    function.retry.sleep = waits.append
    sandbox.reply(429, json={"error": {"message": "slow down"}})
    sandbox.reply(502, json={"error": {"message": "broken"}})
    assert function("deepseek-chat", HELLO).startswith("Hello!")
    assert len(sandbox.requests) == 3 and waits == [4, 4]


@covers("Circuit Breaker Pattern")
def test_circuit_breaker(run: Runner, sandbox: Sandbox) -> None:
    names = run("Circuit Breaker Pattern", client=run.client.with_options(max_retries=0))
    assert names["response"].choices[0].message.content.startswith("Hello!")
    sandbox.reply(502, json={"error": {"message": "broken"}}, times=3)
    for _ in range(3):
        with pytest.raises(ProviderError):
            names["safe_request"]("deepseek-chat", names["messages"])
    with pytest.raises(CircuitBreakerError):
        names["safe_request"]("deepseek-chat", names["messages"])
    assert len(sandbox.requests) == 4


@covers("Mock Client")
def test_mock_client(run: Runner, sandbox: Sandbox) -> None:
    names = run("Mock Client")
    names["test_my_feature"]()
    assert sandbox.requests == []


@covers("Pytest Fixtures")
def test_pytest_fixtures(run: Runner, tmp_path: Any) -> None:
    """Run the block in a separate pytest, with `mock_response` as above and another test of the plain fixture."""
    before = """
from helixagent.types import ChatCompletionResponse, Choice, Message
mock_response = ChatCompletionResponse(choices=[Choice(message=Message(content="Mock response"))])
"""
    after = """
    assert mock_client.chat.completions.create(messages=[]).choices[0].message.content == "Mock response"

def test_plain(client):
    assert repr(client) == "HelixAgent(base_url='http://localhost:7061')"
"""
    (tmp_path / "test_block.py").write_text(before + BLOCKS["Pytest Fixtures"].code + after)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:asyncio",
        "-W",
        "error",
        "test_block.py",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 and "2 passed" in done.stdout, done.stdout + done.stderr


def test_manually_built_objects_equal_received_ones(run: Runner) -> None:
    usage: Any = {"total_tokens": 10}
    built = ChatCompletionResponse(id="test", choices=[Choice(message=Message(content="Hi"))], usage=usage)
    came = run.client.chat.completions.create(messages=HELLO)
    assert type(built) is type(came) and type(built.usage) is type(came.usage)


def test_the_exceptions_that_the_document_lists_exist() -> None:
    listed = (
        "HelixAgentError",
        "AuthenticationError",
        "RateLimitError",
        "ProviderError",
        "ValidationError",
        "NetworkError",
    )
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"- `{name}`" in text and hasattr(exceptions, name) for name in listed)
