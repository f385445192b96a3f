"""Tests that a batch survives kill -9 at any moment; `checks/test_batch_kill.py` does the same for longer."""

from __future__ import annotations

from pathlib import Path

from batch_kill_support import killed_until_done


def test_a_run_that_is_killed_at_random_moments_answers_each_line_once(tmp_path: Path) -> None:
    assert killed_until_done(tmp_path, lines=150, most_between_kills=40, seed=20261123) >= 3
