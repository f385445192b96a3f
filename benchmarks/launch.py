"""Start the server and the workers of a benchmark, and report failures as plain messages."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List

HERE = Path(__file__).resolve().parent
_WORKER_TIMEOUT_SECONDS = 300.0
_SHUTDOWN_TIMEOUT_SECONDS = 10.0
# Settings of the caller that affect the figures: proxies, keys, base URLs, tracing, disabled bytecode.
_DROPPED_PREFIXES = ("PYTHON", "HELIXAGENT_", "OPENAI_", "ANTHROPIC_", "COVERAGE_")
_DROPPED_NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


class BenchmarkError(Exception):
    """A process of the benchmark failed. The message names the process and the reason."""


def clean_environment() -> Dict[str, str]:
    """Return the caller's environment without the settings that affect figures, and with this checkout first."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_DROPPED_PREFIXES) and name.upper() not in _DROPPED_NAMES
    }
    paths = [str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    kept["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return kept


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """Start the server on a free loopback port, yield its base URL, and stop it.

    Raises:
        BenchmarkError: The server does not start.
    """
    process = subprocess.Popen(
        [sys.executable, str(HERE / "server.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=clean_environment(),
        cwd=str(HERE),
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        port = process.stdout.readline().strip()
        if not port:
            raise BenchmarkError(f"the benchmark server did not start (exit status {process.wait()})")
        yield f"http://127.0.0.1:{port.decode()}"
    finally:
        process.stdin.close()
        try:
            process.wait(_SHUTDOWN_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def run_worker(peer: str, scenario: str, *options: str) -> Dict[str, Any]:
    """Run one worker to completion and return the JSON object that it printed.

    Raises:
        BenchmarkError: The worker fails, does not print JSON, or times out. The message includes the end of its error
            output.
    """
    command: List[str] = [sys.executable, str(HERE / "worker.py"), peer, scenario, *options]
    what = f"peer {peer}, scenario {scenario}"
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=clean_environment(),
            cwd=str(HERE),
            timeout=_WORKER_TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise BenchmarkError(f"{what}: not finished after {_WORKER_TIMEOUT_SECONDS:.0f} s") from None
    if done.returncode != 0:
        last_lines = "\n".join(done.stderr.strip().splitlines()[-12:])
        raise BenchmarkError(f"{what}: exit status {done.returncode}\n{last_lines}")
    try:
        result: Dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise BenchmarkError(f"{what}: printed this instead of figures: {done.stdout[:200]!r}") from None
    return result
