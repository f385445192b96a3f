"""The schedule of a batch: decide what to do next from the time and the outcomes of requests.

Each model has a separate pace, so that a slow or unavailable model does not delay the others. Lines that cannot be
sent yet wait in memory, within a limit, while later lines for other models are read and sent. Failed requests are
retried after the lines that have not been sent yet.
"""

from __future__ import annotations

import math
import os
from typing import Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Tuple, Union

from .._core.requests.retry import delay_after
from ..exceptions import ValidationError
from .lines import Line
from .model_queue import ModelQueue, QueuedRequest, SlowModel
from .outcomes import Job, Outcome, Verdict
from .pace import MAX_PAUSE, Pace
from .reachability import RETRY_DELAY, Reachability
from .results import BatchResult, make_id

# A request refused this many times has already waited for minutes, because the pace pauses between attempts.
_MAX_REFUSALS = 20
# The maximum number of bytes of lines that wait in memory.
_MAX_QUEUED_BYTES = 16 * 1024 * 1024


class Start(NamedTuple):
    """Send this request, and pass its outcome to `ended`."""

    job: Job


class Wait(NamedTuple):
    """Wait until a request has ended, or for this many seconds, whichever comes first."""

    seconds: Optional[float]


class Schedule:
    """Decide what to send and when.

    Args:
        lines: The requests. They are read one by one, when they can be sent.
        counts: The number of requests for each model.
        max_in_flight: The maximum number of requests in flight.
        run: The name of this run, which is part of the result IDs.
        max_retries: How often to retry a request after a temporary failure. Refusals by an overloaded server do not
            count, except that 0 disables all retries.
        random: A function that returns a number from 0 up to 1, used as jitter for waits.
        fresh: Whether to use new Idempotency-Keys.
        give_up_after: Seconds without a connection after which the run ends, and seconds without a success after which
            a model that refuses its requests is given up.

    Attributes:
        failure: The error that ended the run, if any.
        stopped: Why the run ended with requests left: `"interrupted"`, `"unreachable"` or `"unavailable"`. Or None.
    """

    def __init__(
        self,
        lines: Iterator[Line],
        counts: Mapping[str, int],
        max_in_flight: int,
        *,
        run: str,
        max_retries: int,
        random: Callable[[], float],
        fresh: bool = False,
        give_up_after: float = 300.0,
    ) -> None:
        self.failure: Optional[BaseException] = None
        self.stopped: Optional[str] = None
        self.in_flight = 0
        self._lines = lines
        self._max_in_flight = max_in_flight
        use_backoff = max_retries > 0
        # Without retries, each refused request ends immediately anyway, and the next one is sent.
        model_give_up_after = give_up_after if use_backoff else math.inf
        self._models: Dict[str, ModelQueue] = {
            name: ModelQueue(name, count, Pace(max_in_flight, random, use_backoff=use_backoff), model_give_up_after)
            for name, count in counts.items()
        }
        self._reachability = Reachability(give_up_after, random)
        self._run = run
        self._max_retries = max_retries
        self._random = random
        self._suffix = f"-{os.urandom(4).hex()}" if fresh else ""
        self._in_progress: Dict[str, Tuple[QueuedRequest, int, int]] = {}
        self._order = 0
        self._queued_bytes = 0
        self._idle_until = 0.0

    @property
    def limit(self) -> int:
        """The number of requests that may be in flight now."""
        return min(self._max_in_flight, sum(model.pace.limit for model in self._models.values()) or self._max_in_flight)

    @property
    def is_reachable(self) -> bool:
        """Whether the server can be reached, according to the last requests."""
        return not self._reachability.is_down

    def idle(self, now: float) -> float:
        """Return the seconds until the next request can be sent, or 0 if the run does not have to wait."""
        return max(0.0, self._idle_until - now)

    def slow_models(self, now: float) -> Tuple[SlowModel, ...]:
        """Return the models that refused requests, highest number of refusals first."""
        slow = [model.slow(now) for model in self._models.values() if model.refused]
        return tuple(sorted(slow, key=lambda each: -each.refused))

    def stop(self, reason: str = "interrupted") -> None:
        """Start no more requests. The run still waits for requests in flight."""
        self.stopped = self.stopped or reason

    def next(self, now: float) -> Union[Start, Wait, None]:
        """Return what to do now, or None when the run is finished.

        Args:
            now: The time in seconds, from a monotonic clock.
        """
        self._idle_until = 0.0
        if self.stopped:
            return Wait(None) if self.in_flight else None
        if self.in_flight >= self._max_in_flight or not self._reachability.may_start:
            return Wait(None)
        pause = self._reachability.pause(now)
        if pause > 0:
            return self._wait(pause, now)
        found = self._take_fresh(now) or self._read(now) or self._due(now)
        if found is not None:
            return self._start(*found)
        times = [time for time in (model.next_time(now) for model in self._models.values()) if time is not None]
        if times:
            return self._wait(max(0.0, min(times) - now), now)
        if self.in_flight:
            return Wait(None)
        if any(model.skipped or model.unread for model in self._models.values()):
            self.stop("unavailable")
        return None

    def ended(self, job: Job, outcome: Outcome, now: float) -> Optional[BatchResult]:
        """Record the outcome of a request.

        Args:
            job: The request.
            outcome: Its outcome.
            now: As in `next`.

        Returns:
            The result to write, or None if the request has no final result yet.
        """
        queued, pace_token, reachability_token = self._in_progress.pop(job.id)
        model = self._models[job.line.model]
        self.in_flight -= 1
        model.in_flight -= 1
        if outcome.verdict is Verdict.UNREACHABLE:
            self._reachability.failed(reachability_token, now)
            if self._reachability.given_up:
                self.stop("unreachable")
            self._put_back(model, queued, now + RETRY_DELAY)
            return None
        self._reachability.connected()
        queued.attempts += 1
        if outcome.verdict is Verdict.FATAL:
            self.failure = self.failure or outcome.error
            self.stop()
            return None
        delay: Optional[float] = None
        if outcome.verdict is Verdict.OVERLOADED:
            queued.refusals += 1
            for dropped in model.record_refusal(pace_token, outcome.retry_after, now):
                self._dequeued(dropped)
            delay = self._delay_of_refused(model, queued, outcome.retry_after)
        elif outcome.verdict is Verdict.RETRY:
            delay = delay_after(
                queued.attempts - queued.refusals,
                max_retries=self._max_retries,
                retry_after=outcome.retry_after,
                random=self._random,
            )
        else:
            model.succeeded(now)
        if delay is None:
            return outcome.result
        self._put_back(model, queued, now + delay)
        return None

    def _delay_of_refused(
        self, model: ModelQueue, queued: QueuedRequest, retry_after: Optional[float]
    ) -> Optional[float]:
        if not self._max_retries or queued.refusals >= _MAX_REFUSALS or model.given_up:
            return None
        if retry_after:
            return min(retry_after, MAX_PAUSE)
        return delay_after(queued.refusals, max_retries=_MAX_REFUSALS, retry_after=None, random=self._random)

    def _put_back(self, model: ModelQueue, queued: QueuedRequest, time: float) -> None:
        model.put_back(queued, time)
        self._queued_bytes += queued.job.line.size

    def _take_fresh(self, now: float) -> Optional[Tuple[ModelQueue, QueuedRequest]]:
        """Remove and return the oldest waiting line that has not been sent yet and can be sent now."""
        ready = [model for model in self._models.values() if model.fresh and model.has_room(now)]
        if not ready:
            return None
        model = min(ready, key=lambda each: each.fresh[0].order)
        return model, self._dequeued(model.fresh.popleft())

    def _read(self, now: float) -> Optional[Tuple[ModelQueue, QueuedRequest]]:
        """Read lines until one can be sent now. The lines before it wait."""
        # Without this check, a batch for one model would be read into memory whenever that model is at its limit.
        while self._queued_bytes < _MAX_QUEUED_BYTES and any(
            model.unread and model.has_room(now) and not model.given_up for model in self._models.values()
        ):
            line = next(self._lines, None)
            model = None if line is None else self._models.get(line.model)
            if line is None or model is None or not model.unread:
                raise ValidationError("requests were changed while the batch ran. Run it again.", param="requests")
            model.unread -= 1
            if model.given_up:
                model.skipped += 1
                continue
            self._order += 1
            name = make_id(line.operation.operation_id, self._run, line.digest)
            queued = QueuedRequest(Job(line, name, name + self._suffix), self._order)
            if model.has_room(now):
                return model, queued
            model.fresh.append(queued)
            self._queued_bytes += line.size
        return None

    def _due(self, now: float) -> Optional[Tuple[ModelQueue, QueuedRequest]]:
        """Remove and return the retry that is due first."""
        ready: List[ModelQueue] = [model for model in self._models.values() if model.is_due(now)]
        if not ready:
            return None
        model = min(ready, key=lambda each: each.retries[0][:2])
        return model, self._dequeued(model.pop_retry())

    def _dequeued(self, queued: QueuedRequest) -> QueuedRequest:
        self._queued_bytes -= queued.job.line.size
        return queued

    def _start(self, model: ModelQueue, queued: QueuedRequest) -> Start:
        self.in_flight += 1
        model.in_flight += 1
        self._in_progress[queued.job.id] = (queued, model.pace.start(), self._reachability.start())
        return Start(queued.job)

    def _wait(self, seconds: float, now: float) -> Wait:
        self._idle_until = now + seconds
        return Wait(seconds)
