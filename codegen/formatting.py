"""Format generated code with the pinned version of ruff."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, Mapping

SETTINGS = Path(__file__).with_name("formatting.toml")


class GenerationError(Exception):
    """Something could not be generated. The message says why."""


def formatted(texts: Mapping[str, str]) -> Dict[str, bytes]:
    """Format modules, and remove unused imports.

    Args:
        texts: The source of each module by its path.

    Returns:
        The formatted content of each module.

    Raises:
        GenerationError: ruff failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for arguments in (["check", "--fix-only"], ["format"]):
            options = ["--quiet", "--no-cache", "--config", str(SETTINGS)]
            command = [sys.executable, "-m", "ruff", *arguments, *options, *texts]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if done.returncode:
                raise GenerationError(f"ruff {arguments[0]} failed:\n{done.stdout}{done.stderr}")
        return {name: Path(folder, name).read_bytes() for name in texts}
