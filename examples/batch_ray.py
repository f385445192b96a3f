"""Run a batch on a Ray cluster. Ray Data distributes the lines to actors, each with a separate client.

Run it with `pip install 'ray[data]' helixagent-sdk` and HELIXAGENT_API_KEY set: `python examples/batch_ray.py in.jsonl
out.jsonl`. All lines are checked before the first one is sent. Successes go to out.jsonl, failures to out.errors.jsonl,
as with `client.batch.run`. Run it again to send the lines without a result. If an actor is killed, Ray gives its lines
to another one.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any, Dict, List

import ray

from helixagent import HelixAgent
from helixagent.batch.journal import FileJournal
from helixagent.batch.lines import Line
from helixagent.batch.results import decode_result
from helixagent.batch.source import FileSource, check_all, lines_of

ACTORS = 2
LINES_AT_ONCE = 16


class Ask:
    """An actor that sends lines. Ray creates one on each worker and keeps its connections between blocks."""

    def __init__(self) -> None:
        self.client = HelixAgent()

    def __call__(self, block: Dict[str, Any]) -> Dict[str, List[str]]:
        """Send a block of lines. Lines that could not be sent have no result."""
        lines = [json.loads(text) for text in block["line"]]
        results = self.client.batch.run(lines, max_concurrency=LINES_AT_ONCE).results
        return {"result": [json.dumps(result.to_dict()) for result in results]}


def as_text(line: Line) -> str:
    """Return a line as JSON."""
    url = line.operation.url
    return json.dumps({"custom_id": line.custom_id, "method": "POST", "url": url, "body": line.body})


def main(requests: str, output: str) -> None:
    """Send the lines of one file, and write the results to another one."""
    source = FileSource(requests)
    # This rejects an output that contains anything other than the results of these requests.
    journal = FileJournal(output, time.monotonic, source.path, retry_failed=False)
    total = check_all(source, journal.problem_with)
    left = [{"line": as_text(line)} for line in lines_of(source) if line not in journal]
    ray.data.DataContext.get_current().enable_progress_bars = sys.stderr.isatty()
    results = ray.data.from_items(left, override_num_blocks=max(1, len(left) // LINES_AT_ONCE)).map_batches(
        Ask, batch_size=LINES_AT_ONCE, concurrency=ACTORS, num_cpus=1
    )
    written = failed = 0
    journal.begin()
    try:
        for row in results.iter_rows() if left else ():
            result = decode_result(row["result"].encode())
            journal.add(result)
            written += 1
            failed += result.error is not None
    finally:
        journal.close()
    print(f"{total - len(left)} were already done, {written} were sent, {failed} of them failed")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
