"""Compare imports, calls and chunks with plain httpx, in instructions counted by callgrind.

The counts include Python and all libraries, and are nearly independent of the load on the machine. benchmarks/ contains
the clients, the server, and the environment (BENCH in the Makefile). Both sides read JSON with orjson.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Callable, Dict, List, Tuple

import pytest
from bench_support import BENCHMARKS, PYTHON

sys.path.insert(0, str(BENCHMARKS))

from launch import clean_environment, running_server

# The ratios were 0.91 to 0.98 for a call, and 1.17 to 1.20 for a chunk of a burst, because httpx takes more
# instructions if it reads a burst in more parts. Two thirds of the instructions for a chunk are httpx's.
_MAX_CALL_RATIO = 1.02
_MAX_CHUNK_RATIO = 1.22
# The ratio was 0.98. In time it is 1.1 to 1.25, because httpx's client loads certificates, which takes many
# instructions but little time.
_MAX_START_RATIO = 1.05
# The ratio was 1.006. The compatibility layer only looks at each response of a contract server.
_MAX_LAYER_RATIO = 1.01
_CALLS = 40
_CHUNKS = 800
_VALGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
_PEERS = ("helixagent", "httpx_orjson")

_SCRIPT = """
import os, sys
sys.path.insert(0, {benchmarks!r})
import peers, workload

name, url, calls, chunks = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
peer = peers.load(name)
with peer.open_sync(url) as client:
    for _ in range(calls):
        assert peer.call(client) == workload.ANSWER_LENGTH
    request = workload.stream_request(chunks, workload.BURST)
    assert peer.stream(client, request) == (chunks, workload.stream_length(chunks))
    # Exit without cleaning up, which would be counted too.
    os._exit(0)
"""


_START = """
import os, sys
sys.path.insert(0, {benchmarks!r})
URL = "https://localhost"
{start}
os._exit(0)
"""
_LAYER = """
import os, sys
sys.path.insert(0, {benchmarks!r})
import peers, workload

url, layer, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
peer = peers.load("helixagent")
with peer.open_sync(url) as client:
    if layer == "without":
        client._options = client._options._replace(compatibility=None)
    for _ in range(calls):
        assert peer.call(client) == workload.ANSWER_LENGTH
    os._exit(0)
"""
_READ_THE_STARTS = """
import sys
sys.path.insert(0, {benchmarks!r})
import json, peers
found = [peers.load(name) for name in ("helixagent", "httpx")]
print(json.dumps([peer.IMPORT + chr(10) + peer.START for peer in found]))
"""


def run(before: List[str], script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program with the interpreter of the benchmarks. It must succeed."""
    done = subprocess.run(
        [*before, str(PYTHON), "-c", script, *arguments],
        # Every run has the same order of sets.
        env={**clean_environment(), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done


def counted(script: str, *arguments: str) -> int:
    """Return the number of instructions that a program takes."""
    said = run(_VALGRIND, script, *arguments).stderr
    found = re.search(r"Collected : (\d+)", said)
    assert found, said[-3000:]
    return int(found.group(1))


@pytest.fixture(scope="module")
def each() -> Dict[str, Tuple[float, float]]:
    """The number of instructions per call and per chunk, for each client."""
    # The difference between two runs excludes the start and the end of the process.
    runs = [(_CALLS, _CHUNKS), (2 * _CALLS, _CHUNKS), (_CALLS, 2 * _CHUNKS)]
    script = _SCRIPT.format(benchmarks=str(BENCHMARKS))
    with running_server() as url, ThreadPoolExecutor(2) as pool:
        for peer in _PEERS:
            # The first process writes the bytecode files.
            run([], script, peer, url, "1", "10")
        counts = {
            peer: [pool.submit(counted, script, peer, url, str(calls), str(chunks)) for calls, chunks in runs]
            for peer in _PEERS
        }
        found = {}
        for peer, futures in counts.items():
            base, more_calls, more_chunks = (future.result() for future in futures)
            found[peer] = ((more_calls - base) / _CALLS, (more_chunks - base) / _CHUNKS)
    return found


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind counts the instructions")
@pytest.mark.parametrize(("unit", "most"), [("call", _MAX_CALL_RATIO), ("chunk", _MAX_CHUNK_RATIO)])
def test_calls_and_chunks_take_about_as_many_instructions_as_httpx(
    unit: str, most: float, each: Dict[str, Tuple[float, float]], say: Callable[[str], None]
) -> None:
    own, bare = (each[peer][unit == "chunk"] for peer in _PEERS)
    say(f"{unit}: {own:,.0f} instructions, bare httpx {bare:,.0f}, ratio {own / bare:.3f}")
    assert bare > 10_000, each
    assert own / bare <= most, each


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind counts the instructions")
def test_a_start_takes_fewer_instructions_than_httpx(say: Callable[[str], None]) -> None:
    starts = ["", *json.loads(run([], _READ_THE_STARTS.format(benchmarks=str(BENCHMARKS))).stdout)]
    scripts = [_START.format(benchmarks=str(BENCHMARKS), start=start) for start in starts]
    for script in scripts:
        run([], script)
    bare, own, other = map(counted, scripts)
    ratio = (own - bare) / (other - bare)
    say(f"start: {own - bare:,} instructions, httpx {other - bare:,}, ratio {ratio:.3f}")
    assert other - bare > 100_000_000
    assert ratio <= _MAX_START_RATIO


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind counts the instructions")
def test_the_compatibility_layer_adds_almost_no_instructions_for_a_contract_server(
    say: Callable[[str], None],
) -> None:
    script = _LAYER.format(benchmarks=str(BENCHMARKS))
    kinds = ("with", "without")
    with running_server() as url, ThreadPoolExecutor(2) as pool:
        run([], script, url, "with", "1")
        counts = {
            (kind, calls): pool.submit(counted, script, url, kind, str(calls))
            for kind in kinds
            for calls in (_CALLS, 2 * _CALLS)
        }
        found = {key: future.result() for key, future in counts.items()}
    layered, bare = ((found[kind, 2 * _CALLS] - found[kind, _CALLS]) / _CALLS for kind in kinds)
    say(f"layer: {layered:,.0f} instructions per call, {bare:,.0f} without it, ratio {layered / bare:.4f}")
    assert bare > 10_000, found
    assert layered / bare <= _MAX_LAYER_RATIO, found
