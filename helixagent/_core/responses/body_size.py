"""Limit the size of response bodies, so that a small compressed body cannot exhaust the memory."""

from __future__ import annotations

from ...exceptions import InvalidResponseError
from ..secret import server_of

DEFAULT_MAX_RESPONSE_SIZE = 1024**3
# Maximum size of one event of a stream. The size of the whole stream is not limited.
MAX_EVENT_SIZE = 64 * 1024**2


class BodySize:
    """Counts the bytes of one response body after decompression.

    Args:
        limit: Maximum number of bytes.
        url: The URL of the request, for the exception.
    """

    def __init__(self, limit: int, url: str) -> None:
        self._limit = self._left = limit
        self._url = url

    def add(self, chunk: bytes) -> bytes:
        """Count the next bytes of the body and return them.

        Raises:
            InvalidResponseError: The body is larger than the limit. The rest of it was not read.
        """
        self._left -= len(chunk)
        if self._left < 0:
            server = server_of(self._url)
            raise InvalidResponseError(
                f"The response from {server} is larger than max_response_size ({self._limit} bytes).", url=self._url
            )
        return chunk
