"""The largest response body that the client reads, so that a small compressed body cannot fill the memory."""

from __future__ import annotations

from typing import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping

DEFAULT_MAX_RESPONSE_SIZE = 1024**3
# One event of a stream. A stream as a whole has no limit.
MAX_EVENT_SIZE = 64 * 1024**2


class BodyTooLarge(Exception):
    """A response body is larger than the client accepts; the rest of it was not read."""


class BodySize:
    """Counts the bytes of one response body after decompression.

    Args:
        limit: The maximum number of bytes.
    """

    def __init__(self, limit: int) -> None:
        self._left = limit

    def add(self, piece: bytes) -> bytes:
        """Count the next bytes of the body and return them.

        Raises:
            BodyTooLarge: The body is larger than the limit.
        """
        self._left -= len(piece)
        if self._left < 0:
            raise BodyTooLarge
        return piece

    def counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Iterate over the pieces of a body and count them."""
        return map(self.add, pieces)

    async def counted_async(self, pieces: AsyncGenerator[bytes, None]) -> AsyncIterator[bytes]:
        """Iterate over the pieces of a body and count them."""
        try:
            async for piece in pieces:
                yield self.add(piece)
        finally:
            # trio warns of a generator that is not closed.
            await pieces.aclose()

    def is_known(self, headers: Mapping[str, str]) -> bool:
        """Return whether the response headers show that the body is within the limit, so that nobody needs to count.

        HTTP libraries read no more than the length that the headers state.

        Raises:
            BodyTooLarge: The headers state a larger length.
        """
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return False
        if int(length[:20]) > self._left:
            raise BodyTooLarge
        return headers.get("content-encoding", "identity") == "identity" and "transfer-encoding" not in headers
