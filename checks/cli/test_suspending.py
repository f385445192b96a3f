"""Tests of Ctrl-Z: the command restores the terminal for the shell, and `fg` continues the drawing."""

from __future__ import annotations

import sys

import pytest
from terminal import Terminal

from helixagent.testing import Sandbox

if not sys.platform.startswith("linux"):
    pytest.skip("the state of a process is read from /proc", allow_module_level=True)

SHOW_CURSOR, HIDE_CURSOR = b"\x1b[?25h", b"\x1b[?25l"


def cursor_is_shown(terminal: Terminal) -> bool:
    return terminal.raw.rfind(SHOW_CURSOR) > terminal.raw.rfind(HIDE_CURSOR)


@pytest.mark.parametrize("times", [1, 2])
def test_a_response_continues_after_fg(server: Sandbox, times: int) -> None:
    with Terminal("chat", "-m", "sandbox/stall:4", "Explain quantum computing", suspendable=True) as terminal:
        terminal.wait_for("Quantum computing is")
        for _ in range(times):
            terminal.press_ctrl_z()
            assert cursor_is_shown(terminal) and terminal.echoes
            assert "Quantum" not in terminal.text
            terminal.resume()
            terminal.wait_for("Quantum computing is")
            assert not cursor_is_shown(terminal)
        terminal.press_ctrl_c()
        assert terminal.end() == 130
        assert terminal.lines == ["[1]+  Stopped", "$ fg"] * times + ["Quantum computing is"]
        assert cursor_is_shown(terminal) and terminal.echoes


def test_a_bar_continues_after_fg(server: Sandbox) -> None:
    with Terminal(
        "tasks", "create", "x", "--payload", '{"sandbox_interval": 1}', "--watch", suspendable=True
    ) as terminal:
        terminal.wait_for("t1 ━", "The task has started")
        terminal.press_ctrl_z()
        assert cursor_is_shown(terminal) and terminal.echoes and "━" not in terminal.text
        terminal.resume()
        terminal.wait_for("t1 ━")
        assert terminal.end() == 0
        assert "[1]+  Stopped" in terminal.lines and "━" not in terminal.text
