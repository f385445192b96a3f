"""Tests of OpenTelemetry: one span for each call, whatever its result, and the metrics."""

from __future__ import annotations

import gc
import json
from typing import Any, Callable, Dict, List, Tuple

import pytest
from cases import for_each
from opentelemetry import baggage, context, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from raw_server import RawServer, held_open
from stream_support import Way, fault, start, way_of
from support import KEY, Driver
from watching import CASES, OUTCOMES, cancel_a_reader, read_all

from helixagent import HelixAgent, HelixAgentError, Stream, ValidationError
from helixagent.testing import Sandbox


class Traces:
    """A tracer that keeps its spans."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.tracer = provider.get_tracer("test")

    def reset(self) -> None:
        """Forget all spans."""
        self._exporter.clear()

    @property
    def spans(self) -> Any:
        """Return the spans that have ended. A span that is ended twice would appear twice."""
        return self._exporter.get_finished_spans()


@pytest.fixture
def traces() -> Traces:
    return Traces()


def test_one_span_for_a_call_with_all_attempts(driver: Driver, sandbox: Sandbox, traces: Traces) -> None:
    client = driver.client(sandbox, tracer=traces.tracer, api_key=KEY)
    with traces.tracer.start_as_current_span("mine") as mine:
        driver.chat(client, model="deepseek-chat", temperature=0.5, max_tokens=99, **fault("503x1"))
    span, _ = traces.spans
    assert (span.name, span.kind) == ("chat deepseek-chat", trace.SpanKind.CLIENT)
    assert span.parent.span_id == mine.get_span_context().span_id
    assert span.status.status_code is trace.StatusCode.UNSET
    found = dict(span.attributes)
    assert found["gen_ai.operation.name"] == "chat" and found["gen_ai.system"] == "helixagent"
    assert found["gen_ai.request.model"] == found["gen_ai.response.model"] == "deepseek-chat"
    assert (found["gen_ai.request.temperature"], found["gen_ai.request.max_tokens"]) == (0.5, 99)
    assert found["gen_ai.usage.input_tokens"] > 0 and found["gen_ai.usage.output_tokens"] > 0
    assert found["gen_ai.response.finish_reasons"] == ("stop",) and found["http.request.resend_count"] == 1
    assert found["server.address"] == "127.0.0.1" and found["server.port"] == sandbox.port
    assert not [name for name in found if "messages" in name]
    parts = {request.headers["traceparent"] for request in sandbox.requests}
    assert len(parts) == 1 and format(span.context.span_id, "016x") in parts.pop()


def test_a_call_that_fails(driver: Driver, sandbox: Sandbox, traces: Traces) -> None:
    client = driver.client(sandbox, tracer=traces.tracer, max_retries=0)
    with pytest.raises(HelixAgentError):
        driver.chat(client, **fault("429"))
    (span,) = traces.spans
    assert (span.status.status_code, span.status.description) == (trace.StatusCode.ERROR, "RateLimitError")
    assert span.attributes["error.type"] == "RateLimitError" and span.attributes["http.response.status_code"] == 429
    assert span.events == ()


@for_each(("how", "end"), CASES)
def test_the_span_of_a_stream_ends_once(
    way: Way, sandbox: Sandbox, traces: Traces, how: str, end: Callable[[Way, Any], None]
) -> None:
    end(way, way.client(sandbox.base_url, tracer=traces.tracer))
    gc.collect()
    (span,) = traces.spans
    assert span.attributes["helixagent.stream_end"] == how
    assert (span.status.status_code is trace.StatusCode.ERROR) == (how in OUTCOMES)
    assert ("error.type" in span.attributes) == (how in OUTCOMES)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_the_span_of_a_cancelled_reader(kind: str, traces: Traces) -> None:
    with way_of(kind) as way, RawServer(held_open) as server:
        cancel_a_reader(way, way.client(server.base_url, tracer=traces.tracer), server)
    (span,) = traces.spans
    assert span.attributes["helixagent.stream_end"] == "cancelled"


def test_the_type_of_a_stream_is_kept_and_the_span_lasts_until_its_end(sandbox: Sandbox, traces: Traces) -> None:
    with HelixAgent(base_url=sandbox.base_url, tracer=traces.tracer) as client:
        stream = start(client)
        assert type(stream) is Stream and traces.spans == ()
        read_all(stream)
    assert len(traces.spans) == 1


def test_content_is_only_traced_on_demand(way: Way, sandbox: Sandbox, traces: Traces) -> None:
    client = way.client(sandbox.base_url, tracer=traces.tracer, trace_content=True)
    read_all(start(client))
    client.completions.create(prompt="The future of technology is")
    first, second = traces.spans
    asked = json.loads(first.attributes["gen_ai.input.messages"])
    assert asked == [{"role": "user", "parts": [{"type": "text", "content": "Explain quantum computing"}]}]
    assert "qubits" in first.attributes["gen_ai.output.messages"]
    assert "technology" in second.attributes["gen_ai.input.messages"] and second.name.startswith("text_completion")
    assert "gen_ai.output.messages" in second.attributes


def test_the_callers_traceparent_takes_precedence(driver: Driver, sandbox: Sandbox, traces: Traces) -> None:
    driver.chat(driver.client(sandbox, tracer=traces.tracer), extra_headers={"traceparent": "mine"})
    assert sandbox.requests[0].headers["traceparent"] == "mine"


@pytest.mark.parametrize("records", [True, False])
def test_baggage_is_sent_whether_or_not_the_span_records(sandbox: Sandbox, traces: Traces, records: bool) -> None:
    tracer = traces.tracer if records else trace.NoOpTracer()
    token = context.attach(baggage.set_baggage("tenant", "blue"))
    try:
        with HelixAgent(base_url=sandbox.base_url, tracer=tracer) as client:
            client.models.list()
    finally:
        context.detach(token)
    (request,) = sandbox.requests
    assert request.headers["baggage"] == "tenant=blue"
    assert ("traceparent" in request.headers) == records


def test_the_callers_trace_continues_if_no_sdk_is_installed(driver: Driver, sandbox: Sandbox) -> None:
    caller = trace.SpanContext(0xABC, 0xDEF, is_remote=True, trace_flags=trace.TraceFlags(trace.TraceFlags.SAMPLED))
    token = context.attach(trace.set_span_in_context(trace.NonRecordingSpan(caller)))
    try:
        driver.chat(driver.client(sandbox, tracer=trace.NoOpTracer()))
    finally:
        context.detach(token)
    assert sandbox.requests[0].headers["traceparent"] == f"00-{0xABC:032x}-{0xDEF:016x}-01"


def test_a_span_that_is_not_sampled_is_sent_to_the_server(driver: Driver, sandbox: Sandbox) -> None:
    driver.chat(driver.client(sandbox, tracer=TracerProvider(sampler=ALWAYS_OFF).get_tracer("tests")))
    _, trace_id, span_id, flags = sandbox.requests[0].headers["traceparent"].split("-")
    assert int(trace_id, 16) and int(span_id, 16) and not int(flags, 16) & trace.TraceFlags.SAMPLED


def test_a_broken_tracer_does_not_fail_calls(driver: Driver, sandbox: Sandbox) -> None:
    class Broken:
        def start_span(self, *args: Any, **options: Any) -> Any:
            raise RuntimeError("no span")

    driver.chat(driver.client(sandbox, tracer=Broken()))


def test_the_metrics(driver: Driver, sandbox: Sandbox) -> None:
    reader = InMemoryMetricReader()
    client = driver.client(sandbox, meter=MeterProvider([reader]).get_meter("test"), max_retries=0)
    driver.chat(client)
    with pytest.raises(HelixAgentError):
        driver.chat(client, **fault("500"))
    points: Dict[str, List[Tuple[Dict[str, Any], Any]]] = {}
    data: Any = reader.get_metrics_data()
    for metric in data.resource_metrics[0].scope_metrics[0].metrics:
        points[metric.name] = [(dict(point.attributes), point) for point in metric.data.data_points]
    durations = points["gen_ai.client.operation.duration"]
    assert [attributes.get("error.type") for attributes, _ in durations] == [None, "ProviderError"]
    tokens = points["gen_ai.client.token.usage"]
    assert {attributes["gen_ai.token.type"] for attributes, _ in tokens} == {"input", "output"}
    assert all(attributes["gen_ai.operation.name"] == "chat" for attributes, _ in durations + tokens)
    assert sum(point.sum for _, point in tokens) == client.get_usage_stats().total_tokens


@pytest.mark.parametrize("option", ["tracer", "meter"])
def test_invalid_tracers_and_meters_are_refused(option: str) -> None:
    options: Any = {option: "yes"}
    with pytest.raises(ValidationError, match=option):
        HelixAgent(base_url="http://localhost", **options)
