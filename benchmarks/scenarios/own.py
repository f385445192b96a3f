"""Features that only this SDK has: assembled streams, and listeners."""

from __future__ import annotations

import workload
from peers import Peer

from .sizes import Clock, Figures, Size, check


def accumulating(peer: Peer, url: str, size: Size) -> Figures:
    """Assemble long streams into a complete response, and compare with reading the text of the same chunks.

    The rows use the position of the length and not the length, so that a smoke run has the same rows.
    """
    figures: Figures = {}
    with peer.open_sync(url) as client:
        warmup = workload.stream_request(size.warmup_chunks, workload.BURST)
        check(peer.accumulate(client, warmup), workload.stream_length(size.warmup_chunks))
        for name, chunks in zip(("short", "long"), size.accumulated):
            request = workload.stream_request(chunks, workload.BURST)
            with Clock() as iterating:
                check(peer.stream(client, request), (chunks, workload.stream_length(chunks)))
            with Clock() as accumulating:
                check(peer.accumulate(client, request), workload.stream_length(chunks))
            figures.update(iterating.each(f"iterate_{name}", chunks))
            figures.update(accumulating.each(f"accumulate_{name}", chunks))
    return figures


def listeners(peer: Peer, url: str, size: Size) -> Figures:
    """Measure the cost of listeners per call and per chunk, which other SDKs do not have."""
    # Imported here, because only this scenario needs OpenTelemetry and Prometheus. Their import must not count for a
    # client.
    from listeners import watched_call, watched_chunk

    return {
        **watched_call(url, size.calls, size.warmup_calls),
        **watched_chunk(url, size.chunks, size.streams),
    }
