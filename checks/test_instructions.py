"""What a call and a chunk cost beside bare httpx with the same JSON reader, in instructions that callgrind counts.

They are the process's own, Python's and all libraries', and all but the same on a busy machine. benchmarks/ has both
clients and the server.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List, Tuple

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from launch import clean_environment, running_server  # noqa: E402

# Counted with CPython 3.11 were 0.99 and 0.44: 1,700,000 instructions against 1,716,000 for a call, 41,700 against
# 94,400 for a chunk.
_MOST_OF_A_CALL = 1.1
_MOST_OF_A_CHUNK = 0.6
_CALLS = 40
_CHUNKS = 800
_VALGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
_PEERS = ("helixagent", "httpx_orjson")

_SCRIPT = """
import os, sys
# Both load these where they are installed, which is most of a start and nothing of a call.
for extra in ("click", "rich", "trio"):
    sys.modules[extra] = None
sys.path.insert(0, {benchmarks!r})
import peers, workload

name, url, calls, chunks = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
peer = peers.load(name)
with peer.open_sync(url) as client:
    for _ in range(calls):
        assert peer.call(client) == workload.ANSWER_LENGTH
    request = workload.stream_request(chunks, workload.BURST)
    assert peer.stream(client, request) == (chunks, workload.stream_length(chunks))
    # Without taking everything down.
    os._exit(0)
"""


def run(before: List[str], peer: str, url: str, calls: int, chunks: int) -> str:
    """What a process says on its error output that makes so many calls, and reads one stream of so many chunks."""
    script = _SCRIPT.format(benchmarks=str(BENCHMARKS))
    done = subprocess.run(
        [*before, sys.executable, "-c", script, peer, url, str(calls), str(chunks)],
        # Each set and dict in the same order, every time.
        env={**clean_environment(), "PYTHONHASHSEED": "0"},
        stderr=subprocess.PIPE,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def instructions(peer: str, url: str, calls: int, chunks: int) -> int:
    """How many instructions that process takes."""
    said = run(_VALGRIND, peer, url, calls, chunks)
    found = re.search(r"Collected : (\d+)", said)
    assert found, said[-3000:]
    return int(found.group(1))


@pytest.fixture(scope="module")
def each() -> Dict[str, Tuple[float, float]]:
    """The instructions of a call and of a chunk, by client."""
    # Twice as much of one thing, less what there was: what starts and ends the process is left out.
    runs = [(_CALLS, _CHUNKS), (2 * _CALLS, _CHUNKS), (_CALLS, 2 * _CHUNKS)]
    with running_server() as url, ThreadPoolExecutor(2) as pool:
        for peer in _PEERS:
            # Bytecode files are written by the first process.
            run([], peer, url, 1, 10)
        counts = {
            peer: [pool.submit(instructions, peer, url, calls, chunks) for calls, chunks in runs] for peer in _PEERS
        }
        found = {}
        for peer, futures in counts.items():
            base, more_calls, more_chunks = (future.result() for future in futures)
            found[peer] = ((more_calls - base) / _CALLS, (more_chunks - base) / _CHUNKS)
    return found


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind counts the instructions")
@pytest.mark.parametrize(("unit", "most"), [("call", _MOST_OF_A_CALL), ("chunk", _MOST_OF_A_CHUNK)])
def test_it_takes_about_as_many_as_bare_httpx(unit: str, most: float, each: Dict[str, Tuple[float, float]]) -> None:
    own, bare = (each[peer][unit == "chunk"] for peer in _PEERS)
    print(f"\n{unit}: {own:,.0f} instructions, bare httpx {bare:,.0f}, ratio {own / bare:.3f}")
    assert bare > 10_000, each
    assert own / bare <= most, each
