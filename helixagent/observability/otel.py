"""Spans and metrics of calls for OpenTelemetry, by its semantic conventions for generative AI (version 1.41)."""

from __future__ import annotations

import contextlib
import functools
import json
from typing import Any, Callable, ClassVar, Dict, Iterator, Mapping, Optional, Tuple
from urllib.parse import urlsplit

from .._core.extras import extra
from .._core.hook_events import CallEnded, CallInfo, CallStarted, FirstChunk
from .._core.hooks import CHUNK_TIMES, Listener, Methods
from ..exceptions import ValidationError
from .traced_content import input_messages, output_messages

with extra("otel", "A tracer or a meter"):
    from opentelemetry.context import attach, detach, get_current
    from opentelemetry.propagate import inject
    from opentelemetry.trace import INVALID_SPAN, SpanKind, Status, StatusCode, set_span_in_context

SYSTEM = "helixagent"
# The operations that the conventions have names for; all other methods are spans under the method's own name.
_OPERATIONS = {
    "chat.completions.create": "chat",
    "chat.completions.parse": "chat",
    "ensemble.completions.create": "chat",
    "vision.analyze": "chat",
    "completions.create": "text_completion",
    "embeddings.create": "embeddings",
}
# The request's members that are figures, never texts, and their attributes.
_FIGURES = {
    "max_tokens": "gen_ai.request.max_tokens",
    "max_completion_tokens": "gen_ai.request.max_tokens",
    "temperature": "gen_ai.request.temperature",
    "top_p": "gen_ai.request.top_p",
    "frequency_penalty": "gen_ai.request.frequency_penalty",
    "presence_penalty": "gen_ai.request.presence_penalty",
    "seed": "gen_ai.request.seed",
    "n": "gen_ai.request.choice.count",
    "dimensions": "gen_ai.embeddings.dimension.count",
}
_SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
_TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]
_OUTPUT_TYPES = {"text": "text", "json_object": "json", "json_schema": "json"}
_CLIENT = SpanKind.CLIENT
# An object as a key cannot meet that of another hook.
_SPAN = object()
_CONTEXT = object()


class TelemetryHook(Listener):
    """The hook that keeps one span for each call, over all its attempts and to the end of its stream.

    Args:
        tracer: Starts the spans; None for none.
        meter: Records durations and token counts; None for none.
        content: Whether spans have the prompts and answers in them.
    """

    methods: ClassVar[Methods] = {CallStarted: "_start", FirstChunk: "_first_chunk", CallEnded: "_end"}

    def __init__(self, tracer: Any, meter: Any, *, content: bool) -> None:
        if tracer is not None and not callable(getattr(tracer, "start_span", None)):
            raise ValidationError("tracer must be an OpenTelemetry tracer, e.g. of trace.get_tracer().", param="tracer")
        if meter is not None and not callable(getattr(meter, "create_histogram", None)):
            raise ValidationError("meter must be an OpenTelemetry meter, e.g. of metrics.get_meter().", param="meter")
        self._tracer: Any = tracer
        self._content = content
        self._has_meter = self.times_chunks = meter is not None
        self.has_context = tracer is not None
        if meter is not None:
            self._make_histograms(meter)

    def _make_histograms(self, meter: Any) -> None:
        self._duration = meter.create_histogram(
            "gen_ai.client.operation.duration",
            unit="s",
            description="Duration of an API call, with its retries and its stream.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            unit="{token}",
            description="Number of input and output tokens.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )
        self._to_first_chunk = meter.create_histogram(
            "gen_ai.client.operation.time_to_first_chunk",
            unit="s",
            description="Time from the start of an API call to the first chunk of its stream.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._per_chunk = meter.create_histogram(
            "gen_ai.client.operation.time_per_output_chunk",
            unit="s",
            description="Time from one chunk of a stream to the next.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )

    @contextlib.contextmanager
    def around(self, call: CallInfo) -> Iterator[None]:
        """Make the span of the call current while its requests are sent, so that their spans are its children."""
        context = call.state.get(_CONTEXT)
        if context is None:
            yield
            return
        token = attach(context)
        try:
            yield
        finally:
            detach(token)

    @contextlib.contextmanager
    def around_tool(self, call: Any) -> Iterator[Callable[[Any], None]]:
        """Surround the run of a tool with a span named `execute_tool`, which is current meanwhile."""
        attributes = {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": call.name,
            "gen_ai.tool.call.id": call.id,
            "gen_ai.tool.type": "function",
        }
        with self._tracer.start_as_current_span(
            f"execute_tool {call.name}",
            kind=SpanKind.INTERNAL,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            if self._content:
                _set_json(span, "gen_ai.tool.call.arguments", call.arguments)
            try:
                yield lambda value: _set_json(span, "gen_ai.tool.call.result", value) if self._content else None
            except BaseException as error:
                # Without the exception's text, which may quote what the user wrote.
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    def _start(self, event: CallStarted) -> None:
        if self._tracer is None:
            return
        call = event.call
        name, subject = _subject(call.method, call.model, call.base_url)
        attributes = {**subject, "helixagent.method": call.method}
        if isinstance(call.request, dict):
            for member, value in call.request.items():
                # By the type itself, for True is an int too.
                if member in _FIGURES and type(value) in (int, float):
                    attributes[_FIGURES[member]] = value
            attributes.update(_wishes(call.request))
        if call.stream:
            attributes["gen_ai.request.stream"] = True
        # Asked for once, not by each of the three.
        context = get_current()
        span = self._tracer.start_span(name, context=context, kind=_CLIENT, attributes=attributes)
        # Where no SDK is installed it is none, and there is nothing to end; the trace of who calls goes on past it.
        if span is not INVALID_SPAN:
            call.state[_SPAN] = span
            if span.get_span_context().is_valid:
                context = call.state[_CONTEXT] = set_span_in_context(span, context)
        # By OpenTelemetry's specification a propagator sends on what it finds in the context, so of nothing it sends
        # nothing: that is so where no SDK is installed, and costs as much as all else here.
        if context:
            inject(call.headers, context)
        if self._content and span.is_recording():
            _set_json(span, "gen_ai.input.messages", input_messages(call.request))

    def _end(self, event: CallEnded) -> None:
        span = event.call.state.pop(_SPAN, None)
        if span is not None:
            try:
                if span.is_recording():
                    self._describe_end(span, event)
            finally:
                # Whatever goes wrong before, a span that was started is ended.
                span.end()
        if self._has_meter and event.call.method in _OPERATIONS:
            self._record(event)

    def _first_chunk(self, event: FirstChunk) -> None:
        call = event.call
        if self._has_meter and call.method in _OPERATIONS:
            self._to_first_chunk.record(event.seconds, _subject(call.method, call.model, call.base_url)[1])

    def _describe_end(self, span: Any, event: CallEnded) -> None:
        span.set_attributes(_outcome(event))
        if event.outcome != "success":
            # Without the exception's text: it comes from the server, which may quote the prompt.
            span.set_status(Status(StatusCode.ERROR, type(event.error).__name__))
        if self._content and event.call.request is not None:
            _set_json(span, "gen_ai.output.messages", output_messages(event.result))

    def _record(self, event: CallEnded) -> None:
        call = event.call
        attributes = dict(_subject(call.method, call.model, call.base_url)[1])
        if event.response_model is not None:
            attributes["gen_ai.response.model"] = event.response_model
        prompt, completion, _ = event.tokens
        for kind, count in (("input", prompt), ("output", completion)):
            if count:
                self._tokens.record(count, {**attributes, "gen_ai.token.type": kind})
        # Recorded at the end, because a histogram is slower than most of what is done for a chunk.
        times = call.state.pop(CHUNK_TIMES, ())
        for before, after in zip(times, times[1:]):
            self._per_chunk.record(after - before, attributes)
        if event.outcome != "success":
            attributes["error.type"] = type(event.error).__name__
        self._duration.record(event.seconds, attributes)


@functools.lru_cache(maxsize=256)
def _subject(method: str, model: Optional[str], base_url: str) -> Tuple[str, Dict[str, Any]]:
    """Return the name of a call's span and the attributes that it has in common with others; not to be changed."""
    parts = urlsplit(base_url)
    # The conventions have renamed `gen_ai.system`; both names are there, for old and new dashboards.
    subject: Dict[str, Any] = {
        "gen_ai.operation.name": _OPERATIONS.get(method, method),
        "gen_ai.provider.name": SYSTEM,
        "gen_ai.system": SYSTEM,
        "server.address": parts.hostname or "",
        "server.port": parts.port or (443 if parts.scheme == "https" else 80),
    }
    name: str = subject["gen_ai.operation.name"]
    if model is None:
        return name, subject
    return f"{name} {model}", {**subject, "gen_ai.request.model": model}


def _wishes(request: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the attributes for what a request says about its output."""
    found: Dict[str, Any] = {}
    stop = request.get("stop")
    if isinstance(stop, str):
        found["gen_ai.request.stop_sequences"] = [stop]
    elif isinstance(stop, (list, tuple)) and stop:
        found["gen_ai.request.stop_sequences"] = [text for text in stop if isinstance(text, str)]
    wanted = request.get("response_format")
    kind = _OUTPUT_TYPES.get(str(wanted.get("type"))) if isinstance(wanted, Mapping) else None
    modalities = request.get("modalities")
    if isinstance(modalities, (list, tuple)) and "audio" in modalities:
        kind = "speech"
    if kind is not None:
        found["gen_ai.output.type"] = kind
    return found


def _outcome(event: CallEnded) -> Dict[str, Any]:
    prompt, completion, _ = event.tokens
    found: Dict[str, Any] = {
        "gen_ai.response.id": event.response_id,
        "gen_ai.response.model": event.response_model,
        "gen_ai.response.finish_reasons": event.finish_reasons or None,
        "gen_ai.usage.input_tokens": prompt or None,
        "gen_ai.usage.output_tokens": completion or None,
        "http.response.status_code": event.status,
        "helixagent.request_id": event.request_id,
    }
    if event.stream_end is not None:
        found["helixagent.stream_end"] = event.stream_end
    if event.first_chunk_seconds is not None:
        found["gen_ai.response.time_to_first_chunk"] = event.first_chunk_seconds
    if event.attempts > 1:
        found["http.request.resend_count"] = event.attempts - 1
    if event.outcome != "success":
        found["error.type"] = type(event.error).__name__
    # Most calls have all of them.
    return {name: value for name, value in found.items() if value is not None} if None in found.values() else found


def _set_json(span: Any, name: str, value: Any) -> None:
    if value is not None:
        span.set_attribute(name, json.dumps(value, ensure_ascii=False, default=str))
