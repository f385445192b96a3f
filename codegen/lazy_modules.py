"""Write the modules that import their names on first use, such as `helixagent.types`, from names.yaml."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Dict, List, Mapping, Sequence

from .tools import formatted, load
from .unasync import MARK, SOURCE_FOLDER, TWIN_FOLDER, source_text, twin_of

NAMES = Path(__file__).with_name("names.yaml")
_MODULE = '''\
"""{doc}"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    {imports}

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {modules}

__all__ = {names}


if not TYPE_CHECKING:
    # Type checkers do not see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        {submodules}
        if name not in _MODULES:
            raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> List[str]:
    return sorted(__all__)
'''
_SUBMODULES = """\
if name in {names}:
            # The import system stores the module as an attribute of this package.
            return import_module(f".{{name}}", __name__)"""


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Write the modules of names.yaml."""
    texts: Dict[str, str] = {}

    def exported(file: str) -> List[str]:
        # The synchronous twin of a module is written later.
        source = file.replace(TWIN_FOLDER, SOURCE_FOLDER)
        text = texts[source] if source in texts else source_text(root, source, generated)
        assigned = [node for node in ast.parse(text).body if isinstance(node, ast.Assign)]
        (names,) = [node.value for node in assigned if ast.unparse(node.targets[0]) == "__all__"]
        return list(ast.literal_eval(twin_of(ast.unparse(names)) if source != file else names))

    for file, entry in load(NAMES).items():
        names = {module: exported(of) if isinstance(of, str) else of for module, of in entry["names"].items()}
        text = lazy_module(entry["doc"], names, entry.get("submodules", ()))
        texts[file] = f"{MARK} codegen/names.yaml; do not edit.\n{text}"
    return formatted(texts)


def lazy_module(doc: str, names: Mapping[str, Sequence[str]], submodules: Sequence[str] = ()) -> str:
    """Write a module that imports its names on first use.

    Args:
        doc: The docstring.
        names: The names from each module, which is written as in an import statement.
        submodules: The submodules that are also imported on first use.
    """
    imports = [f"from {module} import {', '.join(listed)}" for module, listed in names.items()]
    if submodules:
        imports.append(f"from . import {', '.join(submodules)}")
    modules = {name: module for module, listed in names.items() for name in listed}
    return _MODULE.format(
        doc=doc,
        imports="\n    ".join(imports),
        modules=modules,
        names=sorted([*modules, *submodules]),
        submodules=_SUBMODULES.format(names=tuple(submodules)) if submodules else "",
    )
