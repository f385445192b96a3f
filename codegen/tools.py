"""Checks that exactly the pinned versions of generator and formatter are at work."""

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
    """List what on this machine differs from the pins; empty where all agree."""
    if sys.version_info < MINIMUM_PYTHON:
        return ["the generator needs Python 3.11 or newer; this is " + sys.version.split()[0]]
    problems = []
    for name, wanted in pinned(root).items():
        try:
            have = version(name)
        except PackageNotFoundError:
            have = "not installed"
        if have != wanted:
            problems.append(f"{name}: {REQUIREMENTS} pins {wanted}, here it is {have}")
    return problems
