"""Let the checks use the fixtures and helpers of `tests/`, and print their measurements in the summary."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import Any, Callable

import pytest

_TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(_TESTS), *(str(_TESTS / name) for name in ("cli", "core"))]

pytest_plugins = ["shared_fixtures"]


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A function that adds a line to the summary. Other output is lost, because checks run in other processes."""
    return functools.partial(record_property, "said")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Show the measurements and why checks were skipped. `.ci/run` reads the reasons from the file `SKIPPED_CHECKS`."""
    for report in terminalreporter.stats.get("passed", []):
        for name, line in report.user_properties:
            if name == "said":
                terminalreporter.line(line)
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = sorted({report.longrepr[2].replace("Skipped: ", "", 1) for report in skipped})
    for reason in reasons:
        terminalreporter.line(f"Skipped: {reason}")
    if reasons and "SKIPPED_CHECKS" in os.environ:
        with open(os.environ["SKIPPED_CHECKS"], "a", encoding="utf-8") as file:
            file.writelines(f"{reason}\n" for reason in reasons)
