"""The two commands: write everything that is generated, and check that what is there is what would be written."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Dict, List

from . import lock, outputs


def generate(root: Path) -> int:
    """Generate everything and put it in place, lock file last.

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
    _replace_file(root / lock.LOCK, lock.as_bytes(lock.compute(root, files)))
    return len(files)


def check(root: Path) -> List[str]:
    """Compare what is there with what would be generated, and with the lock file.

    Args:
        root: The project folder.

    Returns:
        A line for each disagreement.
    """
    return compare(root, outputs.build_all(root))


def compare(root: Path, files: Dict[str, bytes]) -> List[str]:
    """Do what `check` does, with files that have been generated before.

    Args:
        root: The project folder.
        files: What is generated from it.

    Returns:
        A line for each disagreement.
    """
    problems = []
    for name, content in files.items():
        path = root / name
        if not path.is_file():
            problems.append(f"{name} is missing")
        elif path.read_bytes() != content:
            problems.append(f"{name} is not what is generated")
    extra = [name for output in outputs.OUTPUTS for name in outputs.places(root, output) if name not in files]
    problems += [f"{name} is extra: nothing generates it" for name in extra]
    return problems + lock.compare(root, lock.compute(root, files))


def _inside(name: str, folder: str) -> bool:
    return name.startswith(folder + "/")


def _replace_folder(root: Path, folder: str, files: Dict[str, bytes]) -> None:
    """Write a folder anew beside the old one, then swap the two: no one sees it half-written."""
    with tempfile.TemporaryDirectory(dir=root, prefix=".codegen-") as scratch:
        for name, content in files.items():
            path = Path(scratch, "new", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        target = root / folder
        if target.exists():
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
