"""Tests of the import rules, and of hard-coded paths of the API: they read the source of every module."""

from __future__ import annotations

import ast
import functools
import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set, Tuple

from cases import for_each
from support import PACKAGES, ROOT

HTTP_LIBRARIES = {"httpx", "httpcore", "requests", "urllib3", "aiohttp", "websockets", "anyio", "trio", "socket", "ssl"}
HTTP_LIBRARIES |= {"http.client", "urllib.request", "asyncio"}


# Each layer, the prefixes of its modules' names, and the other layers that it may import.
LAYERS: Dict[str, Tuple[Tuple[str, ...], Set[str]]] = {
    "generated": (("helixagent_client",), set()),
    "base": (("helixagent.exceptions", "helixagent._core.version", "helixagent._pyinstaller"), set()),
    "core": (("helixagent._core",), {"generated", "base"}),
    "observability": (("helixagent.observability",), {"generated", "base", "core"}),
    "transport": (("helixagent._transport",), {"generated", "base", "core"}),
    "batch": (("helixagent.batch",), {"generated", "base", "core", "transport"}),
    "types": (("helixagent.types",), {"generated", "core"}),
    "async": (("helixagent._async",), {"generated", "base", "core", "types", "observability", "transport", "batch"}),
    "sync": (
        ("helixagent._sync",),
        {"generated", "base", "core", "types", "observability", "transport", "batch", "async"},
    ),
    "root": (
        ("helixagent", "helixagent.client", "helixagent.resources", "helixagent.webhooks"),
        {"generated", "base", "core", "types", "transport", "async", "sync"},
    ),
    "testing": (("helixagent.testing",), {"generated", "base", "core", "types", "root"}),
    "cli": (
        ("helixagent.cli", "helixagent.__main__"),
        {"base", "core", "types", "observability", "testing", "batch", "root"},
    ),
}


def sources() -> Dict[str, Path]:
    """Return each module of both packages with its file."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


SOURCES = sources()


def layer_of(module: str) -> str:
    """Return the layer of a module: the one with the longest matching prefix."""
    fitting = [
        (len(start), layer)
        for layer, (starts, _) in LAYERS.items()
        for start in starts
        if module == start or (start != "helixagent" and module.startswith(start + "."))
    ]
    assert fitting, f"{module} does not belong to a layer: add it to LAYERS"
    return max(fitting)[1]


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def nodes_at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes of a tree, without code for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if is_type_checking(child):
            for other in child.orelse:  # type: ignore[attr-defined]
                yield other
                yield from nodes_at_run_time(other)
        else:
            yield child
            yield from nodes_at_run_time(child)


@functools.lru_cache(maxsize=None)
def imports_of(module: str, *, for_types: bool = False) -> Tuple[str, ...]:
    """Return the full names of the modules that a module imports at run time, also within functions.

    With `for_types`, imports for type checkers are included.
    """
    path = SOURCES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found: List[str] = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if for_types else nodes_at_run_time(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            for alias in node.names:
                # `from package import module` imports the module.
                name = f"{base}.{alias.name}"
                found.append(name if name in SOURCES else base)
    return tuple(found)


def test_imports_follow_the_layers() -> None:
    wrong = [
        f"{module} ({layer_of(module)}) must not import {name} ({layer_of(name)})"
        for module in SOURCES
        for name in imports_of(module)
        if name.split(".")[0] in PACKAGES and layer_of(name) not in LAYERS[layer_of(module)][1] | {layer_of(module)}
    ]
    assert wrong == []


# The packages whose modules may still have circular imports, each with the reason.
CIRCLES = {
    "helixagent_client": "Generated models read, write and show themselves, which needs the base class of models.",
}


def circles() -> List[Set[str]]:
    """Return the sets of modules with circular imports, at run time, within functions or for type checkers."""
    imported = {module: {name for name in imports_of(module, for_types=True) if name in SOURCES} for module in SOURCES}
    # Module → the modules that it imports directly or indirectly.
    reached: Dict[str, Set[str]] = {}
    for module in SOURCES:
        pending, seen = list(imported[module]), set()
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                pending += imported[name]
        reached[module] = seen
    found: List[Set[str]] = []
    for module in SOURCES:
        circle = {name for name in reached[module] if module in reached[name]}
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return found


def test_there_are_no_unexplained_circular_imports() -> None:
    found = circles()
    unexplained = [
        sorted(circle)
        for circle in found
        if not any(all(name == home or name.startswith(home + ".") for name in circle) for home in CIRCLES)
    ]
    assert unexplained == []
    # When a circle is gone, its reason must be removed too.
    gone = [
        home
        for home in CIRCLES
        if not any(name == home or name.startswith(home + ".") for each in found for name in each)
    ]
    assert gone == []


def test_the_import_parser_finds_all_imports() -> None:
    assert "helixagent._core.steps" in imports_of("helixagent._core.responses.raw_response")
    assert "helixagent.exceptions" in imports_of("helixagent._core.responses.errors")
    assert "helixagent_client.api.chat.create_chat_completion" in imports_of("helixagent._sync.resources.chat")
    assert "helixagent._sync.client" in imports_of("helixagent.client")
    assert "helixagent._sync.transport" in imports_of("helixagent._sync.client_base")
    assert "httpx" in imports_of("helixagent._transport.httpx_common")
    assert "httpx" not in imports_of("helixagent._core.requests.options")
    assert "helixagent._async.client" in imports_of("helixagent", for_types=True)
    assert "helixagent._async.client" not in imports_of("helixagent")


def modules_in(*layers: str) -> List[str]:
    """Return the modules of some layers."""
    return [name for name in SOURCES if layer_of(name) in layers]


def test_decisions_import_no_library_that_does_io() -> None:
    for module in modules_in("core", "base", "results"):
        tops = {name.split(".")[0] for name in imports_of(module)} | set(imports_of(module))
        assert tops & HTTP_LIBRARIES == set(), module


# The modules with the decisions of a batch, without its files and threads.
BATCH_DECISIONS = ("operations", "lines", "results", "outcomes", "pace", "reachability", "model_queue", "schedule")
BATCH_DECISIONS += ("progress", "summary")


@for_each("name", BATCH_DECISIONS)
def test_decisions_of_a_batch_do_no_io(name: str) -> None:
    tops = {imported.split(".")[0] for imported in imports_of(f"helixagent.batch.{name}")}
    assert tops & (HTTP_LIBRARIES | {"threading", "queue", "pathlib", "fcntl", "time"}) == set()
    own = {imported for imported in imports_of(f"helixagent.batch.{name}") if imported.startswith("helixagent.batch")}
    assert own <= {f"helixagent.batch.{other}" for other in BATCH_DECISIONS}


def test_resources_and_clients_leave_http_to_the_transports() -> None:
    for module in modules_in("resources", "clients"):
        tops = {name.split(".")[0] for name in imports_of(module)}
        # `acreate` uses anyio to run a blocking call in a thread.
        assert tops & (HTTP_LIBRARIES - {"anyio"}) == set(), module


def strings_of(module: str) -> Iterator[str]:
    """Return the strings of a module that are not docstrings."""
    tree = ast.parse(SOURCES[module].read_text(encoding="utf-8"))
    docstrings = set()
    for node in ast.walk(tree):
        body: Any = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            docstrings.add(id(body[0].value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_path_of_the_api_is_hard_coded() -> None:
    paths = json.loads((ROOT / "helixagent_client" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    starts = tuple({"/" + path.split("/")[1] + "/" for path in paths})
    # The second path is not in the API, because only published servers have it.
    allowed = {"/v1", "/v1/monitoring/provider-health"}
    for module in modules_in(*(set(LAYERS) - {"generated", "testing"})):
        written = [text for text in strings_of(module) if (text + "/").startswith(starts) and text not in allowed]
        assert written == [], module
