"""Tests of the reasoning that `helixagent chat` shows on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_support import ran
from reasoning_support import DIM, SHOWN, answer
from terminal import Terminal

from helixagent.testing import Sandbox


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_reasoning_is_dimmed_above_the_response(server: Sandbox, name: str) -> None:
    server.reply(chunks=answer(name))
    with Terminal("chat", "hi") as terminal:
        assert terminal.end() == 0
        assert terminal.text == SHOWN + "The answer.\n\nIts end."
        assert DIM + b"First line." in terminal.raw
        assert DIM + b"The" not in terminal.raw
        assert b"\x1b[31m" not in terminal.raw and b"\xc2\x9b" not in terminal.raw


def test_a_pipe_and_a_file_only_contain_the_response(server: Sandbox, tmp_path: Path) -> None:
    server.reply(chunks=answer(), times=2)
    assert ran("chat", "hi").out == "The **answer**.\n\nIts end.\n"
    file = tmp_path / "answer.txt"
    with Terminal("chat", "hi", output=file) as terminal:
        assert terminal.end() == 0
        assert terminal.text == ""
    assert file.read_text() == "The **answer**.\n\nIts end.\n"
