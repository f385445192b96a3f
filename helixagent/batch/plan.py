"""A validated batch: the remaining requests, the destination of the results, and the progress."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional, Type, Union

from .._core.requests.options import Runtime
from ..exceptions import ValidationError
from .journal import FileJournal, Journal, MemoryJournal, Output
from .lines import Line
from .operations import CHAT, operation_at
from .outcomes import Job, Outcome
from .progress import BatchProgress, Counter
from .schedule import Schedule, Start, Wait
from .source import FileSource, Requests, Source, check_all, lines_of, source_of
from .summary import BatchSummary, Results

_MAX_CONCURRENCY = 10_000


class BatchSettings(NamedTuple):
    """How to run a batch.

    Attributes:
        url: The API path for list items without a `url`, or None for chat completions.
        max_concurrency: The maximum number of requests in flight.
        retry_failed: Whether to resend requests that failed in earlier runs.
        max_retries: How often to retry a request after a temporary failure.
        runtime: The source of time, random numbers and IDs.
        give_up_after: Seconds without a connection after which the run ends.
    """

    url: Optional[str]
    max_concurrency: int
    retry_failed: bool
    max_retries: int
    runtime: Runtime
    give_up_after: float = 300.0


class Plan:
    """A validated batch. Its files stay open until it is closed.

    Args:
        source: The requests.
        journal: The destination of the results.
        total: The number of requests.
        counts: The number of requests without a result, by model.
        settings: The settings of the batch.
    """

    def __init__(
        self, source: Source, journal: Journal, total: int, counts: Mapping[str, int], settings: BatchSettings
    ) -> None:
        runtime = settings.runtime
        self.runtime = runtime
        self.max_concurrency = settings.max_concurrency
        # The driver sets a function that makes it check the schedule again.
        self.wake: Callable[[], Any] = lambda: None
        self._journal = journal
        self._counter = Counter(total, journal.succeeded, journal.failed, journal.usage, runtime.timer())
        self._lines = lines_of(source)
        self.schedule = Schedule(
            (line for line in self._lines if line not in journal),
            counts,
            settings.max_concurrency,
            run=journal.run,
            max_retries=settings.max_retries,
            random=runtime.random,
            fresh=settings.retry_failed,
            give_up_after=settings.give_up_after,
        )
        self._location = journal.location

    def __enter__(self) -> Plan:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        self.close()

    def next(self) -> Union[Start, Wait, None]:
        """Return what to do now, or None when the run is finished."""
        return self.schedule.next(self.runtime.timer())

    def ended(self, job: Job, outcome: Outcome) -> Optional[BatchProgress]:
        """Record the outcome of a request. Return the progress if it has changed."""
        now = self.runtime.timer()
        result = self.schedule.ended(job, outcome, now)
        if result is None:
            return None
        self._journal.add(result)
        self._counter.add(result, now)
        return self.progress()

    def progress(self) -> BatchProgress:
        """Return the progress of the batch."""
        now, schedule = self.runtime.timer(), self.schedule
        return self._counter.progress(
            now,
            in_flight=schedule.in_flight,
            limit=schedule.limit,
            waiting=schedule.idle(now),
            slow=schedule.slow_models(now),
            reachable=schedule.is_reachable,
        )

    def stop(self) -> None:
        """Start no more requests. The run waits for requests in flight, and writes their results."""
        self.schedule.stop()
        self.wake()

    def summary(self) -> BatchSummary:
        """Return the result of the batch.

        Raises:
            HelixAgentError: The error that ended the run.
        """
        if self.schedule.failure is not None:
            raise self.schedule.failure
        counter, journal, now = self._counter, self._journal, self.runtime.timer()
        return BatchSummary(
            counter.total,
            counter.succeeded,
            counter.failed,
            counter.resumed,
            counter.usage,
            counter.progress(now).elapsed,
            Results(journal.results, self._location),
            Results(journal.failures, self._location),
            self.schedule.stopped if counter.succeeded + counter.failed < counter.total else None,
            self.schedule.slow_models(now),
        )

    def close(self) -> None:
        """Close the files."""
        self._lines.close()
        self._journal.close()


def make_plan(requests: Requests, output: Optional[Output], settings: BatchSettings) -> Plan:
    """Check a batch as a whole, and then open its files.

    Args:
        requests: The path of a JSONL file, or requests as dicts.
        output: The path of the file for results, or None to keep them in memory.
        settings: The settings of the batch.

    Raises:
        ValidationError: An argument or a request is invalid. Nothing was sent or written.
        HelixAgentError: Another run writes to the output.
    """
    _check_settings(output, settings)
    source = source_of(requests, CHAT if settings.url is None else operation_at(settings.url))
    if output is None:
        journal: Journal = MemoryJournal()
    else:
        path = source.path if isinstance(source, FileSource) else None
        journal = FileJournal(output, settings.runtime.timer, path, retry_failed=settings.retry_failed)
    counts: Dict[str, int] = {}

    def check_line(line: Line) -> Optional[str]:
        problem = journal.problem_with(line)
        if line not in journal:
            counts[line.model] = counts.get(line.model, 0) + 1
        return problem

    total = check_all(source, check_line)
    journal.begin()
    return Plan(source, journal, total, counts, settings)


def _check_settings(output: Optional[Output], settings: BatchSettings) -> None:
    limit, give_up_after = settings.max_concurrency, settings.give_up_after
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= _MAX_CONCURRENCY:
        raise ValidationError(
            f"max_concurrency must be a whole number from 1 to {_MAX_CONCURRENCY}.", param="max_concurrency"
        )
    if isinstance(give_up_after, bool) or not isinstance(give_up_after, (int, float)) or not give_up_after >= 0:
        raise ValidationError("give_up_after must be a number of seconds, 0 or more.", param="give_up_after")
    if output is not None and not isinstance(output, (str, os.PathLike)):
        raise ValidationError(f"output must be a path, not {type(output).__name__}.", param="output")
    if output is not None and not Path(output).name:
        raise ValidationError("output must be the path of a file.", param="output")
    if settings.retry_failed and output is None:
        raise ValidationError("retry_failed requires the output of the run that failed.", param="retry_failed")
