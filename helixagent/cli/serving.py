"""Serve until a signal arrives: SIGINT and SIGTERM end a server without a failure."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from typing import Any, Callable, Iterator


@contextlib.contextmanager
def handle_signals(end: Callable[[], Any]) -> Iterator[None]:
    """Call a function on Ctrl-C and SIGTERM instead of the default action."""

    def stop(number: int, frame: Any) -> None:
        end()

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Return an event that Ctrl-C and SIGTERM set instead of the default action."""
    stopped = threading.Event()
    with handle_signals(stopped.set):
        yield stopped


def wait(stopped: threading.Event) -> None:
    """Wait until the event is set."""
    # With a timeout, because Windows does not deliver signals to a thread that waits without one.
    while not stopped.wait(0.5):
        pass
    if sys.stderr.isatty():
        # The next shell output should not follow the terminal's `^C` on the same line.
        print(file=sys.stderr)
