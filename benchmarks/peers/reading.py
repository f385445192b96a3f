"""Code shared by the SDK peers."""

from __future__ import annotations

from typing import Any, Tuple


async def begun(stream: Any, chunks: int) -> Tuple[Any, Any]:
    """Read the first chunks of a stream, and return the stream with its iterator. Both keep it open."""
    iterator = stream.__aiter__()
    for _ in range(chunks):
        await iterator.__anext__()
    return stream, iterator
