"""Where the benchmarks are, and the interpreter of the environment that `make checks` makes for them beside its own."""

from __future__ import annotations

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
# BENCH in the Makefile: without what the tests need.
PYTHON = Path(f"{sys.prefix}-bench", "bin", "python")
