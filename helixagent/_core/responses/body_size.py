"""Limit the size of response bodies, so that a small compressed body cannot exhaust the memory."""

from __future__ import annotations

from typing import Optional

from ...exceptions import InvalidResponseError
from ..secret import server_of

DEFAULT_MAX_RESPONSE_SIZE = 1024**3
# Maximum size of one event of a stream. The size of the whole stream is not limited.
MAX_EVENT_SIZE = 64 * 1024**2


class BodyTooLarge(Exception):
    """A response body is larger than the client accepts. The rest of the body was not read.

    Attributes:
        limit: The maximum number of bytes.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def as_error(self, url: Optional[str], status_code: Optional[int], attempts: int) -> InvalidResponseError:
        """Return the exception for the caller of an API method."""
        return InvalidResponseError(
            f"The response from {server_of(url or '')} is larger than max_response_size ({self.limit} bytes).",
            status_code=status_code,
            attempts=attempts,
            url=url,
        )


class BodySize:
    """Counts the bytes of one response body after decompression."""

    def __init__(self, limit: int) -> None:
        self._limit = self._left = limit

    def add(self, chunk: bytes) -> bytes:
        """Count the next bytes of the body and return them.

        Raises:
            BodyTooLarge: The body is larger than the limit.
        """
        self._left -= len(chunk)
        if self._left < 0:
            raise BodyTooLarge(self._limit)
        return chunk
