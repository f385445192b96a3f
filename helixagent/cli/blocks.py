"""Split a growing Markdown text into blocks, at a cost proportional to its length."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, List

_MAX_SHORT_LENGTH = 1000
_GROWTH = 1.25
_FENCE = re.compile(r" {0,3}(```|~~~)")
_DELIMITER_ROW = re.compile(r"(?=.*[|:]) *\|?( *:?-+:? *\|)* *:?-+:? *\|? *")
# A line at which a list, a quotation or an indented code block can be split without changing how it is rendered.
_SPLITTABLE = re.compile(r"([-*+]|\d{1,9}[.)]) |>|    ")


class OpenBlock:
    """Find the end of the last block while its text grows.

    A short block is parsed after each line. A long one is parsed again only if its text has grown by a fixed factor, or
    if the last lines show that it has ended.
    """

    def __init__(self) -> None:
        self._parsed = 0

    def split(self, text: str, *, line_ended: bool) -> List[str]:
        """Return the blocks of a text. The last block may still be incomplete.

        Args:
            text: The text of the blocks that were not finished before.
            line_ended: Whether a line has ended since the last call. Blocks end only at line ends.
        """
        if not line_ended or (_MAX_SHORT_LENGTH < len(text) < self._parsed * _GROWTH and not _is_complete(text)):
            return [text]
        blocks = blocks_of(text)
        self._parsed = len(text) if len(blocks) == 1 else 0
        return blocks


def blocks_of(text: str) -> List[str]:
    """Return the blocks of a Markdown text. The last block may still be incomplete."""
    tokens = _parser().parse(text)
    starts = [token.map[0] for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
    lines = text.split("\n")
    # Lines before the first block belong to it, so that nothing is lost.
    return ["\n".join(lines[start:end]) for start, end in zip([0, *starts[1:]], [*starts[1:], len(lines)])]


def visible_part(block: str, height: int) -> str:
    """Return the part of an unfinished block that a terminal can show, with the lines that say what kind it is.

    Args:
        block: The block.
        height: Number of lines of the terminal.
    """
    lines = block.strip("\n").split("\n")
    if len(lines) <= 2 * height:
        return block
    last = len(lines) - height
    if _FENCE.match(lines[0]):
        return "\n".join([lines[0], *lines[last:]])
    if _DELIMITER_ROW.fullmatch(lines[1]):
        return "\n".join([*lines[:2], *lines[last:]])
    start = next((index for index in range(last, 0, -1) if _SPLITTABLE.match(lines[index])), 0)
    return "\n".join(lines[start:])


def _is_complete(text: str) -> bool:
    # The last line may be incomplete, so the one before it is the last that counts.
    first, second = (text.lstrip("\n").split("\n", 2) + ["", ""])[:2]
    line = text.rsplit("\n", 2)[-2]
    if _FENCE.match(first):
        return bool(_FENCE.match(line))
    # A table ends at an empty line. Other blocks may continue after one.
    return not line.strip() and bool(_DELIMITER_ROW.fullmatch(second))


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    # Inline text does not affect where blocks end.
    return MarkdownIt().enable("table").disable("inline")
