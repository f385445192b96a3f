"""The results of a batch and of its earlier runs, in two files or in memory."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Set, Union

from ..exceptions import ValidationError
from .lines import Line
from .result_file import ResultFile, results_in
from .results import BatchResult, BatchUsage, parts_of_id

Output = Union[str, "os.PathLike[str]"]


def errors_path(output: Output) -> Path:
    """Return the path of the failures file: `out.errors.jsonl` next to `out.jsonl`."""
    path = Path(output)
    return path.with_name(f"{path.stem}.errors{path.suffix}")


class FileJournal:
    """Results in two files: successes in the output, failures in a file next to it, as in OpenAI's batches.

    The files are append-only. To resend failed requests, the failures file is emptied, so that these requests have no
    result. Until `begin` is called, both files are only read.

    Args:
        output: The path of the file for successes.
        timer: A monotonic clock that returns seconds.
        source: The path of the requests, if they are in a file.
        retry_failed: Whether to discard the failures of earlier runs.

    Raises:
        ValidationError: The files cannot be read, were not written by a batch, or are the requests themselves.
    """

    def __init__(
        self, output: Output, timer: Callable[[], float], source: Optional[Path], *, retry_failed: bool
    ) -> None:
        self._path, self._errors_path = Path(output), errors_path(output)
        _check_distinct(self._path, self._errors_path, source)
        # All runs into this output share a run ID, so that requests keep their Idempotency-Keys.
        self.run = hashlib.sha256(os.fsencode(os.path.realpath(output))).hexdigest()[:12]
        self.location = str(self._path)
        self.succeeded = self.failed = 0
        self.usage = BatchUsage()
        self._retry_failed = retry_failed
        # The digest of each request with a result, by custom_id.
        self._digests: Dict[str, str] = {}
        # The custom_ids of discarded failures.
        self._discarded: Set[str] = set()
        self._matched = 0
        self._successes = ResultFile(self._path, timer, self._load_success)
        self._failures = ResultFile(self._errors_path, timer, self._load_failure)

    def __contains__(self, line: Line) -> bool:
        return line.custom_id in self._digests

    def problem_with(self, line: Line) -> Optional[str]:
        """Return why a request does not match the results of earlier runs, or None."""
        self._discarded.discard(line.custom_id)
        digest = self._digests.get(line.custom_id)
        if digest is None:
            return None
        self._matched += 1
        if digest == line.digest:
            return None
        return f"was changed after its result was written to {self._path.name}. Use a new custom_id for it."

    def begin(self) -> None:
        """Open the files for writing, after all requests were checked.

        Raises:
            HelixAgentError: Another run has the files open.
            ValidationError: The files contain results of other requests, or cannot be opened.
        """
        for path, unmatched in (
            (self._path, len(self._digests) - self._matched),
            (self._errors_path, len(self._discarded)),
        ):
            if unmatched:
                raise ValidationError(
                    f"output {str(path)!r} has results ({unmatched}) of requests that are missing from the input. "
                    "Choose another output, or add the missing requests.",
                    param="output",
                )
        self._successes.open()
        if self._failures.exists:
            try:
                self._failures.open()
                if self._retry_failed:
                    self._failures.clear()
            except BaseException:
                self._successes.close(remove_if_empty=True)
                raise

    def add(self, result: BatchResult) -> None:
        """Write a result."""
        (self._failures if result.error else self._successes).add(result)

    def close(self) -> None:
        """Close the files, and remove the failures file if it is empty."""
        try:
            # The lock on the other file is still held here, so that no other run can start in between.
            self._failures.close(remove_if_empty=True)
        finally:
            self._successes.close()

    def results(self) -> Iterator[BatchResult]:
        """Yield all results, successes first."""
        yield from results_in(self._path)
        yield from self.failures()

    def failures(self) -> Iterator[BatchResult]:
        """Yield the results of failed requests."""
        return results_in(self._errors_path)

    def _load_success(self, result: BatchResult) -> None:
        if result.error:
            raise ValidationError(
                f"output {str(self._path)!r} contains failures, like the failures file of a batch. Choose another "
                "output.",
                param="output",
            )
        self._remember(result)
        self.succeeded += 1

    def _load_failure(self, result: BatchResult) -> None:
        if not result.error:
            raise ValidationError(
                f"{str(self._errors_path)!r}, the failures file, contains successes, like the output of another "
                "batch. Choose another output.",
                param="output",
            )
        if self._retry_failed:
            parts_of_id(result.id)
            self._discarded.add(result.custom_id)
        else:
            self._remember(result)
            self.failed += 1

    def _remember(self, result: BatchResult) -> None:
        if result.custom_id in self._digests:
            raise ValidationError(
                f"output {str(self._path)!r} has two results for {result.custom_id!r}.", param="output"
            )
        self._digests[result.custom_id] = parts_of_id(result.id).digest
        self.usage = self.usage.plus(result.usage)


class MemoryJournal:
    """Results that stay in memory, in the order of the requests. Each run has new Idempotency-Keys."""

    location = "memory"
    succeeded = failed = 0
    usage = BatchUsage()

    def __init__(self) -> None:
        self.run = os.urandom(6).hex()
        self._positions: Dict[str, int] = {}
        self._results: List[Optional[BatchResult]] = []

    def __contains__(self, line: Line) -> bool:
        return False

    def problem_with(self, line: Line) -> Optional[str]:
        """Return None, because there are no earlier runs. The position of the request is remembered."""
        self._positions[line.custom_id] = len(self._results)
        self._results.append(None)
        return None

    def begin(self) -> None:
        """Do nothing: results in memory need no preparation."""

    def add(self, result: BatchResult) -> None:
        """Keep a result."""
        self._results[self._positions[result.custom_id]] = result

    def close(self) -> None:
        """Discard the positions."""
        self._positions.clear()

    def results(self) -> Iterator[BatchResult]:
        """Yield all results, in the order of the requests."""
        return (result for result in self._results if result is not None)

    def failures(self) -> Iterator[BatchResult]:
        """Yield the results of failed requests."""
        return (result for result in self.results() if result.error)


Journal = Union[FileJournal, MemoryJournal]


def _check_distinct(output: Path, errors: Path, source: Optional[Path]) -> None:
    """Check that the files of a batch are different files, even if they are links."""
    if source is not None:
        for path, name in ((output, "output"), (errors, "the failures file")):
            if path.exists() and path.samefile(source):
                raise ValidationError(
                    f"output must not be the file of the requests: {name}, {str(path)!r}, is the same file as "
                    f"{str(source)!r}.",
                    param="output",
                )
    if output.exists() and errors.exists() and output.samefile(errors):
        raise ValidationError(
            f"output {str(output)!r} and the failures file, {str(errors)!r}, are the same file.", param="output"
        )
