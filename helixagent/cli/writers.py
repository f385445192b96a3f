"""Write streamed text: rendered as Markdown while it arrives, or as plain text."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Callable, ClassVar, Dict, List, Optional, Type

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement
from rich.segment import Segment
from rich.spinner import Spinner
from rich.text import Text

from helixagent.cli.blocks import OpenBlock, visible_part
from helixagent.cli.clean import clean
from helixagent.cli.drawing import Drawing

# How long to wait before the next drawing, as a multiple of the CPU time of the last one.
_PAUSE_FACTOR = 30

if TYPE_CHECKING:
    from typing import Protocol

    class Writer(Protocol):
        """Write text chunk by chunk."""

        def write(self, chunk: str) -> None: ...

        def write_reasoning(self, chunk: str) -> None: ...


class LineWriter:
    """Write chunks as they arrive, and end the last line if necessary.

    Args:
        out: A function that prints text.
    """

    def __init__(self, out: Callable[[str], None]) -> None:
        self._out = out
        self._last = "\n"
        self._in_reasoning = False

    def write(self, chunk: str) -> None:
        """Write a chunk."""
        if chunk and self._in_reasoning:
            self._in_reasoning = False
            self._out("\n" if self._last == "\n" else "\n\n")
        self._write(chunk)

    def write_reasoning(self, chunk: str) -> None:
        """Write a chunk of the reasoning. An empty line separates the reasoning from the text that follows."""
        self._in_reasoning = self._in_reasoning or bool(chunk)
        self._write(chunk)

    def _write(self, chunk: str) -> None:
        if chunk:
            self._out(chunk)
            self._last = chunk[-1]

    def __enter__(self) -> LineWriter:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        if self._last != "\n" and not isinstance(error, OSError):
            self._out("\n")


class MarkdownWriter:
    """Render Markdown while it arrives.

    A finished block is printed once, so that users can scroll back to it. Only the last block is drawn again while it
    grows: as much of it as fits on the terminal, and less often if drawing it is expensive.

    Args:
        console: The terminal.
        waiting: Text to show until the first chunk arrives.
    """

    def __init__(self, console: Console, waiting: str = "") -> None:
        self._console = console
        self._pending = ""
        self._blocks = OpenBlock()
        self._frame: Optional[_Lines] = None  # the last block as it was last drawn
        self._next_frame = 0.0
        self._reasoning = ""  # reasoning that is not printed yet; it comes before the text
        self._printed: Optional[str] = None  # the kind that was printed last: "text" or "reasoning"
        self._spinner = Spinner("dots", Text(waiting, style="dim"))
        self._drawing = Drawing(console, self._view)

    def write(self, chunk: str) -> None:
        """Draw a chunk."""
        self._end_reasoning()
        *done, rest = self._blocks.split(self._pending + clean(chunk), line_ended="\n" in chunk)
        # Another thread draws the view, and it must not see the finished blocks twice.
        self._pending = rest
        for block in done:
            self._print(render(block))

    def write_reasoning(self, chunk: str) -> None:
        """Draw a chunk of the reasoning: plain and dimmed. Each line is printed when it is complete."""
        text, self._pending = self._pending, ""
        if text.strip():
            self._print(render(text))
        pending = self._reasoning + clean(chunk)
        if self._printed != "reasoning":
            pending = pending.lstrip("\n")
        # Empty lines stay pending until another line follows, so that none is printed at the end.
        lines = pending.rpartition("\n")[0].rstrip("\n")
        self._reasoning = pending[len(lines) + 1 :] if lines else pending
        if lines:
            self._print(Text(lines, style="dim"), "reasoning")

    def __enter__(self) -> MarkdownWriter:
        self._drawing.__enter__()
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        rest, self._pending = self._pending, ""
        self._drawing.__exit__(None, None, None)
        self._end_reasoning()
        if rest.strip():
            self._print(render(rest))

    def _end_reasoning(self) -> None:
        rest, self._reasoning = self._reasoning.rstrip(), ""
        if rest:
            self._print(Text(rest, style="dim"), "reasoning")

    def _print(self, renderable: RenderableType, kind: str = "text") -> None:
        with self._drawing.lock:
            self._frame = None
            if self._printed and (kind == "text" or self._printed == "text"):
                self._console.print()
            self._printed = kind
            self._console.print(renderable)

    def _view(self) -> RenderableType:
        pending, reasoning = self._pending, self._reasoning
        if reasoning.strip():
            return Tail(Text(reasoning, style="dim"))
        if not pending.strip():
            return Text("") if self._printed else self._spinner
        if self._frame is None or time.monotonic() >= self._next_frame:
            started = time.thread_time()
            tail = Tail(render(visible_part(pending, self._console.height)))
            self._frame = _Lines(self._console.render_lines(tail, pad=False))
            self._next_frame = time.monotonic() + _PAUSE_FACTOR * (time.thread_time() - started)
        return Group(Text(""), self._frame) if self._printed else self._frame


def render(text: str) -> RenderableType:
    """Render one block of Markdown for a terminal."""
    # Code uses the terminal's 16 colors, which the user's theme makes readable. URLs are written out, because a link
    # must not hide its target.
    return _Block(_Markdown(text, code_theme="ansi_dark", hyperlinks=False))


class _Heading(Heading):
    """A heading that is aligned to the left and not centered."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.justify = "left"
        yield self.text


class _Markdown(Markdown):
    elements: ClassVar[Dict[str, Type[MarkdownElement]]] = {**Markdown.elements, "heading_open": _Heading}


class _Block:
    """A block without surrounding empty lines and without control characters."""

    def __init__(self, inner: RenderableType) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = console.render_lines(self._inner, options, pad=False)
        nonblank = [index for index, line in enumerate(lines) if any(segment.text.strip() for segment in line)]
        for line in lines[nonblank[0] : nonblank[-1] + 1] if nonblank else []:
            for segment in line:
                yield segment if segment.control else Segment(_replaced(segment.text), segment.style)
            yield Segment.line()


def _replaced(text: str) -> str:
    # Markdown can name characters that it does not contain (`&#x202e;`). Each one is replaced with a single mark, so
    # that no line gets longer than planned.
    return text if clean(text) == text else "".join(mark if clean(mark) == mark else "\ufffd" for mark in text)


class _Lines:
    """Lines that are already rendered."""

    def __init__(self, lines: List[List[Segment]]) -> None:
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._lines:
            yield from line
            yield Segment.line()


class Tail:
    """The last lines of a renderable, as many as fit on the terminal above the cursor's line."""

    def __init__(self, inner: RenderableType) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = console.render_lines(self._inner, options, pad=False)
        for line in lines[-max(console.height - 3, 1) :]:
            yield from line
            yield Segment.line()
