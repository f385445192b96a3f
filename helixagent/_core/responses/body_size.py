"""Limit the size of response bodies, so that a small compressed body cannot exhaust the memory."""

from __future__ import annotations

from typing import Mapping

DEFAULT_MAX_RESPONSE_SIZE = 1024**3
# Maximum size of one event of a stream. The size of the whole stream is not limited.
MAX_EVENT_SIZE = 64 * 1024**2


class BodyTooLarge(Exception):
    """A response body is larger than the client accepts. The rest of the body was not read."""


class BodySize:
    """Counts the bytes of one response body after decompression."""

    def __init__(self, limit: int) -> None:
        self._left = limit

    def add(self, chunk: bytes) -> bytes:
        """Count the next bytes of the body and return them.

        Raises:
            BodyTooLarge: The body is larger than the limit.
        """
        self._left -= len(chunk)
        if self._left < 0:
            raise BodyTooLarge
        return chunk

    def is_known(self, headers: Mapping[str, str]) -> bool:
        """Return whether the headers prove that the body is within the limit, so that counting is not needed.

        HTTP libraries never read more bytes than the headers state.

        Raises:
            BodyTooLarge: The headers state a larger length.
        """
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return False
        if int(length[:20]) > self._left:
            raise BodyTooLarge
        return headers.get("content-encoding", "identity") == "identity" and "transfer-encoding" not in headers
