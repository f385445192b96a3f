"""A file lock that is released when its process ends for any reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    # Windows prevents other processes from reading locked bytes, so the lock covers a byte beyond the end of any file.
    _LOCK_OFFSET = 1 << 40

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCK_OFFSET, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock(descriptor: int, path: Path) -> bool:
    """Lock an open file for this process.

    Args:
        descriptor: The open file.
        path: The path from which it was opened.

    Returns:
        False if another process holds the lock, or has released it and removed the file in the meantime.
    """
    if not _lock(descriptor):
        return False
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
