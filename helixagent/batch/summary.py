"""What a batch came to."""

from __future__ import annotations

from typing import Callable, Iterable, Iterator, NamedTuple

from .results import BatchResult, BatchUsage


class Results(Iterable[BatchResult]):
    """Results that can be gone through as often as one likes; those in files are read anew each time."""

    def __init__(self, read: Callable[[], Iterator[BatchResult]], where: str) -> None:
        self._read = read
        self._where = where

    def __iter__(self) -> Iterator[BatchResult]:
        return self._read()

    def __repr__(self) -> str:
        return f"<results in {self._where}>"


class BatchSummary(NamedTuple):
    """What a batch came to, with all earlier runs into the same files.

    Attributes:
        total: How many requests it has.
        succeeded: How many have a good answer.
        failed: How many failed for good.
        resumed: How many of these were answered by earlier runs.
        usage: The tokens of all answers.
        elapsed: Seconds that this run took.
        results: All results. Without an output file, in the order of the requests; else those of the two files, as
            they came.
        failures: The results of what failed; `error.code` and `error.message` say why.
    """

    total: int
    succeeded: int
    failed: int
    resumed: int
    usage: BatchUsage
    elapsed: float
    results: Iterable[BatchResult]
    failures: Iterable[BatchResult]
