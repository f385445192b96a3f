"""Format generated code with the pinned version of ruff."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, Mapping, Sequence

SETTINGS = Path(__file__).with_name("formatting.toml")


class GenerationError(Exception):
    """Something could not be generated. The message says why."""


def run_ruff(folder: Path, names: Sequence[str]) -> None:
    """Format files or packages in a folder, and remove unused imports.

    Args:
        folder: Folder in which ruff runs. It must not be a package, whose types.py would replace Python's.
        names: Files or packages, relative to the folder.

    Raises:
        GenerationError: ruff failed.
    """
    for arguments in (["check", "--fix-only"], ["format"]):
        command = [sys.executable, "-m", "ruff", *arguments, "--quiet", "--no-cache", "--config", str(SETTINGS), *names]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise GenerationError(f"ruff {arguments[0]} failed:\n{done.stdout}{done.stderr}")


def formatted(texts: Mapping[str, str]) -> Dict[str, bytes]:
    """Return the formatted content of modules.

    Args:
        texts: The source of each module by its path.

    Raises:
        GenerationError: ruff failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        run_ruff(Path(folder), list(texts))
        return {name: Path(folder, name).read_bytes() for name in texts}
