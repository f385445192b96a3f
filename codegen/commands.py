"""Write all generated files, or check that the files on disk are up to date."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Dict, Iterator, List

from . import outputs


def generate(root: Path) -> int:
    """Generate all files, write those that differ, and return the number of files."""
    files = outputs.build_all(root)
    for name in outputs.extra_files(root, files):
        (root / name).unlink()
    for name, content in files.items():
        if any(_problems(root, name, content)):
            _write(root, name, content)
    return len(files)


def check(root: Path) -> List[str]:
    """Generate all files, and return a line for each difference from the files on disk."""
    return compare(root, outputs.build_all(root))


def compare(root: Path, files: Dict[str, bytes]) -> List[str]:
    """Compare generated files with the files on disk, and return a line for each difference."""
    problems = [f"{name} {problem}" for name, content in files.items() for problem in _problems(root, name, content)]
    return problems + [f"{name} is extra: nothing generates it" for name in outputs.extra_files(root, files)]


def _problems(root: Path, name: str, content: bytes) -> Iterator[str]:
    path = root / name
    if not os.path.lexists(path):
        yield "is missing"
        return
    links = _links(root, path)
    if links:
        yield "is a symbolic link" if path in links else f"is in {links[0].relative_to(root)}, a symbolic link"
    elif not path.is_file():
        yield "is not a file"
    else:
        # Git records only this permission bit. The others depend on the umask of the user who cloned the repository.
        if path.stat().st_mode & 0o111:
            yield "is executable"
        if path.read_bytes() != content:
            yield "is not what is generated"


def _links(root: Path, path: Path) -> List[Path]:
    """List the parts of a path that are symbolic links."""
    return [each for each in (path, *path.parents) if root in each.parents and each.is_symlink()]


def _write(root: Path, name: str, content: bytes) -> None:
    path = root / name
    for link in _links(root, path):
        link.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    # The file replaces the old one in one step, so that an interrupted run does not lose a hand-written module.
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(content)
    os.replace(temporary, path)
