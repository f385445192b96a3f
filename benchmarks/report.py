"""Turn the figures of all rounds into Markdown: the goals and whether they are met, then every figure."""

from __future__ import annotations

import os
import platform
import statistics
from pathlib import Path
from typing import Dict, List, Optional, Sequence

from goals import GOALS, LISTENERS, OTHERS, SUBJECT, TIMES, Goal, Row

START = "<!-- figures:start -->"
END = "<!-- figures:end -->"

Rounds = Dict[str, Dict[str, List[float]]]
"""Figures: row → peer or variant → one figure for each round."""


def _number(value: float) -> str:
    size = abs(value)
    digits = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:,.{digits}f}"


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]], text_columns: int) -> str:
    rule = ["---"] * text_columns + ["---:"] * (len(heads) - text_columns)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, rule, *lines))


def _values(results: Rounds, goal: Goal, ending: str = "") -> Optional[List[float]]:
    """Return the goal's figure of each round, computed within the round, or None if it was not measured."""
    own = results.get(goal.row + ending, {}).get(goal.peer)
    if own is None:
        return None
    other = goal.ratio_to or goal.less
    if other is None:
        return [figure * goal.unit.per_one for figure in own]
    theirs = results.get(other[0] + ending, {}).get(other[1])
    if theirs is None:
        return None
    if goal.ratio_to:
        return [a / b for a, b in zip(own, theirs)]
    return [(a - b) * goal.unit.per_one for a, b in zip(own, theirs)]


def goals_table(results: Rounds) -> str:
    """Return the table of goals, which shows each name once."""
    lines = []
    asked = ""
    for goal in GOALS:
        limit = str(goal.limit) if goal.ratio_to else f"{goal.limit:g} {goal.unit.name}".strip()
        cells = ["" if goal.asked == asked else goal.asked, goal.what, limit]
        asked = goal.asked
        found = _values(results, goal)
        if found is None:
            lines.append([*cells, "", "", "", "not measured"])
            continue
        median = statistics.median(found)
        wall = _values(results, goal, ".wall")
        lines.append(
            cells
            + [f"**{_number(median)}**", f"{_number(min(found))} – {_number(max(found))}"]
            + [_number(statistics.median(wall)) if wall else ""]
            + ["met" if median <= goal.limit else "**not met**"]
        )
    heads = ["what", "figure", "at most", "median (CPU)", "lowest – highest", "median (wall)", ""]
    return _table(heads, lines, 2)


def _details(results: Rounds, rows: Sequence[Row], peers: Sequence[str], ending: str = "") -> str:
    lines = []
    for row in rows:
        found = results.get(row.key + ending, {})
        if found:
            cells = [
                _number(statistics.median(found[peer]) * row.unit.per_one) if peer in found else "" for peer in peers
            ]
            lines.append([row.title, row.unit.name, *cells])
    return _table(["", "unit", *peers], lines, 2)


def _ratio_cell(values: List[float]) -> str:
    return f"{statistics.median(values):.3f} ({min(values):.2f}–{max(values):.2f})"


def listeners_table(results: Rounds) -> str:
    """Return the table with the cost of observers relative to the default, or "" if they were not measured."""
    measured = [row for row in LISTENERS if row.key in results]
    if not measured:
        return ""
    variants = [name for name in results[measured[0].key] if name != SUBJECT]
    lines = []
    for row in measured:
        rounds = results[row.key]
        own = rounds[SUBJECT]
        added = [statistics.median(a - b for a, b in zip(rounds[name], own)) * row.unit.per_one for name in variants]
        median = statistics.median(own) * row.unit.per_one
        lines.append([row.title, row.unit.name, f"{median:.1f}"] + [f"{more:+.2f}" for more in added])
        ratios = [_ratio_cell([a / b for a, b in zip(rounds[name], own)]) for name in variants]
        lines.append(["", "ratio", "1", *ratios])
    return _table(["", "unit", SUBJECT, *variants], lines, 2)


def machine(versions: Dict[str, Dict[str, str]], rounds: int, loads: Sequence[float], date: str) -> str:
    """Return the lines that say when and where the figures were measured.

    Args:
        versions: package → version, for each peer.
        rounds: Number of rounds.
        loads: Load averages (1 minute) before the first round and after the last.
        date: The day of the run, as it is printed.
    """
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    packages = {name: version for found in versions.values() for name, version in found.items()}
    return (
        f"{date} · {rounds} rounds · {where}, {os.cpu_count()} CPUs · load {loads[0]:.2f} before and {loads[-1]:.2f} "
        f"after, including this run\n\n{', '.join(f'{name} {version}' for name, version in packages.items())}"
    )


def document(results: Rounds, peers: Sequence[str], machine_lines: str) -> str:
    """Return the text between the markers."""
    parts = [
        machine_lines,
        "## Goals",
        goals_table(results),
        "## CPU time",
        _details(results, TIMES, peers),
        "## Wall-clock time",
        "This includes the server's work and pauses.",
        _details(results, TIMES, peers, ".wall"),
        "## Memory and modules",
        _details(results, OTHERS, peers),
    ]
    listeners = listeners_table(results)
    if listeners:
        parts += ["## Cost of observers", "CPU time. README.md describes the columns.", listeners]
    return "\n\n".join(parts)


def write_between_markers(path: Path, text: str) -> None:
    """Replace the text between the markers of the file at `path`.

    Raises:
        ValueError: The file does not have exactly one pair of markers.
    """
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not start or not end or START in rest or END in after:
        raise ValueError(f"{path.name} must have exactly one pair of {START} and {END}")
    path.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")
