"""Check that the memory of a batch does not grow with the number of lines, except for the set of their IDs."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path
from typing import Any, Optional, Tuple

from batch_support import line, write_lines

from helixagent import Runtime
from helixagent.batch.outcomes import Job, Outcome, Verdict
from helixagent.batch.plan import BatchSettings, make_plan
from helixagent.batch.results import BatchResult
from helixagent.batch.run import run_batch

PROMPT = "word " * 400


class Echo:
    """An engine that responds immediately with the prompt, so that only the batch itself uses memory."""

    def __init__(self) -> None:
        self._ended: Any = []

    def start(self, job: Job) -> None:
        body = {"text": job.line.body["messages"][0]["content"] + "!"}
        result = BatchResult(job.id, job.line.custom_id, 200, None, body)
        self._ended.append((job, Outcome(Verdict.DONE, result)))

    def wait(self, seconds: Optional[float]) -> Tuple[Job, Outcome]:
        ended: Tuple[Job, Outcome] = self._ended.pop()
        return ended

    def wake(self) -> None:
        """Do nothing, because nobody waits."""

    def close(self) -> None:
        """Do nothing, because there is nothing to close."""


def peak(requests: Path, output: Path, total: int) -> int:
    """Return the peak memory of a run in bytes."""
    settings = BatchSettings(None, 32, False, 2, Runtime())
    gc.collect()
    tracemalloc.start()
    summary = run_batch(make_plan(requests, output, settings), lambda job: None, engine=Echo())  # type: ignore[arg-type, return-value]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert summary.succeeded == total
    return most


def test_memory_is_flat_apart_from_the_ids(tmp_path: Path) -> None:
    def lines(count: int) -> Path:
        prompt = [{"role": "user", "content": PROMPT}]
        return write_lines(tmp_path / f"{count}.jsonl", *[line(number, messages=prompt) for number in range(count)])

    few, many = 200, 2000
    small, large = lines(few), lines(many)
    # The first run includes the cost of loading modules.
    peak(small, tmp_path / "warm.jsonl", few)
    least, most = (peak(path, tmp_path / f"out-{path.name}", count) for path, count in ((small, few), (large, many)))
    content = large.stat().st_size - small.stat().st_size
    per_line = (most - least) / (many - few)
    # This is the string of the ID and its entry in the set. The line itself has two thousand bytes.
    assert per_line < 200 < content / (many - few) / 5
    # If all results exist already, a run keeps the IDs and their digests.
    assert (peak(large, tmp_path / f"out-{large.name}", many) - least) / (many - few) < 600
