"""A batch on a Ray cluster: Ray Data spreads the lines over actors, each of which has a client of its own.

Run it with `pip install 'ray[data]' helixagent-sdk` and HELIXAGENT_API_KEY set: `python examples/batch_ray.py in.jsonl
out.jsonl`. Run again, it asks only what has no answer in out.jsonl yet. An actor that is killed loses nothing: Ray
gives its lines to another one.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Dict, List, Set

import ray

from helixagent import HelixAgent

ACTORS = 2
LINES_AT_ONCE = 16


class Ask:
    """Answers lines; Ray makes one on each worker, which keeps its connections from block to block."""

    def __init__(self) -> None:
        self.client = HelixAgent()

    def __call__(self, block: Dict[str, Any]) -> Dict[str, List[str]]:
        """Answer a block of lines."""
        lines = [json.loads(text) for text in block["line"]]
        results = self.client.batch.run(lines, max_concurrency=LINES_AT_ONCE).results
        return {"result": [json.dumps(result.to_dict()) for result in results]}


def answered(path: str) -> Set[str]:
    """The ids of the lines that have their answer; a last line that was cut short is cut off."""
    if not os.path.exists(path):
        return set()
    with open(path, "rb+") as file:
        whole = file.read().rpartition(b"\n")[0]
        file.truncate(len(whole) + 1 if whole else 0)
    return {json.loads(text)["custom_id"] for text in whole.splitlines()}


def main(requests: str, output: str) -> None:
    """Answer the lines of one file into another one."""
    done = answered(output)
    with open(requests, encoding="utf-8") as file:
        left = [{"line": text} for text in file if text.strip() and json.loads(text)["custom_id"] not in done]
    ray.data.DataContext.get_current().enable_progress_bars = sys.stderr.isatty()
    results = ray.data.from_items(left, override_num_blocks=max(1, len(left) // LINES_AT_ONCE)).map_batches(
        Ask, batch_size=LINES_AT_ONCE, concurrency=ACTORS, num_cpus=1
    )
    failed = 0
    with open(output, "a", encoding="utf-8") as file:
        for row in results.iter_rows() if left else ():
            file.write(row["result"] + "\n")
            file.flush()
            failed += json.loads(row["result"])["error"] is not None
    print(f"{len(done)} were there, {len(left)} asked, {failed} of them failed")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
