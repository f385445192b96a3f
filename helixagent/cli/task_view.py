"""Show a task while it runs: a bar for its progress, and a line for each event."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Iterator, Optional

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from helixagent._core.responses.polling import FAILED, outcome_of
from helixagent.cli import failures
from helixagent.cli.clean import duration, number, one_line, shown
from helixagent.cli.drawing import Drawing

if TYPE_CHECKING:
    from helixagent.cli.state import State

_STYLES = {"completed": "green", "error": "red", "failed": "red", "cancelled": "yellow", "paused": "yellow"}
_NARROW = 60


def watch_task(state: State, task_id: str, last_event_id: Optional[str]) -> int:
    """Follow a task to its end, and return the exit status.

    Args:
        state: This run.
        task_id: The task.
        last_event_id: The last event that was already seen.
    """
    last: Any = None
    with _bar(state, task_id) as bar, state.client.tasks.stream_events(task_id, last_event_id=last_event_id) as events:
        for event in events:
            last = event
            if bar is not None:
                bar.show(event)
            if state.screen.as_json:
                state.screen.json(event, compact=True)
            elif bar is None or event.type not in ("progress", "heartbeat"):
                _print(state, event)
    return failures.JOB_FAILED if last is not None and outcome_of(last.type) == FAILED else failures.OK


def _print(state: State, event: Any) -> None:
    if event.type == "heartbeat":
        return
    time = event.timestamp.strftime("%H:%M:%S") if hasattr(event.timestamp, "strftime") else ""
    details = [
        "" if event.progress is None else number(event.progress, ".0f", "%"),
        one_line(event.message or ""),
        "" if event.type == "completed" or event.data is None else shown(event.data),
        one_line(event.error or ""),
        "" if event.duration_ms is None else f"after {duration(event.duration_ms / 1000)}",
    ]
    kind, text = f"{one_line(event.type):<9}", " ".join(filter(None, details))
    if not state.screen.can_redraw:
        state.screen.line("  ".join(part for part in (time, kind, text) if part).rstrip())
        return
    line = Table.grid(padding=(0, 2))
    style = _STYLES.get(event.type, "")
    # If space is limited, the text contains the percentage.
    cells = [Text(time, "dim")] if time and state.screen.out.width >= _NARROW else []
    line.add_row(*cells, Text(kind, style or "cyan"), Text(text, style))
    state.screen.show(line)


@contextlib.contextmanager
def _bar(state: State, task_id: str) -> Iterator[Optional[_Bar]]:
    console = state.screen.live
    if console is None:
        yield None
        return
    message = TextColumn("{task.fields[message]}", markup=False, style="dim")
    columns = [
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None if console.width < _NARROW else 30),
    ]
    columns += [TextColumn("{task.percentage:>3.0f}%", markup=False)]
    # On a narrow terminal the bar itself matters most.
    columns += [TimeElapsedColumn(), message] if console.width >= _NARROW else []
    progress = Progress(*columns, console=console)
    with Drawing(console, progress.get_renderable):
        yield _Bar(progress, progress.add_task(one_line(task_id), total=100, message=""))


class _Bar:
    """The progress bar of one task."""

    def __init__(self, progress: Progress, line: TaskID) -> None:
        self._progress = progress
        self._line = line

    def show(self, event: Any) -> None:
        """Update the bar with an event."""
        percent = event.progress
        if isinstance(percent, (int, float)) and not isinstance(percent, bool):
            self._progress.update(self._line, completed=min(max(percent, 0), 100))
        if event.type in ("paused", "resumed"):
            self._progress.update(self._line, message=event.type)
        if event.type == "progress" and event.message:
            self._progress.update(self._line, message=one_line(event.message))
