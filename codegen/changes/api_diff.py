"""Compare two versions of the Python API: names and signatures with griffe, and types with the old type tests."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Set

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
        Breaking changes, then additions.
    """
    before, after = _load(old), _load(new)
    breaking = []
    for package in PACKAGES:
        for found in griffe.find_breaking_changes(before[package], after[package]):
            # Constants are the version and the limits of the spec, which spec_diff compares.
            if found.kind is not griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE:
                breaking.append(ApiChange(BREAKING, found.obj.path, _describe(found)))
    shapes = _shapes(before), _shapes(after)
    reported = {change.path for change in breaking}
    breaking += [change for change in _missed_by_griffe(*shapes) if change.path not in reported]
    reported = {change.path for change in breaking}
    additions = []
    for path, shape in shapes[1].items():
        if path not in shapes[0]:
            additions.append(ApiChange(ADDITION, path, "new"))
        elif shapes[0][path].signature != shape.signature and path not in reported:
            additions.append(ApiChange(ADDITION, path, f"now {shape.signature}"))
    return list(dict.fromkeys([*breaking, *additions]))


def type_tests(old: Path, new: Path) -> List[str]:
    """Check the type tests in an old folder against the new packages, and return the errors of mypy."""
    files = [str(path) for path in sorted((old / "tests/typing").glob("*.py"))]
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--no-error-summary", *files]
    environment = {**os.environ, "MYPYPATH": str(new)}
    done = subprocess.run(command, cwd=new, env=environment, capture_output=True, text=True)
    if done.returncode > 1 or (done.returncode and not done.stdout):
        raise RuntimeError(f"mypy could not run:\n{done.stdout}{done.stderr}")
    return done.stdout.replace(f"{old}/", "").splitlines() if done.returncode else []


class _Shape(NamedTuple):
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


def _shapes(packages: Dict[str, griffe.Module]) -> Dict[str, _Shape]:
    found: Dict[str, _Shape] = {}
    for module in packages.values():
        found.update(_walk(module, set()))
    return found


def _walk(node: Any, seen: Set[str]) -> Iterator[Any]:
    """Yield the path and shape of each public object in a module or class."""
    seen.add(node.canonical_path)
    for name, member in sorted(node.members.items()):
        path = f"{node.path}.{name}"
        try:
            target = member.final_target if member.is_alias else member
        except griffe.AliasResolutionError:
            continue  # This name is imported from another library.
        if not member.is_public:
            continue
        yield path, _shape(target)
        if target.canonical_path in seen:
            continue
        if target.is_class or (target.is_module and not member.is_alias):
            yield from _walk(target, seen)


def _shape(target: Any) -> _Shape:
    if target.is_function:
        parameters = ", ".join(f"{each.name}: {each.annotation} = {each.default}" for each in target.parameters)
        return _Shape(f"({parameters})", str(target.returns or ""))
    if target.is_attribute:
        return _Shape("", str(target.annotation or ""))
    return _Shape("", "")


def _missed_by_griffe(old: Dict[str, _Shape], new: Dict[str, _Shape]) -> Iterator[ApiChange]:
    """Yield names that are no longer exported, and changed types of attributes and results."""
    for path, before in old.items():
        after = new.get(path)
        parent = path.rpartition(".")[0]
        if after is None and (parent in new or parent in PACKAGES):
            yield ApiChange(BREAKING, path, "is no longer public")
        elif after and before.result != after.result:
            yield ApiChange(BREAKING, path, f"type is {after.result or 'missing'}, was {before.result or 'missing'}")
