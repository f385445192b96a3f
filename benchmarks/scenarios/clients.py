"""Additional clients in one process, and copies of one with other options."""

from __future__ import annotations

from peers import Peer

from .sizes import Clock, Figures, Size


def clients(peer: Peer, url: str, size: Size) -> Figures:
    """Create more clients after the first one, and copy one of them. No request is sent."""
    first = peer.construct()
    kept = []
    with Clock() as clock:
        for _ in range(size.clients):
            kept.append(peer.construct())
    figures = clock.each("second_client", size.clients)
    if hasattr(peer, "with_options"):
        peer.with_options(first)
        with Clock() as clock:
            for _ in range(size.copies):
                peer.with_options(first)
        figures.update(clock.each("with_options", size.copies))
    for client in (first, *kept):
        client.close()
    return figures
