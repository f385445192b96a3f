"""Tests of blocks of text that are pasted into a conversation on a terminal."""

from __future__ import annotations

from typing import List

import pytest
from terminal import Terminal

from helixagent.testing import Sandbox

ANSWER = [
    {"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "Understood."}}]}
]


BLOCK = "Explain this:\n\n/etc/hosts\n    indented\nlast line"


def questions_after(sandbox: Sandbox, *typed: str) -> List[str]:
    """Type or paste texts at the prompt of a conversation, and return the questions that were sent."""
    sandbox.reply(chunks=ANSWER, times=5)
    with Terminal("chat") as terminal:
        terminal.wait_for("\n>")
        for text in typed:
            terminal.type(text)
        terminal.wait_for("Understood.")
        terminal.type("/exit\n")
        assert terminal.end() == 0
    return [request.json()["messages"][-1]["content"] for request in sandbox.requests]


@pytest.mark.parametrize("end", ["\n", "\\\n\n"])
def test_a_pasted_block_is_one_question(server: Sandbox, end: str) -> None:
    assert questions_after(server, BLOCK + end) == [BLOCK]


def test_a_pasted_block_that_begins_with_a_slash_is_not_a_command(server: Sandbox) -> None:
    assert questions_after(server, "/exit\nis a command\n") == ["/exit\nis a command"]


def test_a_block_that_the_terminal_marks_as_pasted_waits_for_enter(server: Sandbox) -> None:
    readline = pytest.importorskip("readline")
    if "libedit" in (readline.__doc__ or ""):
        pytest.skip("libedit does not support bracketed paste")
    assert questions_after(server, "\x1b[200~one\ntwo\x1b[201~", " three\n") == ["one\ntwo three"]
