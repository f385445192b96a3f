"""The benchmarks run, with every peer and every scenario; how fast is no test's affair."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# `make checks` makes an environment for them beside its own (BENCH in the Makefile), without what the tests need.
PYTHON = Path(f"{sys.prefix}-bench", "bin", "python")


def test_every_row_is_measured() -> None:
    command = [str(PYTHON), str(ROOT / "benchmarks" / "run.py"), "--smoke"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert [line for line in done.stdout.splitlines() if "not measured" in line] == []
    for heading in ("## What is asked", "## CPU time", "## Time on the clock", "## Memory and modules"):
        assert heading in done.stdout
