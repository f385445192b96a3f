"""Which version a change needs: semantic versioning, with the second number for what breaks while the first is 0."""

from __future__ import annotations

import re
from typing import Iterable, Tuple

from .rules import ADDITION, BREAKING

Numbers = Tuple[int, int, int]


def parse(version: str) -> Numbers:
    """Read a version.

    Raises:
        ValueError: It is not three numbers.
    """
    match = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    if not match:
        raise ValueError(f"{version!r} is no version: it must be three numbers, as in 1.2.3")
    major, minor, patch = (int(part) for part in match.groups())
    return major, minor, patch


def needed(old: str, verdicts: Iterable[str]) -> str:
    """Give the lowest version that may follow.

    Args:
        old: The version that was.
        verdicts: What the changes since are: `breaking`, `addition` or `text`.

    Returns:
        The old version itself where nothing but texts has changed.
    """
    major, minor, patch = parse(old)
    found = set(verdicts)
    if BREAKING in found:
        return f"0.{minor + 1}.0" if major == 0 else f"{major + 1}.0.0"
    if ADDITION in found:
        return f"0.{minor}.{patch + 1}" if major == 0 else f"{major}.{minor + 1}.0"
    return old


def is_enough(new: str, old: str, verdicts: Iterable[str]) -> bool:
    """Tell whether a version may carry the changes since an old one."""
    return parse(new) >= parse(needed(old, verdicts))
