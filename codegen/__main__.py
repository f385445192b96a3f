"""The command line of codegen: `python -m codegen generate | check | lint-spec`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List, Optional, Sequence

from . import tools


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run one command.

    Args:
        arguments: The command line; that of the process if absent.

    Returns:
        The exit code: 0 if all is well, 1 where something disagrees.
    """
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("command", choices=["generate", "check", "lint-spec"])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent, help="the project folder")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    if options.command == "lint-spec":
        return _lint_spec(root)
    problems = tools.disagreements(root)
    if not problems:
        problems = _run(options.command, root)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _run(command: str, root: Path) -> List[str]:
    # Late, because these need the generator, which `disagreements` has just found to be there.
    from . import commands, outputs
    from .formatting import GenerationError
    from .pytypes import UnsupportedError

    try:
        if command == "generate":
            print(f"{commands.generate(root)} files, {', '.join(output.name for output in outputs.OUTPUTS)}")
            return []
        problems = commands.check(root)
    except (GenerationError, UnsupportedError) as error:
        return [str(error)]
    return [*problems, "run `make generate` and look at what changes"] if problems else []


def _lint_spec(root: Path) -> int:
    from . import lint_spec

    return int(lint_spec.main([str(root / "openapi.yaml")]))


if __name__ == "__main__":
    sys.exit(main())
