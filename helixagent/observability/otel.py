"""Record API calls as OpenTelemetry spans and metrics (semantic conventions for generative AI, version 1.41)."""

from __future__ import annotations

import contextlib
import json
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Union
from urllib.parse import urlsplit

from .._core.extras import extra
from .._core.hook_events import CallEnded, CallInfo, CallStarted, FirstChunk, HookEvent
from ..exceptions import ValidationError
from .logging import without_credentials

with extra("otel", "A tracer or a meter"):
    from opentelemetry.propagate import inject
    from opentelemetry.trace import NoOpTracer, SpanKind, Status, StatusCode, set_span_in_context, use_span

SYSTEM = "helixagent"
# The conventions name these operations. Spans of other methods are named after the method.
_OPERATIONS = {
    "chat.completions.create": "chat",
    "chat.completions.parse": "chat",
    "ensemble.completions.create": "chat",
    "vision.analyze": "chat",
    "completions.create": "text_completion",
    "embeddings.create": "embeddings",
}
# Request members and their span attributes. All of them are numbers, so they cannot contain text.
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
_DURATION = "gen_ai.client.operation.duration"
_USAGE = "gen_ai.client.token.usage"
_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk"
_PER_CHUNK = "gen_ai.client.operation.time_per_output_chunk"
_HISTOGRAMS = {
    _DURATION: ("s", "Duration of an API call, including retries and streaming.", _SECONDS),
    _USAGE: ("{token}", "Number of input and output tokens.", _TOKENS),
    _FIRST_CHUNK: ("s", "Time from the start of an API call to the first chunk of its stream.", _SECONDS),
    _PER_CHUNK: ("s", "Time from one chunk of a stream to the next.", _SECONDS),
}
_OUTPUT_TYPES = {"text": "text", "json_object": "json", "json_schema": "json"}
# These keys are objects, so that they cannot collide with the keys of other hooks.
_SPAN = object()
# The context managers that are active while requests are sent.
_CONTEXTS = object()
# The arrival times of a stream's chunks in seconds.
_CHUNK_TIMES = object()


class TelemetryHook:
    """The hook that records one span per API call, which includes all attempts and the stream.

    Args:
        tracer: The OpenTelemetry tracer, or None.
        meter: The OpenTelemetry meter, or None.
        content: Whether spans include prompts and responses.
        timer: Returns the time in seconds.
    """

    events = (CallStarted, FirstChunk, CallEnded)

    def __init__(self, tracer: Any, meter: Any, *, content: bool, timer: Callable[[], float]) -> None:
        if tracer is not None and not callable(getattr(tracer, "start_span", None)):
            raise ValidationError("tracer must be an OpenTelemetry tracer, e.g. trace.get_tracer().", param="tracer")
        if meter is not None and not callable(getattr(meter, "create_histogram", None)):
            raise ValidationError("meter must be an OpenTelemetry meter, e.g. metrics.get_meter().", param="meter")
        self._tracer: Any = tracer
        self._content = content
        self._timer = timer
        self._histograms: Dict[str, Any] = {}
        if meter is not None:
            for name, (unit, description, buckets) in _HISTOGRAMS.items():
                self._histograms[name] = meter.create_histogram(
                    name, unit=unit, description=description, explicit_bucket_boundaries_advisory=buckets
                )

    def __call__(self, event: HookEvent) -> None:
        if isinstance(event, CallStarted):
            if self._tracer is not None:
                self._start(event.call)
            return
        if isinstance(event, CallEnded):
            self._end(event)
        if isinstance(event, (FirstChunk, CallEnded)) and self._histograms and event.call.method in _OPERATIONS:
            self._record(event)

    @contextlib.contextmanager
    def around(self, call: CallInfo) -> Iterator[None]:
        """Make the call's span current while its requests are sent, so that HTTP spans become its children."""
        with contextlib.ExitStack() as contexts:
            call.state[_CONTEXTS] = contexts
            # A stream of task events sends several requests. The span is started by the first one.
            if _SPAN in call.state:
                _make_current(call)
            yield

    def note_chunks(self, call: CallInfo) -> Optional[Callable[[], None]]:
        """Return the function to call when a chunk of the stream arrives, or None if the times are not needed."""
        if not self._histograms:
            return None
        times: List[float] = []
        call.state[_CHUNK_TIMES] = times
        return lambda: times.append(self._timer())

    @contextlib.contextmanager
    def around_tool(self, call: Any) -> Iterator[Callable[[Any], None]]:
        """Run a tool inside a span named `execute_tool`, which is the current span during the run."""
        tracer = NoOpTracer() if self._tracer is None else self._tracer
        attributes = {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": call.name,
            "gen_ai.tool.call.id": call.id,
            "gen_ai.tool.type": "function",
        }
        with tracer.start_as_current_span(
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
                _set_error(span, error)
                raise

    def _start(self, call: CallInfo) -> None:
        attributes = _request_attributes(call)
        operation = attributes["gen_ai.operation.name"]
        name = operation if call.model is None else f"{operation} {call.model}"
        span = call.state[_SPAN] = self._tracer.start_span(name, kind=SpanKind.CLIENT, attributes=attributes)
        # Without the OpenTelemetry SDK, the span is not valid, so the caller's trace is used instead.
        inject(call.headers, set_span_in_context(span) if span.get_span_context().is_valid else None)
        _make_current(call)
        if self._content and span.is_recording():
            _set_json(span, "gen_ai.input.messages", _input_messages(call.request))

    def _end(self, event: CallEnded) -> None:
        span = event.call.state.pop(_SPAN, None)
        if span is None:
            return
        try:
            if span.is_recording():
                span.set_attributes(_outcome(event))
                if event.error is not None:
                    _set_error(span, event.error)
                if self._content and event.call.request is not None:
                    _set_json(span, "gen_ai.output.messages", _output_messages(event.result))
        finally:
            # The span must end even if an earlier step fails.
            span.end()

    def _record(self, event: Union[FirstChunk, CallEnded]) -> None:
        attributes = _subject(event.call)
        if isinstance(event, FirstChunk):
            self._histograms[_FIRST_CHUNK].record(event.seconds, attributes)
            return
        if event.response_model is not None:
            attributes["gen_ai.response.model"] = event.response_model
        prompt, completion, _ = event.tokens
        for kind, count in (("input", prompt), ("output", completion)):
            if count:
                self._histograms[_USAGE].record(count, {**attributes, "gen_ai.token.type": kind})
        times = event.call.state.pop(_CHUNK_TIMES, ())
        for before, after in zip(times, times[1:]):
            self._histograms[_PER_CHUNK].record(after - before, attributes)
        if event.error is not None:
            attributes["error.type"] = type(event.error).__name__
        self._histograms[_DURATION].record(event.seconds, attributes)


def _make_current(call: CallInfo) -> None:
    span = call.state[_SPAN]
    if span.get_span_context().is_valid:
        current = use_span(span, record_exception=False, set_status_on_exception=False)
        call.state[_CONTEXTS].enter_context(current)


def _subject(call: CallInfo) -> Dict[str, Any]:
    """Return the attributes shared by spans and metrics."""
    parts = urlsplit(call.base_url)
    # The conventions renamed `gen_ai.system`. Both names are set, so that old and new dashboards work.
    subject: Dict[str, Any] = {
        "gen_ai.operation.name": _OPERATIONS.get(call.method, call.method),
        "gen_ai.provider.name": SYSTEM,
        "gen_ai.system": SYSTEM,
        "server.address": parts.hostname or "",
        "server.port": parts.port or (443 if parts.scheme == "https" else 80),
    }
    if call.model is not None:
        subject["gen_ai.request.model"] = call.model
    return subject


def _request_attributes(call: CallInfo) -> Dict[str, Any]:
    found = {**_subject(call), "helixagent.method": call.method}
    if call.stream:
        found["gen_ai.request.stream"] = True
    request = call.request if isinstance(call.request, dict) else {}
    for member, name in _FIGURES.items():
        # `isinstance` would also accept True, because bool is a subclass of int.
        if type(request.get(member)) in (int, float):
            found[name] = request[member]
    stop = request.get("stop")
    stops = [stop] if isinstance(stop, str) else stop
    if isinstance(stops, (list, tuple)) and stops:
        found["gen_ai.request.stop_sequences"] = [text for text in stops if isinstance(text, str)]
    wanted, modalities = request.get("response_format"), request.get("modalities")
    if isinstance(modalities, (list, tuple)) and "audio" in modalities:
        found["gen_ai.output.type"] = "speech"
    elif isinstance(wanted, Mapping) and str(wanted.get("type")) in _OUTPUT_TYPES:
        found["gen_ai.output.type"] = _OUTPUT_TYPES[str(wanted["type"])]
    return found


def _outcome(event: CallEnded) -> Dict[str, Any]:
    prompt, completion, _ = event.tokens
    found: Dict[str, Any] = {
        "gen_ai.response.id": event.response_id,
        "gen_ai.response.model": event.response_model,
        "gen_ai.response.finish_reasons": event.finish_reasons or None,
        "gen_ai.response.time_to_first_chunk": event.first_chunk_seconds,
        "gen_ai.usage.input_tokens": prompt or None,
        "gen_ai.usage.output_tokens": completion or None,
        "http.response.status_code": event.status,
        "http.request.resend_count": event.attempts - 1 if event.attempts > 1 else None,
        "helixagent.request_id": event.request_id,
        "helixagent.stream_end": event.stream_end,
    }
    return {name: value for name, value in found.items() if value is not None}


def _set_error(span: Any, error: BaseException) -> None:
    # Only the class is recorded, because the exception's message may quote the prompt.
    span.set_attribute("error.type", type(error).__name__)
    span.set_status(Status(StatusCode.ERROR, type(error).__name__))


def _set_json(span: Any, name: str, value: Any) -> None:
    if value is None:
        return
    try:
        # The text is ASCII, because exporters refuse half of a surrogate pair, with which a closed stream may end.
        text = json.dumps(value, default=str)
    except Exception:
        # A tool can return anything, for example a dict with tuples as keys.
        text = json.dumps(f"a {type(value).__name__} that is not JSON")
    span.set_attribute(name, text)


# Traced content is in OpenTelemetry's format.


def _input_messages(request: Any) -> Optional[List[Dict[str, Any]]]:
    """Return the messages of a request, or None if it has no messages."""
    data = without_credentials(request)
    if not isinstance(data, dict):
        return None
    messages = data.get("messages")
    if isinstance(messages, list) and messages:
        return [_message(message) for message in messages]
    prompts = data.get("prompt") or data.get("input")
    texts = prompts if isinstance(prompts, list) else [] if prompts is None else [prompts]
    return [_message({"content": text}) for text in texts] or None


def _output_messages(result: Any) -> Optional[List[Dict[str, Any]]]:
    """Return the messages of a response, or None if it has no messages."""
    choices = without_credentials(getattr(result, "choices", None))
    found = []
    for choice in choices if isinstance(choices, list) else ():
        message = choice.get("message") or {"role": "assistant", "content": choice.get("text")}
        found.append({**_message(message), "finish_reason": choice.get("finish_reason")})
    return found or None


def _message(message: Any) -> Dict[str, Any]:
    data = message if isinstance(message, dict) else {"content": message}
    content = data.get("content")
    parts = [_part(part) for part in content] if isinstance(content, list) else []
    if content is not None and not isinstance(content, list):
        parts.append({"type": "text", "content": content})
    parts += [_tool_call(call) for call in data.get("tool_calls") or ()]
    return {"role": data.get("role", "user"), "parts": parts}


def _tool_call(call: Mapping[str, Any]) -> Dict[str, Any]:
    called = call.get("function") or call.get("custom") or {}
    arguments = called.get("arguments", called.get("input"))
    return {"type": "tool_call", "id": call.get("id"), "name": called.get("name"), "arguments": arguments}


def _part(part: Any) -> Any:
    if not isinstance(part, dict):
        # The prompt consists of token IDs.
        return part
    kind = part.get("type")
    text = part.get("refusal" if kind == "refusal" else "text")
    if isinstance(text, str):
        return {"type": "text", "content": text}
    # Images, audio and files may be large and private, so only their type and size are recorded.
    return {"type": kind, "size": len(json.dumps(part, default=str))}
