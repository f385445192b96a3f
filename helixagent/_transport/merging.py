"""Fewer and larger chunks of HTTP: those that have come together are merged before h11 reads them.

Where chunks are small, as in the streams of models, h11 and httpcore take longer for each than all that follows. How a
body is cut into chunks means nothing, and whoever passes it on may cut it anew: RFC 9112, section 7.1.
"""

from __future__ import annotations

import re
from typing import Iterator, List

# What has more digits is no piece of a stream of events.
_SIZE_LINE = re.compile(rb"([0-9a-fA-F]{1,8})\r\n")
_PART_OF_SIZE_LINE = re.compile(rb"[0-9a-fA-F]{0,8}\r?")
_CHUNKED = b"\r\ntransfer-encoding: chunked\r\n"
_MAX_HEAD_BYTES = 64 * 1024
# More would save little, and be held twice while they are read.
_MAX_MERGED = 16


class ChunkMerger:
    """Takes what a connection over HTTP/1.1 receives, and gives it with its small chunks made larger.

    The last of those that came together stays by itself, for httpcore holds what it has given until something else
    comes: of a stream that waits for its next event that is to be small.

    Only a chunked body as nearly all servers write it is looked into. At anything else, such as an extension of a
    chunk, it stops: the rest of that answer goes through as it came, for h11 to judge.
    """

    __slots__ = ("_head", "_is_body", "_is_head", "_left", "_size_line")

    def __init__(self) -> None:
        self._is_head = False
        self._is_body = False
        # What has come of the answer's head, and was passed on.
        self._head = b""
        # How many bytes are to come of a chunk that was begun to be passed on, with the line end after it.
        self._left = 0
        # The beginning of a chunk's size, which was not passed on.
        self._size_line = b""

    def expect_answer(self) -> None:
        """Take note that a request is sent, so that what is received next is the head of an answer."""
        self._is_head = True
        self._is_body = False
        self._head = self._size_line = b""
        self._left = 0

    def merged(self, data: bytes) -> bytes:
        """Return what to pass on of the bytes that were received, which is empty only where these are."""
        if self._is_body:
            return self._of_body(data, 0)
        if self._is_head:
            return self._of_head(data)
        return data

    def _of_head(self, data: bytes) -> bytes:
        passed_on = len(self._head)
        head = self._head + data
        end = head.find(b"\r\n\r\n")
        if end < 0:
            self._head = head
            self._is_head = len(head) <= _MAX_HEAD_BYTES
            return data
        self._head = b""
        self._is_head = False
        self._is_body = (
            # Of answers that come before the answer, 1xx, there is no looking behind.
            head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 4", b"HTTP/1.1 5"))
            and _CHUNKED in head[: end + 2].lower()
            # By which h11 would see the head's end earlier.
            and head.find(b"\n\r\n", 0, end + 3) < 0
            and head.find(b"\n\n", 0, end) < 0
        )
        return self._of_body(data, end + 4 - passed_on) if self._is_body else data

    def _of_body(self, data: bytes, start: int) -> bytes:
        """Return the bytes, with the whole chunks after `start` merged."""
        size = len(data)
        if self._left >= size - start:
            self._left -= size - start
            return data
        if self._size_line:
            data = self._size_line + data
            size = len(data)
            self._size_line = b""
        last = position = start = start + self._left
        self._left = 0
        parts = []
        while position < size:
            size_line = _SIZE_LINE.match(data, position)
            if size_line is None:
                if position and _PART_OF_SIZE_LINE.fullmatch(data, position):
                    self._size_line = data[position:]
                    data = data[:position]
                else:
                    self._is_body = False
                break
            begin = size_line.end()
            end = begin + int(size_line[1], 16)
            if end == begin or data[end : end + 2] != b"\r\n":
                self._left = end + 2 - size
                # The last chunk has no bytes, and what follows a wrong line end is nobody's to guess.
                self._is_body = end != begin and self._left > 0
                break
            parts.append(data[begin:end])
            last, position = position, end + 2
        if len(parts) < 3:
            return data
        return b"".join([data[:start], *_larger(parts[:-1]), data[last:]])


def _larger(parts: List[bytes]) -> Iterator[bytes]:
    for first in range(0, len(parts), _MAX_MERGED):
        body = b"".join(parts[first : first + _MAX_MERGED])
        yield b"%x\r\n%b\r\n" % (len(body), body)
