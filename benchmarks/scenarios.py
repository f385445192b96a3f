"""What is measured: each scenario drives one peer and returns CPU seconds per unit of this process or its children."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from typing import Awaitable, Callable, Dict, NamedTuple

import workload
from peers import Peer

GATHERED = 32
_TIMEOUT_SECONDS = 60.0


class Size(NamedTuple):
    """How much work one measurement does."""

    warmup_calls: int
    calls: int
    warmup_chunks: int
    chunks: int
    streams: int
    gathers: int
    interpreters: int


FULL = Size(warmup_calls=20, calls=400, warmup_chunks=200, chunks=2000, streams=3, gathers=15, interpreters=5)
SMOKE = Size(warmup_calls=2, calls=5, warmup_chunks=20, chunks=40, streams=1, gathers=1, interpreters=1)

Figures = Dict[str, float]
Measure = Callable[[Peer, str, Size], Figures]


def _check(got: object, expected: object) -> None:
    if got != expected:
        raise RuntimeError(f"the peer read {got!r} where {expected!r} was sent")


def _expected_stream(chunks: int) -> object:
    return (chunks, workload.stream_length(chunks))


def call_sync(peer: Peer, url: str, size: Size) -> Figures:
    """Plain calls, one after the other, on one connection."""
    with peer.open_sync(url) as client:
        for _ in range(size.warmup_calls):
            _check(peer.call(client), workload.ANSWER_LENGTH)
        start = time.process_time()
        for _ in range(size.calls):
            _check(peer.call(client), workload.ANSWER_LENGTH)
        used = time.process_time() - start
    return {"call_sync": used / size.calls}


def _stream_sync(peer: Peer, url: str, size: Size, user: str) -> float:
    request = workload.stream_request(size.chunks, user)
    with peer.open_sync(url) as client:
        warmup = peer.stream(client, workload.stream_request(size.warmup_chunks, user))
        _check(warmup, _expected_stream(size.warmup_chunks))
        start = time.process_time()
        for _ in range(size.streams):
            _check(peer.stream(client, request), _expected_stream(size.chunks))
        used = time.process_time() - start
    return used / (size.streams * size.chunks)


def stream_sync(peer: Peer, url: str, size: Size) -> Figures:
    """Streams whose events come in small groups with pauses, as a model writes them."""
    return {"stream_sync": _stream_sync(peer, url, size, workload.PACED)}


def stream_burst(peer: Peer, url: str, size: Size) -> Figures:
    """Streams that come as fast as the socket takes them, so that parsing outweighs reading."""
    return {"stream_burst": _stream_sync(peer, url, size, workload.BURST)}


async def _measure_async(work: Callable[[], Awaitable[None]], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        await work()
    return time.process_time() - start


def stream_async(peer: Peer, url: str, size: Size) -> Figures:
    """The streams of `stream_sync`, read asynchronously."""

    async def main() -> float:
        async with peer.open_async(url) as client:

            async def one(chunks: int) -> None:
                got = await peer.astream(client, workload.stream_request(chunks, workload.PACED))
                _check(got, _expected_stream(chunks))

            await one(size.warmup_chunks)
            return await _measure_async(lambda: one(size.chunks), size.streams)

    return {"stream_async": asyncio.run(main()) / (size.streams * size.chunks)}


def gather32(peer: Peer, url: str, size: Size) -> Figures:
    """Thirty-two plain calls at once; the warm-up opens the connections."""

    async def main() -> float:
        async with peer.open_async(url) as client:

            async def batch() -> None:
                lengths = await asyncio.gather(*[peer.acall(client) for _ in range(GATHERED)])
                _check(lengths, [workload.ANSWER_LENGTH] * GATHERED)

            await batch()
            await batch()
            return await _measure_async(batch, size.gathers)

    return {"gather32": asyncio.run(main()) / size.gathers}


def _interpreter(source: str) -> float:
    """Return the CPU seconds of a fresh interpreter that runs `source`, from its start to its exit."""
    import resource  # not on Windows; only the scenarios with fresh interpreters need it

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", source], check=True, timeout=_TIMEOUT_SECONDS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _fresh(source: str, times: int) -> Figures:
    _interpreter(source)  # writes the bytecode files, so that no measured interpreter compiles
    bare = total = 0.0
    for _ in range(times):
        bare += _interpreter("pass")
        total += _interpreter(source)
    return {"bare": bare / times, "total": total / times}


def import_client(peer: Peer, url: str, size: Size) -> Figures:
    """Import the package and construct a client, each time in a fresh interpreter."""
    used = _fresh(peer.IMPORT, size.interpreters)
    return {"bare": used["bare"], "import": used["total"] - used["bare"], "import_process": used["total"]}


def first_call(peer: Peer, url: str, size: Size) -> Figures:
    """Import, construct and make one call in a fresh interpreter: shows work that an import has put off."""
    used = _fresh(f"URL = {url!r}; REQUEST = {workload.REQUEST!r}; {peer.FIRST_CALL}", size.interpreters)
    return {"first_call": used["total"] - used["bare"]}


def listeners(peer: Peer, url: str, size: Size) -> Figures:
    """What listeners add to a call and to a chunk; other SDKs have none."""
    if "helixagent-sdk" not in peer.DISTRIBUTIONS:
        return {}
    # Imported here: only this scenario needs OpenTelemetry and Prometheus, whose import is no client's.
    from listeners import watched_call, watched_chunk

    return {
        **watched_call(url, size.calls, size.warmup_calls),
        **watched_chunk(url, size.chunks, size.streams),
    }


SCENARIOS: Dict[str, Measure] = {
    "call_sync": call_sync,
    "stream_sync": stream_sync,
    "stream_burst": stream_burst,
    "stream_async": stream_async,
    "gather32": gather32,
    "import": import_client,
    "first_call": first_call,
    "listeners": listeners,
}
