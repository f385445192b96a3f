"""The command line: `python -m codegen.changes spec | api [--base REVISION]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, List, Optional, Sequence

from codegen.tools import GenerationError, load

from . import spec_diff
from .base import Base, extract, needed_version, parse_version, version_of
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
        try:
            base = extract(root, options.base, Path(folder))
        except GenerationError as error:
            print(error, file=sys.stderr)
            return 1
        changes = _spec_changes(base, root) if options.command == "spec" else _api_changes(base, root)
    return _report(changes, base, version_of(root))


def _spec_changes(base: Base, root: Path) -> List[Any]:
    return list(spec_diff.compare(load(base.folder / "openapi.yaml"), load(root / "openapi.yaml")))


def _api_changes(base: Base, root: Path) -> List[Any]:
    from . import api_diff

    found = api_diff.compare(base.folder, root)
    errors = api_diff.type_tests(base.folder, root)
    return [*found, *(api_diff.ApiChange(BREAKING, "old type tests", error) for error in errors)]


def _report(changes: List[Any], base: Base, version: str) -> int:
    verdicts = [change.verdict for change in changes]
    for change in sorted(changes, key=lambda each: (BREAKING, ADDITION, TEXT).index(each.verdict)):
        if change.verdict != TEXT:
            print(change)
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in (BREAKING, ADDITION, TEXT))
    required = needed_version(base.version, verdicts)
    is_sufficient = parse_version(version) >= parse_version(required)
    print(f"Since {base.name} ({base.version}): {counts}. Needs {required} or more; this is {version}.")
    if not is_sufficient:
        print(
            f"Version {version} is too low for these changes. Raise it to {required}, or revert some of the changes.",
            file=sys.stderr,
        )
    return 0 if is_sufficient else 1


if __name__ == "__main__":
    sys.exit(main())
