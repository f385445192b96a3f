"""Show results on standard output, and progress and messages on the error stream.

Text from a server is cleaned before it reaches a terminal.
"""

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

# Wide enough for any table: programs that read from a pipe expect whole lines.
_PIPE_WIDTH = 100_000
_MAX_MESSAGE_LENGTH = 600
# Below this number of columns, cells have to be folded, and one block per row is easier to read than a table.
_NARROW = 70

Columns = Mapping[str, Callable[[Any], Any]]


class Screen:
    """The output and the error stream of one run.

    Attributes:
        as_json: Whether results are printed as JSON.
    """

    def __init__(self) -> None:
        self.as_json = False
        self.out = _console(sys.stdout)
        self.err = _console(sys.stderr)

    @property
    def can_redraw(self) -> bool:
        """Whether the output is a terminal that can redraw lines."""
        return _can_redraw(self.out)

    @property
    def live(self) -> Optional[Console]:
        """The console for progress: the output if it is a terminal, otherwise the error stream if that is one, else
        None.
        """
        return next((console for console in (self.out, self.err) if _can_redraw(console)), None)

    # --- results

    def json(self, value: Any, *, compact: bool = False) -> None:
        """Print a value or an API model as JSON; `compact` prints it on one line."""
        text = json.dumps(jsonable(value), ensure_ascii=False, indent=None if compact else 2)
        self.json_text(clean_json(text))

    def json_text(self, text: str) -> None:
        """Print JSON text: in colors on a terminal, and readable as JSON in every output encoding."""
        text = encodable_json(text, self.out.encoding)
        if not self.out.is_terminal:
            self.write(text + "\n")
            return
        from rich.highlighter import JSONHighlighter
        from rich.text import Text

        line = Text(clean_json(text))
        JSONHighlighter().highlight(line)
        # Not wrapped, so that text copied from the screen is still JSON.
        self.out.print(line, soft_wrap=True)

    def write(self, text: str) -> None:
        """Write text from the server to the output: unchanged into a pipe, cleaned on a terminal."""
        stream = self.out.file
        stream.write(clean(text) if self.out.is_terminal else text)
        stream.flush()

    def line(self, text: str, style: str = "") -> None:
        """Print one line above the progress display."""
        from rich.text import Text

        if self.out.is_terminal:
            self.out.print(Text(clean(text), style=style))
        else:
            self.write(clean(text) + "\n")

    def show(self, *renderables: RenderableType) -> None:
        """Print a rich renderable."""
        for renderable in renderables:
            if self.out.is_terminal:
                self.out.print(renderable)
                continue
            with self.out.capture() as capture:
                self.out.print(renderable)
            # Programs have no use for the padding of the last column.
            self.write("".join(line.rstrip() + "\n" for line in capture.get().split("\n")[:-1]))

    def markdown(self, text: str) -> None:
        """Print text from the server: rendered as Markdown on a terminal, otherwise unchanged."""
        with self.writer(markdown=True) as writer:
            writer.write(text)

    def writer(self, *, markdown: bool, waiting: str = "") -> ContextManager[Writer]:
        """Return a context manager for streamed text.

        Args:
            markdown: Whether to render the text as Markdown if the output is a terminal.
            waiting: Text to show until the first chunk arrives.
        """
        from helixagent.cli.writers import LineWriter, MarkdownWriter

        if markdown and self.can_redraw:
            return MarkdownWriter(self.out, waiting)
        return LineWriter(self.write)

    def rows(self, items: Iterable[Any], columns: Columns, *, empty: str) -> None:
        """Print a list as a JSON array or as a table.

        Args:
            items: The items of the list.
            columns: The column titles, with functions that return the value of an item.
            empty: The message for the error stream if the list is empty.
        """
        entries = list(items)
        if self.as_json:
            self.json(entries)
            return
        if not entries:
            self.note(empty)
            return
        self.table([{title: get(item) for title, get in columns.items()} for item in entries])

    def table(self, rows: List[Mapping[str, Any]]) -> None:
        """Print rows of values as a table, or as one block per row if the terminal is too narrow."""

        def width(table: Any) -> int:
            return self.out.measure(table, options=self.out.options.update(max_width=_PIPE_WIDTH)).maximum

        table = _table(rows, ", ")
        if width(table) > self.out.width:
            table = _table(rows, "\n")
        if width(table) <= self.out.width or self.out.width >= _NARROW:
            self.show(table)
            return
        for index, row in enumerate(rows):
            if index:
                self.show("")
            self.facts(row)

    def facts(self, facts: Mapping[str, Any]) -> None:
        """Print names and values, one pair per line. Names without a value are omitted."""
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
        """Print a one-line error message to the error stream."""
        self._print_message("Error: ", "bold red", text)

    def warning(self, text: str) -> None:
        """Print a one-line warning to the error stream."""
        self._print_message("Warning: ", "yellow", text)

    def note(self, text: str) -> None:
        """Print a note to the error stream. Its spaces are kept."""
        from rich.text import Text

        self._messages.print(Text(clean(text), "dim"))

    @property
    def _messages(self) -> Console:
        # Two consoles on one terminal would overwrite each other's output.
        return self.out if self.out.is_terminal and self.err.is_terminal else self.err

    def _print_message(self, head: str, style: str, text: str) -> None:
        from rich.text import Text

        line = one_line(text)
        if len(line) > _MAX_MESSAGE_LENGTH:
            line = line[: _MAX_MESSAGE_LENGTH - 1] + "…"
        self._messages.print(Text.assemble((head, style), line))

    @contextlib.contextmanager
    def waiting(self, text: str) -> Iterator[None]:
        """Show on a terminal that the command is waiting for something."""
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


def jsonable(value: Any) -> Any:
    """Return a value, an API model, or a list of models in a form that `json.dumps` accepts."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return [jsonable(item) for item in value] if isinstance(value, list) else value


def _table(rows: List[Mapping[str, Any]], separator: str) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, title in enumerate(rows[0]):
        # Cells are folded and not truncated, because a truncated ID is useless.
        table.add_column(title, overflow="fold", style="cyan" if index == 0 else "")
    for row in rows:
        cells = ([shown(each) for each in cell] if isinstance(cell, list) else [shown(cell)] for cell in row.values())
        table.add_row(*(Text(separator.join(cell)) for cell in cells))
    return table


def _console(stream: TextIO) -> Console:
    from rich.console import Console
    from rich.theme import Theme

    is_terminal = stream.isatty()
    # rich's default code style has a black background, which looks bad on a light terminal.
    styles = {"markdown.code": "cyan", "markdown.code_block": "cyan", "markdown.h1": "bold"}
    # These also use the terminal's color scheme, which the user can read.
    theme = Theme({**styles, "bar.complete": "cyan", "bar.finished": "green", "progress.elapsed": "dim"})
    return Console(
        file=stream,
        force_terminal=is_terminal,
        width=None if is_terminal else _PIPE_WIDTH,
        # The server's text may contain rich markup.
        markup=False,
        highlight=False,
        emoji=False,
        theme=theme,
    )


def _can_redraw(console: Console) -> bool:
    return console.is_terminal and not console.is_dumb_terminal
