"""A lock on an open file that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked, so a byte is locked that no file gets as far as.
    _FAR = 1 << 40

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
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
        path: Where it was opened.

    Returns:
        False where another one holds the lock, or has let go of it and taken the file away in the meantime.
    """
    if not _lock(descriptor):
        return False
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
