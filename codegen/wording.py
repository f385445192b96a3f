"""Parameters of methods, with the descriptions in wording.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List, NamedTuple, Optional

from .tools import load

_WORDING = load(Path(__file__).with_suffix(".yaml"))
# What replaces a part of the spec, by operation and parameter.
CHANGES: Dict[str, Dict[str, Dict[str, str]]] = _WORDING["operations"]
# The arguments that a method sends if it does not send its `locals()`, by operation.
ARGUMENTS: Dict[str, str] = _WORDING["arguments"]


class Keyword(NamedTuple):
    """A parameter of a method, with its description. Required parameters have no default."""

    name: str
    type: str
    default: Optional[str]
    doc: str

    def declared(self) -> str:
        """Write the parameter for a signature."""
        return f"{self.name}: {self.type}" + (f" = {self.default}" if self.default else "") + ","


def options(*, streams: bool) -> List[Keyword]:
    """Return the parameters of every method.

    Args:
        streams: Whether the method can return a stream.
    """
    listed = [each for each in _WORDING["options"] if each.get("streams", streams) == streams]
    return [Keyword(each["name"], each["type"], each["default"], each["doc"]) for each in listed]
