"""What a batch does next: a decision for whoever runs it, from the time and from how its requests went."""

from __future__ import annotations

import heapq
import os
from typing import Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple, Union

from .._core.retry import delay_after
from .lines import Line
from .outcomes import Job, Outcome, Verdict
from .pace import Pace
from .results import BatchResult, make_id

# With the pauses that the pace makes in between, a request that was turned away so often has waited for minutes.
_MOST_TURNS = 20


class Start(NamedTuple):
    """Send this request, and tell `ended` how it went."""

    job: Job


class Wait(NamedTuple):
    """Wait until a request has ended, or for so many seconds where that comes first."""

    seconds: Optional[float]


class _State:
    __slots__ = ("attempts", "epoch", "turns")

    def __init__(self) -> None:
        self.attempts = 0
        self.turns = 0
        self.epoch = 0


class Schedule:
    """Decides what to send and when.

    Args:
        lines: The requests; read one by one, as they can be sent.
        pace: How many may be under way.
        run: The name of this run, for the ids of results.
        max_retries: How often a request is tried again after passing failures; being turned away is none.
        random: Gives a number from 0 up to 1, for the jitter of waits.
        fresh: Whether requests carry Idempotency-Keys that were never sent before, so that they are worked on anew.
    """

    def __init__(
        self,
        lines: Iterator[Line],
        pace: Pace,
        *,
        run: str,
        max_retries: int,
        random: Callable[[], float],
        fresh: bool = False,
    ) -> None:
        self.pace = pace
        self.failure: Optional[BaseException] = None
        self._lines = lines
        self._run = run
        self._max_retries = max_retries
        self._random = random
        self._suffix = f"-{os.urandom(4).hex()}" if fresh else ""
        self._under_way: Dict[str, _State] = {}
        # When, in which order, and what is tried again.
        self._again: List[Tuple[float, int, Job, _State]] = []
        self._count = 0
        self._stopped = False

    @property
    def in_flight(self) -> int:
        """How many requests are under way."""
        return len(self._under_way)

    def stop(self) -> None:
        """Start nothing more; what is under way is still waited for."""
        self._stopped = True

    def next(self, now: float) -> Union[Start, Wait, None]:
        """Return what to do now; None when all is done.

        Args:
            now: The time in seconds, of a clock that never goes back.
        """
        if not self._stopped:
            if self.in_flight >= self.pace.limit:
                return Wait(None)
            pause = self.pace.pause(now)
            if pause > 0:
                return self._wait(pause)
            found = self._due(now) or self._fresh()
            if found is not None:
                job, state = found
                state.epoch = self.pace.start()
                state.attempts += 1
                self._under_way[job.id] = state
                return Start(job)
            if self._again:
                return self._wait(self._again[0][0] - now)
        return Wait(None) if self._under_way else None

    def ended(self, job: Job, outcome: Outcome, now: float) -> Optional[BatchResult]:
        """Take note of how a request went.

        Args:
            job: The request.
            outcome: How it went.
            now: As in `next`.

        Returns:
            What is to be written; None where the request stays unanswered for now.
        """
        state = self._under_way.pop(job.id)
        delay: Optional[float] = None
        if outcome.verdict is Verdict.REFUSED:
            self.failure = self.failure or outcome.error
            self.stop()
            return None
        if outcome.verdict is Verdict.TURNED_AWAY:
            self.pace.turned_away(state.epoch, outcome.retry_after, now)
            state.turns += 1
            delay = 0.0 if state.turns < _MOST_TURNS else None
        elif outcome.verdict is Verdict.AGAIN:
            delay = delay_after(
                state.attempts - state.turns,
                max_retries=self._max_retries,
                retry_after=outcome.retry_after,
                random=self._random,
            )
        else:
            self.pace.succeeded()
        if delay is None:
            return outcome.result
        self._count += 1
        heapq.heappush(self._again, (now + delay, self._count, job, state))
        return None

    def _due(self, now: float) -> Optional[Tuple[Job, _State]]:
        if self._again and self._again[0][0] <= now:
            return heapq.heappop(self._again)[2:]
        return None

    def _fresh(self) -> Optional[Tuple[Job, _State]]:
        line = next(self._lines, None)
        if line is None:
            return None
        name = make_id(line.operation.operation_id, self._run, line.digest)
        return Job(line, name, name + self._suffix), _State()

    def _wait(self, seconds: float) -> Wait:
        return Wait(max(seconds, 0.0))
