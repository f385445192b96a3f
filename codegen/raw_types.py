"""Write the types of `with_raw_response`: the methods of each resource, with a RawResponse of what they return."""

from __future__ import annotations

import ast
import builtins
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Dict, List, Mapping, Optional, Union

from . import unasync
from .formatting import GenerationError, run_ruff

FOLDER = f"{unasync.SOURCE_FOLDER}/resources"
TWIN_FOLDER = f"{unasync.TWIN_FOLDER}/resources"
NAME = "_raw_types.py"
# A resource names the class that is made of it: `with_raw_response: RawSide[_raw_types.AsyncModelsWithRawResponse]`.
ENDING = "WithRawResponse"
# What an asynchronous method with the decorator `listed` returns; the synchronous one returns the list itself.
LISTING = "AsyncListing"
_LISTED = "listed"
_DOCSTRING = "The types of `with_raw_response`: each resource's methods, with a RawResponse of what they return."
_Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]


@dataclass
class _Module:
    """What the classes made of one module need of it.

    Attributes:
        name: The name of its file.
        tree: Its syntax tree.
        statements: The import, or the type variable, that each of its names comes from.
        raw: The names of the classes to make, by the resources that they are made of.
    """

    name: str
    tree: ast.Module
    statements: Dict[str, str] = field(default_factory=dict)
    raw: Dict[str, str] = field(default_factory=dict)


def build(root: Path, made: Mapping[str, bytes] = MappingProxyType({})) -> Dict[str, bytes]:
    """Write the types for both clients.

    Args:
        root: The project folder.
        made: What was generated before, such as the keywords of the methods.

    Returns:
        The content of the two modules by their paths under `root`.

    Raises:
        GenerationError: A method's signature has a name in it that comes from nowhere.
    """
    names = [f"{FOLDER}/{path.name}" for path in sorted((root / FOLDER).glob("*.py")) if path.name != NAME]
    source = _text([_read(name, unasync.source_text(root, name, made)) for name in names])
    plain = re.sub(rf"\b{LISTING}\[(RawResponse\[.+\])\]", r"\1", source)
    files = {f"{FOLDER}/{NAME}": source, f"{TWIN_FOLDER}/{NAME}": unasync.twin_of(plain)}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{unasync.MARK} {FOLDER}; do not edit.\n{text}", encoding="utf-8")
        run_ruff(Path(folder), list(files))
        return {name: Path(folder, name).read_bytes() for name in files}


def _read(name: str, text: str) -> _Module:
    module = _Module(name.rpartition("/")[2], ast.parse(text))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                module.statements[alias.asname or alias.name] = ast.unparse(ast.ImportFrom(node.module, [alias], 0))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                module.statements[alias.asname or alias.name] = ast.unparse(ast.Import([alias]))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            if ast.unparse(node.value.func) == "TypeVar":
                module.statements[ast.unparse(node.targets[0])] = ast.unparse(node)
        elif isinstance(node, ast.ClassDef):
            name = _raw_name(node)
            if name is not None:
                module.raw[node.name] = name
    return module


def _raw_name(node: ast.ClassDef) -> Optional[str]:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and ast.unparse(part.target) == "with_raw_response":
            found = re.fullmatch(rf"RawSide\[_raw_types\.(\w+{ENDING})\]", ast.unparse(part.annotation))
            return found and found.group(1)
    return None


def _text(modules: List[_Module]) -> str:
    statements: Dict[str, str] = {"RawResponse": "from helixagent._core.responses.raw_response import RawResponse"}
    classes = []
    for module in modules:
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and node.name in module.raw:
                made = _made_of(node, module)
                classes.append(made)
                _add_statements(statements, made, module)
    imports = [text for text in statements.values() if "import" in text]
    variables = sorted(text for text in statements.values() if "import" not in text)
    if variables:
        imports.append("from typing import TypeVar")
    lines = [f'"""{_DOCSTRING}"""', "from __future__ import annotations", *imports, *variables]
    return "\n".join([*lines, *map(ast.unparse, classes), ""])


def _made_of(node: ast.ClassDef, module: _Module) -> ast.ClassDef:
    functions = [part for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))]
    sending = {function.name for function in functions if _sends(function)}
    overloaded = {function.name for function in functions if _is_overload(function)}
    body: List[ast.stmt] = [ast.Expr(ast.Constant(f"What `with_raw_response` of {node.name} gives."))]
    for function in functions:
        returns = ast.unparse(function.returns) if function.returns else "Any"
        if function.name in overloaded & sending:
            # A protocol needs no implementation of its overloads.
            if _is_overload(function):
                body.append(_signature(function, f"RawResponse[{returns}]", "overload"))
        elif function.name in sending and _has(function, _LISTED):
            body.append(_signature(_called(function), f"{LISTING}[RawResponse[{returns}]]"))
        elif function.name in sending:
            body.append(_signature(function, f"RawResponse[{returns}]"))
        elif returns in module.raw:
            # A part of the resource, which is on the same side.
            body.append(_signature(function, module.raw[returns], "property"))
    return ast.ClassDef(
        name=module.raw[node.name],
        bases=[ast.Name("Protocol")],
        keywords=[],
        body=body,
        decorator_list=[],
        type_params=[],
    )


def _sends(function: _Function) -> bool:
    """Return whether a method returns an answer of the server, itself or by its `list`."""
    calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    public = not function.name.startswith("_") or function.name == "__call__"
    return public and any(call in ("self._run", "self._send", "self.list") for call in calls)


def _is_overload(function: _Function) -> bool:
    return _has(function, "overload")


def _has(function: _Function, decorator: str) -> bool:
    return any(ast.unparse(each) == decorator for each in function.decorator_list)


def _called(function: _Function) -> ast.FunctionDef:
    """Return an asynchronous function as one that is called, and whose result is awaited."""
    return ast.FunctionDef(**{name: getattr(function, name) for name in function._fields if hasattr(function, name)})


def _signature(function: _Function, returns: str, decorator: Optional[str] = None) -> ast.stmt:
    docstring = ast.get_docstring(function)
    # Type checkers accept a protocol's method without an implementation only if it ends so.
    body: List[ast.stmt] = [ast.Expr(ast.Constant(...))]
    if docstring:
        body.insert(0, ast.Expr(ast.Constant(docstring.splitlines()[0])))
    return type(function)(
        name=function.name,
        args=function.args,
        body=body,
        decorator_list=[ast.Name(decorator)] if decorator else [],
        returns=ast.parse(returns, mode="eval").body,
        type_params=[],
        lineno=0,
        col_offset=0,
    )


def _add_statements(statements: Dict[str, str], made: ast.ClassDef, module: _Module) -> None:
    listing = f"from helixagent._async.listing import {LISTING}"
    known = {
        **module.statements,
        LISTING: listing,
        "Protocol": "from typing import Protocol",
        "overload": "from typing import overload",
    }
    for node in ast.walk(made):
        if not isinstance(node, ast.Name) or hasattr(builtins, node.id) or node.id in module.raw.values():
            continue
        statement = statements.get(node.id) or known.get(node.id)
        if statement is None or (node.id in module.statements and module.statements[node.id] != statement):
            raise GenerationError(f"{module.name}: where {node.id} of {made.name} comes from is not clear")
        statements[node.id] = statement
