"""What is shown: results on the output, progress and messages on the error stream, nothing raw from a server."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    ContextManager,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    TextIO,
)

from helixagent.cli.clean import clean, clean_json, encodable_json, one_line, shown

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from helixagent.cli.writers import Writer

# Wide enough for any table: what reads a pipe wants whole lines.
_PIPE_WIDTH = 100_000
_LONGEST_MESSAGE = 600
# Below this many columns a table whose cells have to be folded is harder to read than one block per row.
_NARROW = 70

Columns = Mapping[str, Callable[[Any], Any]]


class Screen:
    """The output and the error stream of one run.

    Attributes:
        as_json: Whether results are JSON.
    """

    def __init__(self) -> None:
        self.as_json = False
        self.out = _console(sys.stdout)
        self.err = _console(sys.stderr)

    @property
    def fancy(self) -> bool:
        """Whether the output is a terminal on which lines can be drawn again."""
        return _is_fancy(self.out)

    @property
    def live(self) -> Optional[Console]:
        """Where progress can be drawn: the output if it is a terminal, else the error stream, else nowhere."""
        return next((console for console in (self.out, self.err) if _is_fancy(console)), None)

    # --- results

    def json(self, value: Any, *, compact: bool = False) -> None:
        """Print a value, or a model of the API, as JSON; `compact` on one line."""
        text = json.dumps(plain(value), ensure_ascii=False, indent=None if compact else 2)
        self.json_text(clean_json(text))

    def json_text(self, text: str) -> None:
        """Print a JSON text, in colors on a terminal, and as JSON in every encoding of the output."""
        text = encodable_json(text, self.out.encoding)
        if not self.out.is_terminal:
            self.write(text + "\n")
            return
        from rich.highlighter import JSONHighlighter
        from rich.text import Text

        line = Text(clean_json(text))
        JSONHighlighter().highlight(line)
        # Not wrapped: what is copied off the screen is JSON still.
        self.out.print(line, soft_wrap=True)

    def write(self, text: str) -> None:
        """Write a text of the server to the output: as it is into a pipe, and cleaned onto a terminal."""
        stream = self.out.file
        stream.write(clean(text) if self.out.is_terminal else text)
        stream.flush()

    def line(self, text: str, style: str = "") -> None:
        """Print one line, above progress that is being drawn."""
        from rich.text import Text

        if self.out.is_terminal:
            self.out.print(Text(clean(text), style=style))
        else:
            self.write(clean(text) + "\n")

    def show(self, *renderables: RenderableType) -> None:
        """Print what rich can draw."""
        for renderable in renderables:
            if self.out.is_terminal:
                self.out.print(renderable)
                continue
            with self.out.capture() as capture:
                self.out.print(renderable)
            # What pads the last column is of no use to a program.
            self.write("".join(line.rstrip() + "\n" for line in capture.get().split("\n")[:-1]))

    def markdown(self, text: str) -> None:
        """Print a text of the server: drawn as Markdown on a terminal, else as it is."""
        with self.writer(markdown=True) as writer:
            writer.write(text)

    def writer(self, *, markdown: bool, waiting: str = "") -> ContextManager[Writer]:
        """Return a context manager for a text that comes in pieces.

        Args:
            markdown: Whether to draw it as Markdown where the output is a terminal.
            waiting: What is waited for until its first piece comes.
        """
        from helixagent.cli.writers import LineWriter, MarkdownWriter

        if markdown and self.fancy:
            return MarkdownWriter(self.out, waiting)
        return LineWriter(self.write)

    def rows(self, items: Iterable[Any], columns: Columns, *, empty: str) -> None:
        """Print a list: as a JSON array, or as a table.

        Args:
            items: What is listed.
            columns: The titles of the columns, and what each takes from an item.
            empty: What to say, on the error stream, of an empty list.
        """
        given = list(items)
        if self.as_json:
            self.json(given)
            return
        if not given:
            self.note(empty)
            return
        self.table([{title: get(item) for title, get in columns.items()} for item in given])

    def table(self, rows: List[Mapping[str, Any]]) -> None:
        """Print rows of values as a table; one block per row where the terminal is too narrow for it."""

        def width(table: Any) -> int:
            return self.out.measure(table, options=self.out.options.update(max_width=_PIPE_WIDTH)).maximum

        table = _table(rows, ", ")
        if width(table) > self.out.width:
            table = _table(rows, "\n")
        if width(table) <= self.out.width or self.out.width >= _NARROW:
            self.show(table)
            return
        for place, row in enumerate(rows):
            if place:
                self.show("")
            self.facts(row)

    def facts(self, facts: Mapping[str, Any]) -> None:
        """Print names and values, one pair to a line; those without a value are left out."""
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(overflow="fold")
        for name, value in facts.items():
            if value is not None and value != [] and value != "":
                grid.add_row(Text(name), Text(shown(value)))
        self.show(grid)

    # --- messages and progress

    def error(self, text: str) -> None:
        """Say in one line on the error stream what went wrong."""
        self._say("Error: ", "bold red", text)

    def warning(self, text: str) -> None:
        """Warn in one line on the error stream."""
        self._say("Warning: ", "yellow", text)

    def note(self, text: str) -> None:
        """Tell something beside the result, on the error stream; its spaces are kept."""
        from rich.text import Text

        self._messages.print(Text(clean(text), "dim"))

    @property
    def _messages(self) -> Console:
        # Two consoles on one terminal would write into each other's drawings.
        return self.out if self.out.is_terminal and self.err.is_terminal else self.err

    def _say(self, head: str, style: str, text: str) -> None:
        from rich.text import Text

        line = one_line(text)
        if len(line) > _LONGEST_MESSAGE:
            line = line[: _LONGEST_MESSAGE - 1] + "…"
        self._messages.print(Text.assemble((head, style), line))

    @contextlib.contextmanager
    def waiting(self, text: str) -> Iterator[None]:
        """Show on a terminal that something is waited for."""
        console = self.live
        if console is None:
            yield
            return
        from rich.spinner import Spinner
        from rich.text import Text

        from helixagent.cli.drawing import Drawing

        spinner = Spinner("dots", Text(one_line(text), style="dim"))
        with Drawing(console, lambda: spinner):
            yield


def plain(value: Any) -> Any:
    """Return what `json.dumps` takes for a value, a model of the API, or a list of them."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return [plain(item) for item in value] if isinstance(value, list) else value


def _table(rows: List[Mapping[str, Any]], separator: str) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, title in enumerate(rows[0]):
        # Cells are folded and not cut off: an id that is cut off is of no use.
        table.add_column(title, overflow="fold", style="cyan" if place == 0 else "")
    for row in rows:
        cells = ([shown(each) for each in cell] if isinstance(cell, list) else [shown(cell)] for cell in row.values())
        table.add_row(*(Text(separator.join(cell)) for cell in cells))
    return table


def _console(stream: TextIO) -> Console:
    from rich.console import Console
    from rich.theme import Theme

    is_terminal = stream.isatty()
    # rich's own style of code has a black background, which is a stain on a light terminal.
    styles = {"markdown.code": "cyan", "markdown.code_block": "cyan", "markdown.h1": "bold"}
    # The terminal's own colours here too, which its user can read.
    theme = Theme({**styles, "bar.complete": "cyan", "bar.finished": "green", "progress.elapsed": "dim"})
    return Console(
        file=stream,
        force_terminal=is_terminal,
        width=None if is_terminal else _PIPE_WIDTH,
        # A server's text may hold anything that looks like markup.
        markup=False,
        highlight=False,
        emoji=False,
        theme=theme,
    )


def _is_fancy(console: Console) -> bool:
    return console.is_terminal and not console.is_dumb_terminal
