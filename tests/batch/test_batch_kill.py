"""Test that a killed batch continues. `checks/test_batch_kill.py` kills one at thirty random moments."""

from __future__ import annotations

from pathlib import Path

from batch_kill_support import start_batch
from batch_support import asked, line, whole_ids, write_lines
from stream_support import eventually

from helixagent import HelixAgent
from helixagent.testing import Sandbox


def test_a_killed_batch_continues_without_repeating_requests(sandbox: Sandbox, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    answered = [f"r{number}" for number in range(10)]
    hanging = [line(number, "sandbox/hang") for number in range(10, 14)]
    requests = write_lines(tmp_path / "in.jsonl", *[line(number) for number in range(10)], *hanging)
    process = start_batch(sandbox, requests, output)
    eventually(lambda: len(sandbox.requests) == 14 and sorted(whole_ids(output)) == answered)
    process.kill()
    process.communicate()
    write_lines(requests, *[line(number) for number in range(14)])
    with HelixAgent(base_url=sandbox.base_url) as client:
        summary = client.batch.run(requests, output)
    assert (summary.succeeded, summary.failed) == (14, 0)
    assert sorted(asked(sandbox, 14)) == ["r10", "r11", "r12", "r13"]
    assert len(whole_ids(output)) == len(set(whole_ids(output))) == 14
