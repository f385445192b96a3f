"""The progress of a batch: counts, rate, tokens and the remaining time."""

from __future__ import annotations

from collections import deque
from typing import Deque, NamedTuple, Optional, Tuple

from .model_queue import SlowModel
from .results import BatchResult, BatchUsage

# The rate is measured over this many seconds: long enough for slow responses, and short enough to show changes.
_WINDOW = 30.0
_MAX_SAMPLES = 256


class BatchProgress(NamedTuple):
    """The progress of a batch.

    Attributes:
        total: The number of requests.
        succeeded: The number of successes, including earlier runs.
        failed: The number of failures, including earlier runs.
        resumed: The number of results from earlier runs.
        in_flight: The number of requests in flight.
        limit: The current maximum number of requests in flight. It is below `max_concurrency` after refusals.
        waiting: Seconds until the next request is sent, if the run has to wait because the server refuses requests or
            cannot be reached. Usually 0.0.
        usage: The tokens of all responses, including earlier runs.
        elapsed: Seconds since this run began.
        rate: Results per second in the last 30 seconds.
        tokens_per_second: Tokens per second in the last 30 seconds.
        seconds_left: Estimated seconds until the end, or None if not yet known.
        latest: The last result, or None before the first one.
        slow: The models that refused requests in this run, sorted by the number of refusals, highest first.
        reachable: False while the run waits for a server that it cannot connect to.
    """

    total: int
    succeeded: int
    failed: int
    resumed: int
    in_flight: int
    limit: int
    waiting: float
    usage: BatchUsage
    elapsed: float
    rate: float
    tokens_per_second: float
    seconds_left: Optional[float]
    latest: Optional[BatchResult]
    slow: Tuple[SlowModel, ...] = ()
    reachable: bool = True

    @property
    def done(self) -> int:
        """The number of requests with a result."""
        return self.succeeded + self.failed


class Counter:
    """A counter for the results of a run.

    Args:
        total: The number of requests in the batch.
        succeeded: The number of successes from earlier runs.
        failed: The number of failures from earlier runs.
        usage: The tokens of these results.
        now: The time in seconds, from a monotonic clock.
    """

    def __init__(self, total: int, succeeded: int, failed: int, usage: BatchUsage, now: float) -> None:
        self.total = total
        self.succeeded = succeeded
        self.failed = failed
        self.usage = usage
        self.resumed = succeeded + failed
        self._latest: Optional[BatchResult] = None
        self._started_at = now
        # Samples of time, results and tokens.
        self._samples: Deque[Tuple[float, int, int]] = deque([(now, self.resumed, usage.total_tokens)])

    def add(self, result: BatchResult, now: float) -> None:
        """Count a result."""
        self._latest = result
        self.usage = self.usage.plus(result.usage)
        if result.error:
            self.failed += 1
        else:
            self.succeeded += 1
        if len(self._samples) < 2 or now - self._samples[-1][0] >= _WINDOW / _MAX_SAMPLES:
            self._samples.append((now, self.succeeded + self.failed, self.usage.total_tokens))
        while len(self._samples) > 2 and now - self._samples[0][0] > _WINDOW:
            self._samples.popleft()

    def progress(
        self,
        now: float,
        *,
        in_flight: int = 0,
        limit: int = 0,
        waiting: float = 0.0,
        slow: Tuple[SlowModel, ...] = (),
        reachable: bool = True,
    ) -> BatchProgress:
        """Return the progress of the batch."""
        since, first_done, first_tokens = self._samples[0]
        done = self.succeeded + self.failed
        seconds = now - since
        rate = (done - first_done) / seconds if seconds > 0 else 0.0
        left = self.total - done
        return BatchProgress(
            total=self.total,
            succeeded=self.succeeded,
            failed=self.failed,
            resumed=self.resumed,
            in_flight=in_flight,
            limit=limit,
            waiting=waiting,
            usage=self.usage,
            elapsed=now - self._started_at,
            rate=rate,
            tokens_per_second=(self.usage.total_tokens - first_tokens) / seconds if seconds > 0 else 0.0,
            seconds_left=0.0 if not left else (left / rate if rate > 0 else None),
            latest=self._latest,
            slow=slow,
            reachable=reachable,
        )
