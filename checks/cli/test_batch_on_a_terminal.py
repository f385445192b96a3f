"""Tests of a batch that the command runs on a terminal."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import List

import pytest
from batch_support import line, whole_ids, write_lines
from cli_support import started_batch, wait_for_requests
from terminal import Terminal

from helixagent.cli import failures
from helixagent.testing import Sandbox


def test_a_second_ctrl_c_does_not_wait(server: Sandbox, tmp_path: Path) -> None:
    requests = write_lines(tmp_path / "in.jsonl", line(0), *[line(number, "sandbox/hang") for number in range(1, 9)])
    output = tmp_path / "out.jsonl"
    process = started_batch(requests, output)
    wait_for_requests(server, 5, process)
    os.kill(process.pid, signal.SIGINT)
    assert process.stderr is not None
    said: List[str] = []
    while not said or "Waiting for requests in flight" not in said[-1]:
        said.append(process.stderr.readline())
    os.kill(process.pid, signal.SIGINT)
    err = process.communicate(timeout=60)[1]
    assert process.returncode == failures.INTERRUPTED
    assert "run the same command again to continue" in err and "Traceback" not in err
    assert whole_ids(output) == ["r0"] and output.read_bytes().endswith(b"\n")


@pytest.mark.parametrize("columns", [110, 50])
def test_a_terminal_shows_a_bar_that_disappears_at_the_end(columns: int, server: Sandbox, tmp_path: Path) -> None:
    lines = [line(0), line(1), line(2, "sandbox/400"), line(3, "sandbox/rate-limit:1x1"), line(4, "sandbox/hang")]
    requests = write_lines(tmp_path / "in.jsonl", *lines)
    with Terminal("batch", str(requests), str(tmp_path / "out.jsonl"), "-c", "4", columns=columns) as terminal:
        terminal.wait_for("━", " 3/5 ", "1 failed", "waiting 1 s")
        terminal.wait_for(" 4/5 ")
        assert ("tokens/s" in terminal.text) is (columns > 80)
        terminal.press_ctrl_c()
        terminal.wait_for("Waiting for requests in flight. Press Ctrl-C again")
        terminal.press_ctrl_c()
        assert terminal.end() == failures.INTERRUPTED
        assert "run the same command again to continue." in terminal.text
        assert "4/5" not in terminal.text and "━" not in terminal.text
    assert sorted(whole_ids(tmp_path / "out.jsonl")) == ["r0", "r1", "r3"]
