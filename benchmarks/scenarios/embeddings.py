"""Embeddings of many texts: as base64, as JSON numbers, and as arrays."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any, Dict, Optional

import workload
from peers import Peer

from .sizes import Clock, Figures, Size, check


def embeddings(peer: Peer, url: str, size: Size) -> Figures:
    """Request all vectors at once, with the client's default encoding (`embed`) and as numbers (`embed_float`)."""
    request = workload.embedding_request(size.texts)
    with peer.open_sync(url) as client:
        figures = {
            **_measured(peer, client, request, size, "embed", None),
            **_measured(peer, client, request, size, "embed_float", "float"),
        }
        if hasattr(peer, "embed_arrays"):
            figures.update(_arrays(peer, client, request, size))
    return figures


def _measured(
    peer: Peer, client: Any, request: Dict[str, Any], size: Size, row: str, encoding: Optional[str]
) -> Figures:
    _check(peer.embed(client, request, encoding), size)
    with Clock() as clock:
        for _ in range(size.embeddings):
            _check(peer.embed(client, request, encoding), size)
    return clock.each(row, size.embeddings)


def _check(read: Any, size: Size) -> None:
    numbers, first = read
    check(numbers, size.texts * workload.DIMENSIONS)
    # The last digits are ignored, because base64 carries 32-bit numbers.
    check(round(first, 4), round(sum(workload.vector()), 4))


def _arrays(peer: Peer, client: Any, request: Dict[str, Any], size: Size) -> Figures:
    """Measure the same request with arrays: the time, and the memory per number of the complete response."""
    peer.embed_arrays(client, request)
    with Clock() as clock:
        for _ in range(size.embeddings):
            peer.embed_arrays(client, request)
    gc.collect()
    tracemalloc.start()
    answer = peer.embed_arrays(client, request)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    vectors = [item.embedding for item in answer.data]
    _check((sum(map(len, vectors)), float(sum(vectors[0]))), size)
    figures = clock.each("embed_arrays", size.embeddings)
    return {**figures, "embed_arrays.bytes": kept / (size.texts * workload.DIMENSIONS)}
