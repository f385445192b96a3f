"""Measure the cost of observers per API call and streamed chunk. Variants of one client take turns in one process.

The output is discarded: the log handler drops every record, and the span processor does nothing.
"""

from __future__ import annotations

import logging
import random
import time
from typing import Any, Callable, Dict, List, Tuple

import workload
from by_hand import ByHand
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.trace import NoOpTracer
from peers import helixagent_sdk
from prometheus_client import CollectorRegistry

from helixagent import HelixAgent
from helixagent._core.hooks import NO_HOOKS

# The default column of the SDK: usage counts, and a logger that is not enabled.
DEFAULT = "helixagent"
# Number of calls or streams per turn of a variant.
_TURN = 10
Reader = Callable[[Dict[str, Any]], Tuple[int, int]]


class Dropping(logging.Handler):
    """A log handler that discards every record."""

    def emit(self, record: logging.LogRecord) -> None:
        """Do nothing."""


def dropping(name: str) -> logging.Logger:
    """Return a logger at level INFO whose only handler drops records."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.handlers[:] = [Dropping()]
    return logger


def recording_tracer() -> Any:
    """Return a tracer of OpenTelemetry's SDK that samples every span and exports none."""
    provider = TracerProvider()
    provider.add_span_processor(SpanProcessor())
    return provider.get_tracer("benchmarks")


def _watched(url: str, name: str, tracer: Any) -> HelixAgent:
    return HelixAgent(
        api_key=workload.API_KEY,
        base_url=url,
        logger=dropping(f"benchmarks.{name}"),
        tracer=tracer,
        enable_metrics=True,
        metrics_registry=CollectorRegistry(),
    )


class Variant:
    """One client and its calls.

    Args:
        client: The client.
        by_hand: The hand-written code that observes each call, or None.
    """

    def __init__(self, client: HelixAgent, by_hand: Any = None) -> None:
        self.client = client
        self._by_hand = by_hand

    def call(self) -> int:
        """Make one chat completion and return the length of its text."""
        if self._by_hand is None:
            return helixagent_sdk.call(self.client)
        return int(self._by_hand.call(self.client))

    def stream(self, request: Dict[str, Any]) -> Tuple[int, int]:
        """Read a complete stream, and return the number of chunks and the length of their text."""
        if self._by_hand is None:
            return helixagent_sdk.stream(self.client, request)
        chunks, length = self._by_hand.stream(self.client, request)
        return int(chunks), int(length)


def variants(url: str) -> Dict[str, Variant]:
    """Return the variants by their names in the table."""
    bare = helixagent_sdk.open_sync(url)
    bare._options = bare._options._replace(hooks=NO_HOOKS)
    return {
        DEFAULT: Variant(helixagent_sdk.open_sync(url)),
        "no hooks": Variant(bare),
        "all, API": Variant(_watched(url, "api", NoOpTracer())),
        "by hand, API": _by_hand(url, "by_hand_api", NoOpTracer()),
        "all, SDK": Variant(_watched(url, "sdk", recording_tracer())),
        "by hand, SDK": _by_hand(url, "by_hand_sdk", recording_tracer()),
    }


def _by_hand(url: str, name: str, tracer: Any) -> Variant:
    return Variant(helixagent_sdk.open_sync(url), ByHand(dropping(f"benchmarks.{name}"), tracer, url))


def _take_turns(made: Dict[str, Variant], act: Callable[[Variant], None], turns: int, each: int) -> Dict[str, float]:
    """Return the CPU seconds that each variant has used."""
    used = dict.fromkeys(made, 0.0)
    names: List[str] = list(made)
    # The order changes each time, because a variant that follows a similar one benefits from the processor's caches.
    order = random.Random(1)
    for _ in range(turns):
        order.shuffle(names)
        for name in names:
            variant = made[name]
            start = time.process_time()
            for _ in range(each):
                act(variant)
            used[name] += time.process_time() - start
    return used


def watched_call(url: str, calls: int, warmup: int) -> Dict[str, float]:
    """Return the CPU seconds of a call with each variant."""

    def call(variant: Variant) -> None:
        if variant.call() != workload.ANSWER_LENGTH:
            raise RuntimeError("a variant did not read the response")

    made = variants(url)
    try:
        for variant in made.values():
            for _ in range(warmup):
                call(variant)
        turns = max(calls // _TURN, 1)
        used = _take_turns(made, call, turns, _TURN)
    finally:
        _close(made)
    return {f"watched_call@{name}": seconds / (turns * _TURN) for name, seconds in used.items()}


def watched_chunk(url: str, chunks: int, streams: int) -> Dict[str, float]:
    """Return the CPU seconds of a streamed chunk with each variant."""
    request = workload.stream_request(chunks, workload.BURST)

    def read(variant: Variant) -> None:
        if variant.stream(request) != (chunks, workload.stream_length(chunks)):
            raise RuntimeError("a variant did not read the stream")

    made = variants(url)
    try:
        for variant in made.values():
            read(variant)
        used = _take_turns(made, read, streams, 1)
    finally:
        _close(made)
    return {f"watched_chunk@{name}": seconds / (streams * chunks) for name, seconds in used.items()}


def _close(made: Dict[str, Variant]) -> None:
    for variant in made.values():
        variant.client.close()
