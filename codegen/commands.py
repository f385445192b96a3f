"""The two commands: write all generated files, and check that the files on disk are what would be written."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Dict, Iterator, List

from . import outputs


def generate(root: Path) -> int:
    """Generate everything and put it in place.

    Args:
        root: The project folder.

    Returns:
        The number of files.
    """
    files = outputs.build_all(root)
    folders = [folder for output in outputs.OUTPUTS for folder in output.folders]
    for folder in folders:
        _replace_folder(root, folder, {name: content for name, content in files.items() if _inside(name, folder)})
    for name, content in files.items():
        if not any(_inside(name, folder) for folder in folders):
            _replace_file(root / name, content)
    for output in outputs.OUTPUTS:
        for name in outputs.places(root, output):
            if name not in files:
                (root / name).unlink()
    return len(files)


def check(root: Path) -> List[str]:
    """Compare the files on disk with what would be generated.

    Args:
        root: The project folder.

    Returns:
        One line for each difference.
    """
    return compare(root, outputs.build_all(root))


def compare(root: Path, files: Dict[str, bytes]) -> List[str]:
    """Compare the files on disk with generated files.

    Args:
        root: The project folder.
        files: The generated content of each file by its path under `root`.

    Returns:
        One line for each difference.
    """
    problems = [f"{name} {problem}" for name, content in files.items() for problem in _problems(root, name, content)]
    extra = [name for output in outputs.OUTPUTS for name in outputs.places(root, output) if name not in files]
    return problems + [f"{name} is extra: nothing generates it" for name in extra]


def _problems(root: Path, name: str, content: bytes) -> Iterator[str]:
    path = root / name
    if not os.path.lexists(path):
        yield "is missing"
        return
    links = [each for each in (path, *path.parents) if root in each.parents and each.is_symlink()]
    if links:
        yield "is a symbolic link" if path in links else f"is in {links[0].relative_to(root)}, a symbolic link"
    elif not path.is_file():
        yield "is not a file"
    else:
        # Git records no other permission. The rest depends on the umask of whoever cloned the repository.
        if path.stat().st_mode & 0o111:
            yield "is executable"
        if path.read_bytes() != content:
            yield "is not what is generated"


def _inside(name: str, folder: str) -> bool:
    return name.startswith(folder + "/")


def _replace_folder(root: Path, folder: str, files: Dict[str, bytes]) -> None:
    """Write a new folder next to the old one and swap the two, so that nobody sees it half-written."""
    with tempfile.TemporaryDirectory(dir=root, prefix=".codegen-") as scratch:
        for name, content in files.items():
            path = Path(scratch, "new", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        target = root / folder
        if os.path.lexists(target):
            os.replace(target, Path(scratch, "old"))
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(Path(scratch, "new", folder), target)
        shutil.rmtree(Path(scratch, "old"), ignore_errors=True)


def _replace_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".codegen-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(scratch, 0o644)
    os.replace(scratch, path)
