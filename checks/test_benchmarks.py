"""Check that the benchmarks run with every peer and every scenario, without checking the speed."""

from __future__ import annotations

import subprocess

from bench_support import BENCHMARKS, PYTHON


def test_every_row_is_measured() -> None:
    command = [str(PYTHON), str(BENCHMARKS / "run.py"), "--smoke"]
    done = subprocess.run(command, cwd=BENCHMARKS.parent, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert [line for line in done.stdout.splitlines() if "not measured" in line] == []
    for heading in ("## Goals", "## CPU time", "## Wall-clock time", "## Memory and modules"):
        assert heading in done.stdout
