"""Tests of OpenTelemetry: the current span while requests are sent, chunk times, and the recorded request data."""

from __future__ import annotations

import base64
import json
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from stream_support import KINDS, Way, fault, start, way_of
from support import COMPLETION, USER, Driver, closed_port

from helixagent import NetworkError
from helixagent.testing import Sandbox

PNG = base64.b64encode(b"\x89PNG" + bytes(996)).decode()


class Watched:
    """A tracer and a meter that keep their spans and points."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.tracer = provider.get_tracer("test")
        self._reader = InMemoryMetricReader()
        self.meter = MeterProvider([self._reader]).get_meter("test")

    def attributes(self) -> Dict[str, Any]:
        """Return the attributes of the last span."""
        return dict(self.exporter.get_finished_spans()[-1].attributes or {})

    def points(self) -> Dict[str, List[Tuple[Dict[str, Any], Any]]]:
        """Return the points of each metric, with their attributes."""
        data: Any = self._reader.get_metrics_data()
        scopes = data.resource_metrics[0].scope_metrics if data else []
        return {
            metric.name: [(dict(point.attributes), point) for point in metric.data.data_points]
            for scope in scopes
            for metric in scope.metrics
        }


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


def current() -> int:
    return trace.get_current_span().get_span_context().span_id


def test_the_span_is_current_while_requests_are_sent(driver: Driver, sandbox: Sandbox, watched: Watched) -> None:
    seen: List[int] = []

    def key() -> str:
        # The credential function runs before each attempt.
        seen.append(current())
        return "key"

    client = driver.client(sandbox, tracer=watched.tracer, api_key=key)
    before = current()
    driver.chat(client, **fault("503x1"))
    assert current() == before
    (span,) = watched.exporter.get_finished_spans()
    assert seen == [span.context.span_id] * 2


def test_the_callers_span_is_current_while_a_stream_is_read(way: Way, sandbox: Sandbox, watched: Watched) -> None:
    client = way.client(sandbox.base_url, tracer=watched.tracer)
    before = current()
    found = set()
    for _ in start(client):
        found.add(current())
    assert found == {before} and current() == before


def test_the_span_is_not_current_after_a_failure(driver: Driver, watched: Watched) -> None:
    client = driver.client(f"http://127.0.0.1:{closed_port()}", tracer=watched.tracer, max_retries=0)
    before = current()
    with pytest.raises(NetworkError):
        driver.chat(client)
    assert current() == before


def test_times_of_chunks(way: Way, sandbox: Sandbox, watched: Watched) -> None:
    client = way.client(sandbox.base_url, meter=watched.meter)
    count = len(list(start(client)))
    points = watched.points()
    ((first, to_first),) = points["gen_ai.client.operation.time_to_first_chunk"]
    ((_, between),) = points["gen_ai.client.operation.time_per_output_chunk"]
    ((_, duration),) = points["gen_ai.client.operation.duration"]
    assert first["gen_ai.operation.name"] == "chat"
    # The sandbox sends at least one chunk for each chunk that the caller receives.
    assert to_first.count == 1 and between.count >= count - 1 > 0
    assert to_first.sum > 0 and between.min >= 0
    assert to_first.sum + between.sum <= duration.sum + 60


def test_a_response_without_streaming_has_no_chunk_times(driver: Driver, sandbox: Sandbox, watched: Watched) -> None:
    driver.chat(driver.client(sandbox, meter=watched.meter))
    assert set(watched.points()) == {"gen_ai.client.operation.duration", "gen_ai.client.token.usage"}


def test_only_inference_is_measured(driver: Driver, sandbox: Sandbox, watched: Watched) -> None:
    client = driver.client(sandbox, meter=watched.meter)
    task = driver.run(client.tasks.create(type="llm_completion"))
    driver.run(client.tasks.get(task.id))
    driver.run(client.models.list())
    driver.run(client.health())
    assert watched.points() == {}
    driver.run(client.embeddings.create(model="m", input="x"))
    driver.run(client.ensemble.completions.create(messages=USER))
    durations = watched.points()["gen_ai.client.operation.duration"]
    names = {attributes["gen_ai.operation.name"] for attributes, _ in durations}
    assert names == {"embeddings", "chat"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"stop": "\n"}, {"gen_ai.request.stop_sequences": ("\n",)}),
        ({"stop": ["a", "b"]}, {"gen_ai.request.stop_sequences": ("a", "b")}),
        ({"response_format": {"type": "text"}}, {"gen_ai.output.type": "text"}),
        ({"response_format": {"type": "json_object"}}, {"gen_ai.output.type": "json"}),
        ({"modalities": ["text", "audio"]}, {"gen_ai.output.type": "speech"}),
        ({"response_format": {"type": "grammar"}, "stop": []}, {}),
    ],
)
def test_stop_sequences_and_output_type(
    arguments: Any, expected: Dict[str, Any], sync_driver: Driver, sandbox: Sandbox, watched: Watched
) -> None:
    made = sync_driver.client(sandbox, tracer=watched.tracer)
    sandbox.reply(json=COMPLETION)
    made.chat.completions.create(messages=USER, **arguments)
    names = ("gen_ai.request.stop_sequences", "gen_ai.output.type")
    assert {name: value for name, value in watched.attributes().items() if name in names} == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}},
            {"type": "image_url", "size": len(PNG) + 69},
        ),
        (
            {"type": "image_url", "image_url": {"url": "https://me:pw@example.com:444/a.png?sig=secret#x"}},
            {"type": "image_url", "size": 95},
        ),
        ({"type": "video_url", "video_url": {"url": PNG}}, {"type": "video_url", "size": len(PNG) + 47}),
        ({"type": "refusal", "refusal": "No."}, {"type": "text", "content": "No."}),
        ({"type": "text", "text": "Hi"}, {"type": "text", "content": "Hi"}),
    ],
)
def test_media_in_traced_content_is_described(
    part: Dict[str, Any], expected: Dict[str, Any], sync_driver: Driver, sandbox: Sandbox, watched: Watched
) -> None:
    client = sync_driver.client(sandbox, tracer=watched.tracer, trace_content=True)
    # Script the response, because the sandbox refuses types that the API does not have.
    sandbox.reply(json=COMPLETION)
    client.chat.completions.create(messages=[{"role": "user", "content": [{"type": "text", "text": "x"}, part]}])
    text = watched.attributes()["gen_ai.input.messages"]
    (message,) = json.loads(text)
    assert message["parts"] == [{"type": "text", "content": "x"}, expected]
    assert PNG not in text and "secret" not in text and "pw" not in text


@pytest.mark.parametrize("value", [{(1, 2): 3}, {"text": object()}])
def test_tracing_the_result_of_a_tool_never_changes_the_result(
    value: Any, sync_driver: Driver, sandbox: Sandbox, watched: Watched
) -> None:
    def look_up() -> Any:
        return value

    results = []
    for content in (False, True):
        client = sync_driver.client(sandbox, tracer=watched.tracer, trace_content=content)
        call = {"id": "call_1", "type": "function", "function": {"name": "look_up", "arguments": "{}"}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
        sandbox.reply(json={**COMPLETION, "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]})
        results.append(client.chat.completions.run_tools(messages=USER, tools=[look_up]).calls[0].error)
    assert results[0] == results[1] is not None
    spans = [span for span in watched.exporter.get_finished_spans() if span.name == "execute_tool look_up"]
    assert [len(span.attributes or {}) for span in spans] == [4, 6]


def test_traced_content_can_be_encoded(sync_driver: Driver, sandbox: Sandbox, watched: Watched) -> None:
    """A stream may be closed between the two halves of an emoji, and exporters refuse text that is not UTF-8."""
    sandbox.reply(chunks=[{"id": "c", "choices": [{"index": 0, "delta": {"content": "Hi \ud83d"}}]}])
    client = sync_driver.client(sandbox, tracer=watched.tracer, trace_content=True)
    stream = client.chat.completions.create(messages=USER, stream=True)
    next(stream)
    stream.close()
    text = watched.attributes()["gen_ai.output.messages"]
    assert json.loads(text.encode())[0]["parts"] == [{"type": "text", "content": "Hi \ud83d"}]
