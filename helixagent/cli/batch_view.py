"""What a batch looks like while it runs: a bar on a terminal, and a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import math
import time
from typing import Any, Callable, Iterator, List

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn

from helixagent.batch.progress import BatchProgress
from helixagent.cli.clean import duration
from helixagent.cli.drawing import drawing
from helixagent.cli.screen import Screen

SECONDS_BETWEEN_LINES = 5.0
_NARROW = 80


@contextlib.contextmanager
def progress_view(
    screen: Screen, first: BatchProgress, timer: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[BatchProgress], None]]:
    """Give the function that is told how far the batch is.

    Args:
        screen: Where it is shown: its terminal, else its error stream.
        first: How far it is at the beginning.
        timer: Gives seconds that never go back.
    """
    console = screen.live
    if console is None:
        yield _Lines(screen, timer).show
        return
    narrow = console.width < _NARROW
    columns: List[ProgressColumn] = [
        BarColumn(bar_width=10 if narrow else 30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[facts]}", markup=False, style="dim"),
    ]
    bar = Progress(*columns, console=console, transient=True)
    with drawing(bar):
        line = bar.add_task("", total=first.total, completed=first.done, facts="")

        def show(progress: BatchProgress) -> None:
            bar.update(line, total=progress.total, completed=progress.done, facts=facts_of(progress, short=narrow))

        yield show


class _Lines:
    """Writes a line at once, and then not more often than every few seconds."""

    def __init__(self, screen: Screen, timer: Callable[[], float]) -> None:
        self._screen = screen
        self._timer = timer
        self._next = timer()

    def show(self, progress: BatchProgress) -> None:
        now = self._timer()
        if now >= self._next:
            self._next = now + SECONDS_BETWEEN_LINES
            self._screen.note(f"{progress.done}/{progress.total}  {facts_of(progress)}")


def facts_of(progress: BatchProgress, *, short: bool = False) -> str:
    """Return rate, tokens, time left and what is out of the ordinary, for a person.

    Args:
        progress: How far the batch is.
        short: Whether only that is told which must be.
    """
    parts: List[Any] = [
        f"{progress.rate:.1f}/s",
        "" if short else f"{progress.tokens_per_second:.0f} tokens/s",
        "" if progress.seconds_left is None else f"{duration(progress.seconds_left)} left",
        f"{progress.failed} failed" if progress.failed else "",
        f"waiting {math.ceil(progress.waiting)} s" if progress.waiting else "",
    ]
    return "  ".join(part for part in parts if part)
