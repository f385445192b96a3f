"""The amount of work per measurement, and the clock and check that all scenarios use."""

from __future__ import annotations

import gc
import time
from typing import Any, Dict, NamedTuple, Tuple

Figures = Dict[str, float]


class Size(NamedTuple):
    """The amount of work per measurement."""

    warmup_calls: int
    calls: int
    gathers: Dict[str, Tuple[int, int]]
    """Row → number of concurrent calls, and number of repetitions."""
    warmup_chunks: int
    chunks: int
    streams: int
    interpreters: int
    clients: int
    copies: int
    texts: int
    embeddings: int
    open_streams: int
    traced_streams: int
    accumulated: Tuple[int, ...]


FULL = Size(
    warmup_calls=20,
    calls=400,
    gathers={"gather1": (1, 200), "gather32": (32, 8), "gather256": (256, 2)},
    warmup_chunks=200,
    chunks=2000,
    streams=3,
    interpreters=3,
    clients=10,
    copies=2000,
    texts=256,
    embeddings=2,
    open_streams=500,
    traced_streams=100,
    accumulated=(10_000, 100_000),
)
SMOKE = Size(
    warmup_calls=2,
    calls=5,
    gathers={"gather1": (1, 2), "gather32": (4, 1), "gather256": (8, 1)},
    warmup_chunks=20,
    chunks=40,
    streams=1,
    interpreters=1,
    clients=2,
    copies=10,
    texts=3,
    embeddings=1,
    open_streams=10,
    traced_streams=10,
    accumulated=(200, 2000),
)


class Clock:
    """Measure a block by the CPU time of this process and by the wall clock."""

    def __enter__(self) -> Clock:
        # A full garbage collection is rare and takes as long as a hundred calls. Without this one, it would be chance
        # which block includes it.
        gc.collect()
        self._wall = time.perf_counter()
        self._cpu = time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        self.cpu = time.process_time() - self._cpu
        self.wall = time.perf_counter() - self._wall

    def each(self, row: str, units: int) -> Figures:
        """Return the figures per unit, for `units` equal units of work."""
        return {row: self.cpu / units, f"{row}.wall": self.wall / units}


def check(got: Any, expected: Any) -> None:
    """Raise an error if the peer did not read everything."""
    if got != expected:
        raise RuntimeError(f"the peer read {got!r} where {expected!r} was sent")
