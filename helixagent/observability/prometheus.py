"""Metrics of calls for Prometheus: requests, durations, tokens, retries, calls in flight, time to the first chunk."""

from __future__ import annotations

import os
import re
import threading
from collections import deque
from typing import Any, Callable, ClassVar, Deque, Dict, List, NamedTuple, Optional, Tuple
from weakref import WeakKeyDictionary

from .._core.extras import extra
from .._core.hook_events import CallEnded, CallStarted, FirstChunk, Retrying
from .._core.hooks import Listener, Methods
from ..exceptions import ValidationError

with extra("prometheus", "enable_metrics=True"):
    import prometheus_client

# Models take their time: the library's own buckets end at ten seconds.
_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0)
_PREFIX = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
# So many events are kept uncounted at most: few enough to stay in the processor's caches.
_MOST_PENDING = 100
# With these the library keeps its values in files, which other processes read.
_MULTIPROCESS = ("PROMETHEUS_MULTIPROC_DIR", "prometheus_multiproc_dir")
# By how much to change which of the library's counters and gauges.
_Changes = Tuple[Tuple[Any, int], ...]
# What has happened to a call: the changes, the histogram that observes the seconds, if one does, the seconds, the
# tokens of the prompt and of the answer, and the model. A bare tuple, because a named one takes as long to make as all
# the rest.
_Note = Tuple[_Changes, Any, float, int, int, Optional[str]]


class MetricsHook(Listener):
    """The hook that keeps the metrics; all with the same prefix and registry share them.

    Args:
        prefix: What the names of the metrics begin with.
        registry: A prometheus_client.CollectorRegistry; None for the library's own.
    """

    methods: ClassVar[Methods] = {CallStarted: "_start", Retrying: "_retry", FirstChunk: "_first", CallEnded: "_end"}

    def __init__(self, prefix: str, registry: Any) -> None:
        if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
            raise ValidationError(
                "metrics_prefix must be of letters, digits and underscores, as in 'myapp_helixagent'.",
                param="metrics_prefix",
            )
        self._metrics = _metrics_of(prefix, prometheus_client.REGISTRY if registry is None else registry)
        self._of_methods = self._metrics.of_methods
        self._note = self._metrics.note

    def _start(self, event: CallStarted) -> None:
        self._note(self._of_methods[event.call.method].started)

    def _retry(self, event: Retrying) -> None:
        self._note(self._of_methods[event.call.method].retried)

    def _first(self, event: FirstChunk) -> None:
        # Not held like the others: most methods have no streams, and would show a zero.
        first_chunk = self._metrics.first_chunk.labels(event.call.method)
        self._note(((), first_chunk, event.seconds, 0, 0, None))

    def _end(self, event: CallEnded) -> None:
        of_method = self._of_methods[event.call.method]
        prompt, completion, _ = event.tokens
        ended = of_method.ended[event.outcome]
        self._note((ended, of_method.duration, event.seconds, prompt, completion, event.call.model))


class _OfMethod(NamedTuple):
    """What the events of a method's calls mean for the metrics."""

    started: _Note
    retried: _Note
    ended: Dict[str, _Changes]
    duration: Any


class _OfMethods(Dict[str, _OfMethod]):
    """What is known of each method that was called, made when it is asked for first.

    Args:
        make: Makes it, from the method's name.
    """

    def __init__(self, make: Callable[[str], _OfMethod]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, method: str) -> _OfMethod:
        found = self[method] = self._make(method)
        return found


class Metrics:
    """The metrics under one prefix; a registry collects them here.

    An event is only noted, in one step that threads and the garbage collector (which ends the streams that it
    collects) can interrupt nowhere. The library's metrics, each of which locks, are told when somebody reads them, or
    after many events; in the library's multiprocess mode at once, for there other processes read them.

    Attributes:
        of_methods: What the events of each method mean.
        first_chunk: The histogram that has no series for a method until there is a first chunk.

    Args:
        prefix: What their names begin with.
    """

    def __init__(self, prefix: str) -> None:
        self.of_methods = _OfMethods(self._of_method)
        self._noted: Deque[_Note] = deque()
        self._lock = threading.Lock()
        self._changes: Dict[Any, int] = {}
        self._most_pending = 0 if any(name in os.environ for name in _MULTIPROCESS) else _MOST_PENDING
        # The library adds `_total` to the names of counters.
        self._requests = prometheus_client.Counter(
            f"{prefix}_requests", "Calls that have ended.", ["method", "status"], registry=None
        )
        self._duration = _histogram(
            f"{prefix}_request_duration_seconds", "How long calls take, retries and streams included."
        )
        self._tokens = prometheus_client.Counter(
            f"{prefix}_tokens_used", "Tokens of prompts (input) and answers (output).", ["type", "model"], registry=None
        )
        self._retries = prometheus_client.Counter(
            f"{prefix}_retries", "Requests that were sent again.", ["method"], registry=None
        )
        self._in_flight = prometheus_client.Gauge(
            f"{prefix}_requests_in_flight",
            "Calls that have not ended.",
            ["method"],
            registry=None,
            multiprocess_mode="livesum",
        )
        self.first_chunk = _histogram(
            f"{prefix}_time_to_first_chunk_seconds", "From the start of a call to the first chunk of its stream."
        )
        self._all = (
            self._requests,
            self._duration,
            self._tokens,
            self._retries,
            self._in_flight,
            self.first_chunk,
        )

    def _of_method(self, method: str) -> _OfMethod:
        # With this the method's series begin, at zero.
        in_flight = self._in_flight.labels(method)
        return _OfMethod(
            started=(((in_flight, 1),), None, 0.0, 0, 0, None),
            retried=(((self._retries.labels(method), 1),), None, 0.0, 0, 0, None),
            ended={
                outcome: ((in_flight, -1), (self._requests.labels(method, outcome), 1))
                for outcome in ("success", "error", "cancelled")
            },
            duration=self._duration.labels(method),
        )

    def note(self, note: _Note) -> None:
        """Note what has happened to a call."""
        noted = self._noted
        noted.append(note)
        # Again, since another thread that counts may have looked just before this was noted.
        while len(noted) > self._most_pending and self._lock.acquire(blocking=False):
            try:
                self._count()
            finally:
                self._lock.release()

    def describe(self) -> List[Any]:
        """Return the metrics without their values, from which the registry sees whether the names are free."""
        return [found for metric in self._all for found in metric.describe()]

    def collect(self) -> List[Any]:
        """Return the metrics, for the registry."""
        with self._lock:
            self._count()
        return [found for metric in self._all for found in metric.collect()]

    def _count(self) -> None:
        """Tell the library's metrics what was noted: the sums of what can be summed."""
        noted, sums = self._noted, self._changes
        while noted:
            changes, histogram, seconds, prompt, completion, model = noted.popleft()
            for metric, amount in changes:
                sums[metric] = sums.get(metric, 0) + amount
            if histogram is not None:
                histogram.observe(seconds)
            if prompt or completion:
                for kind, count in (("input", prompt), ("output", completion)):
                    # To Prometheus, a label without text is a label that is not there.
                    tokens = self._tokens.labels(kind, model or "")
                    sums[tokens] = sums.get(tokens, 0) + count
        while sums:
            metric, amount = sums.popitem()
            metric.inc(amount)


def _histogram(name: str, documentation: str) -> Any:
    return prometheus_client.Histogram(name, documentation, ["method"], registry=None, buckets=_BUCKETS)


_lock = threading.Lock()
_made: WeakKeyDictionary[Any, Dict[str, Metrics]] = WeakKeyDictionary()


def _metrics_of(prefix: str, registry: Any) -> Metrics:
    if not callable(getattr(registry, "register", None)):
        raise ValidationError(
            "metrics_registry must be a prometheus_client.CollectorRegistry.", param="metrics_registry"
        )
    with _lock:
        held = _made.setdefault(registry, {})
        if prefix not in held:
            made = Metrics(prefix)
            try:
                registry.register(made)
            except ValueError:
                raise ValidationError(
                    f"The registry has metrics of somebody else's that begin with {prefix!r}; "
                    "give another metrics_prefix or metrics_registry.",
                    param="metrics_prefix",
                ) from None
            held[prefix] = made
        return held[prefix]
