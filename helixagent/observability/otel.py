"""Spans and metrics of calls for OpenTelemetry, by its semantic conventions for generative AI (version 1.41)."""

from __future__ import annotations

import functools
import json
from typing import Any, ClassVar, Dict, List, Mapping, Optional, Tuple
from urllib.parse import urlsplit

from .._core.extras import extra
from .._core.hook_events import CallEnded, CallStarted
from .._core.hooks import Listener, Methods
from ..exceptions import ValidationError

with extra("otel", "A tracer or a meter"):
    from opentelemetry.context import get_current
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
_CLIENT = SpanKind.CLIENT
# An object as a key cannot meet that of another hook.
_SPAN = object()


class TelemetryHook(Listener):
    """The hook that keeps one span for each call, over all its attempts and to the end of its stream.

    Args:
        tracer: Starts the spans; None for none.
        meter: Records durations and token counts; None for none.
        content: Whether spans have the prompts and answers in them.
    """

    methods: ClassVar[Methods] = {CallStarted: "_start", CallEnded: "_end"}

    def __init__(self, tracer: Any, meter: Any, *, content: bool) -> None:
        if tracer is not None and not callable(getattr(tracer, "start_span", None)):
            raise ValidationError("tracer must be an OpenTelemetry tracer, e.g. of trace.get_tracer().", param="tracer")
        if meter is not None and not callable(getattr(meter, "create_histogram", None)):
            raise ValidationError("meter must be an OpenTelemetry meter, e.g. of metrics.get_meter().", param="meter")
        self._tracer: Any = tracer
        self._content = content
        self._duration: Any = None
        self._tokens: Any = None
        if meter is not None:
            self._duration = meter.create_histogram(
                "gen_ai.client.operation.duration",
                unit="s",
                description="How long calls take, retries and streams included.",
                explicit_bucket_boundaries_advisory=_SECONDS,
            )
            self._tokens = meter.create_histogram(
                "gen_ai.client.token.usage",
                unit="{token}",
                description="How many tokens prompts and answers have.",
                explicit_bucket_boundaries_advisory=_TOKENS,
            )

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
        if call.stream:
            attributes["gen_ai.request.stream"] = True
        # Asked for once, not by each of the three.
        context = get_current()
        span = self._tracer.start_span(name, context=context, kind=_CLIENT, attributes=attributes)
        # Where no SDK is installed it is none, and there is nothing to end; the trace of who calls goes on past it.
        if span is not INVALID_SPAN:
            call.state[_SPAN] = span
            if span.get_span_context().is_valid:
                context = set_span_in_context(span, context)
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
        if self._duration is not None:
            self._record(event)

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


def input_messages(request: Any) -> Optional[List[Dict[str, Any]]]:
    """Return what a request asks, in the form that the conventions have for it; None where it asks nothing."""
    if not isinstance(request, Mapping):
        return None
    messages = request.get("messages")
    if isinstance(messages, list) and messages:
        return [_message(message) for message in messages]
    asked = request.get("prompt") or request.get("input")
    texts = asked if isinstance(asked, list) else [] if asked is None else [asked]
    return [_message({"role": "user", "content": text}) for text in texts] or None


def output_messages(result: Any) -> Optional[List[Dict[str, Any]]]:
    """Return what a model has answered, in the same form."""
    data = result.to_dict() if hasattr(result, "to_dict") else {}
    found = []
    for choice in data.get("choices") or ():
        message = choice.get("message") or {"role": "assistant", "content": choice.get("text")}
        found.append({**_message(message), "finish_reason": choice.get("finish_reason")})
    return found or None


def _message(message: Any) -> Dict[str, Any]:
    data = message if isinstance(message, Mapping) else {"content": message}
    parts: List[Any] = []
    content = data.get("content")
    if isinstance(content, list):
        parts += [
            {"type": "text", "content": part["text"]} if isinstance(part, Mapping) and "text" in part else part
            for part in content
        ]
    elif content is not None:
        parts.append({"type": "text", "content": content})
    for call in data.get("tool_calls") or ():
        function = call.get("function") or {}
        parts.append(
            {
                "type": "tool_call",
                "id": call.get("id"),
                "name": function.get("name"),
                "arguments": function.get("arguments"),
            }
        )
    return {"role": data.get("role", "user"), "parts": parts}


def _set_json(span: Any, name: str, value: Any) -> None:
    if value is not None:
        span.set_attribute(name, json.dumps(value, ensure_ascii=False, default=str))
