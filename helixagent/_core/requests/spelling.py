"""Find the intended name for a misspelled name."""

from __future__ import annotations

from typing import Iterable, List, Optional, Tuple


def near_miss(name: object, known: Iterable[str]) -> Optional[str]:
    """Return the known name that `name` probably misspells, or None.

    Case and underscores are ignored, so `maxTokens` matches `max_tokens`. Otherwise, a letter may be missing, doubled,
    added or swapped with the next letter. A replaced letter counts twice, because it often forms a different word:
    `top_k` is not a misspelling of `top_p`.

    Args:
        name: The name to look for.
        known: The existing names.
    """
    plain = _plain(str(name))
    found: List[Tuple[int, str]] = []
    for candidate in known:
        other = _plain(candidate)
        allowed = _allowed_edits(min(len(plain), len(other)))
        # The difference in length is a lower bound for the distance. It avoids most comparisons.
        if abs(len(plain) - len(other)) <= allowed:
            edits = _edits(plain, other)
            if edits <= allowed:
                found.append((edits, candidate))
    return min(found)[1] if found else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _allowed_edits(length: int) -> int:
    if length < 3:
        return 0
    if length < 6:
        return 1
    return 2 if length < 12 else 3


def _edits(one: str, other: str) -> int:
    """Return the edit distance of two words. Inserting, removing or swapping costs 1, and replacing costs 2."""
    before: List[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, target in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (0 if letter == target else 2))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], target):
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1]
