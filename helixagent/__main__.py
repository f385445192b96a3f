"""Run the `helixagent` command, also as `python -m helixagent`."""

from __future__ import annotations

import sys

from helixagent.exceptions import MissingExtraError


def main() -> int:
    """Run the command with the arguments in `sys.argv`.

    Returns:
        The exit status. docs/cli.md lists all exit statuses.
    """
    try:
        from helixagent.cli.streams import prepare_streams

        prepare_streams()
        from helixagent.cli.app import cli

        return cli.run()
    except MissingExtraError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # The command handles Ctrl-C itself. This catches Ctrl-C before it starts and after it ends.
        return 130


if __name__ == "__main__":
    sys.exit(main())
