"""Write all generated files, or check that the files on disk are up to date.

To generate something else, write a function that returns the content of each file by its path, and add it to `BUILDS`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Callable, Dict, List, Mapping, Optional, Tuple

from . import acreate, client_package, keywords, lazy_modules, method_names, openapi30, raw_types, unasync

# Each function receives the project folder and the files that the functions before it have generated. It returns the
# content of each file by its path in the project, or raises a GenerationError, and writes nothing.
BUILDS: Tuple[Callable[[Path, Mapping[str, bytes]], Dict[str, bytes]], ...] = (
    client_package.build,
    openapi30.build,
    keywords.build,
    acreate.build,
    method_names.build,
    raw_types.build,
    lazy_modules.build,
    unasync.build,
)


def build_all(root: Path) -> Dict[str, bytes]:
    """Return the content of all generated files by their paths, without writing anything."""
    files: Dict[str, bytes] = {}
    for build in BUILDS:
        files.update(build(root, files))
    return files


def generate(root: Path) -> int:
    """Generate all files, write those that differ, and return the number of files."""
    files = build_all(root)
    for name in _extra(root, files):
        (root / name).unlink()
    for name, content in files.items():
        if _problem(root, name, content):
            path = root / name
            for link in [each for each in (path, *path.parents) if root in each.parents and each.is_symlink()]:
                link.unlink()
            path.parent.mkdir(parents=True, exist_ok=True)
            # The file replaces the old one in one step, so that an interrupted run does not lose a hand-written module.
            temporary = path.with_name(f".{path.name}.new")
            temporary.write_bytes(content)
            os.replace(temporary, path)
    return len(files)


def compare(root: Path, files: Dict[str, bytes]) -> List[str]:
    """Compare generated files with the files on disk, and return a line for each difference."""
    problems = ((name, _problem(root, name, content)) for name, content in files.items())
    different = [f"{name} {problem}" for name, problem in problems if problem]
    return different + [f"{name} is extra: nothing generates it" for name in _extra(root, files)]


def _problem(root: Path, name: str, content: bytes) -> Optional[str]:
    """Describe how a file on disk differs from the generated file, or return None."""
    path = root / name
    if path.resolve() != root.resolve() / name:
        return "is a symbolic link, or is in one"
    if not path.is_file():
        return "is not a file" if path.exists() else "is missing"
    if path.stat().st_mode & 0o111:
        return "is executable"
    return None if path.read_bytes() == content else "is not what is generated"


def _extra(root: Path, files: Mapping[str, bytes]) -> List[str]:
    """List files that look generated but that nothing generates, such as the twin of a removed source."""
    package = [path for path in (root / client_package.PACKAGE).rglob("*") if path.suffix != ".pyc"]
    found = [path for path in package if path.is_symlink() or not path.is_dir()]
    # The first line identifies generated files in folders that also have hand-written ones.
    modules = [path for path in (root / "helixagent").rglob("*.py") if path.is_file()]
    found += [path for path in modules if path.read_text(encoding="utf-8").startswith(unasync.MARK)]
    names = [path.relative_to(root).as_posix() for path in found]
    return sorted(name for name in names if name not in files)
