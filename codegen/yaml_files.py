"""Reads the YAML files that things are generated from, each once."""

from __future__ import annotations

import copy
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict

from ruamel.yaml import YAML

from .formatting import GenerationError


def load(path: Path) -> Dict[str, Any]:
    """Read a mapping from a YAML file.

    Args:
        path: The file.

    Returns:
        Its content, for the caller to change at will.

    Raises:
        GenerationError: The file holds something else.
    """
    loaded = copy.deepcopy(_parse(path.read_text(encoding="utf-8")))
    if not isinstance(loaded, dict):
        raise GenerationError(f"{path.name}: not a mapping")
    return loaded


@lru_cache(maxsize=4)
def _parse(text: str) -> Any:
    # Parsing the spec takes longer than deriving anything from it.
    return YAML(typ="safe").load(text)
