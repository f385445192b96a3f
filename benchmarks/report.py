"""Turns the figures of all rounds into the Markdown table with ratios and targets, and writes it into README.md."""

from __future__ import annotations

import os
import platform
import statistics
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

START = "<!-- figures:start -->"
END = "<!-- figures:end -->"
SUBJECT = "helixagent"
FLOOR = "httpx"

Rounds = Dict[str, Dict[str, List[float]]]
"""CPU seconds per unit: row key → peer → one figure per round."""


class Row(NamedTuple):
    """One line of the table."""

    key: str
    title: str
    unit: str
    per_second: float
    target: Optional[float]


ROWS = (
    Row("call_sync", "`call_sync`: one call", "µs", 1e6, 1.15),
    Row("stream_sync", "`stream_sync`: one chunk", "µs", 1e6, 1.2),
    Row("stream_burst", "`stream_burst`: one chunk", "µs", 1e6, 1.2),
    Row("stream_async", "`stream_async`: one chunk", "µs", 1e6, 1.2),
    Row("gather32", "`gather32`: 32 calls at once", "ms", 1e3, 1.1),
    Row("import", "`import`: import and construct", "ms", 1e3, 1.3),
    Row("import_process", "`import`, the interpreter's start included", "ms", 1e3, None),
    Row("first_call", "`first_call`: import, construct, one call", "ms", 1e3, None),
)

# What listeners add, in a table of its own: the SDK's default, then its variants (see listeners.py).
LISTENER_ROWS = (
    Row("watched_call", "one call", "µs", 1e6, None),
    Row("watched_chunk", "one chunk", "µs", 1e6, None),
)


def _ratios(rounds: Dict[str, List[float]], peer: str, other: str) -> List[float]:
    return [mine / theirs for mine, theirs in zip(rounds[peer], rounds[other])]


def _pairs(peers: Sequence[str]) -> List[Tuple[str, str]]:
    to_floor = [(peer, FLOOR) for peer in peers if peer != FLOOR and FLOOR in peers]
    from_subject = [(SUBJECT, peer) for peer in peers if SUBJECT in peers and peer not in (SUBJECT, FLOOR)]
    return to_floor + from_subject


def _ratio_cell(values: List[float]) -> str:
    return f"{statistics.median(values):.3f} ({min(values):.2f}–{max(values):.2f})"


def _verdict(row: Row, rounds: Dict[str, List[float]]) -> Tuple[str, str]:
    if row.target is None:
        return "", ""
    target = f"≤ {row.target:g}"
    if SUBJECT not in rounds or FLOOR not in rounds:
        return target, "not measured"
    met = statistics.median(_ratios(rounds, SUBJECT, FLOOR)) <= row.target
    return target, "met" if met else "**not met**"


def table(results: Rounds, peers: Sequence[str]) -> str:
    """Return the Markdown table of the rows that have been measured."""
    pairs = _pairs(peers)
    heads = ["scenario", "unit", *peers, *[f"{a} / {b}" for a, b in pairs], f"target ({SUBJECT} / {FLOOR})", ""]
    lines = [heads, ["---", "---", *["---:"] * (len(peers) + len(pairs)), "---", "---"]]
    for row in ROWS:
        if row.key not in results:
            continue
        rounds = results[row.key]
        medians = [f"{statistics.median(rounds[peer]) * row.per_second:.1f}" for peer in peers]
        ratios = [_ratio_cell(_ratios(rounds, a, b)) for a, b in pairs]
        lines.append([row.title, row.unit, *medians, *ratios, *_verdict(row, rounds)])
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def listeners_table(results: Rounds) -> str:
    """Return the Markdown table of what listeners add to the SDK's own figures; empty where it was not measured."""
    measured = [row for row in LISTENER_ROWS if row.key in results]
    if not measured:
        return ""
    variants = [name for name in results[measured[0].key] if name != SUBJECT]
    lines = [["", "unit", SUBJECT, *variants], ["---", "---", *["---:"] * (1 + len(variants))]]
    for row in measured:
        rounds = results[row.key]
        own = rounds[SUBJECT]
        added = {
            name: statistics.median(a - b for a, b in zip(rounds[name], own)) * row.per_second for name in variants
        }
        lines.append(
            [row.title, row.unit, f"{statistics.median(own) * row.per_second:.1f}"]
            + [f"{more:+.2f}" for more in added.values()]
        )
        lines.append(["", "ratio", "1"] + [_ratio_cell(_ratios(rounds, name, SUBJECT)) for name in variants])
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _versions_text(versions: Dict[str, str]) -> str:
    own, *others = [f"{name} {version}" for name, version in versions.items()]
    return f"{own} ({', '.join(others)})" if others else own


def machine(versions: Dict[str, Dict[str, str]], rounds: int, load: float, date: str) -> str:
    """Return the line that says where the figures come from.

    Args:
        versions: package → version, for each peer.
        rounds: number of rounds.
        load: load average (1 minute) before the first round.
        date: the day of the run, as it shall be printed.
    """
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    peers = ", ".join(_versions_text(found) for found in versions.values())
    return f"{date} · {rounds} rounds · {where}, {os.cpu_count()} CPUs, load before {load:.2f} · {peers}"


def document(results: Rounds, peers: Sequence[str], machine_line: str) -> str:
    """Return all that stands between the markers."""
    parts = [machine_line, table(results, peers)]
    listeners = listeners_table(results)
    if listeners:
        parts += ["What listeners add to it (`listeners`):", listeners]
    if "bare" in results:
        bare = statistics.median([figure for figures in results["bare"].values() for figure in figures])
        parts.append(
            f"A bare interpreter takes {bare * 1e3:.1f} ms; it is taken off the other figures of fresh interpreters."
        )
    return "\n\n".join(parts)


def write_readme(path: Path, text: str) -> None:
    """Replace what stands between the markers of the file at `path`.

    Raises:
        ValueError: if the file has not exactly one pair of markers.
    """
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not start or not end or START in rest or END in after:
        raise ValueError(f"{path.name} needs exactly one pair of {START} and {END}")
    path.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")
