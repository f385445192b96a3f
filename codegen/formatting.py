"""Formats what is generated, with the pinned ruff and no settings but these."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Sequence

# Any other ruff settings, on this machine or in a project around, must not reach the output.
RUFF = [
    "--isolated",
    "--no-cache",
    "--no-respect-gitignore",
    "--quiet",
    "--target-version",
    "py38",
    "--line-length",
    "120",
]
# The templates leave commas behind; whether something takes one line or many is the formatter's to say.
RUFF_FIX = [
    "check",
    *RUFF,
    "--fix-only",
    "--select",
    "F401,I",
    "--config",
    "lint.isort.split-on-trailing-comma=false",
    "--config",
    "lint.isort.known-first-party=['helixagent', 'helixagent_client']",
]
RUFF_FORMAT = ["format", *RUFF, "--config", "format.skip-magic-trailing-comma=true"]


class GenerationError(Exception):
    """Something could not be generated; the text says why."""


def run_ruff(folder: Path, names: Sequence[str]) -> None:
    """Format files or packages in a folder, and drop the imports that they do not need.

    Args:
        folder: Where ruff runs: never inside a package, whose types.py would stand in for Python's own.
        names: The files or packages, relative to the folder.

    Raises:
        GenerationError: ruff failed.
    """
    for arguments in (RUFF_FIX, RUFF_FORMAT):
        command = [sys.executable, "-m", "ruff", *arguments, *names]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise GenerationError(f"ruff {arguments[0]} failed:\n{done.stdout}{done.stderr}")
