"""The tools that generation needs: pinned versions, a YAML reader, and a formatter."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
import tempfile
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Dict, List, Mapping

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

REQUIREMENTS = "requirements/codegen.txt"
MINIMUM_PYTHON = (3, 11)
SETTINGS = Path(__file__).with_name("formatting.toml")


class GenerationError(Exception):
    """Something could not be generated. The message says why."""


def disagreements(root: Path) -> List[str]:
    """List the packages whose installed version differs from the pinned one."""
    if sys.version_info < MINIMUM_PYTHON:
        return ["the generator needs Python 3.11 or newer, but this is Python " + sys.version.split()[0]]
    problems = []
    pinned = re.findall(r"^([\w.-]+)==(\S+)", (root / REQUIREMENTS).read_text(encoding="utf-8"), re.MULTILINE)
    for name, required in pinned:
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "no version"
        if installed != required:
            problems.append(f"{name}: {REQUIREMENTS} pins {required}, but {installed} is installed")
    return problems


def load(path: Path) -> Dict[str, Any]:
    """Read a mapping from a YAML file, which the caller may change.

    Raises:
        GenerationError: The file cannot be read, has a key twice in one mapping, or does not contain a mapping.
    """
    try:
        loaded = copy.deepcopy(_parse(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeError, YAMLError) as error:
        raise GenerationError(f"could not read {path}: {error}") from error
    if not isinstance(loaded, dict):
        raise GenerationError(f"{path} does not contain a mapping")
    return loaded


@lru_cache(maxsize=4)
def _parse(text: str) -> Any:
    # Parsing the spec takes longer than generating any of the files.
    return YAML(typ="safe").load(text)


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
