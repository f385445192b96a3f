"""Fresh interpreters: an import, a first client, a first call."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from typing import Any, Dict, List, NamedTuple

import workload
from peers import Peer

from .sizes import Figures, Size

# The client is created for a server with TLS, as in most programs, but sends no request.
_SOMEWHERE = "https://localhost"
# Code appended to each program: its peak memory, and the loaded modules. VmHWM is used instead of ru_maxrss if it
# exists, because ru_maxrss starts at the size of the forking process.
_END = """
import sys
loaded = len(sys.modules)
try:
    peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print('{"peak": %d, "httpx": %d, "new": %d}' % (peak, "httpx" in sys.modules, loaded - before))
"""
_PLAIN = "import sys\n{start}\nbefore = len(sys.modules)\n{then}\n"
_COROUTINE = """
import asyncio, sys
async def main():
    global before
    {start}
    before = len(sys.modules)
    {then}
asyncio.run(main())
"""


class _Run(NamedTuple):
    cpu: float
    wall: float
    said: Dict[str, Any]


def _interpreter(source: str, url: str) -> _Run:
    """Run `source` in a fresh interpreter, and measure from its start to its exit."""
    given = f"URL = {url!r}; REQUEST = {workload.REQUEST!r}\n"
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", given + source + _END], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with contextlib.closing(process.stdout):
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"a fresh interpreter ended with exit status {process.returncode}")
    return _Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, json.loads(said))


def _programs(peer: Peer) -> Dict[str, str]:
    """Return the figures by the name of their row, without the figures of the first calls."""
    found = {"import": _PLAIN.format(start=peer.IMPORT, then="")}
    if hasattr(peer, "START"):
        found["start"] = _PLAIN.format(start=f"{peer.IMPORT}\n{peer.START}", then="")
    return found


def _first_calls(peer: Peer) -> Dict[str, str]:
    found = {}
    if hasattr(peer, "START"):
        found["first_call"] = _PLAIN.format(start=f"{peer.IMPORT}\n{peer.START}", then=peer.FIRST_CALL)
    if hasattr(peer, "ASYNC_START"):
        program = _COROUTINE.format(start=peer.ASYNC_START, then=peer.ASYNC_FIRST_CALL)
        found["first_acall"] = f"{peer.IMPORT}\n{program}"
    return found


def starts(peer: Peer, url: str, size: Size) -> Figures:
    """Import the package, create a client and access its attributes for chat calls, each time in a fresh interpreter.

    The cost of a bare interpreter is subtracted. A first call is measured by the modules that it imports in addition.
    """
    programs = {"bare": _PLAIN.format(start="", then=""), **_programs(peer)}
    runs: Dict[str, List[_Run]] = {row: [] for row in programs}
    # The last program imports the most. It runs once in advance to write the bytecode files, so that no measured
    # interpreter compiles anything.
    _interpreter(list(programs.values())[-1], _SOMEWHERE)
    times = 1 if getattr(peer, "IS_HEAVY", False) else size.interpreters
    for _ in range(times):
        for row, source in programs.items():
            runs[row].append(_interpreter(source, _SOMEWHERE))
    cpu = {row: sum(run.cpu for run in found) / len(found) for row, found in runs.items()}
    wall = {row: sum(run.wall for run in found) / len(found) for row, found in runs.items()}
    figures: Figures = {"bare": cpu["bare"], "bare.wall": wall["bare"]}
    for row in programs:
        if row != "bare":
            figures[row] = cpu[row] - cpu["bare"]
            figures[f"{row}.wall"] = wall[row] - wall["bare"]
            figures[f"{row}.peak"] = sum(run.said["peak"] for run in runs[row]) / times
    figures["import.httpx"] = runs["import"][0].said["httpx"]
    for row, source in _first_calls(peer).items():
        run = _interpreter(source, url)
        figures[f"{row}.modules"] = run.said["new"]
    return figures
