"""Start the sandbox from the command line: `python -m helixagent.testing.sandbox --port 7061`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import List, Optional


def main(argv: Optional[List[str]] = None) -> int:
    """Run the sandbox until SIGINT or SIGTERM.

    Args:
        argv: The arguments; by default the process's arguments.

    Returns:
        The exit status.
    """
    options = _parser().parse_args(argv)
    try:
        from helixagent.testing.sandbox import Sandbox
    except ImportError as error:
        print(error, file=sys.stderr)
        return 1
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        # Nobody inspects the requests of this sandbox, so they are not kept.
        with Sandbox(host=options.host, port=options.port, spec=options.spec, keep=0) as sandbox:
            print("HelixAgent sandbox (a test double, not a real server) on " + sandbox.base_url, flush=True)
            # With a timeout, because Windows does not deliver signals to a thread that waits without one.
            while not stopped.wait(0.5):
                pass
    except (OSError, OverflowError) as error:
        print(f"The sandbox cannot start on {options.host}:{options.port}: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helixagent.testing.sandbox",
        description="Serve the HelixAgent API for tests and demos. It is a test double without language models.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=7061, help="the port; 0 picks a free one (default: %(default)s)")
    parser.add_argument("--spec", metavar="FILE", help="another OpenAPI document in JSON to serve")
    return parser


if __name__ == "__main__":
    sys.exit(main())
