"""Serves until somebody ends it: SIGINT and SIGTERM are how a server is ended, and no failure."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from typing import Any, Callable, Iterator


@contextlib.contextmanager
def ended_by(end: Callable[[], Any]) -> Iterator[None]:
    """Call a function on Ctrl-C and SIGTERM, in place of what they do else."""

    def stop(number: int, frame: Any) -> None:
        end()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C and SIGTERM set, in place of what they do else."""
    stopped = threading.Event()
    with ended_by(stopped.set):
        yield stopped


def wait(stopped: threading.Event) -> None:
    """Wait until the event is set."""
    # A timeout, because Windows does not deliver signals to a thread that waits without one.
    while not stopped.wait(0.5):
        pass
    if sys.stderr.isatty():
        # What the shell prints next does not belong behind the terminal's `^C`.
        print(file=sys.stderr)
