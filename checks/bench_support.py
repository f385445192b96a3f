"""The location of the benchmarks, and the interpreter of their environment, which `make checks` creates."""

from __future__ import annotations

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
# BENCH in the Makefile: an environment without the dependencies of the tests.
PYTHON = Path(f"{sys.prefix}-bench", "bin", "python")
