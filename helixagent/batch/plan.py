"""A batch that was checked and can run: what is still to be asked, where answers go, how far it is."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, NamedTuple, Optional, Type, Union

from .._core.options import Runtime
from ..exceptions import ValidationError
from .journal import FileJournal, Journal, MemoryJournal, Output
from .operations import CHAT, operation_at
from .outcomes import Job, Outcome
from .pace import Pace
from .progress import BatchProgress, Counter
from .schedule import Schedule, Start, Wait
from .source import FileSource, Requests, Source, check_all, lines_of, source_of
from .summary import BatchSummary, Results

_MOST_CONCURRENCY = 10_000


class BatchSettings(NamedTuple):
    """How a batch is to run.

    Attributes:
        url: What is asked for by those members of a list that do not say; None for chat completions.
        max_concurrency: How many requests may be under way at once.
        retry_failed: Whether what failed in earlier runs is asked again.
        max_retries: How often a request is tried again after a passing failure.
        runtime: Time, chance and ids.
    """

    url: Optional[str]
    max_concurrency: int
    retry_failed: bool
    max_retries: int
    runtime: Runtime


class Plan:
    """A batch that was checked; its files are open until it is closed.

    Args:
        source: The requests.
        journal: Where results go.
        total: How many requests there are.
        settings: How it is to run.
    """

    def __init__(self, source: Source, journal: Journal, total: int, settings: BatchSettings) -> None:
        runtime = settings.runtime
        self.runtime = runtime
        self.max_concurrency = settings.max_concurrency
        # What whoever runs this has to do so that it looks at the schedule anew.
        self.wake: Callable[[], Any] = lambda: None
        self._journal = journal
        self._counter = Counter(total, journal.succeeded, journal.failed, journal.usage, runtime.timer())
        self._lines = lines_of(source)
        self.schedule = Schedule(
            (line for line in self._lines if line not in journal),
            Pace(settings.max_concurrency, runtime.random),
            run=journal.run,
            max_retries=settings.max_retries,
            random=runtime.random,
            fresh=settings.retry_failed,
        )
        self._where = journal.where

    def __enter__(self) -> Plan:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        self.close()

    def next(self) -> Union[Start, Wait, None]:
        """Return what to do now; None when all is done."""
        return self.schedule.next(self.runtime.timer())

    def ended(self, job: Job, outcome: Outcome) -> Optional[BatchProgress]:
        """Take note of how a request went, and return how far the batch is if that has changed."""
        now = self.runtime.timer()
        result = self.schedule.ended(job, outcome, now)
        if result is None:
            return None
        self._journal.add(result)
        self._counter.add(result, now)
        return self.progress()

    def progress(self) -> BatchProgress:
        """Return how far the batch is."""
        now, schedule = self.runtime.timer(), self.schedule
        return self._counter.progress(
            now, in_flight=schedule.in_flight, limit=schedule.pace.limit, waiting=schedule.pace.pause(now)
        )

    def stop(self) -> None:
        """Start nothing more; what is under way is still waited for and written."""
        self.schedule.stop()
        self.wake()

    def summary(self) -> BatchSummary:
        """Return what the batch came to.

        Raises:
            HelixAgentError: What ended it before its time.
        """
        if self.schedule.failure is not None:
            raise self.schedule.failure
        counter, journal = self._counter, self._journal
        return BatchSummary(
            counter.total,
            counter.succeeded,
            counter.failed,
            counter.resumed,
            counter.usage,
            counter.progress(self.runtime.timer()).elapsed,
            Results(journal.results, self._where),
            Results(journal.failures, self._where),
        )

    def close(self) -> None:
        """Close the files."""
        self._lines.close()
        self._journal.close()


def make_plan(requests: Requests, output: Optional[Output], settings: BatchSettings) -> Plan:
    """Check a batch as a whole and open its files.

    Args:
        requests: The path of a JSONL file, or requests as dicts.
        output: The path of the file for answers; None to keep them in memory.
        settings: How it is to run.

    Raises:
        ValidationError: An argument or a request is wrong; nothing was sent.
        HelixAgentError: Another run writes to the output.
    """
    most = settings.max_concurrency
    if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= _MOST_CONCURRENCY:
        raise ValidationError(
            f"max_concurrency must be a whole number from 1 to {_MOST_CONCURRENCY}.", param="max_concurrency"
        )
    if output is not None and not isinstance(output, (str, os.PathLike)):
        raise ValidationError(f"output must be a path, not {type(output).__name__}.", param="output")
    if settings.retry_failed and output is None:
        raise ValidationError("retry_failed needs the output of the run that failed.", param="retry_failed")
    source = source_of(requests, CHAT if settings.url is None else operation_at(settings.url))
    run, timer = os.urandom(6).hex(), settings.runtime.timer
    if output is None:
        journal: Journal = MemoryJournal(run)
    else:
        if isinstance(source, FileSource) and Path(output).exists() and source.path.samefile(output):
            raise ValidationError("output must be another file than the requests.", param="output")
        journal = FileJournal(output, timer, run, retry_failed=settings.retry_failed)
    try:
        total = check_all(source, journal.problem_with)
        journal.begin()
        return Plan(source, journal, total, settings)
    except BaseException:
        journal.close()
        raise
