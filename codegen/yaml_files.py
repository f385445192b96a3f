"""Read the YAML files that code is generated from."""

from __future__ import annotations

import copy
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from .formatting import GenerationError


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
