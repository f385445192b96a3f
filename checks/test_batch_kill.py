"""Check a batch that is killed repeatedly, for longer than in the tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from batch_kill_support import killed_until_done


def test_thirty_or_more_kills_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    assert killed_until_done(tmp_path, lines=1500, most_between_kills=90, seed=7) >= 25
