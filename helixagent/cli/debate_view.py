"""Show a debate on the terminal: its progress and its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, List

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from helixagent.cli.clean import clean, duration, number, one_line, shown

if TYPE_CHECKING:
    from helixagent.cli.screen import Screen

_BAR_WIDTH = 30


class DebateView:
    """A running debate: its round, the current speaker, and the elapsed time.

    Args:
        debate_id: The ID of the debate.
        names: The participants, if they are known.
    """

    def __init__(self, debate_id: str, names: List[str]) -> None:
        self._debate_id = debate_id
        self._names = names
        self._status: Any = None
        self._spinner = Spinner("dots")

    def update(self, status: Any) -> None:
        """Update the view with the latest status."""
        self._status = status

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        status = self._status
        head = Table.grid(padding=(0, 1))
        head.add_row(self._spinner, Text(f"Debate {one_line(self._debate_id)}", style="bold", overflow="ellipsis"))
        yield head
        if status is None:
            return
        yield Text(f"  {shown(status.status)}{self._times(status)}", style="dim", overflow="ellipsis", no_wrap=True)
        total, done = status.total_rounds, status.current_round
        if isinstance(total, int) and isinstance(done, int) and total > 0:
            width = max(min(_BAR_WIDTH, options.max_width - 20), 8)
            bar = Table.grid(padding=(0, 1))
            bar.add_row(
                Text(" "), ProgressBar(total=total, completed=done, width=width), Text(f"round {done} of {total}")
            )
            yield bar
        speaker = one_line(status.current_participant or "")
        # Members of a server's default team may have names that are missing from the debate's details.
        names = self._names if not speaker or speaker in self._names else [*self._names, speaker]
        for name in names:
            is_speaking = name == speaker
            mark, style = ("▸", "cyan") if is_speaking else (" ", "dim")
            yield Text(
                f"  {mark} {name}{' speaks' if is_speaking else ''}", style=style, overflow="ellipsis", no_wrap=True
            )
        for problem in (status.errors or [])[-2:]:
            yield Text(f"  ! {one_line(problem)}", style="yellow", overflow="ellipsis", no_wrap=True)

    @staticmethod
    def _times(status: Any) -> str:
        elapsed, left = duration(status.time_elapsed), duration(status.estimated_remaining)
        return (f" · {elapsed}" if elapsed else "") + (f" · about {left} left" if elapsed and left else "")


def show_results(screen: Screen, results: Any) -> None:
    """Print the results of a debate.

    Args:
        screen: The screen to print to.
        results: The value returned by `debates.get_results`.
    """
    rounds = results.rounds_completed
    facts = [shown(results.status), f"{rounds} rounds" if rounds is not None else "", duration(results.duration)]
    screen.show(
        Text(clean(results.topic or shown(results.debate_id)), style="bold"),
        Text(" · ".join(fact for fact in facts if fact), style="dim"),
        Text(""),
    )
    consensus = results.consensus
    if consensus is not None:
        _show_consensus(screen, consensus)
    if results.participants:
        screen.table([_row(each) for each in results.participants])
        screen.show(Text(""))
    themes = results.cognee_insights.key_themes if results.cognee_insights is not None else None
    quality = results.quality_metrics.overall_debate_quality if results.quality_metrics is not None else None
    screen.facts({"Quality": quality, "Themes": themes})


def _show_consensus(screen: Screen, consensus: Any) -> None:
    reached = Text("Consensus reached", "green") if consensus.achieved else Text("No consensus", "yellow")
    if consensus.confidence is not None:
        reached.append(f" · confidence {number(consensus.confidence, '.0%')}", "dim")
    screen.show(reached)
    if consensus.final_position:
        screen.show(Padding(Text(clean(consensus.final_position)), (0, 0, 0, 2), expand=False))
    screen.show(*_list("Agreed", consensus.key_agreements), *_list("Disagreed", consensus.disagreements), Text(""))


def _list(title: str, points: Any) -> Iterable[Any]:
    if points:
        yield Text(title, style="bold")
    for point in points or []:
        line = Table.grid(padding=(0, 1))
        line.add_row(Text("  •"), Text(shown(point)))
        yield line


def _row(participant: Any) -> Any:
    return {
        "Participant": shown(participant.name),
        "Role": shown(participant.role),
        "Responses": shown(participant.total_responses),
        "Quality": number(participant.avg_quality_score, ".2f"),
        "Share": number(participant.contribution_score, ".2f"),
    }
