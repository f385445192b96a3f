"""An append-only file of results that survives a crash of the program.

Each line is written with one system call, so a killed process leaves a whole line or nothing. If the last line was
truncated anyway (a full disk, a power failure), it is removed before the next result is added. A file with any other
content is rejected before it is opened for writing. The file is flushed to disk (fsync) once a second and at the end,
so a power failure loses at most the results of the last second.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any, Callable, Iterator, NoReturn, Optional, Tuple

from ..exceptions import HelixAgentError, ValidationError
from .lock import lock
from .results import BatchResult, decode_result, encode_result, is_start_of_result

_SECONDS_BETWEEN_SYNCS = 1.0


class ResultFile:
    """One file of results.

    The file is only read until `open` is called, which opens it for writing and locks it against other runs.

    Args:
        path: The path of the file. It may not exist yet.
        timer: A monotonic clock that returns seconds.
        on_result: A callback for each result that is already in the file.

    Raises:
        ValidationError: The file cannot be read, or contains something other than results.
    """

    def __init__(self, path: Path, timer: Callable[[], float], on_result: Callable[[BatchResult], None]) -> None:
        self.path = path
        # The target of a symbolic link may not exist yet. The file is created there.
        self._real = Path(os.path.realpath(path))
        self._timer = timer
        self._descriptor: Optional[int] = None
        self._size = 0
        self._found = self._stat()
        if self._found is not None:
            try:
                self._size = _check(path, on_result)
            except OSError as error:
                self._cannot_open(error)
        self._had_results = self._size > 0

    def open(self) -> None:
        """Open the file for writing, lock it, and remove a truncated last line. If there is no file, create one.

        Raises:
            HelixAgentError: Another run has the file open, or has changed it since it was checked.
            ValidationError: The file cannot be opened.
        """
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
        if self._found is None:
            # This fails if a file has appeared in the meantime, because its content was not checked.
            flags |= os.O_CREAT | os.O_EXCL
        try:
            self._descriptor = os.open(self._real, flags, 0o666)
        except FileExistsError:
            self._refuse_other_run()
        except OSError as error:
            self._cannot_open(error)
        try:
            if not lock(self._descriptor, self._real):
                self._refuse_other_run()
            if self._found is not None:
                if _stamp(os.fstat(self._descriptor)) != self._found:
                    raise HelixAgentError(f"{str(self.path)!r} changed while it was read. Run the batch again.")
                os.ftruncate(self._descriptor, self._size)
        except BaseException:
            os.close(self._descriptor)
            self._descriptor = None
            raise
        self._synced = self._timer()

    @property
    def exists(self) -> bool:
        """Whether the file existed before this run or exists now."""
        return self._found is not None or self._descriptor is not None

    def add(self, result: BatchResult) -> None:
        """Write a result. If there is no file, create one.

        Raises:
            OSError: The result could not be written. The file is unchanged.
        """
        if self._descriptor is None:
            self.open()
        descriptor: Any = self._descriptor
        line = encode_result(result)
        try:
            written = os.write(descriptor, line)
            while written < len(line):
                written += os.write(descriptor, line[written:])
        except OSError:
            os.ftruncate(descriptor, self._size)
            raise
        self._size += len(line)
        now = self._timer()
        if now - self._synced >= _SECONDS_BETWEEN_SYNCS:
            os.fsync(descriptor)
            self._synced = now

    def clear(self) -> None:
        """Remove all results and flush the removal to disk.

        After a crash, no request may have both an old and a new result.
        """
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.fsync(self._descriptor)
            self._size = 0

    def close(self, *, remove_if_empty: bool = False) -> None:
        """Flush the file to the disk and close it.

        Args:
            remove_if_empty: Whether to remove the file if it is empty now. A file that was empty before this run is not
                removed.
        """
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        may_remove = self._had_results or self._found is None
        try:
            os.fsync(descriptor)
            remove = remove_if_empty and may_remove and not self._size and _is_at(descriptor, self._real)
        finally:
            os.close(descriptor)
        if remove:
            self._real.unlink()

    def _stat(self) -> Optional[Tuple[int, ...]]:
        try:
            found = os.stat(self._real)
        except FileNotFoundError as error:
            if not self._real.parent.is_dir():
                self._cannot_open(error)
            return None
        except OSError as error:
            self._cannot_open(error)
        if not stat.S_ISREG(found.st_mode):
            raise ValidationError(
                f"output {str(self.path)!r} must be a regular file, so that the batch can be resumed.", param="output"
            )
        return _stamp(found)

    def _cannot_open(self, error: OSError) -> NoReturn:
        raise ValidationError(f"output {str(self.path)!r} can't be opened: {error.strerror}.", param="output") from None

    def _refuse_other_run(self) -> NoReturn:
        raise HelixAgentError(
            f"Another run writes to {str(self.path)!r}. Wait for it, or choose another output."
        ) from None


def results_in(path: Path) -> Iterator[BatchResult]:
    """Yield the complete results of a file, or nothing if there is no file."""
    if path.exists():
        for _, _, result in _read(path):
            if result is not None:
                yield result


def _check(path: Path, on_result: Callable[[BatchResult], None]) -> int:
    """Pass each result of a file to the callback, and return the length without a truncated last line.

    Raises:
        ValidationError: The file contains anything else.
    """
    valid_length, damaged = 0, 0
    for number, (end, text, result) in enumerate(_read(path), 1):
        if result is not None:
            if damaged:
                _refuse_damaged(path, damaged, ", and valid lines follow")
            valid_length = end
            on_result(result)
        elif text.endswith(b"\n"):
            if number == 1:
                raise ValidationError(_foreign_message(path, number, "it is not a JSON object."), param="output")
            damaged = damaged or number
        elif not valid_length and not is_start_of_result(text):
            # After other results, a line without a line ending must be truncated. If it is alone, it may be any text.
            raise ValidationError(_foreign_message(path, number, "it is not a result."), param="output")
    if damaged:
        _refuse_damaged(path, damaged)
    return valid_length


def _refuse_damaged(path: Path, number: int, more: str = "") -> NoReturn:
    raise ValidationError(
        f"line {number} of {str(path)!r} is damaged{more}. Repair the file, or choose another output.", param="output"
    )


def _foreign_message(path: Path, number: int, reason: str) -> str:
    return (
        f"output {str(path)!r} was not written by a batch of this SDK: in line {number}, {reason} "
        "Choose another output."
    )


def _read(path: Path) -> Iterator[Tuple[int, bytes, Optional[BatchResult]]]:
    """Yield the end of each line in the file, its text and its result.

    The result is None if it is truncated or not JSON.
    """
    end = 0
    with open(path, "rb") as file:
        for number, text in enumerate(file, 1):
            end += len(text)
            try:
                yield end, text, decode_result(text) if text.endswith(b"\n") else None
            except ValidationError as error:
                raise ValidationError(_foreign_message(path, number, error.message), param="output") from None
            except (ValueError, RecursionError):
                yield end, text, None


def _stamp(found: os.stat_result) -> Tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False
