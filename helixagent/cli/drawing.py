"""Draws something that changes on a terminal, and restores the terminal when it ends or is suspended."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, Iterator

if TYPE_CHECKING:
    from typing import Protocol

    class Drawn(Protocol):
        """What rich draws again and again: its Live, Status and Progress."""

        def start(self) -> None: ...

        def stop(self) -> None: ...


_SECONDS_TO_NOTICE = 1.0


@contextlib.contextmanager
def drawing(drawn: Drawn) -> Iterator[None]:
    """Draw something until the block ends. Ctrl-Z erases it, and `fg` draws it again.

    Args:
        drawn: What is drawn.
    """
    echo = _Echo()
    echo.turn_off()
    try:
        with _suspendable(drawn, echo):
            try:
                # The `with` of rich's classes does not clean up if Ctrl-C comes while it is entered.
                drawn.start()
                yield
            finally:
                drawn.stop()
    finally:
        echo.restore()


class _Echo:
    """Whether the terminal shows what is typed.

    If it does, its `^C` moves the cursor below what is drawn, and lines are left over. What is typed while the echo is
    off is not lost: it is the input of whoever reads the terminal next.
    """

    def __init__(self) -> None:
        self._before: Any = None

    def turn_off(self) -> None:
        """Turn the echo off, if there is a terminal and this process may change it."""
        with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
            import termios

            keys = sys.stdin.fileno()
            # The terminal stops a process in the background that changes how it works.
            if os.isatty(keys) and os.tcgetpgrp(keys) == os.getpgrp():
                self._before = termios.tcgetattr(keys)
                silent = [*self._before]
                silent[3] &= ~termios.ECHO
                termios.tcsetattr(keys, termios.TCSADRAIN, silent)

    def restore(self) -> None:
        """Set the terminal as it was before."""
        before, self._before = self._before, None
        if before is not None:
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, before)


@contextlib.contextmanager
def _suspendable(drawn: Drawn, echo: _Echo) -> Iterator[None]:
    """Handle SIGTSTP: put the terminal in order before the process stops, and draw again when it continues."""
    number = getattr(signal, "SIGTSTP", None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(number) is not signal.SIG_DFL:
        # Another drawing around this one, or a parent that ignores the signal, decides.
        yield
        return
    main = threading.get_ident()
    stopping, stopped, noticed = threading.Event(), threading.Event(), threading.Event()

    def stop() -> None:
        drawn.stop()
        stopped.set()
        # More than once, since a signal just before a system call does not interrupt it.
        while not noticed.is_set():
            signal.pthread_kill(main, number)
            noticed.wait(_SECONDS_TO_NOTICE)

    def suspend(received: int, frame: Any) -> None:
        if not stopping.is_set():
            # Another thread stops the drawing and sends the signal again. This one may hold a lock of rich.
            stopping.set()
            noticed.clear()
            threading.Thread(target=stop, daemon=True).start()
        if not stopped.is_set():
            return
        stopped.clear()
        stopping.clear()
        noticed.set()
        echo.restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # returns when the process continues
        signal.signal(number, suspend)
        echo.turn_off()
        _forget_position(drawn)
        drawn.start()

    signal.signal(number, suspend)
    try:
        yield
    finally:
        noticed.set()
        signal.signal(number, signal.SIG_DFL)


def _forget_position(drawn: Any) -> None:
    # Otherwise rich moves up and overwrites what the shell printed meanwhile.
    live = getattr(drawn, "live", None) or getattr(drawn, "_live", drawn)
    live._live_render._shape = None
