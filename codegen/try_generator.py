"""Tries another release of openapi-python-client: what changes in its templates, and in what it makes of the spec."""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Dict, List, Optional, Sequence

from . import client_package, outputs, tools
from .client_package import PACKAGE

GENERATOR = "openapi-python-client"
# All that generation reads or writes.
COPIED = ("codegen", "helixagent", PACKAGE, client_package.SPEC, client_package.CONFIG)


class TrialError(Exception):
    """The other release could not be tried; the text says why."""


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Try a release, and print what it changes.

    Args:
        arguments: The command line; that of the process if absent.

    Returns:
        0 where it makes something of the spec, whatever that is; 1 where it cannot.
    """
    parser = argparse.ArgumentParser(prog="python -m codegen.try_generator", description=__doc__)
    parser.add_argument("version", nargs="?", help="the release to try; the newest by default")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent, help="the project folder")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    with tempfile.TemporaryDirectory() as folder:
        try:
            return _try(root, options.version, Path(folder))
        except TrialError as error:
            print(error, file=sys.stderr)
            return 1


def _try(root: Path, version: Optional[str], folder: Path) -> int:
    python = _install(root, version, folder / "venv")
    installed = _versions(python)
    pinned = tools.pinned(root)
    print(f"{GENERATOR} {pinned[GENERATOR]} is pinned; tried: {installed[GENERATOR]}.")
    others = [f"{name} {installed[name]} (pinned {pinned[name]})" for name in pinned if installed[name] != pinned[name]]
    print(f"With other versions than the pins: {', '.join(others) or 'none'}.")
    _report_templates(root, _templates(Path(sys.executable)), _templates(python))
    return _report_output(root, python, installed, folder / "project")


def _install(root: Path, version: Optional[str], folder: Path) -> Path:
    """Install the release, the newest if none is named, with our formatter; what else it needs is its affair."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    wanted = f"{GENERATOR}=={version}" if version else GENERATOR
    packages = [wanted, f"ruff=={tools.pinned(root)['ruff']}"]
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q", *packages]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise TrialError(f"{wanted} cannot be installed:\n{done.stderr.strip()}")
    return python


def _versions(python: Path) -> Dict[str, str]:
    code = "import importlib.metadata as m\nfor d in m.distributions(): print(d.metadata['Name'] + '==' + d.version)"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    found = dict(line.split("==", 1) for line in done.stdout.splitlines())
    return {name: found.get(name, "not installed") for name in (*found, "Jinja2", "pydantic", "ruamel.yaml", "attrs")}


def _templates(python: Path) -> Dict[str, str]:
    """Read the templates of the generator that an interpreter has, by their names."""
    code = "import openapi_python_client as o; print(o.__path__[0])"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    folder = Path(done.stdout.strip()) / "templates"
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.jinja"))}


def _report_templates(root: Path, old: Dict[str, str], new: Dict[str, str]) -> None:
    ours = {path.name for path in (root / client_package.TEMPLATES).glob("*.jinja")}
    changed = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    replaced = [name for name in changed if name in ours]
    print(f"\nIts templates: {len(changed)} changed, of which ours stand in for {len(replaced)}.")
    for name in sorted(changed, key=lambda name: name not in ours):
        print(f"  {name}{' (ours stands in for it)' if name in ours else ''}")
    for name in replaced:
        print("".join(_diff(old.get(name, ""), new.get(name, ""), f"their {name}")), end="")


def _report_output(root: Path, python: Path, installed: Dict[str, str], project: Path) -> int:
    _copy(root, installed, project)
    command = [str(python), "-m", "codegen", "generate", "--root", str(project)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    if done.returncode:
        print(f"\nIt makes nothing of the spec:\n{done.stderr.strip()[-3000:]}")
        return 1
    names = {path.relative_to(base).as_posix() for base in (root, project) for path in outputs.files_of(base, PACKAGE)}
    texts = {name: [_read(base / name) for base in (root, project)] for name in sorted(names)}
    changed = [name for name, (before, after) in texts.items() if before != after]
    print(f"\nWhat it makes of the spec: {len(changed)} of {len(names)} files changed.")
    for name in changed:
        print("".join(_diff(*texts[name], name)), end="")
    return 0


def _copy(root: Path, installed: Dict[str, str], project: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, project / name, ignore=ignored)
        else:
            shutil.copyfile(root / name, project / name)
    path = project / tools.REQUIREMENTS
    text = path.read_text(encoding="utf-8")
    pin = re.compile(r"^([A-Za-z0-9._-]+)==\S+", re.MULTILINE)
    path.write_text(pin.sub(lambda match: f"{match[1]}=={installed[match[1]]}", text), encoding="utf-8")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _diff(old: str, new: str, name: str) -> List[str]:
    return list(difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"{name}, pinned", f"{name}, tried"))


if __name__ == "__main__":
    sys.exit(main())
