"""Tests of the reasoning that `helixagent chat` shows on terminals of several kinds."""

from __future__ import annotations

from reasoning_support import DIM, SHOWN, answer, chunks
from terminal import Terminal

from helixagent.testing import Sandbox


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
