"""Tests of the command on a terminal: a response, a conversation and a login.

`checks/cli/test_terminal.py` has the other tests.
"""

from __future__ import annotations

from support import KEY
from terminal import Terminal

from helixagent.cli.config import Config, config_path, read_config
from helixagent.testing import Sandbox

SHOW_CURSOR, HIDE_CURSOR = b"\x1b[?25h", b"\x1b[?25l"


def test_ctrl_c_during_a_stream_keeps_the_text_and_restores_the_terminal(server: Sandbox) -> None:
    with Terminal("chat", "-m", "sandbox/stall:4", "Explain quantum computing") as terminal:
        terminal.wait_for("Quantum computing is")
        terminal.press_ctrl_c()
        assert terminal.end() == 130
        assert terminal.lines == ["Quantum computing is"]
        assert terminal.raw.rfind(SHOW_CURSOR) > terminal.raw.rfind(HIDE_CURSOR)
        assert terminal.echoes


def test_a_conversation(server: Sandbox) -> None:
    with Terminal("chat", "-s", "Be brief.") as terminal:
        terminal.wait_for("/help for help", "\n>")
        terminal.type("hello\n")
        terminal.wait_for("What would you like to try?\n>")
        terminal.type("/model qwen-max\n")
        terminal.wait_for("Now using qwen-max")
        terminal.type("a \\\nstory\n")
        terminal.wait_for("The tests loved it for that.\n>")
        asked = server.requests[-1].json()
        terminal.type("/new\n")
        terminal.wait_for("Started a new conversation.")
        terminal.type("capital of France\n")
        terminal.wait_for("Paris is the capital of France.\n>")
        terminal.type("\x04")
        assert terminal.end() == 0
    assert asked["model"] == "qwen-max"
    assert [message["role"] for message in asked["messages"]] == ["system", "user", "assistant", "user"]
    assert asked["messages"][1:] == [
        {"role": "user", "content": "hello"},
        {"role": "assistant", "content": "Hello! I am the HelixAgent sandbox. What would you like to try?"},
        {"role": "user", "content": "a \nstory"},
    ]
    assert len(server.requests[-1].json()["messages"]) == 2


def test_login_does_not_show_the_key(server: Sandbox) -> None:
    with Terminal("login", columns=200) as terminal:
        terminal.wait_for("API key:")
        # If the echo were on, the terminal would show a key that is pasted immediately.
        assert not terminal.echoes
        terminal.type("\n")
        terminal.wait_for("API key:\nAPI key:")
        terminal.type(KEY + "\n")
        assert terminal.end() == 0
        assert "The key works (10 models)" in terminal.text
        assert KEY.encode() not in terminal.raw
    assert read_config(config_path()) == Config(server.base_url, KEY, False)
