"""Finds what a change is compared with: a revision of the repository, or what the last release promised.

The last release is kept as `codegen/released.tar.xz`, so that the comparison is the same in a clone without tags or
history, and without asking a package index. `record` writes it: the last step of a release.
"""

from __future__ import annotations

import io
import lzma
import re
import subprocess
import tarfile
from pathlib import Path
from typing import List, NamedTuple, Optional

RELEASED = "codegen/released.tar.xz"
# What programs rely on: the Python, the spec, and the tests of what type checkers see.
PARTS = ("helixagent", "helixagent_client", "openapi.yaml", "tests/typing")
_VERSION = "helixagent/_version.py"
_LABEL = "RELEASE"


class BaseError(Exception):
    """There is nothing to compare with; the text says why."""


class Base(NamedTuple):
    """What a change is compared with.

    Attributes:
        name: What it is called in the report.
        version: Its version.
        folder: Where its parts are.
    """

    name: str
    version: str
    folder: Path


def version_of(root: Path) -> str:
    """Read the package's version from its sources."""
    match = re.search(r'__version__ = "([^"]+)"', (root / _VERSION).read_text(encoding="utf-8"))
    if not match:
        raise BaseError(f"{_VERSION} has no version")
    return match.group(1)


def extract(root: Path, revision: Optional[str], folder: Path) -> Base:
    """Put what a change is compared with into a folder.

    Args:
        root: The project folder.
        revision: A revision that git knows; the last release where there is none.
        folder: An empty folder.

    Raises:
        BaseError: There is no such revision, or no record of a release.
    """
    if revision:
        command = ["git", "-C", str(root), "archive", "--format=tar", revision, *PARTS]
        done = subprocess.run(command, capture_output=True)
        if done.returncode:
            raise BaseError(f"git has no {revision} with all of {', '.join(PARTS)}: {done.stderr.decode().strip()}")
        _unpack(done.stdout, folder)
        return Base(revision, version_of(folder), folder)
    path = root / RELEASED
    if not path.is_file():
        raise BaseError(f"{RELEASED} is missing: name a revision, or record a release")
    _unpack(lzma.decompress(path.read_bytes()), folder)
    version = (folder / _LABEL).read_text(encoding="utf-8").strip()
    return Base(f"the release {version}", version, folder)


def record(root: Path, version: Optional[str] = None) -> str:
    """Keep what is there as the last release.

    Args:
        root: The project folder.
        version: What to call it; the package's own version where absent.

    Returns:
        The version.
    """
    version = version or version_of(root)
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in _files(root):
            _add(tar, name, (root / name).read_bytes())
        _add(tar, _LABEL, f"{version}\n".encode())
    (root / RELEASED).write_bytes(lzma.compress(content.getvalue(), preset=9))
    return version


def _files(root: Path) -> List[str]:
    found = [path for part in PARTS for path in ((root / part).rglob("*") if (root / part).is_dir() else [root / part])]
    return sorted(path.relative_to(root).as_posix() for path in found if path.suffix in (".py", ".typed", ".yaml"))


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    # Nothing but name and content, so that recording the same twice gives the same bytes.
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _unpack(content: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        tar.extractall(folder, filter="data")
