"""Checks that the spans of OpenTelemetry's HTTP instrumentations are children of the SDK's span."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Iterator, Tuple

import pytest
import requests
from opentelemetry.instrumentation.aiohttp_client import AioHttpClientInstrumentor
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.instrumentation.requests import RequestsInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient
from helixagent.testing import Sandbox

USER: Any = [{"role": "user", "content": "Hello"}]
ENGINES = ("httpx", "requests", "httpx, async", "aiohttp")


@pytest.fixture
def spans() -> Iterator[Tuple[TracerProvider, InMemorySpanExporter]]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentors: Any = [HTTPXClientInstrumentor(), RequestsInstrumentor(), AioHttpClientInstrumentor()]
    for instrumentor in instrumentors:
        instrumentor.instrument(tracer_provider=provider)
    yield provider, exporter
    for instrumentor in instrumentors:
        instrumentor.uninstrument()


def call(engine: str, sandbox: Sandbox, tracer: Any, use: Callable[[Any], Any]) -> None:
    """Call `use` with a client that has this HTTP backend, and return the result, awaited if the client is async."""
    options: Any = {"base_url": sandbox.base_url, "tracer": tracer}
    if engine == "requests":
        with requests.Session() as session, HelixAgentClient(session=session, **options) as client:
            use(client)
    elif engine == "httpx":
        with HelixAgent(**options) as client:
            use(client)
    else:

        async def run() -> None:
            backend: Any = "aiohttp" if engine == "aiohttp" else None
            async with AsyncHelixAgent(http_client=backend, **options) as client:
                await use(client)

        asyncio.run(run())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_call_with_a_retry_is_one_trace(engine: str, spans: Any) -> None:
    provider, exporter = spans
    tracer = provider.get_tracer("test")
    with Sandbox() as sandbox, tracer.start_as_current_span("mine") as mine:
        sandbox.reply(status=503, json={"error": {"message": "busy"}}, headers={"Retry-After": "0"})
        call(engine, sandbox, tracer, lambda client: client.chat.completions.create(messages=USER))
        sent = [request.headers["traceparent"].split("-")[2] for request in sandbox.requests]
    *requested, own, _ = exporter.get_finished_spans()
    assert own.name == "chat helixagent-ensemble" and own.parent.span_id == mine.get_span_context().span_id
    assert [span.parent.span_id for span in requested] == [own.context.span_id] * 2
    assert {span.context.trace_id for span in (*requested, own)} == {mine.get_span_context().trace_id}
    # The server's spans are children of the request spans.
    assert sent == [format(span.context.span_id, "016x") for span in requested]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stream_is_one_trace_and_leaks_no_context(engine: str, spans: Any) -> None:
    provider, exporter = spans
    tracer = provider.get_tracer("test")

    def read(client: Any) -> Any:
        if not isinstance(client, AsyncHelixAgent):
            for _ in client.chat.completions.create(messages=USER, stream=True):
                with tracer.start_as_current_span("in the loop"):
                    pass
            return None

        async def read_async() -> None:
            async for _ in await client.chat.completions.create(messages=USER, stream=True):
                with tracer.start_as_current_span("in the loop"):
                    await asyncio.sleep(0)

        return read_async()

    with Sandbox() as sandbox, tracer.start_as_current_span("mine") as mine:
        call(engine, sandbox, tracer, read)
    found = exporter.get_finished_spans()
    (own,) = [span for span in found if span.name.startswith("chat")]
    (requested,) = [span for span in found if span.name not in (own.name, "in the loop", "mine")]
    inside = [span for span in found if span.name == "in the loop"]
    assert requested.parent.span_id == own.context.span_id
    assert inside and {span.parent.span_id for span in inside} == {mine.get_span_context().span_id}


@pytest.mark.parametrize("engine", ENGINES)
def test_events_of_a_task_are_one_trace(engine: str, spans: Any) -> None:
    provider, exporter = spans
    tracer = provider.get_tracer("test")

    def follow(client: Any) -> Any:
        if not isinstance(client, AsyncHelixAgent):
            return list(client.tasks.stream_events(client.tasks.create(type="llm_completion").id))

        async def follow_async() -> None:
            task = await client.tasks.create(type="llm_completion")
            assert [event async for event in client.tasks.stream_events(task.id)]

        return follow_async()

    with Sandbox() as sandbox:
        call(engine, sandbox, tracer, follow)
    found = exporter.get_finished_spans()
    (own,) = [span for span in found if span.name == "tasks.stream_events"]
    children = [span for span in found if span.parent is not None and span.parent.span_id == own.context.span_id]
    assert len(children) == 1
