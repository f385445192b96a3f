"""Prepare the standard streams of the command, so that a closed stream never causes a traceback."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import Any, Iterator, Optional


def prepare_streams() -> None:
    """Replace standard streams that are closed, and make sure that writing to the error stream cannot fail.

    Text that a stream cannot encode is written with backslash escapes.
    """
    _occupy_descriptors()
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BytesIO())
    if sys.stdout is None:
        # If nobody can read the results, the command fails. It reports this when it writes a result.
        sys.stdout = _text_stream(_Closed())
    elif isinstance(sys.stdout, io.TextIOWrapper):
        # A lone surrogate in the server's text must not interrupt the output.
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr is None or isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _text_stream(_Lenient(sys.stderr), sys.stderr)


def discard_output() -> None:
    """Discard what standard output could not write, so that the interpreter does not fail on it when it exits."""
    with contextlib.suppress(OSError, ValueError):
        _redirect_to_null(sys.stdout.fileno())
        sys.stdout.flush()


class BrokenOutput(Exception):
    """The reader of standard output closed its end of the pipe."""


@contextlib.contextmanager
def detect_broken_pipe() -> Iterator[None]:
    """Raise BrokenOutput instead of BrokenPipeError, which click would turn into exit status 1.

    Raises:
        BrokenOutput: The reader of standard output closed its end of the pipe.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise BrokenOutput from None


class _Closed(io.RawIOBase):
    """A standard output stream that was closed before the command started."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raise OSError(errno.EBADF, "Could not write the output: standard output is closed.")


class _Lenient(io.RawIOBase):
    """An error stream that drops messages it cannot write.

    A lost message must not change the exit status of the command.

    Args:
        inner: The interpreter's stream, or None if it is closed.
    """

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        if self._inner is None:
            raise io.UnsupportedOperation("fileno")
        number: int = self._inner.fileno()
        return number

    def isatty(self) -> bool:
        return self._inner is not None and bool(self._inner.isatty())

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        if self._inner is not None:
            try:
                self._inner.buffer.write(data)
                self._inner.buffer.flush()
            except OSError:
                with contextlib.suppress(OSError, ValueError):
                    _redirect_to_null(self._inner.fileno())
        return size


def _text_stream(raw: io.RawIOBase, like: Optional[io.TextIOWrapper] = None) -> io.TextIOWrapper:
    encoding = "utf-8" if like is None else like.encoding
    binary: Any = raw
    return io.TextIOWrapper(binary, encoding, "backslashreplace", line_buffering=True, write_through=True)


def _redirect_to_null(descriptor: int) -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, descriptor)
    finally:
        os.close(null)


def _occupy_descriptors() -> None:
    # Otherwise the next file or socket that is opened gets the number of a closed stream.
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor <= 2:
        descriptor = os.open(os.devnull, os.O_RDWR)
    os.close(descriptor)
