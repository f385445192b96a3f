"""The command line of codegen: `python -m codegen generate | check | lint-spec | spec-diff | api-diff`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List, Optional, Sequence

from . import tools
from .tools import GenerationError


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run one command.

    Args:
        arguments: The command line. The default is the command line of the process.

    Returns:
        The exit code: 0 on success, 1 if there are problems, such as a version that is too low for the changes.
    """
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("command", choices=["generate", "check", "lint-spec", "spec-diff", "api-diff"])
    parser.add_argument(
        "--base", help="git revision for spec-diff and api-diff (default: the last release, codegen/base)"
    )
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent, help="the project folder")
    options = parser.parse_args(arguments)
    try:
        problems = _run(options.command, options.root.resolve(), options.base)
    except GenerationError as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


# Each command imports only what it needs. The modules of `generate` and `check` import the generator, which may be
# missing or have the wrong version.
def _run(command: str, root: Path, revision: Optional[str]) -> List[str]:
    if command == "lint-spec":
        from .lint_spec import lint

        return lint(tools.load(root / "openapi.yaml"))
    if command in ("spec-diff", "api-diff"):
        from .changes import base

        return base.report(root, revision, command)
    problems = tools.disagreements(root)
    if problems:
        return problems
    from . import commands

    if command == "generate":
        print(f"Generated {commands.generate(root)} files.")
        return []
    problems = commands.compare(root, commands.build_all(root))
    return [*problems, "Run `make generate` and review the changes."] if problems else []


if __name__ == "__main__":
    sys.exit(main())
