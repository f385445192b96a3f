"""Write the table of public methods, such as `chat.completions.create`, and their operations."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Tuple

from . import acreate
from .keywords import FUNCTION, REGION, SOURCES, region_of
from .tools import formatted
from .unasync import MARK, SOURCE_FOLDER, source_text

FILE = "helixagent/_core/methods.py"
_CLIENT = "HelixAgent"
_MODULE = f'''{MARK} {SOURCE_FOLDER}; do not edit.
"""The operation of each public method, such as `chat.completions.create`."""

from __future__ import annotations

METHODS = {{table}}
'''


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Write the table of public methods."""
    classes: Dict[str, Tuple[ast.ClassDef, List[str]]] = {}
    for name in sorted(path.relative_to(root).as_posix() for pattern in SOURCES for path in root.glob(pattern)):
        text = source_text(root, name, generated)
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef):
                classes[_plain(node.name)] = node, text.splitlines()
    table = dict(sorted(_methods(classes, _CLIENT, "")))
    return formatted({FILE: _MODULE.format(table=table)})


def _methods(classes: Dict[str, Tuple[ast.ClassDef, List[str]]], name: str, prefix: str) -> Iterator[Tuple[str, str]]:
    """Yield the methods of a class, and of the resources that its properties return."""
    if name not in classes:
        return
    node, lines = classes[name]
    for base in node.bases:
        yield from _methods(classes, _plain(ast.unparse(base)), prefix)
    for function in node.body:
        if not isinstance(function, FUNCTION) or (function.name.startswith("_") and function.name != "__call__"):
            continue
        opening = region_of(function, lines)
        if opening is not None:
            operation = REGION.match(lines[opening])[2]  # type: ignore[index]
            yield (prefix + function.name).replace(".__call__", ""), operation
            if function.name == "create" and node.name in acreate.CLASSES:
                yield f"{prefix}acreate", operation
        elif function.returns is not None and "cached_property" in map(ast.unparse, function.decorator_list):
            yield from _methods(classes, _plain(ast.unparse(function.returns)), f"{prefix}{function.name}.")


def _plain(name: str) -> str:
    # A generic class is named with its argument: `resources.AsyncAuth[AsyncHelixAgent]`.
    name = name.partition("[")[0].rpartition(".")[2]
    return name[len("Async") :] if name.startswith("Async") else name
