"""What this SDK alone does: streams put together, and listeners."""

from __future__ import annotations

import workload
from peers import Peer

from .sizes import Clock, Figures, Size, check


def accumulating(peer: Peer, url: str, size: Size) -> Figures:
    """Put long streams together to a whole completion, beside reading the text of the same chunks and keeping none.

    The rows have the place of the length and not the length, so that a smoke run has the same ones.
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
    """What listeners add to a call and to a chunk; other SDKs have none."""
    # Imported here: only this scenario needs OpenTelemetry and Prometheus, whose import is no client's.
    from listeners import watched_call, watched_chunk

    return {
        **watched_call(url, size.calls, size.warmup_calls),
        **watched_chunk(url, size.chunks, size.streams),
    }
