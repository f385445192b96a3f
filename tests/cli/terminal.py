"""A terminal for the command: a real pseudo-terminal, and the screen that a person would see."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Deque, List, Optional, Type

import pyte
from cli_support import environment

# Make the pseudo-terminal the controlling terminal, so that Ctrl-C reaches this process, then exec the command.
_LAUNCH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.executable, sys.argv[1:])"
# Do the same, but stay the parent in another process group, like a shell. Only then can Ctrl-Z stop the command.
_LAUNCH_AS_SHELL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.executable, sys.argv[1:])
status = os.waitpid(child, 0)[1]
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)
"""
_SECONDS = 60.0
# rich starts a redraw by moving to the start of its last line and clearing that line.
_REDRAW = re.compile(rb"(?=\r\x1b\[2K)")


class Terminal:
    """The command on a terminal.

    Args:
        args: Its arguments.
        columns: The terminal's width.
        rows: The terminal's height.
        output: A file that receives its output instead.
        suspendable: Whether the command has a parent like a shell, so that Ctrl-Z can stop it.
        changes: Changes to the environment.

    Attributes:
        raw: Every byte that was written to the terminal.
        screen: The terminal screen after these bytes.
    """

    def __init__(
        self,
        *args: str,
        columns: int = 80,
        rows: int = 24,
        output: Optional[Path] = None,
        suspendable: bool = False,
        **changes: Optional[str],
    ) -> None:
        self._suspendable = suspendable
        self.raw = b""
        self.screen = pyte.HistoryScreen(columns, rows, history=1000, ratio=0.5)
        self._stream = pyte.ByteStream(self.screen)
        self._unseen: Deque[bytes] = deque()
        self._fd, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        launch = _LAUNCH_AS_SHELL if suspendable else _LAUNCH
        command = [sys.executable, "-c", launch, sys.executable, "-m", "helixagent", *args]
        with contextlib.ExitStack() as files:
            self.process = subprocess.Popen(
                command,
                stdin=theirs,
                stdout=theirs if output is None else files.enter_context(output.open("wb")),
                stderr=theirs,
                env=environment(**{"TERM": "xterm-256color", **changes}),
                start_new_session=True,
            )
        # Keep this open, so that the terminal's settings can be read after the command has ended.
        self._theirs = theirs

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._fd)
        os.close(self._theirs)

    @property
    def lines(self) -> List[str]:
        """Return the lines above the screen and on it, up to the last one that is not empty."""
        above = [
            "".join(line[column].data for column in range(self.screen.columns)) for line in self.screen.history.top
        ]
        lines = [line.rstrip() for line in [*above, *self.screen.display]]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def text(self) -> str:
        """Return these lines as one text."""
        return "\n".join(self.lines)

    @property
    def echoes(self) -> bool:
        """Whether the terminal echoes typed text, as it does for a shell."""
        return bool(termios.tcgetattr(self._theirs)[3] & termios.ECHO)

    def type(self, text: str) -> None:
        """Type text. A line end is the key Enter."""
        os.write(self._fd, text.replace("\n", "\r").encode())

    def press_ctrl_c(self) -> None:
        """Press Ctrl-C when the command waits for input."""
        self._until_it_waits()
        os.write(self._fd, b"\x03")

    def wait_for(self, *texts: str) -> None:
        """Wait until all of these texts are on the terminal at the same time."""
        deadline = time.monotonic() + _SECONDS
        while not all(text in self.text for text in texts):
            running = self.process.poll() is None
            # The command has ended, but its last output may still be unread.
            if not self._read(0.05):
                assert running and time.monotonic() < deadline, (
                    f"{texts} are not on the terminal. It shows:\n{self.text}"
                )

    def end(self) -> int:
        """Wait until the command has ended, and return its exit status."""
        deadline = time.monotonic() + _SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it does not end. The terminal shows:\n{self.text}"
            self._read(0.05)
        while self._read(0):
            pass
        return self.process.returncode

    def press_ctrl_z(self) -> None:
        """Press Ctrl-Z, and wait until the command has stopped and all its output is on the screen."""
        self._until_it_waits()
        os.write(self._fd, b"\x1a")
        deadline = time.monotonic() + _SECONDS
        while self._state() != "T":
            assert time.monotonic() < deadline, f"it does not stop. The terminal shows:\n{self.text}"
            self._read(0.05)
        while self._read(0.05):
            pass

    def resume(self) -> None:
        """Print the output of a shell when a command stops and `fg` is typed, and let the command continue."""
        os.write(self._theirs, b"[1]+  Stopped\n$ fg\n")
        os.kill(self._command_id(), signal.SIGCONT)

    def terminate(self) -> None:
        """Send SIGTERM when the command waits for input."""
        self._until_it_waits()
        self.process.send_signal(signal.SIGTERM)

    def _until_it_waits(self) -> None:
        # Output is visible before the command waits for input. CPython handles a signal at that moment only later: it
        # arrives after the last check for signals, and before a blocking system call such as readline's.
        deadline = time.monotonic() + _SECONDS
        while not self._waits():
            assert time.monotonic() < deadline, f"it does not wait for anything. The terminal shows:\n{self.text}"

    def _waits(self) -> bool:
        try:
            return self._state() == "S"
        except FileNotFoundError:
            # Other Unix systems do not have this file.
            return True

    def _state(self) -> str:
        # "pid (name) state …" of the main thread, which handles signals: proc(5).
        return Path(f"/proc/{self._command_id()}/stat").read_text().rpartition(")")[2].split()[0]

    def _command_id(self) -> int:
        parent = self.process.pid
        return int(Path(f"/proc/{parent}/task/{parent}/children").read_text()) if self._suspendable else parent

    def _read(self, seconds: float) -> bool:
        if not self._unseen:
            if not select.select([self._fd], [], [], seconds)[0]:
                return False
            data = os.read(self._fd, 65536)
            self.raw += data
            # The drawings are processed one by one, so that none is missed if this process was not scheduled for a
            # while.
            self._unseen.extend(_REDRAW.split(data))
        self._stream.feed(self._unseen.popleft())
        return True
