"""Check the demo in a terminal: in color if rich is installed, and without color if NO_COLOR is set."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

DEMO = Path(__file__).resolve().parents[1] / "examples" / "demo.py"
WITHOUT_RICH = f"import runpy, sys; sys.modules['rich.console'] = None; runpy.run_path({str(DEMO)!r}, None, '__main__')"


def in_terminal(*arguments: str, **variables: str) -> str:
    """Run Python in a terminal and return what it prints."""
    ours, theirs = pty.openpty()
    environment: Dict[str, str] = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **variables}
    for name in {"NO_COLOR", "FORCE_COLOR"} - set(variables):
        environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 65536):
            shown += block
    except OSError:  # Linux reports the end of a terminal as an error.
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0, shown.decode()
    return shown.decode().replace("\r\n", "\n")


def test_headings_and_code_have_colors() -> None:
    shown = in_terminal(str(DEMO))
    assert re.search(r"\x1b\[[\d;]*36m1\. Ask a question\x1b\[0m \x1b\[36m──", shown)
    assert re.search(r"\x1b\[[\d;]*m[^\n\x1b]*helixagent-ensemble", shown)
    # The output of a step is not colored.
    assert "\nParis is the capital of France.\n" in shown


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [([str(DEMO)], {"NO_COLOR": "1"}), ([str(DEMO)], {"TERM": "dumb"}), (["-c", WITHOUT_RICH], {})],
    ids=["NO_COLOR", "dumb", "without rich"],
)
def test_plain_text_if_colors_are_disabled_or_impossible(arguments: list[str], variables: Dict[str, str]) -> None:
    shown = in_terminal(*arguments, **variables)
    assert "\x1b" not in shown
    assert "\n1. Ask a question\n-----------------\n    response = client.chat" in shown
    assert "\nParis is the capital of France.\n" in shown
