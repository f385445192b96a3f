"""What is in git: only sources, nothing that a tool left behind."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parent.parent


def tracked(*options: str) -> List[str]:
    """List files that are in git."""
    done = subprocess.run(["git", "ls-files", *options], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_no_file_in_git_is_one_that_git_should_ignore() -> None:
    assert tracked("--cached", "--ignored", "--exclude-standard") == []
