"""Draw on a terminal, and restore the terminal when the drawing ends or is suspended."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import Any, Callable, Iterator, Optional

from rich.console import Console, RenderableType
from rich.live import Live

_SIGNAL_INTERVAL = 1.0


class Drawing:
    """A context manager that draws on a terminal. Ctrl-Z erases the drawing, and `fg` draws it again.

    Args:
        console: The terminal.
        view: A function that returns what to draw at the moment.
        per_second: Number of refreshes per second.

    Attributes:
        lock: Hold this lock to print above the drawing. Otherwise the drawing thread may draw after rich has computed
            where to print and before it prints.
    """

    def __init__(self, console: Console, view: Callable[[], RenderableType], *, per_second: float = 10.0) -> None:
        self.lock = threading.RLock()
        self._console = console
        self._view = view
        self._seconds = 1 / per_second
        self._live: Optional[Live] = None
        self._stopped = threading.Event()
        self._exit_stack = contextlib.ExitStack()

    def __enter__(self) -> Drawing:
        with contextlib.ExitStack() as exit_stack:
            echo = _Echo()
            echo.turn_off()
            exit_stack.callback(echo.restore)
            exit_stack.enter_context(_suspendable(self, echo))
            # Set up before the drawing starts, because Ctrl-C may arrive while it starts.
            exit_stack.callback(self.stop)
            self.start()
            self._exit_stack = exit_stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._exit_stack.close()

    def start(self) -> None:
        """Start drawing below the current content of the terminal."""
        # A new object each time, because it remembers where it drew.
        self._live = live = Live(console=self._console, get_renderable=self._view, transient=True, auto_refresh=False)
        self._stopped = stopped = threading.Event()
        live.start()
        threading.Thread(target=self._keep_drawing, args=(live, stopped), daemon=True).start()

    def stop(self) -> None:
        """Erase the drawing."""
        self._stopped.set()
        with self.lock:
            if self._live is not None:
                self._live.stop()

    def refresh(self) -> None:
        """Draw now."""
        with self.lock:
            if self._live is not None:
                self._live.refresh()

    def _keep_drawing(self, live: Live, stopped: threading.Event) -> None:
        while not stopped.wait(self._seconds):
            with self.lock:
                if not stopped.is_set():
                    live.refresh()


class _Echo:
    """Whether the terminal echoes typed characters.

    If it does, its `^C` moves the cursor below the drawing and leaves lines behind. Text typed while the echo is off is
    not lost: the next reader of the terminal gets it.
    """

    def __init__(self) -> None:
        self._saved: Any = None

    def turn_off(self) -> None:
        """Turn the echo off, if there is a terminal and this process may change it."""
        with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
            import termios

            descriptor = sys.stdin.fileno()
            # The terminal stops a background process that changes its settings.
            if os.isatty(descriptor) and os.tcgetpgrp(descriptor) == os.getpgrp():
                self._saved = termios.tcgetattr(descriptor)
                changed = [*self._saved]
                changed[3] &= ~termios.ECHO
                termios.tcsetattr(descriptor, termios.TCSADRAIN, changed)

    def restore(self) -> None:
        """Restore the terminal settings."""
        previous, self._saved = self._saved, None
        if previous is not None:
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, previous)


@contextlib.contextmanager
def _suspendable(drawing: Drawing, echo: _Echo) -> Iterator[None]:
    """Handle SIGTSTP: restore the terminal before the process stops, and draw again when it continues."""
    number = getattr(signal, "SIGTSTP", None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(number) is not signal.SIG_DFL:
        # Another drawing around this one decides, or a parent process that ignores the signal.
        yield
        return
    main = threading.get_ident()
    stopping, stopped, handled = threading.Event(), threading.Event(), threading.Event()

    def stop() -> None:
        drawing.stop()
        stopped.set()
        # Repeated, because a signal just before a system call does not interrupt it.
        while not handled.is_set():
            signal.pthread_kill(main, number)
            handled.wait(_SIGNAL_INTERVAL)

    def suspend(received: int, frame: Any) -> None:
        if not stopping.is_set():
            # Another thread stops the drawing and sends the signal again, because this thread may hold a lock of rich.
            stopping.set()
            handled.clear()
            threading.Thread(target=stop, daemon=True).start()
        if not stopped.is_set():
            return
        stopped.clear()
        stopping.clear()
        handled.set()
        echo.restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # returns when the process continues
        signal.signal(number, suspend)
        echo.turn_off()
        drawing.start()

    signal.signal(number, suspend)
    try:
        yield
    finally:
        handled.set()
        signal.signal(number, signal.SIG_DFL)
