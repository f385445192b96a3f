"""Check whether a connection has received exactly one response."""

from __future__ import annotations

import re
from typing import List, Optional, Tuple

# The empty line after the headers, as detected by h11.
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_LAST_CHUNK = b"\r\n0\r\n\r\n"
_CARRY = len(_LAST_CHUNK) - 1
_WITHOUT_BODY = (204, 304)


class ReceivedBytes:
    """Compares the bytes received since a request was sent with the length of the response.

    Bytes after the end of a response would be interpreted as the response to the next request, so the connection must
    not be reused. If the end of a response is uncertain, for example because of trailers or an interim response, the
    response is treated as not exact.
    """

    __slots__ = ("_chunked", "_data", "_ends_with_last_chunk", "_expected", "_in_headers", "count")

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start counting the bytes of the next response."""
        self.count = 0
        # The headers, or the last bytes of the body.
        self._data = b""
        self._in_headers = True
        self._expected: Optional[int] = None
        self._chunked = False
        self._ends_with_last_chunk = False

    def add(self, data: bytes) -> None:
        """Add received bytes."""
        self.count += len(data)
        self._data += data
        if not self._in_headers:
            self._find_last_chunk()

    def headers_end(self, status: int, headers: List[Tuple[bytes, bytes]]) -> None:
        """Process the headers of the response. The body follows."""
        found = _EMPTY_LINE.search(self._data)
        is_interim = self._data.startswith(b"HTTP/1.1 1")
        self._in_headers = False
        self._find_last_chunk()
        if found is None or is_interim:
            return
        if status in _WITHOUT_BODY:
            self._expected = found.end()
            return
        for name, value in headers:
            name = name.lower()
            if name == b"transfer-encoding":
                self._chunked = True
            elif name == b"content-length" and value.isdigit():
                self._expected = found.end() + int(value)

    def are_exact(self) -> bool:
        """Return whether exactly one complete response was received."""
        return self._ends_with_last_chunk if self._chunked else self.count == self._expected

    def _find_last_chunk(self) -> None:
        self._ends_with_last_chunk = self._data.endswith(_LAST_CHUNK) and self._data.count(_LAST_CHUNK) == 1
        self._data = self._data[-_CARRY:]
