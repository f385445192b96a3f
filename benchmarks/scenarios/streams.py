"""Streams that are read to their end, in synchronous code and on an event loop."""

from __future__ import annotations

import asyncio
from typing import Tuple

import workload
from peers import Peer

from .sizes import Clock, Figures, Size, check


def bursts(peer: Peer, url: str, size: Size) -> Figures:
    """Streams that arrive as fast as the socket allows, so that parsing outweighs reading."""
    return _both(peer, url, size, workload.BURST, "burst")


def paced(peer: Peer, url: str, size: Size) -> Figures:
    """Streams whose events arrive in small groups with pauses, as a model generates them."""
    return _both(peer, url, size, workload.PACED, "paced")


def _both(peer: Peer, url: str, size: Size, user: str, row: str) -> Figures:
    figures: Figures = {}
    if hasattr(peer, "stream"):
        figures.update(_sync(peer, url, size, user).each(f"{row}_sync", size.streams * size.chunks))
    if hasattr(peer, "astream"):
        clock = asyncio.run(_async(peer, url, size, user))
        figures.update(clock.each(f"{row}_async", size.streams * size.chunks))
    return figures


def _expected(chunks: int) -> Tuple[int, int]:
    return chunks, workload.stream_length(chunks)


def _sync(peer: Peer, url: str, size: Size, user: str) -> Clock:
    request = workload.stream_request(size.chunks, user)
    with peer.open_sync(url) as client:
        warmup = peer.stream(client, workload.stream_request(size.warmup_chunks, user))
        check(warmup, _expected(size.warmup_chunks))
        with Clock() as clock:
            for _ in range(size.streams):
                check(peer.stream(client, request), _expected(size.chunks))
    return clock


async def _async(peer: Peer, url: str, size: Size, user: str) -> Clock:
    request = workload.stream_request(size.chunks, user)
    async with peer.open_async(url) as client:
        warmup = await peer.astream(client, workload.stream_request(size.warmup_chunks, user))
        check(warmup, _expected(size.warmup_chunks))
        with Clock() as clock:
            for _ in range(size.streams):
                check(await peer.astream(client, request), _expected(size.chunks))
    return clock
