"""The lock file: hashes of all that generation starts from and of all that it writes, and the versions of its tools."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Dict, List

from . import outputs, tools

LOCK = "codegen/lock.json"
SECTIONS = {"tools": "version of", "inputs": "input", "files": "generated file"}


def compute(root: Path, files: Dict[str, bytes]) -> Dict[str, Dict[str, str]]:
    """Make the content of the lock file.

    Args:
        root: The project folder.
        files: What was generated from it.

    Returns:
        Tool versions, hashes of inputs, and hashes of generated files, each by name.
    """
    names = {name for output in outputs.OUTPUTS for name in output.inputs}
    inputs = {path for name in names for path in outputs.files_of(root, name)}
    inputs |= {path for path in (root / "codegen").glob("*.py") if not path.name.startswith(("lint_", "try_"))}
    return {
        "tools": tools.pinned(root),
        "inputs": {path.relative_to(root).as_posix(): _hash(path.read_bytes()) for path in sorted(inputs)},
        "files": {name: _hash(content) for name, content in sorted(files.items())},
    }


def as_bytes(lock: Dict[str, Any]) -> bytes:
    """Write the content of the lock file as text."""
    return (json.dumps(lock, indent=2) + "\n").encode()


def compare(root: Path, current: Dict[str, Dict[str, str]]) -> List[str]:
    """List each entry in which the lock file differs from what would be written now."""
    path = root / LOCK
    try:
        locked: Any = json.loads(path.read_bytes())
    except FileNotFoundError:
        return [f"{LOCK} is missing"]
    except ValueError:
        return [f"{LOCK} is no JSON"]
    problems = []
    for section, label in SECTIONS.items():
        old, new = locked.get(section, {}), current[section]
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                problems.append(f"{LOCK}: {label} {name}: {_difference(old.get(name), new.get(name))}")
    if not problems and path.read_bytes() != as_bytes(current):
        problems.append(f"{LOCK} is not as it was written")
    return problems


def _difference(old: Any, new: Any) -> str:
    if old is None:
        return "not in the lock"
    if new is None:
        return "in the lock only"
    return f"locked {str(old)[:12]}, now {str(new)[:12]}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
