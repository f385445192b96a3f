"""Tests of the command on terminals of several widths: its drawings, the final screen, and how it ends."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest
from cli_support import environment
from terminal import Terminal

from helixagent.cli.config import config_path, save
from helixagent.testing import Sandbox

MARKDOWN = """# Title

Some **bold** text with `code` and [a link](https://x.example/y).

1. one
2. two

| A | B |
|---|---|
| 1 | 2 |

```python
x = 1
```

> A quotation with \x1b[31mraw\x9b2J bytes, &#x202e;named ones, and [markup].
"""
DRAWN = """Title

Some bold text with code and a link (https://x.example/y).

 1 one
 2 two

 A  B
 ────
 1  2

 x = 1

▌ A quotation with \\x1b[31mraw\\x9b2J bytes, \ufffdnamed ones, and [markup]."""

SHOW_CURSOR, HIDE_CURSOR = b"\x1b[?25h", b"\x1b[?25l"


def chunks(*texts: str) -> List[Dict[str, Any]]:
    """Return the chunks of a streamed response."""
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1703123456, "model": "m"}
    made = [{**head, "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]} for text in texts]
    return [*made, {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}]


def pieces_of(text: str) -> List[str]:
    """Split a text into chunks of a few characters."""
    return [text[at : at + 7] for at in range(0, len(text), 7)]


def squeezed(text: str) -> str:
    """Return a drawn text without spaces that depend on the version of rich."""
    return re.sub(r"\n\n+", "\n\n", "\n".join(line.rstrip() for line in text.strip("\n").splitlines()))


# --- chat


def test_markdown_is_drawn_without_remnants(server: Sandbox) -> None:
    server.reply(chunks=chunks(*pieces_of(MARKDOWN)))
    with Terminal("chat", "hi") as terminal:
        assert terminal.end() == 0
        assert squeezed(terminal.text) == DRAWN
        assert b"\x1b[31m" not in terminal.raw and b"\xc2\x9b" not in terminal.raw
        assert terminal.raw.rfind(SHOW_CURSOR) > terminal.raw.rfind(HIDE_CURSOR)


def test_markdown_in_one_chunk_looks_the_same(server: Sandbox) -> None:
    message = {"role": "assistant", "content": MARKDOWN}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    server.reply(json={"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
    with Terminal("vision", "https://x.example/a.png") as terminal:
        assert terminal.end() == 0
        assert squeezed(terminal.text) == DRAWN


def test_the_start_of_a_long_response_is_in_the_scrollback(server: Sandbox) -> None:
    paragraphs = [f"Paragraph {number}." for number in range(1, 31)]
    code = "```\n" + "\n".join(f"line {number}" for number in range(1, 31)) + "\n```"
    server.reply(chunks=chunks(*pieces_of("\n\n".join([*paragraphs, code]))))
    with Terminal("chat", "hi", rows=10, columns=40) as terminal:
        assert terminal.end() == 0
        lines = [line.strip() for line in terminal.lines if line.strip()]
        assert lines == [*paragraphs, *(f"line {number}" for number in range(1, 31))]


def test_the_vote_is_below_the_response(server: Sandbox) -> None:
    with Terminal("ensemble", "hi") as terminal:
        assert terminal.end() == 0
        assert terminal.lines[0].startswith("Hello!")
        assert [line.split()[0] for line in terminal.lines[2:]] == [
            "Strategy",
            "Confidence",
            "Selected",
            "Scores",
            "Providers",
        ]


def test_a_dumb_terminal_shows_plain_text_without_control_characters(server: Sandbox) -> None:
    server.reply(chunks=chunks("**a**\x1b[31m\n"))
    with Terminal("chat", "hi", TERM="dumb") as terminal:
        assert terminal.end() == 0
        assert terminal.raw == b"**a**\\x1b[31m\r\n"


def test_no_colors_if_they_are_disabled(server: Sandbox) -> None:
    with Terminal("models", "-o", "json", NO_COLOR="1") as terminal:
        assert terminal.end() == 0
        assert not re.search(rb"\x1b\[[0-9;]*3[0-9]", terminal.raw)


def test_ctrl_c_before_the_response(server: Sandbox) -> None:
    with Terminal("chat", "-m", "sandbox/hang", "hi") as terminal:
        terminal.wait_for("waiting for the response")
        terminal.press_ctrl_c()
        assert terminal.end() == 130
        assert terminal.lines == [] and terminal.echoes


def test_sigterm_restores_the_terminal(server: Sandbox) -> None:
    with Terminal("chat", "-m", "sandbox/stall:4", "Explain quantum computing") as terminal:
        terminal.wait_for("Quantum computing is")
        terminal.terminate()
        assert terminal.end() == 143
        assert terminal.raw.rfind(SHOW_CURSOR) > terminal.raw.rfind(HIDE_CURSOR)
        assert terminal.echoes


def test_ctrl_c_in_a_pipe(server: Sandbox) -> None:
    command = [sys.executable, "-m", "helixagent", "chat", "-m", "sandbox/stall:4", "Explain quantum computing"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.read(20) == b"Quantum computing is"
        process.send_signal(2)
        assert process.wait(30) == 130
        assert process.stdout.read() == b"\n"
        assert process.stderr.read() == b"\n"


# --- conversations


def test_a_failure_does_not_end_a_conversation_and_is_not_part_of_it(server: Sandbox) -> None:
    with Terminal("chat", "--max-retries", "0") as terminal:
        terminal.wait_for("\n>")
        server.reply(500, json={"error": {"message": "broken"}})
        terminal.type("hello\n")
        terminal.wait_for("Error: broken", "\n>")
        terminal.type("capital of France\n")
        terminal.wait_for("Paris")
        terminal.type("/exit\n")
        assert terminal.end() == 0
    assert [message["content"] for message in server.requests[-1].json()["messages"]] == ["capital of France"]


def test_ctrl_c_stops_a_response_or_ends_the_conversation_at_the_prompt(server: Sandbox) -> None:
    with Terminal("chat", "-m", "sandbox/stall:4") as terminal:
        terminal.wait_for("\n>")
        terminal.type("Explain quantum computing\n")
        terminal.wait_for("Quantum computing is")
        terminal.press_ctrl_c()
        terminal.wait_for("Quantum computing is\n(stopped)\n>")
        terminal.press_ctrl_c()
        assert terminal.end() == 130


def test_a_conversation_without_a_key_does_not_begin() -> None:
    with Terminal("--base-url", "https://helixagent.example", "chat", columns=200) as terminal:
        assert terminal.end() == 3
        assert terminal.text.startswith("Error: No credential was given: run `helixagent login`")


# --- progress


@pytest.mark.parametrize("columns", [80, 40])
def test_a_debate_shows_its_rounds_and_the_speaker(columns: int, server: Sandbox) -> None:
    with Terminal("debate", "Tea or coffee", "--poll", "0.4", columns=columns) as terminal:
        terminal.wait_for("Debate debate-1", "in_progress", "round 1 of 3", "▸ Analyst speaks", "    Critic")
        terminal.wait_for("round 2 of 3", "▸ Critic speaks")
        assert terminal.end() == 0
        assert terminal.lines[:2] == ["Tea or coffee", "completed · 3 rounds · 1:15"]
        assert "speaks" not in terminal.text
        assert ("Responses    3" in terminal.text) == (columns == 40)


def test_ctrl_c_leaves_a_debate_and_says_how_to_follow_it(server: Sandbox) -> None:
    with Terminal("debate", "Tea or coffee", "--poll", "60") as terminal:
        terminal.wait_for("round 0 of 3")
        terminal.press_ctrl_c()
        assert terminal.end() == 130
        assert terminal.lines == ["The debate continues on the server: helixagent debate --follow debate-1"]
        assert terminal.echoes


@pytest.mark.parametrize("columns", [80, 40])
def test_a_task_shows_a_bar_with_events_above_it(columns: int, server: Sandbox) -> None:
    payload = '{"sandbox_interval": 0.25}'
    with Terminal("tasks", "create", "x", "--payload", payload, "--watch", columns=columns) as terminal:
        terminal.wait_for("t1 ━", "25%", "The task has started")
        terminal.wait_for("50%")
        assert terminal.end() == 0
        assert "━" not in terminal.text and "%" not in terminal.text
        assert terminal.lines[-1].endswith("completed  after 0:10")
        assert terminal.lines[0] == (
            "01:50:57  started    The task has started" if columns == 80 else "started    The task has started"
        )


def test_progress_is_drawn_on_the_error_stream_if_the_output_is_redirected(server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "out"
    with Terminal("debate", "Tea or coffee", "--poll", "0.2", "-o", "json", output=file) as terminal:
        terminal.wait_for("round 2 of 3")
        assert terminal.end() == 0
        assert terminal.lines == []
    assert '"achieved": true' in file.read_text()


# --- tables, login


def test_a_table_that_does_not_fit_becomes_one_block_for_each_row(server: Sandbox) -> None:
    with Terminal("providers", "deepseek", columns=40) as terminal:
        assert terminal.end() == 0
        assert (
            terminal.lines[0] == "Provider  deepseek" and terminal.lines[3] == "Models    deepseek-chat, deepseek-coder"
        )


def test_lists_in_a_table_that_does_not_fit_are_vertical(server: Sandbox) -> None:
    with Terminal("providers", columns=80) as terminal:
        assert terminal.end() == 0
        assert terminal.lines[0].split() == ["Provider", "Status", "Type", "Models", "Can"]
        assert terminal.lines[1].split() == ["deepseek", "healthy", "openai_compatible", "deepseek-chat", "chat"]
        assert terminal.lines[2].split() == ["deepseek-coder", "completion"]


def test_a_warning_does_not_disturb_the_drawing(server: Sandbox) -> None:
    save(config_path(), api_key="k", base_url=server.base_url)
    config_path().chmod(0o644)
    with Terminal("models", "deepseek-chat", columns=300) as terminal:
        assert terminal.end() == 0
        assert terminal.lines[0].startswith(f"Warning: {config_path()} can be read by other users")
        assert [line.split()[0] for line in terminal.lines[1:]] == ["Model", "deepseek-chat"]


def test_json_is_not_wrapped_on_a_terminal(server: Sandbox) -> None:
    server.reply(json={"data": [{"id": "m" * 100}]})
    with Terminal("models", "-o", "json", columns=40, NO_COLOR="1") as terminal:
        assert terminal.end() == 0
        assert b"m" * 100 in terminal.raw


def test_ctrl_c_leaves_login() -> None:
    with Terminal("login") as terminal:
        terminal.wait_for("API key:")
        terminal.press_ctrl_c()
        assert terminal.end() == 130
        assert "Traceback" not in terminal.text and terminal.echoes
    assert not config_path().exists()


def test_a_prompt_is_shown_if_text_must_be_typed(server: Sandbox) -> None:
    with Terminal("embed") as terminal:
        terminal.wait_for("Type the text, then press Ctrl-D on an empty line:")
        terminal.type("one\n\x04")
        assert terminal.end() == 0
    assert server.requests[-1].json()["input"] == ["one"]


# --- servers


def test_the_sandbox_serves_until_ctrl_c() -> None:
    with Terminal("sandbox", "--port", "0") as terminal:
        terminal.wait_for("Press Ctrl-C to stop.")
        found = re.search(r"The HelixAgent sandbox is on (http://127\.0\.0\.1:\d+)\n", terminal.text)
        assert found and f"export HELIXAGENT_BASE_URL={found[1]}" in terminal.text
        with Terminal("--base-url", found[1], "chat", "capital of France") as other:
            assert other.end() == 0 and other.text == "Paris is the capital of France."
        terminal.press_ctrl_c()
        assert terminal.end() == 0


def test_a_listener_shows_its_url_and_ends_on_sigterm() -> None:
    with Terminal("webhooks", "listen", "--port", "0", "--body", columns=200) as terminal:
        terminal.wait_for("Listening on http://127.0.0.1:", "Signatures are not checked", "Press Ctrl-C to stop.")
        terminal.terminate()
        assert terminal.end() == 0
