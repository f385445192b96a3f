"""List the functions that generate files.

To generate something else, write a function that returns the content of each file by its path, and add it to `BUILDS`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Mapping, Tuple

from . import acreate, client_package, keywords, method_names, openapi30, raw_types, unasync

# Each function receives the project folder and the files that the functions before it have generated. It returns the
# content of each file by its path in the project, or raises a GenerationError, and writes nothing.
BUILDS: Tuple[Callable[[Path, Mapping[str, bytes]], Dict[str, bytes]], ...] = (
    client_package.build,
    openapi30.build,
    keywords.build,
    acreate.build,
    method_names.build,
    unasync.build,
    raw_types.build,
)


def build_all(root: Path) -> Dict[str, bytes]:
    """Return the content of all generated files by their paths, without writing anything."""
    files: Dict[str, bytes] = {}
    for build in BUILDS:
        files.update(build(root, files))
    return files


def extra_files(root: Path, files: Mapping[str, bytes]) -> List[str]:
    """List files that look generated but that nothing generates, such as the twin of a removed source.

    Args:
        root: The project folder.
        files: All generated files.
    """
    found = list(_files_in(root / client_package.PACKAGE))
    # The first line identifies generated files in folders that also have hand-written ones.
    modules = [path for path in _files_in(root / "helixagent") if path.suffix == ".py" and path.is_file()]
    found += [path for path in modules if path.read_text(encoding="utf-8").startswith(unasync.MARK)]
    return [name for name in (path.relative_to(root).as_posix() for path in found) if name not in files]


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files and symbolic links in a folder, except for compiled modules."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*files, *links]) if not name.endswith(".pyc"))
