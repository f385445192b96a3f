"""Test that no private name of a library is used, because any release can change it, and no test of the library fails.

Python files are read as syntax trees, in which objects have no types. A private name of `self` is fine if this project
defines it, and one of another object if the same file does. Subclasses of library classes are checked at run time.
"""

from __future__ import annotations

import ast
import dis
import functools
import importlib
import pkgutil
import re
import sys
from pathlib import Path
from types import FunctionType
from typing import Any, Dict, Iterable, Iterator, List, NamedTuple, Set, Tuple

import pytest

import helixagent
from helixagent import MissingExtraError

ROOT = Path(__file__).parents[1]
OWN = ("helixagent", "helixagent_client", "codegen")
# The names with a leading underscore that the standard library documents.
DOCUMENTED = {"_asdict", "_fields", "_make", "_replace", "_exit"}
# Base classes from these modules are part of the language.
LANGUAGE = ("abc", "builtins", "collections", "enum", "types", "typing", "typing_extensions")

_PRIVATE = re.compile(r"_[a-z]\w*")
# A name or dotted path that `getattr`, `patch` or `import_module` accepts.
_PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
LIBRARIES = (
    *("aiohttp", "anyio", "asyncio", "attr", "h11", "http.client", "httpcore", "httpx", "logging", "requests"),
    *("rich.live", "urllib3", "websockets.asyncio.client"),
)
# Private names that other files of this project use, and that libraries have too.
SHARED = {"_options", "_reader", "_request", "_run", "_transport"}


class Exempt(NamedTuple):
    """A private name that is used in spite of the rule.

    Attributes:
        file: The file that uses it.
        reason: Why there is no public alternative.
        held_by: The test that fails when the library changes.
    """

    file: str
    reason: str
    held_by: str


# At most three in the whole project.
EXCEPTIONS: Dict[str, Exempt] = {
    "_send_single_request": Exempt(
        "helixagent/_transport/httpx_common.py",
        "vcrpy before 8 replaces this method of httpx; a request that bypassed it would reach the real server",
        "tests/test_recording.py",
    ),
    "_transport_for_url": Exempt(
        "helixagent/_transport/httpx_common.py",
        "respx with using='httpx' replaces this method; a request that bypassed it would reach the real server",
        "tests/test_http_tools.py",
    ),
}


def is_private(name: str) -> bool:
    return _PRIVATE.fullmatch(name) is not None and name not in DOCUMENTED


def trees_of(*folders: str) -> Iterator[Tuple[str, ast.AST]]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))


def names_defined_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias):
            yield node.asname or node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_own_object(node.value):
            yield node.attr


def is_own_object(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def names_used_in(tree: ast.AST, own: Set[str]) -> Iterator[Tuple[int, str]]:
    """Yield the private names of libraries in attributes, imports and strings, with their lines.

    Args:
        tree: The syntax tree of a file.
        own: The private names that this project defines.
    """
    # On objects other than `self`, a name that libraries also have must be defined by the same file.
    near = own - library_names() | set(names_defined_in(tree)) | SHARED
    for node in ast.walk(tree):
        names: Iterable[str] = ()
        if isinstance(node, ast.Attribute):
            names = {node.attr} - (own if is_own_object(node.value) else near)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names = [name for alias in node.names for name in foreign_names(f"{module}.{alias.name}")]
        elif isinstance(node, ast.Import):
            names = [name for alias in node.names for name in foreign_names(alias.name)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _PATH.fullmatch(node.value):
            # Not every such word is a name. For example, suffixes of metrics look like names.
            names = foreign_names(node.value) if "." in node.value else {node.value} & library_names() - own
        for name in names:
            if is_private(name):
                yield getattr(node, "lineno", 0), name


def foreign_names(path: str) -> List[str]:
    """Return the names in the dotted path of a module or its member, or none for a module of this project."""
    root, *names = path.split(".")
    # A relative import has an empty root, and a path inside this package has a private root.
    return [] if root in ("", "self", *OWN) or (is_private(root) and root in own_names()) else [root, *names]


@functools.lru_cache(maxsize=None)
def library_names() -> Set[str]:
    """Return the private names of the libraries' classes."""
    for name in LIBRARIES:
        importlib.import_module(name)
    modules = [module for name, module in list(sys.modules.items()) if is_of_library(name)]
    classes = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    return {name for cls in classes if is_of_library(cls.__module__) for name in private_names_of(cls)}


def is_of_library(module: str) -> bool:
    return f"{module}.".startswith(tuple(f"{name}." for name in LIBRARIES))


@functools.lru_cache(maxsize=None)
def own_names() -> Set[str]:
    """Return the names that this project defines, and the names of its files and folders."""
    found: Set[str] = set()
    for file, tree in trees_of(*OWN):
        found.update(names_defined_in(tree), Path(file).with_suffix("").parts)
    return found


def offences(file: str, tree: ast.AST, own: Set[str]) -> List[str]:
    exempt = {name for name, entry in EXCEPTIONS.items() if entry.file == file}
    return [f"{file}:{line}: {name}" for line, name in names_used_in(tree, own) if name not in exempt]


def test_no_private_name_of_a_library_is_used() -> None:
    found = [line for file, tree in trees_of("helixagent", "codegen") for line in offences(file, tree, own_names())]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "connector._factory = None",
        "print(response._connection)",
        "self._retry_connection",
        "getattr(client, '_init_transport', None)",
        "patch('httpx._client.Client')",
        "import anyio._backends._asyncio",
        "from httpx._client import Client",
        "for name in ('send', '_init_transport'): getattr(client, name)",
    ],
)
def test_each_way_to_use_a_private_name_is_found(source: str) -> None:
    assert offences("helixagent/x.py", ast.parse(source), own_names())


@pytest.mark.parametrize(
    "source",
    [
        "self._mine = 1; self._mine",
        "options._replace(a=1)",
        "os._exit(1)",
        "from ._x import y",
        "'_a sentence_'",
        "_HOME",
    ],
)
def test_documented_names_and_names_of_this_project_are_allowed(source: str) -> None:
    tree = ast.parse(source)
    assert offences("helixagent/x.py", tree, set(names_defined_in(tree))) == []


# ---- subclasses -----------------------------------------------------------------------------------------------------


def own_classes() -> Iterator[type]:
    for found in pkgutil.walk_packages(helixagent.__path__, "helixagent."):
        # Only PyInstaller can import its hook, and `__main__` runs the command.
        if "_pyinstaller" in found.name or found.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(found.name)
        except MissingExtraError:
            # The extra needs a newer Python, so only the tests on newer versions check the module.
            assert sys.version_info < (3, 11), found.name
            continue
        yield from (value for value in vars(module).values() if is_own_class(value, module.__name__))


def is_own_class(value: Any, module: str) -> bool:
    return isinstance(value, type) and value.__module__ == module


def library_bases(cls: type) -> List[type]:
    return [base for base in cls.__mro__[1:] if base.__module__.split(".")[0] not in (*OWN, *LANGUAGE)]


def private_names_of(cls: type) -> Set[str]:
    """Return the private names in the body of a class and those that it sets on its instances."""
    names = set(vars(cls))
    for function in vars(cls).values():
        if isinstance(function, FunctionType):
            instructions = dis.get_instructions(function)
            names |= {instruction.argval for instruction in instructions if instruction.opname == "STORE_ATTR"}
    return {name for name in names if is_private(name)}


def overridden_names(cls: type) -> Dict[str, str]:
    own = private_names_of(cls) - {"_abc_impl"}
    return {name: base.__qualname__ for base in library_bases(cls) for name in own & private_names_of(base)}


def test_no_private_name_of_a_base_class_is_overridden() -> None:
    found = [
        f"{cls.__module__}.{cls.__qualname__}: {name} of {base}"
        for cls in own_classes()
        for name, base in overridden_names(cls).items()
    ]
    assert found == []


def test_an_overridden_private_name_is_found() -> None:
    import httpx

    class Client(httpx.Client):
        def __init__(self) -> None:
            self._transport = None  # type: ignore[assignment]

        def _send_single_request(self, request: httpx.Request) -> httpx.Response:
            raise NotImplementedError

    assert set(overridden_names(Client)) == {"_transport", "_send_single_request"}


# ---- exceptions -----------------------------------------------------------------------------------------------------


def test_there_are_at_most_three_exceptions_and_each_has_a_test() -> None:
    assert len(EXCEPTIONS) <= 3
    for name, entry in EXCEPTIONS.items():
        assert name in (ROOT / entry.file).read_text(encoding="utf-8"), f"{name} is no longer used"
        assert entry.reason and (ROOT / entry.held_by).exists()


def test_the_exempt_methods_exist_in_httpx() -> None:
    """If httpx renames one, tools that replace it stop working, and this project looks for the wrong name."""
    import httpx

    for name in EXCEPTIONS:
        assert callable(getattr(httpx.Client, name)) and callable(getattr(httpx.AsyncClient, name))
