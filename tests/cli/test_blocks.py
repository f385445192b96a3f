"""Tests of splitting a growing Markdown text into blocks, and of the cost."""

from __future__ import annotations

import io
import time
from typing import List

import pytest
from rich.console import Console

from helixagent.cli import blocks
from helixagent.cli.writers import MarkdownWriter

ROWS = [f"| row {n} | {n * n} | some **bold** text and `code` number {n} |\n" for n in range(600)]
TABLE = "| Name | Value | Comment |\n|---|---:|---|\n" + "".join(ROWS)
CODE = "```python\n" + "".join(f"def f{n}(x):\n\n    return x + {n}\n" for n in range(300)) + "```\n"
LISTS = "".join(f"{n}. item {n}\n\n   - with **bold** text\n" for n in range(1, 300))
TEXT = f"# Title\n\nSome text.\n\n{TABLE}\nAfter the table.\n\n{CODE}After the code.\n\n{LISTS}\n> A quotation.\n"


def pieces_of(text: str) -> List[str]:
    return [text[at : at + 7] for at in range(0, len(text), 7)]


def test_the_blocks_are_the_same_for_chunks_and_for_the_complete_text() -> None:
    found, rest, splitter = [], "", blocks.OpenBlock()
    for piece in pieces_of(TEXT):
        *done, rest = splitter.split(rest + piece, line_ended="\n" in piece)
        found += done
    assert [*found, *blocks.blocks_of(rest)] == blocks.blocks_of(TEXT)
    assert "\n".join([*found, rest]) == TEXT


@pytest.mark.parametrize("text", [TABLE, CODE, LISTS], ids=["table", "code", "list"])
def test_a_long_block_is_parsed_a_few_times_and_not_for_each_line(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: List[int] = []

    def counting(given: str) -> List[str]:
        parsed.append(len(given))
        return [given]

    monkeypatch.setattr(blocks, "blocks_of", counting)
    splitter = blocks.OpenBlock()
    for end in range(7, len(text), 7):
        splitter.split(text[:end], line_ended="\n" in text[end - 7 : end])
    assert sum(parsed) < 8 * len(text)


@pytest.mark.parametrize("after", ["Next.", "# Next"])
def test_a_long_table_is_printed_at_its_end(after: str) -> None:
    splitter = blocks.OpenBlock()
    assert splitter.split(TABLE, line_ended=True) == [TABLE]
    text = f"{TABLE}\n{after}"
    assert splitter.split(text, line_ended=True) == [TABLE, after]
    assert splitter.split(CODE[:-4], line_ended=True) == [CODE[:-4]]
    assert splitter.split(f"{CODE}{after}", line_ended=True) == [CODE[:-1], after]


@pytest.mark.parametrize(
    ("block", "first", "count"),
    [
        (TABLE, "| Name | Value | Comment |\n|---|---:|---|\n| row 590 |", 12),
        (CODE, "```python\n", 11),
        (LISTS, "296. item 296", 12),
        ("a\n" * 100, "a\n", 100),
        ("| a |\n|---|\n| 1 |", "| a |", 3),
    ],
    ids=["table", "code", "list", "paragraph", "short"],
)
def test_a_terminal_only_draws_the_end_of_a_long_block(block: str, first: str, count: int) -> None:
    shown = blocks.visible_part(block, 10).rstrip("\n")
    assert shown.startswith(first) and block.rstrip("\n").endswith(shown[-20:])
    assert len(shown.split("\n")) == count


def test_a_streamed_table_of_600_rows_costs_little() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24)
    begun = time.process_time()
    with MarkdownWriter(console) as writer:
        for piece in pieces_of(TABLE):
            writer.write(piece)
    assert time.process_time() - begun < 2
    written = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(f"row {n} " in written for n in range(600))
