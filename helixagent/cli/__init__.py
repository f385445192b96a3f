"""The command `helixagent` (extra `cli`)."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from helixagent.cli.streams import prepare_streams

__all__ = ["main"]

_LIBRARIES = ("click", "rich", "tomlkit")


def main() -> int:
    """Run the command with the arguments of the process.

    Returns:
        The exit status; docs/cli.md lists them.
    """
    prepare_streams()
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        print(f"helixagent needs {', '.join(missing)}: pip install 'helixagent-sdk[cli]'", file=sys.stderr)
        return 1
    try:
        from helixagent.cli.app import cli

        return cli.run()
    except KeyboardInterrupt:
        # Pressed before or after the command itself, which sees to its own.
        return 130
