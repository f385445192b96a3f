"""Write Python names for the names on the wire."""

from __future__ import annotations

import keyword
import re
from typing import Dict, Iterable

from .formatting import GenerationError

# Names that a generated class uses in its body, its annotations or its constructor.
RESERVED = {
    *("FIELDS", "SECRETS", "additional_properties", "from_dict", "to_dict", "property", "classmethod"),
    *("str", "int", "float", "bool", "datetime"),
    *("self", "isinstance", "cast"),
}


def python_name(wire: str) -> str:
    """Return the Python name for a wire name: in snake_case, and with an underscore if Python reserves the name."""
    name = wire
    if re.search("[A-Z]", name):
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    name = re.sub(r"\W+", "_", name).strip("_")
    if not name.isidentifier():
        name = f"field_{name}"
    if keyword.iskeyword(name) or name in RESERVED:
        name += "_"
    return name


def python_names(wires: Iterable[str]) -> Dict[str, str]:
    """Map the wire names of an object to Python names.

    Raises:
        GenerationError: Two of them have the same Python name.
    """
    names: Dict[str, str] = {}
    for wire in wires:
        names[wire] = python_name(wire)
        same = [other for other in names if names[other] == names[wire]]
        if len(same) > 1:
            raise GenerationError(f"{' and '.join(same)} have the same Python name {names[wire]}")
    return names


def alias_of(wire: str, name: str) -> bool:
    """Return whether the attribute also needs a property with the wire name."""
    return wire != name and wire.isidentifier() and not keyword.iskeyword(wire) and wire not in RESERVED
