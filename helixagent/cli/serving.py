"""Serves until somebody ends it: SIGINT and SIGTERM are how a server is ended, and no failure."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from typing import Any, Iterator


@contextlib.contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C and SIGTERM set, in place of what they do else."""
    stopped = threading.Event()

    def stop(number: int, frame: Any) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait(stopped: threading.Event) -> None:
    """Wait until the event is set."""
    # A timeout, because Windows does not deliver signals to a thread that waits without one.
    while not stopped.wait(0.5):
        pass
    if sys.stderr.isatty():
        # What the shell prints next does not belong behind the terminal's `^C`.
        print(file=sys.stderr)
