"""The command line: `python -m codegen.changes spec | api [--base REVISION]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, List, Optional, Sequence

from codegen.tools import GenerationError, load

from . import spec_diff
from .base import extract, needed_version, parse_version, version_of
from .rules import ADDITION, BREAKING, TEXT


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run one command.

    Args:
        arguments: The command line. The default is the command line of the process.

    Returns:
        The exit code: 0 if the version is high enough for the changes, 1 if it is not.
    """
    parser = argparse.ArgumentParser(prog="python -m codegen.changes", description=__doc__)
    parser.add_argument("command", choices=["spec", "api"])
    parser.add_argument("--base", help="git revision to compare with (default: the last release, from codegen/base)")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2], help="the project folder")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder)
        try:
            name = extract(root, options.base, old)
        except GenerationError as error:
            print(error, file=sys.stderr)
            return 1
        changes = _spec_changes(old, root) if options.command == "spec" else _api_changes(old, root)
        versions = version_of(old), version_of(root)
    return _report(changes, name, *versions)


def _spec_changes(old: Path, new: Path) -> List[Any]:
    return list(spec_diff.compare(load(old / "openapi.yaml"), load(new / "openapi.yaml")))


def _api_changes(old: Path, new: Path) -> List[Any]:
    from . import api_diff

    errors = api_diff.type_tests(old, new)
    return [*api_diff.compare(old, new), *(api_diff.ApiChange(BREAKING, "old type tests", error) for error in errors)]


def _report(changes: List[Any], name: str, old: str, new: str) -> int:
    verdicts = [change.verdict for change in changes]
    for verdict in (BREAKING, ADDITION):
        print("".join(f"{change}\n" for change in changes if change.verdict == verdict), end="")
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in (BREAKING, ADDITION, TEXT))
    required = needed_version(old, verdicts)
    print(f"Since {name} ({old}): {counts}. Needs {required} or more; this is {new}.")
    if parse_version(new) >= parse_version(required):
        return 0
    print(
        f"Version {new} is too low for these changes. Raise it to {required}, or revert some of the changes.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
