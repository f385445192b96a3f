"""Check that the pinned versions of the generator and of the formatter are installed."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Dict, List

REQUIREMENTS = "requirements/codegen.txt"
MINIMUM_PYTHON = (3, 11)


def pinned(root: Path) -> Dict[str, str]:
    """Read the pinned versions by package name."""
    lines = (root / REQUIREMENTS).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)==(\S+)", line) for line in lines)
    return {match.group(1): match.group(2) for match in found if match}


def disagreements(root: Path) -> List[str]:
    """List the packages whose installed version differs from the pinned one."""
    if sys.version_info < MINIMUM_PYTHON:
        return ["the generator needs Python 3.11 or newer, but this is Python " + sys.version.split()[0]]
    problems = []
    for name, required in pinned(root).items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "no version"
        if installed != required:
            problems.append(f"{name}: {REQUIREMENTS} pins {required}, but {installed} is installed")
    return problems
