"""Tests of the reasoning that `helixagent chat` shows on a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List

import pytest
from cli_support import ran
from terminal import Terminal

from helixagent.testing import Sandbox

REASONING = ["\nFirst line.\nSecond ", "line: \x1b[31mred\x9b2J.\n\n", "After a gap", " it ends.\n\n"]
SHOWN = "First line.\nSecond line: \\x1b[31mred\\x9b2J.\n\nAfter a gap it ends.\n\n"
DIM = b"\x1b[2m"


def chunks(*deltas: Dict[str, str]) -> List[Dict[str, Any]]:
    made = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    ends = {"index": 0, "delta": {}, "finish_reason": "stop"}
    return [{"id": "c", "object": "chat.completion.chunk", "choices": [choice]} for choice in [*made, ends]]


def answer(name: str = "reasoning_content") -> List[Dict[str, Any]]:
    return chunks(*({name: text} for text in REASONING), {"content": "The **answer**.\n\n"}, {"content": "Its end."})


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_reasoning_is_dimmed_above_the_response(server: Sandbox, name: str) -> None:
    server.reply(chunks=answer(name))
    with Terminal("chat", "hi") as terminal:
        assert terminal.end() == 0
        assert terminal.text == SHOWN + "The answer.\n\nIts end."
        assert DIM + b"First line." in terminal.raw
        assert DIM + b"The" not in terminal.raw
        assert b"\x1b[31m" not in terminal.raw and b"\xc2\x9b" not in terminal.raw


def test_reasoning_is_shown_before_the_response_arrives(server: Sandbox) -> None:
    server.reply(chunks=answer(), fault="stall:3")
    with Terminal("chat", "hi") as terminal:
        terminal.wait_for("Second line", "After a gap")
        terminal.press_ctrl_c()
        assert terminal.end() != 0
        assert terminal.text.startswith(SHOWN.strip()[: -len(" it ends.")])


def test_reasoning_between_texts_keeps_its_position(server: Sandbox) -> None:
    server.reply(chunks=chunks({"content": "One."}, {"reasoning": "Hm."}, {"content": "Two."}))
    with Terminal("chat", "hi") as terminal:
        assert terminal.end() == 0
        assert terminal.text == "One.\n\nHm.\n\nTwo."


def test_a_response_may_contain_only_reasoning(server: Sandbox) -> None:
    server.reply(chunks=chunks({"reasoning": "Hm."}))
    with Terminal("chat", "hi") as terminal:
        assert terminal.end() == 0
        assert terminal.text == "Hm."


def test_no_reasoning_is_shown_if_the_option_hides_it(server: Sandbox) -> None:
    server.reply(chunks=answer())
    with Terminal("chat", "--no-reasoning", "hi") as terminal:
        assert terminal.end() == 0
        assert terminal.text == "The answer.\n\nIts end."


def test_a_terminal_that_cannot_redraw_shows_plain_reasoning(server: Sandbox) -> None:
    server.reply(chunks=answer())
    with Terminal("chat", "hi", TERM="dumb") as terminal:
        assert terminal.end() == 0
        assert terminal.text == "\n" + SHOWN + "\nThe **answer**.\n\nIts end."
        assert DIM not in terminal.raw


def test_a_pipe_and_a_file_only_contain_the_response(server: Sandbox, tmp_path: Path) -> None:
    server.reply(chunks=answer(), times=2)
    assert ran("chat", "hi").out == "The **answer**.\n\nIts end.\n"
    file = tmp_path / "answer.txt"
    with Terminal("chat", "hi", output=file) as terminal:
        assert terminal.end() == 0
        assert terminal.text == ""
    assert file.read_text() == "The **answer**.\n\nIts end.\n"


def test_reasoning_is_shown_in_a_conversation_and_not_sent_back(server: Sandbox) -> None:
    server.reply(chunks=chunks({"reasoning_content": "Hm."}, {"content": "One."}))
    server.reply(chunks=chunks({"content": "Two."}))
    with Terminal("chat") as terminal:
        terminal.wait_for("/help")
        terminal.type("first\n")
        terminal.wait_for("Hm.", "One.")
        terminal.type("second\n")
        terminal.wait_for("Two.")
        terminal.type("/exit\n")
        assert terminal.end() == 0
    sent = server.requests[-1].json()["messages"]
    assert [message["content"] for message in sent] == ["first", "One.", "second"]
    assert all(set(message) == {"role", "content"} for message in sent)
