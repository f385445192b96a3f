"""Test that a block of Markdown is printed completely before the view below it is redrawn."""

from __future__ import annotations

import io
import threading
from typing import Any, List

from rich.console import Console, ConsoleOptions, RenderResult

from helixagent.cli import writers


def test_nothing_is_drawn_while_a_block_is_printed(monkeypatch: Any) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=40)
    drawn: List[bool] = []

    class Slow:
        """A block whose printing takes so long that the drawing thread would interrupt it if it could."""

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            if threading.current_thread() is threading.main_thread():
                drawing = threading.Thread(target=writer._drawing.refresh, daemon=True)
                drawing.start()
                drawing.join(0.5)
                drawn.append(not drawing.is_alive())
            yield "block"

    monkeypatch.setattr(writers, "render", lambda text: Slow())
    writer = writers.MarkdownWriter(console)
    with writer:
        writer.write("one\n\ntwo")
    assert drawn == [False, False]
