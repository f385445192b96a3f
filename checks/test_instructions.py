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

# Counted with CPython 3.11 was 0.94 for a call. A chunk of a burst was 0.49 while the SDK merged HTTP chunks; httpx
# takes two thirds of it.
_MOST_OF_A_CALL = 1.08
_MOST_OF_A_CHUNK = 1.25
# Counted was 0.92. By the clock it is 1.1 to 1.25: httpx's client loads certificates, which is many instructions, but
# quick ones.
_MOST_OF_A_START = 1.1
# Counted was 1.006: the compatibility layer looks at each response of the contract's server, and does nothing else.
_MOST_WITH_THE_LAYER = 1.01
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
    # Without taking everything down.
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
    """Let an interpreter of the benchmarks run a program, which must not fail."""
    done = subprocess.run(
        [*before, str(PYTHON), "-c", script, *arguments],
        # Each set and dict in the same order, every time.
        env={**clean_environment(), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done


def counted(script: str, *arguments: str) -> int:
    """How many instructions a program takes."""
    said = run(_VALGRIND, script, *arguments).stderr
    found = re.search(r"Collected : (\d+)", said)
    assert found, said[-3000:]
    return int(found.group(1))


@pytest.fixture(scope="module")
def each() -> Dict[str, Tuple[float, float]]:
    """The instructions of a call and of a chunk, by client."""
    # Twice as much of one thing, less what there was: what starts and ends the process is left out.
    runs = [(_CALLS, _CHUNKS), (2 * _CALLS, _CHUNKS), (_CALLS, 2 * _CHUNKS)]
    script = _SCRIPT.format(benchmarks=str(BENCHMARKS))
    with running_server() as url, ThreadPoolExecutor(2) as pool:
        for peer in _PEERS:
            # Bytecode files are written by the first process.
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
@pytest.mark.parametrize(("unit", "most"), [("call", _MOST_OF_A_CALL), ("chunk", _MOST_OF_A_CHUNK)])
def test_it_takes_about_as_many_as_bare_httpx(
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
    assert ratio <= _MOST_OF_A_START


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind counts the instructions")
def test_the_compatibility_layer_costs_a_call_on_the_contract_s_server_next_to_nothing(
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
    say(f"layer: {layered:,.0f} instructions for a call, {bare:,.0f} without it, ratio {layered / bare:.4f}")
    assert bare > 10_000, found
    assert layered / bare <= _MOST_WITH_THE_LAYER, found
