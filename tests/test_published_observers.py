"""Tests of hooks, logs, spans and counts for calls to published servers: they report the requests that were really
sent.
"""

from __future__ import annotations

import logging
from typing import Any, Iterator, List

import pytest
from january_server import January, paths
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from raw_server import RawServer
from support import USER, Driver

from helixagent import NotSupportedError


@pytest.fixture
def server() -> Iterator[RawServer]:
    """The imitated server."""
    with RawServer(January()) as running:
        yield running


def noting(into: List[Any]) -> Any:
    """A hook that records its events with the current request."""

    def hook(heard: Any) -> None:
        into.append((heard.type, heard.call.method, heard.call.request))

    return hook


def test_hooks_receive_the_requests_that_are_sent(driver: Driver, server: RawServer) -> None:
    heard: List[Any] = []
    client = driver.client(server, hooks=[noting(heard)], compatibility="published")
    driver.run(client.embeddings.create(model="m", input=["a", "bb"]))
    kinds = [kind for kind, _, _ in heard]
    assert [kinds.count(kind) for kind in ("call.started", "attempt.started", "attempt.answered", "call.ended")] == [
        1,
        2,
        2,
        1,
    ]
    assert {method for _, method, _ in heard} == {"embeddings.create"}
    started = [request for kind, _, request in heard if kind in ("call.started", "attempt.started")]
    assert [request["text"] for request in started] == ["a", "a", "bb"]


def test_hooks_receive_the_request_before_and_after_it_is_translated(driver: Driver, server: RawServer) -> None:
    heard: List[Any] = []
    client = driver.client(server, hooks=[noting(heard)])
    driver.run(client.ensemble.completions.create(messages=USER))
    sent = [(kind, "prompt" in request) for kind, _, request in heard if kind in ("call.started", "attempt.started")]
    assert sent == [("call.started", False), ("attempt.started", False), ("attempt.started", True)]
    assert heard[-1][0] == "call.ended" and client.get_usage_stats().total_requests == 1
    assert client.get_usage_stats().total_tokens == 32


def test_a_call_that_is_refused_before_it_is_sent_is_not_reported(driver: Driver, server: RawServer) -> None:
    heard: List[Any] = []
    client = driver.client(server, hooks=[noting(heard)], compatibility="published")
    with pytest.raises(NotSupportedError):
        driver.run(client.embeddings.create(model="m", input=[1, 2]))
    assert heard == [] and client.get_usage_stats().total_requests == 0


def test_log_entries_have_the_method_and_the_body_that_was_sent(
    driver: Driver, server: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    client = driver.client(server, log_bodies=True, compatibility="published")
    with caplog.at_level(logging.INFO, "helixagent"):
        driver.run(client.completions.create(prompt="The future"))
    first, last = caplog.records
    assert (first.method, first.request["messages"]) == (  # type: ignore[attr-defined]
        "completions.create",
        [{"role": "user", "content": "The future"}],
    )
    assert (last.method, last.attempt, last.tokens) == ("completions.create", 1, 32)  # type: ignore[attr-defined]


def test_warnings_go_to_the_logger_of_the_client(driver: Driver, server: RawServer) -> None:
    class Logger:
        def __init__(self) -> None:
            self.warnings: List[str] = []

        def info(self, text: str, **fields: Any) -> None:
            """Record an entry."""

        def warning(self, text: str, **fields: Any) -> None:
            self.warnings.append(text)

    logger = Logger()
    driver.chat(driver.client(server, logger=logger), seed=7)
    (warning,) = logger.warnings
    assert warning.startswith("The HelixAgent server ignores seed in chat.completions.create")


def test_each_call_has_one_span(driver: Driver, server: RawServer) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    client = driver.client(server, tracer=provider.get_tracer("test"), compatibility="published")
    driver.run(client.embeddings.create(model="m", input=["a", "b", "c"]))
    (span,) = exporter.get_finished_spans()
    assert span.attributes is not None and span.attributes["http.request.resend_count"] == 2
    assert "embeddings" in span.name
    assert paths(server) == ["POST /v1/embeddings/generate"] * 3
    # The trace continues in each request.
    traces = {request.headers.get("traceparent") for request in server.requests}
    assert len(traces) == 1 and None not in traces
