"""Metrics of calls for Prometheus: requests, durations, tokens, retries, calls in flight, time to the first chunk."""

from __future__ import annotations

import re
import threading
from typing import Any, Dict, NamedTuple
from weakref import WeakKeyDictionary

from .._core.hook_events import CallEnded, CallStarted, FirstChunk, HookEvent, Retrying
from ..exceptions import ValidationError

try:
    import prometheus_client
except ImportError:
    raise ValidationError(
        "enable_metrics needs prometheus_client: pip install 'helixagent-sdk[prometheus]'", param="enable_metrics"
    ) from None

# Models take their time: the library's own buckets end at ten seconds.
_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0)
_PREFIX = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")


class Metrics(NamedTuple):
    """The metrics under one prefix in one registry."""

    requests: Any
    duration: Any
    tokens: Any
    retries: Any
    in_flight: Any
    first_chunk: Any


class _OfMethod(NamedTuple):
    """The same with the label `method` filled in."""

    ended: Dict[str, Any]
    duration: Any
    retries: Any
    in_flight: Any


_lock = threading.Lock()
_made: WeakKeyDictionary[Any, Dict[str, Metrics]] = WeakKeyDictionary()


class MetricsHook:
    """The hook that keeps the metrics; all with the same prefix and registry share them.

    Args:
        prefix: What the names of the metrics begin with.
        registry: A prometheus_client.CollectorRegistry; None for the library's own.
    """

    events = (CallStarted, Retrying, FirstChunk, CallEnded)

    def __init__(self, prefix: str, registry: Any) -> None:
        if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
            raise ValidationError(
                "metrics_prefix must be of letters, digits and underscores, as in 'myapp_helixagent'.",
                param="metrics_prefix",
            )
        self._metrics = _metrics_of(prefix, prometheus_client.REGISTRY if registry is None else registry)
        self._by_method: Dict[str, _OfMethod] = {}
        self._tokens_in = self._metrics.tokens.labels("input")
        self._tokens_out = self._metrics.tokens.labels("output")

    def __call__(self, event: HookEvent) -> None:
        metrics = self._by_method.get(event.call.method) or self._of(event.call.method)
        if isinstance(event, CallStarted):
            metrics.in_flight.inc()
        elif isinstance(event, Retrying):
            metrics.retries.inc()
        elif isinstance(event, FirstChunk):
            # Not held like the others: most methods have no streams, and would show a zero.
            self._metrics.first_chunk.labels(event.call.method).observe(event.seconds)
        elif isinstance(event, CallEnded):
            metrics.in_flight.dec()
            metrics.ended[event.outcome].inc()
            metrics.duration.observe(event.seconds)
            prompt, completion, _ = event.tokens
            if prompt or completion:
                self._tokens_in.inc(prompt)
                self._tokens_out.inc(completion)

    def _of(self, method: str) -> _OfMethod:
        # Looking a label up takes the library longer than counting, and locks.
        all_of = self._metrics
        found = self._by_method[method] = _OfMethod(
            ended={outcome: all_of.requests.labels(method, outcome) for outcome in ("success", "error", "cancelled")},
            duration=all_of.duration.labels(method),
            retries=all_of.retries.labels(method),
            in_flight=all_of.in_flight.labels(method),
        )
        return found


def _metrics_of(prefix: str, registry: Any) -> Metrics:
    if not callable(getattr(registry, "register", None)):
        raise ValidationError(
            "metrics_registry must be a prometheus_client.CollectorRegistry.", param="metrics_registry"
        )
    with _lock:
        held = _made.setdefault(registry, {})
        if prefix not in held:
            try:
                held[prefix] = _make(prefix, registry)
            except ValueError:
                raise ValidationError(
                    f"The registry has metrics of somebody else's that begin with {prefix!r}; "
                    "give another metrics_prefix or metrics_registry.",
                    param="metrics_prefix",
                ) from None
        return held[prefix]


def _make(prefix: str, registry: Any) -> Metrics:
    # The library adds `_total` to the names of counters.
    return Metrics(
        requests=prometheus_client.Counter(
            f"{prefix}_requests", "Calls that have ended.", ["method", "status"], registry=registry
        ),
        duration=prometheus_client.Histogram(
            f"{prefix}_request_duration_seconds",
            "How long calls take, retries and streams included.",
            ["method"],
            registry=registry,
            buckets=_BUCKETS,
        ),
        tokens=prometheus_client.Counter(
            f"{prefix}_tokens_used", "Tokens of prompts (input) and answers (output).", ["type"], registry=registry
        ),
        retries=prometheus_client.Counter(
            f"{prefix}_retries", "Requests that were sent again.", ["method"], registry=registry
        ),
        in_flight=prometheus_client.Gauge(
            f"{prefix}_requests_in_flight",
            "Calls that have not ended.",
            ["method"],
            registry=registry,
            multiprocess_mode="livesum",
        ),
        first_chunk=prometheus_client.Histogram(
            f"{prefix}_time_to_first_chunk_seconds",
            "From the start of a call to the first chunk of its stream.",
            ["method"],
            registry=registry,
            buckets=_BUCKETS,
        ),
    )
