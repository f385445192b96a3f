"""Start the command `helixagent`, also as `python -m helixagent`."""

from __future__ import annotations

import sys

from helixagent.exceptions import MissingExtraError


def main() -> int:
    """Run the command with the arguments of the process.

    Returns:
        The exit status; docs/cli.md lists them.
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
        # Ctrl-C before or after the command, which handles its interrupts itself.
        return 130


if __name__ == "__main__":
    sys.exit(main())
