"""Run a batch in a process that is killed at random moments and restarted until it finishes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, List

from batch_support import asked, line, whole_ids, write_lines
from support import ROOT

from helixagent.testing import Sandbox

CONCURRENCY = 8
RUN = """
import sys
from helixagent import HelixAgent
client = HelixAgent(base_url=sys.argv[1])
summary = client.batch.run(sys.argv[2], sys.argv[3], max_concurrency=int(sys.argv[4]))
print(summary.succeeded, summary.failed)
client.close()
"""


def killed_until_done(folder: Path, *, lines: int, most_between_kills: int, seed: int) -> int:
    """Run a batch to its end in spite of kills, and check that each line gets one result and is not sent again
    afterwards.

    Args:
        folder: The folder for its files.
        lines: The number of lines. One in forty of them fails permanently and must not be sent again either.
        most_between_kills: The maximum number of requests of a run before it is killed.
        seed: The seed for the moments at which it is killed.

    Returns:
        The number of kills.
    """
    chance = random.Random(seed)
    output, errors = folder / "out.jsonl", folder / "out.errors.jsonl"
    models = ["sandbox/400" if number % 40 == 7 else None for number in range(lines)]
    requests = write_lines(folder / "in.jsonl", *[line(number, model) for number, model in enumerate(models)])
    kills, shown = 0, ""
    with Sandbox(keep=100_000) as sandbox:
        while not shown:
            answered, since = set(whole_ids(output, errors)), len(sandbox.requests)
            process = start_batch(sandbox, requests, output)
            _wait_for(sandbox, since + chance.randrange(1, most_between_kills), process)
            # The kill can happen at any point between two requests, even while a result is written.
            time.sleep(chance.random() * 0.004)
            process.kill()
            shown = process.communicate()[0]
            kills += process.returncode != 0
            assert not answered & set(asked(sandbox, since)), "a line with a result was sent again"
            now = whole_ids(output, errors)
            assert answered <= set(now) and len(now) == len(set(now))
        all_asked: List[str] = asked(sandbox)
    failed = sum(model is not None for model in models)
    assert shown.split() == [str(lines - failed), str(failed)]
    names = {f"r{number}" for number in range(lines)}
    assert len(whole_ids(output, errors)) == lines and set(whole_ids(output, errors)) == names == set(all_asked)
    # Only requests that were in flight at a kill are repeated.
    assert len(all_asked) - lines <= kills * CONCURRENCY
    print(f"{kills} kills; {len(all_asked) - lines} lines were in flight at them and sent again; {lines} answered")
    return kills


def _wait_for(sandbox: Sandbox, count: int, process: Any) -> None:
    while len(sandbox.requests) < count and process.poll() is None:
        time.sleep(0.001)


def start_batch(sandbox: Sandbox, requests: Path, output: Path) -> Any:
    """Start a batch in a separate process."""
    arguments = [sandbox.base_url, str(requests), str(output), str(CONCURRENCY)]
    command = [sys.executable, "-W", "error", "-c", RUN, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
