"""The list of everything that is generated in this project.

To generate something more, write a function that takes the project folder and returns the content of each file by its
path in there, and add it to `OUTPUTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Tuple

from . import client_package, openapi30, raw_types, unasync


@dataclass(frozen=True)
class Output:
    """One generated thing.

    Attributes:
        name: What it is called in messages.
        build: Makes the files of a project folder, without writing any.
        inputs: Files and folders under the project folder that decide the result, besides the scripts.
        folders: Folders that hold nothing but this output: any other file in there is a mistake.
        mark: How each file of this output begins where it has no folder to itself: any other file that begins so is one
            whose source is gone.
        marked_in: The folder in which to look for such files.
    """

    name: str
    build: Callable[[Path], Dict[str, bytes]]
    inputs: Tuple[str, ...]
    folders: Tuple[str, ...] = ()
    mark: str = ""
    marked_in: str = ""


OUTPUTS: Tuple[Output, ...] = (
    Output(
        name="generated client",
        build=client_package.build,
        inputs=(client_package.SPEC, client_package.CONFIG, client_package.TEMPLATES),
        folders=(client_package.PACKAGE,),
    ),
    Output(name="OpenAPI 3.0.3", build=openapi30.build, inputs=(openapi30.SPEC,)),
    Output(
        name="synchronous twins",
        build=unasync.build,
        inputs=unasync.INPUTS,
        mark=unasync.MARK,
        marked_in="helixagent",
    ),
    Output(name="types of with_raw_response", build=raw_types.build, inputs=(unasync.SOURCE_FOLDER,)),
)


def build_all(root: Path) -> Dict[str, bytes]:
    """Generate everything; nothing is written."""
    files: Dict[str, bytes] = {}
    for output in OUTPUTS:
        files.update(output.build(root))
    return files


def places(root: Path, output: Output) -> List[str]:
    """List the files that are there as this output's, whether or not it still makes them."""
    found = [path for folder in output.folders for path in files_of(root, folder)]
    if output.mark:
        marked = [path for path in files_of(root, output.marked_in) if path.suffix == ".py"]
        found += [path for path in marked if path.read_text(encoding="utf-8").startswith(output.mark)]
    return [path.relative_to(root).as_posix() for path in found]


def files_of(root: Path, name: str) -> Iterator[Path]:
    """List a file, or all files of a folder, without what Python and tools leave there."""
    path = root / name
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    for each in found:
        if each.is_file() and "__pycache__" not in each.parts and not each.name.endswith((".pyc", ".swp", "~")):
            yield each
