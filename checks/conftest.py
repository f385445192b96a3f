"""Lets the checks use what the tests share, and say at the end what they have measured or could not do."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any, Callable

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """What takes a line for the summary; what a check prints is lost in the process that runs it."""
    return functools.partial(record_property, "said")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Show what was said."""
    for report in terminalreporter.stats.get("passed", []):
        for name, line in report.user_properties:
            if name == "said":
                terminalreporter.line(line)
