"""Draws something again and again on a terminal, and leaves the terminal as it was, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Iterator

if TYPE_CHECKING:
    from typing import Protocol

    class Drawn(Protocol):
        """What rich draws again and again: its Live, Status and Progress."""

        def start(self) -> None: ...

        def stop(self) -> None: ...


@contextlib.contextmanager
def drawing(drawn: Drawn) -> Iterator[None]:
    """Draw something until the block ends.

    Args:
        drawn: What is drawn.
    """
    with _unechoed():
        try:
            # Not by its own `with`: that is not left by a Ctrl-C that comes while it is entered.
            drawn.start()
            yield
        finally:
            drawn.stop()


@contextlib.contextmanager
def _unechoed() -> Iterator[None]:
    """Have the terminal write nothing of what is typed.

    Else its `^C` would move the cursor under what is drawn, and lines would be left over. Nothing is lost: what is
    typed meanwhile is there for whoever reads the terminal next.
    """
    try:
        import termios

        keys = sys.stdin.fileno()
        # A process in the background is stopped by the terminal when it changes how that works.
        if not os.isatty(keys) or os.tcgetpgrp(keys) != os.getpgrp():
            raise OSError
        before = termios.tcgetattr(keys)
    except (ImportError, AttributeError, OSError, ValueError):
        # No terminal, or one of another kind: nothing is echoed, or nothing can be done about it.
        yield
        return
    silent = [*before]
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(keys, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        termios.tcsetattr(keys, termios.TCSADRAIN, before)
