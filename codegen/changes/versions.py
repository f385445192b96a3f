"""Find the version that changes need: semantic versioning, with breaking changes in minor releases of 0.x."""

from __future__ import annotations

import re
from typing import Iterable, Tuple

from .rules import ADDITION, BREAKING

Numbers = Tuple[int, int, int]


def parse(version: str) -> Numbers:
    """Parse a version.

    Raises:
        ValueError: The version does not consist of three numbers.
    """
    match = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    if not match:
        raise ValueError(f"{version!r} is not a version: use three numbers, as in 1.2.3")
    major, minor, patch = (int(part) for part in match.groups())
    return major, minor, patch


def needed(old: str, verdicts: Iterable[str]) -> str:
    """Return the lowest version for changes of an old version, given their verdicts."""
    major, minor, patch = parse(old)
    found = set(verdicts)
    if BREAKING in found:
        return f"0.{minor + 1}.0" if major == 0 else f"{major + 1}.0.0"
    if ADDITION in found:
        return f"0.{minor}.{patch + 1}" if major == 0 else f"{major}.{minor + 1}.0"
    return old
