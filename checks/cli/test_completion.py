"""Tests of the completions that a shell gets from the command."""

from __future__ import annotations

import pytest
from cli_support import spawn


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [
        ("helixagent ta", "1", "plain,tasks\n"),
        ("helixagent tasks w", "2", "plain,watch\n"),
        ("helixagent models --out", "2", "plain,--output\n"),
        ("helixagent models -o j", "3", "plain,json\n"),
    ],
)
def test_the_shell_gets_the_possible_completions(line: str, place: str, expected: str) -> None:
    done = spawn(_HELIXAGENT_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=place)
    assert done.stdout.decode() == expected
