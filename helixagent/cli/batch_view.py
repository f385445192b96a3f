"""Show a batch while it runs: a bar on a terminal, and occasional lines elsewhere."""

from __future__ import annotations

import contextlib
import math
import time
from typing import Any, Callable, Iterator, List

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn

from helixagent.batch.progress import BatchProgress
from helixagent.cli.clean import duration, one_line
from helixagent.cli.drawing import Drawing
from helixagent.cli.screen import Screen

SECONDS_BETWEEN_LINES = 5.0
_NARROW = 80
# Maximum number of slow models named in a progress line.
_MAX_NAMES = 3


@contextlib.contextmanager
def progress_view(
    screen: Screen, first: BatchProgress, timer: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[BatchProgress], None]]:
    """Return the callback that shows the progress of the batch.

    Args:
        screen: The screen. Progress is shown on its terminal, or on its error stream.
        first: The progress at the beginning.
        timer: A monotonic clock that returns seconds.
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
    bar = Progress(*columns, console=console)
    with Drawing(console, bar.get_renderable):
        line = bar.add_task("", total=first.total, completed=first.done, facts="")

        def show(progress: BatchProgress) -> None:
            bar.update(line, total=progress.total, completed=progress.done, facts=facts_of(progress, short=narrow))

        yield show


class _Lines:
    """Write a line every few seconds, and immediately when the server becomes unreachable or reachable again."""

    def __init__(self, screen: Screen, timer: Callable[[], float]) -> None:
        self._screen = screen
        self._timer = timer
        self._next = timer()
        self._reachable = True

    def show(self, progress: BatchProgress) -> None:
        now = self._timer()
        if now >= self._next or progress.reachable != self._reachable:
            self._next = now + SECONDS_BETWEEN_LINES
            self._reachable = progress.reachable
            self._screen.note(f"{progress.done}/{progress.total}  {facts_of(progress)}")


def facts_of(progress: BatchProgress, *, short: bool = False) -> str:
    """Return the rate, the tokens, the time left and anything unusual, as text.

    Args:
        progress: The progress of the batch.
        short: Whether to leave out less important values.
    """
    parts: List[Any] = [
        f"{progress.rate:.1f}/s",
        "" if short else f"{progress.tokens_per_second:.0f} tokens/s",
        "" if progress.seconds_left is None else f"{duration(progress.seconds_left)} left",
        f"{progress.failed} failed" if progress.failed else "",
        _waiting(progress, short),
    ]
    return "  ".join(part for part in parts if part)


def _waiting(progress: BatchProgress, short: bool) -> str:
    paused = [slow for slow in progress.slow if slow.waiting or slow.given_up]
    names = ", ".join(one_line(slow.model) for slow in paused[:_MAX_NAMES])
    more = f" and {len(paused) - _MAX_NAMES} more" if len(paused) > _MAX_NAMES else ""
    if progress.waiting:
        what = "" if progress.reachable else "no connection, "
        return f"{what}waiting {math.ceil(progress.waiting)} s" + (f" for {names}{more}" if names and not short else "")
    return f"slow: {names}{more}" if names and not short else ""
