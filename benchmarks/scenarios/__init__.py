"""The scenarios. Each one runs one peer in a separate process, and returns its figures by the name of their row.

CPU seconds have the name of the row alone. Wall-clock seconds have the suffix `.wall`, and counts have a suffix that
names their unit.
"""

from __future__ import annotations

from typing import Callable, Dict, NamedTuple, Tuple

from peers import Peer

from . import calls, clients, embeddings, memory, own, starts, streams
from .sizes import FULL, SMOKE, Figures, Size

__all__ = ["FULL", "SCENARIOS", "SMOKE", "Figures", "Scenario", "Size", "is_for"]


class Scenario(NamedTuple):
    """One measurement."""

    measure: Callable[[Peer, str, Size], Figures]
    needs: Tuple[str, ...]
    """Names of attributes of `Peer`. The scenario runs with every peer that has at least one of them."""


SCENARIOS: Dict[str, Scenario] = {
    "starts": Scenario(starts.starts, ("START", "ASYNC_START")),
    "clients": Scenario(clients.clients, ("construct",)),
    "calls": Scenario(calls.calls, ("call",)),
    "gathers": Scenario(calls.gathers, ("acall",)),
    "bursts": Scenario(streams.bursts, ("stream", "astream")),
    "paced": Scenario(streams.paced, ("stream", "astream")),
    "embeddings": Scenario(embeddings.embeddings, ("embed",)),
    "open_streams": Scenario(memory.open_streams, ("aopen_stream",)),
    "accumulating": Scenario(own.accumulating, ("accumulate",)),
    "listeners": Scenario(own.listeners, ("IS_SUBJECT",)),
}


def is_for(scenario: Scenario, peer: Peer) -> bool:
    """Return whether the peer supports any part of the scenario."""
    return any(hasattr(peer, name) for name in scenario.needs)
