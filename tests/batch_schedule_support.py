"""Run the schedule of a batch on a manual clock, with a simulated server."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import Any, Callable, Dict, List, Optional, Tuple

from batch_support import line

from helixagent.batch.lines import line_of
from helixagent.batch.outcomes import Job, Outcome, Verdict, outcome_of_error
from helixagent.batch.results import BatchResult
from helixagent.batch.schedule import Schedule, Start

# A response: the seconds until it arrives, and its error, or None for a success.
Response = Tuple[float, Any]


class Run:
    """A driver that runs a schedule. The clock jumps from one event to the next.

    Args:
        models: The model of each line.
        respond: A function that returns the response to a request, from the start time and the number of other requests
            in flight.
    """

    def __init__(self, models: List[str], respond: Callable[[Job, float, int], Response], **options: Any) -> None:
        lines = (line_of(line(number, model), number) for number, model in enumerate(models))
        most = options.pop("most", 32)
        options.setdefault("max_retries", 2)
        self.schedule = Schedule(lines, Counter(models), most, run="0" * 12, random=lambda: 0.0, **options)
        self.now = 0.0
        self.starts: List[Tuple[float, str]] = []
        self.limits: List[Tuple[float, int]] = []
        self.idle: List[float] = []
        self.results: Dict[str, BatchResult] = {}
        self.ended: Dict[str, float] = {}
        self.refused = 0
        self._ends: List[Tuple[float, int, Job, Any]] = []
        self._respond = respond

    def go(self, stop_after: Optional[int] = None) -> Run:
        """Run to the end."""
        step = self.schedule.next(self.now)
        while step is not None:
            if isinstance(step, Start):
                self._start(step.job)
                if stop_after == len(self.starts):
                    self.schedule.stop()
            else:
                self._wait(step.seconds)
            step = self.schedule.next(self.now)
        assert not self._ends
        return self

    def _start(self, job: Job) -> None:
        self.starts.append((self.now, job.line.custom_id))
        seconds, error = self._respond(job, self.now, len(self._ends))
        heapq.heappush(self._ends, (self.now + seconds, len(self.starts), job, error))

    def _wait(self, seconds: Optional[float]) -> None:
        if not self._ends or (seconds is not None and self.now + seconds < self._ends[0][0]):
            assert seconds is not None, "it waits for something that never happens"
            self.idle.append(seconds)
            self.now += seconds
            return
        self.now, _, job, error = heapq.heappop(self._ends)
        good = BatchResult(job.id, job.line.custom_id, 200, None, {})
        outcome = Outcome(Verdict.DONE, good) if error is None else outcome_of_error(job, error)
        self.refused += outcome.verdict is Verdict.OVERLOADED
        result = self.schedule.ended(job, outcome, self.now)
        self.limits.append((self.now, self.schedule.limit))
        if result is not None:
            assert job.line.custom_id not in self.results
            self.results[job.line.custom_id] = result
            self.ended[job.line.custom_id] = self.now


class Server:
    """A server that accepts a limited number of concurrent requests and refuses the others.

    Args:
        capacity: The maximum number of concurrent requests.
        seconds: The duration of each request.
        error: A function that returns the error of a refusal.
    """

    def __init__(self, capacity: int, seconds: float, error: Callable[[], Exception]) -> None:
        self.capacity = capacity
        self._seconds = seconds
        self._error = error
        self._busy: List[float] = []

    def __call__(self, job: Job, now: float, in_flight: int) -> Response:
        """Return the response."""
        self._busy = [end for end in self._busy if end > now]
        if len(self._busy) >= self.capacity:
            return 0.002, self._error()
        self._busy.append(now + self._seconds)
        return self._seconds, None
