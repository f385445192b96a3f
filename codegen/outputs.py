"""The list of everything that is generated in this project.

To generate something more, write a function that takes the project folder and returns the content of each file by its
path in there, and add it to `OUTPUTS`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Mapping, Tuple

from . import acreate, client_package, keywords, method_names, openapi30, raw_types, unasync


@dataclass(frozen=True)
class Output:
    """One generated thing.

    Attributes:
        name: Name of the output in messages.
        build: Function that returns the content of each file and writes nothing. It is given the project folder, and
            what the outputs before it have generated.
        folders: Folders that belong to this output alone. Any other file in them is a mistake.
        mark: First words of each file, if the output shares a folder with hand-written files. If nothing generates a
            file with this mark, its source was removed.
        marked_in: Folder that is searched for marked files.
    """

    name: str
    build: Callable[[Path, Mapping[str, bytes]], Dict[str, bytes]]
    folders: Tuple[str, ...] = ()
    mark: str = ""
    marked_in: str = ""


OUTPUTS: Tuple[Output, ...] = (
    Output(
        name="generated client",
        build=client_package.build,
        folders=(client_package.PACKAGE,),
    ),
    Output(name="OpenAPI 3.0.3", build=lambda root, made: openapi30.build(root)),
    Output(name="keywords of methods", build=keywords.build),
    Output(name="acreate", build=acreate.build),
    Output(name="names of methods", build=method_names.build),
    Output(
        name="synchronous twins",
        build=unasync.build,
        mark=unasync.MARK,
        marked_in="helixagent",
    ),
    Output(name="types of with_raw_response", build=raw_types.build),
)


def build_all(root: Path) -> Dict[str, bytes]:
    """Generate everything; nothing is written."""
    files: Dict[str, bytes] = {}
    for output in OUTPUTS:
        files.update(output.build(root, files))
    return files


def places(root: Path, output: Output) -> List[str]:
    """List the files on disk that belong to an output, including those that it no longer generates."""
    found = [path for folder in output.folders for path in _files_in(root / folder)]
    if output.mark:
        marked = [path for path in _files_in(root / output.marked_in) if path.suffix == ".py" and path.is_file()]
        found += [path for path in marked if path.read_text(encoding="utf-8").startswith(output.mark)]
    return [path.relative_to(root).as_posix() for path in found]


def _files_in(folder: Path) -> Iterator[Path]:
    """List the files in a folder and all symbolic links, without what Python caches there."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*files, *links]) if not name.endswith(".pyc"))
