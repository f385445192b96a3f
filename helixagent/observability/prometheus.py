"""Record API calls as Prometheus metrics."""

from __future__ import annotations

import re
import threading
from typing import Any, Dict, List, Set
from weakref import WeakKeyDictionary

from .._core.extras import extra
from .._core.hook_events import CallEnded, CallStarted, FirstChunk, HookEvent, Retrying
from ..exceptions import ValidationError

with extra("prometheus", "enable_metrics=True"):
    from prometheus_client import REGISTRY, Counter, Gauge, Histogram

# Models may take minutes, but the library's default buckets end at ten seconds.
_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0)
_PREFIX = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")


class MetricsHook:
    """The hook that records the metrics with one prefix."""

    events = (CallStarted, Retrying, FirstChunk, CallEnded)

    def __init__(self, prefix: str) -> None:
        common: Any = {"namespace": prefix, "registry": None}
        timed: Any = {"labelnames": ["method"], "buckets": _BUCKETS, **common}
        # The library adds `_total` to the names of counters.
        self._requests = Counter("requests", "Number of finished API calls.", ["method", "status"], **common)
        self._duration = Histogram(
            "request_duration_seconds", "Duration of API calls, including retries and streaming.", **timed
        )
        self._tokens = Counter(
            "tokens_used", "Number of tokens in prompts (input) and completions (output).", ["type", "model"], **common
        )
        self._retries = Counter("retries", "Number of retried requests.", ["method"], **common)
        self._in_flight = Gauge(
            "requests_in_flight", "Number of API calls in progress.", ["method"], multiprocess_mode="livesum", **common
        )
        self._first_chunk = Histogram(
            "time_to_first_chunk_seconds",
            "Time from the start of an API call to the first chunk of its stream.",
            **timed,
        )
        self._methods: Set[str] = set()

    def register(self, registry: Any) -> None:
        """Register the metrics in a registry.

        Raises:
            ValueError: The registry already contains other metrics with this prefix. It is unchanged.
        """
        metrics: List[Any] = [self._requests, self._duration, self._tokens]
        metrics += [self._retries, self._in_flight, self._first_chunk]
        for index, metric in enumerate(metrics):
            try:
                registry.register(metric)
            except ValueError:
                for registered in metrics[:index]:
                    registry.unregister(registered)
                raise

    def __call__(self, event: HookEvent) -> None:
        method = event.call.method
        if isinstance(event, CallStarted):
            self._start_series(method)
            self._in_flight.labels(method).inc()
        elif isinstance(event, Retrying):
            self._retries.labels(method).inc()
        elif isinstance(event, FirstChunk):
            self._first_chunk.labels(method).observe(event.seconds)
        elif isinstance(event, CallEnded):
            self._in_flight.labels(method).dec()
            self._requests.labels(method, event.outcome).inc()
            self._duration.labels(method).observe(event.seconds)
            prompt, completion, _ = event.tokens
            if prompt or completion:
                # Prometheus treats a label with an empty value as a missing label.
                model = event.call.model or ""
                self._tokens.labels("input", model).inc(prompt)
                self._tokens.labels("output", model).inc(completion)

    def _start_series(self, method: str) -> None:
        """Start a method's series at zero, except for the first chunk, because most methods do not stream."""
        if method in self._methods:
            return
        self._methods.add(method)
        for outcome in ("success", "error", "cancelled"):
            self._requests.labels(method, outcome)
        self._duration.labels(method)
        self._retries.labels(method)


_lock = threading.Lock()
_made: WeakKeyDictionary[Any, Dict[str, MetricsHook]] = WeakKeyDictionary()


def metrics_hook(prefix: str, registry: Any) -> MetricsHook:
    """Return the hook with a prefix and a registry. Clients share it. The default of the registry is the library's."""
    if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
        raise ValidationError(
            "metrics_prefix must consist of letters, digits and underscores, e.g. 'myapp_helixagent'.",
            param="metrics_prefix",
        )
    registry = REGISTRY if registry is None else registry
    if not callable(getattr(registry, "register", None)):
        raise ValidationError(
            "metrics_registry must be a prometheus_client.CollectorRegistry.", param="metrics_registry"
        )
    with _lock:
        hooks = _made.setdefault(registry, {})
        if prefix not in hooks:
            hook = MetricsHook(prefix)
            try:
                hook.register(registry)
            except ValueError:
                raise ValidationError(
                    f"The registry already contains other metrics with the prefix {prefix!r}. "
                    "Use another metrics_prefix or metrics_registry.",
                    param="metrics_prefix",
                ) from None
            hooks[prefix] = hook
        return hooks[prefix]
