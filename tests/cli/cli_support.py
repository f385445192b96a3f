"""Helpers for the tests of the command: run it in this process, in a separate process, or on a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Mapping, NamedTuple, Optional, Sequence, Union

from click.testing import CliRunner
from support import ROOT

from helixagent.cli.app import cli
from helixagent.testing import Sandbox


class Run(NamedTuple):
    """A finished run.

    Args:
        code: Its exit status.
        out: Its standard output.
        err: Its error output.
    """

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


def run(*args: str, input: Union[str, bytes, None] = None) -> Run:
    """Run the command in this process, without terminals as its streams."""
    options = {} if "mix_stderr" not in CliRunner.__init__.__code__.co_varnames else {"mix_stderr": False}
    result = CliRunner(**options).invoke(cli, list(args), input=input or "")
    # The command must report every failure in a line, so an exception is a defect.
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return Run(result.exit_code, result.stdout, result.stderr)


def ran(*args: str, input: Union[str, bytes, None] = None) -> Run:
    """Run the command, which must succeed."""
    done = run(*args, input=input)
    assert (done.code, done.err) == (0, ""), done
    return done


def environment(**changes: Optional[str]) -> Mapping[str, str]:
    """Return the environment for a separate process: a copy with warnings as errors, and with changes."""
    given = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **changes}
    return {name: value for name, value in given.items() if value is not None}


def spawn(
    *args: str, input: Optional[bytes] = b"", code: Optional[str] = None, **changes: Optional[str]
) -> subprocess.CompletedProcess[bytes]:
    """Run the command, or some code, in a separate process."""
    command: Sequence[str] = (
        [sys.executable, "-c", code, *args] if code else [sys.executable, "-m", "helixagent", *args]
    )
    return subprocess.run(command, env=environment(**changes), input=input, capture_output=True, timeout=60)


def started_batch(requests: Path, output: Path) -> subprocess.Popen[str]:
    """Start the command for a batch, with four requests at once."""
    command = [sys.executable, "-m", "helixagent", "batch", str(requests), str(output), "-c", "4"]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_requests(sandbox: Sandbox, count: int, process: subprocess.Popen[str]) -> None:
    """Wait until the sandbox has this number of requests, or the process has ended."""
    while len(sandbox.requests) < count and process.poll() is None:
        time.sleep(0.002)
