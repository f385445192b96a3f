"""Compare two versions of the Python API: names and signatures with griffe, and types with the old type tests."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Set, Tuple

import griffe

from .rules import ADDITION, BREAKING

PACKAGES = ("helixagent_client", "helixagent")
# Modules that programs do not import. Their public names are exported elsewhere.
INTERNAL = ("testing.sandbox", "cli")


class ApiChange(NamedTuple):
    """One difference of the Python API."""

    verdict: str
    path: str
    detail: str

    def __str__(self) -> str:
        return f"{self.verdict:8}  {self.path}: {self.detail}"


def compare(old: Path, new: Path) -> List[ApiChange]:
    """List the differences of the public names.

    Args:
        old: Folder with the old packages.
        new: Folder with the new packages.

    Returns:
        The changes that griffe finds, then the others.
    """
    before, after = _load(old), _load(new)
    changes = []
    for package in PACKAGES:
        for found in griffe.find_breaking_changes(before[package], after[package]):
            # Constants are the version and the limits of the spec, which spec_diff compares.
            if found.kind is not griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE:
                changes.append(ApiChange(BREAKING, found.obj.path, _describe(found)))
    reported = {change.path for change in changes}
    old_types, new_types = _types(before), _types(after)
    for path in {**old_types, **new_types}:
        if path in reported:
            continue
        if path not in old_types:
            changes.append(ApiChange(ADDITION, path, "new"))
        elif path not in new_types:
            parent = path.rpartition(".")[0]
            if parent in new_types or parent in PACKAGES:
                changes.append(ApiChange(BREAKING, path, "is no longer public"))
        elif old_types[path].result != new_types[path].result:
            types = [each[path].result or "missing" for each in (new_types, old_types)]
            changes.append(ApiChange(BREAKING, path, f"type is {types[0]}, was {types[1]}"))
        elif old_types[path].signature != new_types[path].signature:
            changes.append(ApiChange(ADDITION, path, f"now {new_types[path].signature}"))
    return list(dict.fromkeys(changes))


def type_tests(old: Path, new: Path) -> List[str]:
    """Check the type tests in an old folder against the new packages, and return the errors of mypy."""
    files = [str(path) for path in sorted((old / "tests/typing").glob("*.py"))]
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--no-error-summary", *files]
    environment = {**os.environ, "MYPYPATH": str(new)}
    done = subprocess.run(command, cwd=new, env=environment, capture_output=True, text=True)
    if done.returncode > 1 or (done.returncode and not done.stdout):
        raise RuntimeError(f"mypy could not run:\n{done.stdout}{done.stderr}")
    return done.stdout.replace(f"{old}/", "").splitlines() if done.returncode else []


class _Type(NamedTuple):
    """The type of a function or of an attribute. The result of other objects is empty."""

    signature: str
    result: str


def _load(folder: Path) -> Dict[str, griffe.Module]:
    loader = griffe.GriffeLoader(search_paths=[str(folder)], allow_inspection=False)
    # Otherwise, griffe would prefer a folder with this name in the current directory.
    loaded = {name: loader.load(name, try_relative_path=False) for name in PACKAGES}
    loader.resolve_aliases(external=False)
    for name in INTERNAL:
        with contextlib.suppress(KeyError):  # a version may not have all of them
            loaded["helixagent"][name].public = False
    return loaded  # type: ignore[return-value]  # packages are modules


def _describe(found: griffe.Breakage) -> str:
    if found.kind is griffe.BreakageKind.OBJECT_REMOVED:
        return "was removed"
    return f"{found.kind.value}: {found.old_value or 'none'}, now {found.new_value or 'none'}"


def _types(packages: Dict[str, griffe.Module]) -> Dict[str, _Type]:
    return {path: found for module in packages.values() for path, found in _walk(module, set())}


def _walk(node: Any, seen: Set[str]) -> Iterator[Tuple[str, _Type]]:
    """Yield the path and type of each public object in a module or class."""
    seen.add(node.canonical_path)
    for name, member in sorted(node.members.items()):
        path = f"{node.path}.{name}"
        try:
            target = member.final_target if member.is_alias else member
        except griffe.AliasResolutionError:
            continue  # This name is imported from another library.
        # Programs do not call the hooks of modules and classes.
        if not member.is_public or name in ("__dir__", "__getattr__"):
            continue
        yield path, _type_of(target)
        if target.canonical_path in seen:
            continue
        if target.is_class or (target.is_module and not member.is_alias):
            yield from _walk(target, seen)


def _type_of(target: Any) -> _Type:
    if target.is_function:
        parameters = ", ".join(f"{each.name}: {each.annotation} = {each.default}" for each in target.parameters)
        return _Type(f"({parameters})", str(target.returns or ""))
    return _Type("", str(target.annotation or "") if target.is_attribute else "")
