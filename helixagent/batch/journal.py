"""Where the results of a batch go, and what earlier runs have left there: two files, or the memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Union

from ..exceptions import ValidationError
from .lines import Line
from .result_file import ResultFile, results_in
from .results import BatchResult, BatchUsage, parts_of_id

Output = Union[str, "os.PathLike[str]"]


def errors_path(output: Output) -> Path:
    """Return where the failures of a batch go: `out.errors.jsonl` beside `out.jsonl`."""
    path = Path(output)
    return path.with_name(f"{path.stem}.errors{path.suffix}")


class FileJournal:
    """Good answers in one file and failures in another, as OpenAI has it.

    Nothing in the two is ever rewritten: to ask once more for what failed, the file of failures is emptied, and from
    then on those requests are as unanswered as any other.

    Args:
        output: The path of the file of good answers.
        timer: Gives seconds that never go back.
        run: The name of this run; where an earlier one has left answers, they keep its name.
        retry_failed: Whether to forget the failures of earlier runs.

    Raises:
        HelixAgentError: Another run has the files open.
        ValidationError: They cannot be opened, or are not what a batch has written.
    """

    def __init__(self, output: Output, timer: Callable[[], float], run: str, *, retry_failed: bool) -> None:
        self.run = run
        self.succeeded = self.failed = 0
        self.usage = BatchUsage()
        self._retry_failed = retry_failed
        # What was answered, by custom_id: the digest of its request.
        self._answered: Dict[str, str] = {}
        self._path, self._errors_path = Path(output), errors_path(output)
        self.where = str(self._path)
        self._is_new = not self._path.exists()
        self._matched = 0
        self._answers = ResultFile(self._path, timer, self._see)
        try:
            self._failures = ResultFile(self._errors_path, timer, (lambda _: None) if retry_failed else self._see)
        except BaseException:
            self._answers.close(remove_if_empty=self._is_new)
            raise

    def __contains__(self, line: Line) -> bool:
        return line.custom_id in self._answered

    def problem_with(self, line: Line) -> Optional[str]:
        """Return what keeps a request from standing beside the answers of earlier runs."""
        digest = self._answered.get(line.custom_id)
        if digest is None:
            return None
        self._matched += 1
        if digest == line.digest:
            return None
        return f"was changed after it was answered in {self._path.name}; give a changed request a new custom_id."

    def begin(self) -> None:
        """Begin to write, when all requests were looked at; only now is anything taken out of the files.

        Raises:
            ValidationError: There are answers to other requests than these.
        """
        strangers = len(self._answered) - self._matched
        if strangers:
            raise ValidationError(
                f"output {str(self._path)!r} has answers ({strangers}) to what is not among the requests; give another "
                "output, or the requests that it belongs to.",
                param="output",
            )
        self._is_new = False
        if self._retry_failed:
            self._failures.clear()

    def add(self, result: BatchResult) -> None:
        """Write a result."""
        (self._failures if result.error else self._answers).add(result)

    def close(self) -> None:
        """Let go of the files; one of failures without any goes away, as does one of answers if nothing was sent."""
        try:
            # While the lock on the other one is still held, so that no other run is between the two.
            self._failures.close(remove_if_empty=True)
        finally:
            self._answers.close(remove_if_empty=self._is_new)

    def results(self) -> Iterator[BatchResult]:
        """Give all results, the good ones first."""
        yield from results_in(self._path)
        yield from self.failures()

    def failures(self) -> Iterator[BatchResult]:
        """Give the results of what failed."""
        return results_in(self._errors_path)

    def _see(self, result: BatchResult) -> None:
        if result.custom_id in self._answered:
            raise ValidationError(
                f"output {str(self._path)!r} has two answers to {result.custom_id!r}.", param="output"
            )
        parts = parts_of_id(result.id)
        self._answered[result.custom_id] = parts.digest
        # An unanswered request is asked again under the key that it may have been sent with before.
        self.run = parts.run
        self.usage = self.usage.plus(result.usage)
        if result.error:
            self.failed += 1
        else:
            self.succeeded += 1


class MemoryJournal:
    """Results that stay in memory, in the order of the requests.

    Args:
        run: The name of this run.
    """

    where = "memory"
    succeeded = failed = 0
    usage = BatchUsage()

    def __init__(self, run: str) -> None:
        self.run = run
        self._places: Dict[str, int] = {}
        self._results: List[Optional[BatchResult]] = []

    def __contains__(self, line: Line) -> bool:
        return False

    def problem_with(self, line: Line) -> Optional[str]:
        """Return None: there are no earlier runs. The place of the request is remembered."""
        self._places[line.custom_id] = len(self._results)
        self._results.append(None)
        return None

    def begin(self) -> None:
        """Begin to keep results; there is nothing to do."""

    def add(self, result: BatchResult) -> None:
        """Keep a result."""
        self._results[self._places[result.custom_id]] = result

    def close(self) -> None:
        """Let the places go."""
        self._places.clear()

    def results(self) -> Iterator[BatchResult]:
        """Give all results, in the order of the requests."""
        return (result for result in self._results if result is not None)

    def failures(self) -> Iterator[BatchResult]:
        """Give the results of what failed."""
        return (result for result in self.results() if result.error)


Journal = Union[FileJournal, MemoryJournal]
