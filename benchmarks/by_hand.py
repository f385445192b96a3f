"""A minimal program that observes its API calls by hand. It is the lower bound for the cost of the SDK's observers.

It creates the same log records, counts and spans as the SDK, and sends the same trace header.
"""

from __future__ import annotations

import logging
import time
from typing import Any, Dict, Tuple
from urllib.parse import urlsplit

from opentelemetry import propagate, trace
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from workload import REQUEST

_METHOD = "chat.completions.create"
_MODEL = REQUEST["model"]
_SUBJECT = {"method": _METHOD, "model": _MODEL}
_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0)


class ByHand:
    """Observe API calls.

    Args:
        log: The logger for the entries.
        tracer: The tracer that starts the spans.
        url: The server, for the spans.
    """

    def __init__(self, log: logging.Logger, tracer: Any, url: str) -> None:
        registry = CollectorRegistry()
        self._log = log
        self._tracer = tracer
        self._url = urlsplit(url)
        self._requests = Counter("requests", "Calls.", ["method", "status"], registry=registry).labels(_METHOD, "ok")
        self._seconds = self._histogram("seconds", registry)
        self._first = self._histogram("first", registry)
        self._in_flight = Gauge("in_flight", "Calls.", ["method"], registry=registry).labels(_METHOD)
        tokens = Counter("tokens", "Tokens.", ["type"], registry=registry)
        self._input, self._output = tokens.labels("input"), tokens.labels("output")

    @staticmethod
    def _histogram(name: str, registry: CollectorRegistry) -> Any:
        return Histogram(name, "Seconds.", ["method"], registry=registry, buckets=_BUCKETS).labels(_METHOD)

    def call(self, client: Any) -> int:
        """Make one chat completion."""
        span, started, headers = self._begin({})
        response = client.chat.completions.create(**REQUEST, extra_headers=headers)
        self._end(span, started, response, {})
        return len(response.choices[0].message.content or "")

    def stream(self, client: Any, request: Dict[str, Any]) -> Tuple[int, int]:
        """Read one streamed chat completion."""
        span, started, headers = self._begin({"gen_ai.request.stream": True})
        chunks = length = 0
        first = 0.0
        for chunk in client.chat.completions.create(**request, extra_headers=headers):
            if not chunks:
                first = time.perf_counter() - started
                self._first.observe(first)
            chunks += 1
            length += len(chunk.choices[0].delta.content or "")
        self._end(span, started, chunk, {"helixagent.stream_end": "done", "gen_ai.response.time_to_first_chunk": first})
        return chunks, length

    def _begin(self, more: Dict[str, Any]) -> Tuple[Any, float, Dict[str, str]]:
        self._log.info("api_request", extra={"event": "api_request", **_SUBJECT})
        self._in_flight.inc()
        attributes = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "helixagent",
            "gen_ai.system": "helixagent",
            "gen_ai.request.model": _MODEL,
            "gen_ai.request.max_tokens": REQUEST["max_tokens"],
            "gen_ai.request.temperature": REQUEST["temperature"],
            "server.address": self._url.hostname,
            "server.port": self._url.port,
            "helixagent.method": _METHOD,
            **more,
        }
        span = self._tracer.start_span(f"chat {_MODEL}", kind=trace.SpanKind.CLIENT, attributes=attributes)
        headers: Dict[str, str] = {}
        propagate.inject(headers, trace.set_span_in_context(span))
        return span, time.perf_counter(), headers

    def _end(self, span: Any, started: float, answer: Any, more: Dict[str, Any]) -> None:
        seconds = time.perf_counter() - started
        attributes = {
            "gen_ai.response.id": answer.id,
            "gen_ai.response.model": answer.model,
            "gen_ai.response.finish_reasons": ["stop"],
            "http.response.status_code": 200,
            **more,
        }
        fields = {"event": "api_response", **_SUBJECT, "status": 200, "latency_ms": round(seconds * 1000), "attempt": 1}
        if answer.usage is not None:
            self._input.inc(answer.usage.prompt_tokens)
            self._output.inc(answer.usage.completion_tokens)
            attributes["gen_ai.usage.input_tokens"] = answer.usage.prompt_tokens
            attributes["gen_ai.usage.output_tokens"] = answer.usage.completion_tokens
            fields["tokens"] = answer.usage.total_tokens
        if span.is_recording():
            span.set_attributes(attributes)
        span.end()
        self._in_flight.dec()
        self._requests.inc()
        self._seconds.observe(seconds)
        self._log.info("api_response", extra=fields)
