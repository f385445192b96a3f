"""The result of a batch."""

from __future__ import annotations

from typing import Callable, Iterable, Iterator, NamedTuple, Optional, Tuple

from .model_queue import SlowModel
from .results import BatchResult, BatchUsage


class Results(Iterable[BatchResult]):
    """Results that can be iterated over repeatedly. If they are in files, each iteration reads the files."""

    def __init__(self, read: Callable[[], Iterator[BatchResult]], location: str) -> None:
        self._read = read
        self._location = location

    def __iter__(self) -> Iterator[BatchResult]:
        return self._read()

    def __repr__(self) -> str:
        return f"<results in {self._location}>"


class BatchSummary(NamedTuple):
    """The result of a batch, including all earlier runs into the same files.

    Attributes:
        total: The number of requests.
        succeeded: The number of successes.
        failed: The number of failures.
        resumed: The number of results from earlier runs.
        usage: The tokens of all responses.
        elapsed: Seconds that this run took.
        results: All results. Without an output file, they are in the order of the requests. Otherwise
            they are read from the two files, in the order in which they were written.
        failures: The results of failed requests. `error.code` and `error.message` contain the reason.
        stopped: Why requests are left for another run: `"unreachable"` if the server could not be reached,
            `"unavailable"` if a model refused everything for `give_up_after` seconds, `"interrupted"` after Ctrl-C in
            the command. None if all requests have a result.
        slow: The models that refused requests in this run, sorted by the number of refusals, highest first.
    """

    total: int
    succeeded: int
    failed: int
    resumed: int
    usage: BatchUsage
    elapsed: float
    results: Iterable[BatchResult]
    failures: Iterable[BatchResult]
    stopped: Optional[str] = None
    slow: Tuple[SlowModel, ...] = ()
