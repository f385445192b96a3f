"""Python names for the names that stand on the wire."""

from __future__ import annotations

import keyword
import re
from typing import Dict, Iterable

# Names that a generated class needs for itself, in its body or in its constructor.
IN_THE_BODY = (
    "FIELDS",
    "SECRETS",
    "additional_properties",
    "from_dict",
    "to_dict",
    "property",
    "classmethod",
)
IN_ANNOTATIONS = ("str", "int", "float", "bool", "datetime")
IN_THE_CONSTRUCTOR = ("self", "isinstance", "cast")
RESERVED = frozenset((*IN_THE_BODY, *IN_ANNOTATIONS, *IN_THE_CONSTRUCTOR))


def python_name(wire: str) -> str:
    """Name an attribute for a wire name: the name itself where Python allows it, snake_case for camelCase."""
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
    """Name all attributes of one object; a name that two would share stays with the one whose wire name it is."""
    wires = list(wires)
    names: Dict[str, str] = {}
    for wire in sorted(wires, key=lambda each: python_name(each) != each):
        name = python_name(wire)
        if name in names.values():
            name = re.sub(r"\W+", "_", wire).strip("_")
        while name in names.values():
            name += "_"
        names[wire] = name
    return {wire: names[wire] for wire in wires}


def alias_of(wire: str, name: str) -> bool:
    """Tell whether a property under the wire name must stand beside the attribute."""
    return wire != name and wire.isidentifier() and not keyword.iskeyword(wire) and wire not in RESERVED
