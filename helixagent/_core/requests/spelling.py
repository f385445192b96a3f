"""Find the intended name for a misspelled name."""

from __future__ import annotations

import difflib
from typing import Iterable, Optional

# With this limit, a missing or doubled letter is a misspelling. Two swapped letters are a misspelling only in names of
# five letters or more, because `top_k` must not be a misspelling of `top_p`.
_MIN_SIMILARITY = 0.79


def near_miss(name: object, known: Iterable[str]) -> Optional[str]:
    """Return the known name that `name` probably misspells, or None. Case and underscores are ignored.

    Args:
        name: The name to look for.
        known: The existing names.
    """
    plain = {_plain(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(_plain(str(name)), plain, n=1, cutoff=_MIN_SIMILARITY)
    return plain[found[0]] if found else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
