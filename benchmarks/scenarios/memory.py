"""Memory of many streams that are open at once."""

from __future__ import annotations

import asyncio
import gc
import os
import tracemalloc
from pathlib import Path
from typing import Any, Callable, List

import workload
from peers import Peer

from .sizes import Figures, Size

_CHUNKS = 64
_AT_ONCE = 20
_STATM = Path("/proc/self/statm")


def open_streams(peer: Peer, url: str, size: Size) -> Figures:
    """Measure the memory per stream of half-sent streams. The client has read everything that was sent so far.

    There are two figures: the growth of the process, and the bytes counted by Python's allocators. The allocators'
    tables would be part of the growth. They count exactly, so fewer streams are enough for them.
    """
    figures: Figures = {}
    # macOS does not provide it without another package.
    if _STATM.exists() and not getattr(peer, "IS_HEAVY", False):
        figures["open_stream.resident"] = asyncio.run(_grown(peer, url, size.open_streams, _resident))
    figures["open_stream.traced"] = asyncio.run(_grown(peer, url, size.traced_streams, _traced))
    return figures


def _traced() -> float:
    if not tracemalloc.is_tracing():
        tracemalloc.start()
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def _resident() -> float:
    gc.collect()
    return float(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def _grown(peer: Peer, url: str, streams: int, used: Callable[[], float]) -> float:
    request = workload.stream_request(_CHUNKS, workload.HELD)
    async with peer.open_wide(url, streams + _AT_ONCE) as client:

        async def some(number: int) -> List[Any]:
            return await asyncio.gather(*[peer.aopen_stream(client, request, _CHUNKS // 2) for _ in range(number)])

        kept = await some(_AT_ONCE)  # exclude the one-time cost of the first streams
        before = used()
        for opened in range(0, streams, _AT_ONCE):
            kept += await some(min(_AT_ONCE, streams - opened))
        grown = used() - before
        del kept
    return grown / streams
