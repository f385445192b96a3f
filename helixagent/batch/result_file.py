"""A file of results that only grows, a whole line at a time, and can be read again after any end of the program.

A line is written by one call to the system, which a killed process has either made or not made; a line that was cut
short all the same (a full disk, a lost power supply) is recognised when the file is opened again, and cut off. The file
goes to the disk itself (fsync) once a second and at the end, so a lost power supply costs the last second's answers.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Callable, Iterator, Optional, Tuple

from ..exceptions import HelixAgentError, ValidationError
from .lock import lock
from .results import BatchResult, decode_result, encode_result

_SECONDS_BETWEEN_SYNCS = 1.0


class ResultFile:
    """One file of results, open for adding to it and locked against other runs.

    Args:
        path: Where it is; made if it is not there.
        timer: Gives seconds that never go back.
        see: Is shown each result that is in it already.

    Raises:
        HelixAgentError: Another run has it open.
        ValidationError: It cannot be opened, or is not what a batch has written.
    """

    def __init__(self, path: Path, timer: Callable[[], float], see: Callable[[BatchResult], None]) -> None:
        self.path = path
        self._timer = timer
        self._synced = timer()
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            raise ValidationError(f"output {str(path)!r} can't be opened: {error.strerror}.", param="output") from None
        try:
            if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
                raise ValidationError(f"output {str(path)!r} must be a plain file, to be resumed.", param="output")
            if not lock(self._descriptor, path):
                raise HelixAgentError(f"Another run writes to {str(path)!r}; wait for it or give another output.")
            self._size = self._recover(see)
        except BaseException:
            os.close(self._descriptor)
            raise

    def add(self, result: BatchResult) -> None:
        """Write a result.

        Raises:
            OSError: The disk does not take it; the file is as it was before.
        """
        line = encode_result(result)
        try:
            written = os.write(self._descriptor, line)
            while written < len(line):
                written += os.write(self._descriptor, line[written:])
        except OSError:
            os.ftruncate(self._descriptor, self._size)
            raise
        self._size += len(line)
        now = self._timer()
        if now - self._synced >= _SECONDS_BETWEEN_SYNCS:
            os.fsync(self._descriptor)
            self._synced = now

    def clear(self) -> None:
        """Take everything out of it, also on the disk: what is answered now must not be there twice after a crash."""
        os.ftruncate(self._descriptor, 0)
        os.fsync(self._descriptor)
        self._size = 0

    def close(self, *, remove_if_empty: bool) -> None:
        """Bring it to the disk and let go of it.

        Args:
            remove_if_empty: Whether the file goes away if nothing is in it.
        """
        try:
            os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)
        if remove_if_empty and not self._size:
            self.path.unlink()

    def _recover(self, see: Callable[[BatchResult], None]) -> int:
        """Read what is there, cut a torn end off, and return the length."""
        good, bad = 0, 0
        for number, (end, result) in enumerate(_read(self.path), 1):
            if result is None:
                bad = bad or number
                continue
            if bad:
                raise ValidationError(
                    f"line {bad} of {str(self.path)!r} is damaged, and good lines follow; repair it or remove it.",
                    param="output",
                )
            good = end
            see(result)
        os.ftruncate(self._descriptor, good)
        return good


def results_in(path: Path) -> Iterator[BatchResult]:
    """Give the whole results of a file; none where there is no file."""
    if path.exists():
        for _, result in _read(path):
            if result is not None:
                yield result


def _read(path: Path) -> Iterator[Tuple[int, Optional[BatchResult]]]:
    """Give each line's end in the file and its result; None where the line is not whole."""
    end = 0
    with open(path, "rb") as file:
        for number, text in enumerate(file, 1):
            end += len(text)
            try:
                yield end, decode_result(text) if text.endswith(b"\n") else None
            except ValidationError as error:
                raise ValidationError(
                    f"output {str(path)!r} was not written by a batch of this SDK: in line {number}, {error.message}",
                    param="output",
                ) from None
            except ValueError:
                yield end, None
