"""Plain calls: sequential and concurrent."""

from __future__ import annotations

import asyncio
from typing import Any

import workload
from peers import Peer

from .sizes import Clock, Figures, Size, check


def calls(peer: Peer, url: str, size: Size) -> Figures:
    """Measure plain calls, one after the other, on one connection."""
    with peer.open_sync(url) as client:
        for _ in range(size.warmup_calls):
            check(peer.call(client), workload.ANSWER_LENGTH)
        with Clock() as clock:
            for _ in range(size.calls):
                check(peer.call(client), workload.ANSWER_LENGTH)
    return clock.each("call_sync", size.calls)


def gathers(peer: Peer, url: str, size: Size) -> Figures:
    """Measure concurrent plain calls.

    Each number of calls has a separate client, and the warm-up opens the connections.
    """
    figures: Figures = {}
    for row, (at_once, times) in size.gathers.items():
        figures.update(asyncio.run(_gather(peer, url, at_once, times)).each(row, at_once * times))
    return figures


async def _gather(peer: Peer, url: str, at_once: int, times: int) -> Clock:
    async with peer.open_async(url) as client:
        await _batch(peer, client, at_once)
        with Clock() as clock:
            for _ in range(times):
                await _batch(peer, client, at_once)
    return clock


async def _batch(peer: Peer, client: Any, at_once: int) -> None:
    lengths = await asyncio.gather(*[peer.acall(client) for _ in range(at_once)])
    check(lengths, [workload.ANSWER_LENGTH] * at_once)
