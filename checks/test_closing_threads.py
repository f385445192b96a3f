"""Check that closing a stream from another thread never hangs its reader: 20,000 streams in four threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from fast_server import FastServer
from test_transport_faults import close_streams_under_their_readers

_THREADS = 4
_STREAMS = 20_000


def test_20_000_streams_that_other_threads_close_never_hang() -> None:
    # A hanging reader would wait for its read timeout of 600 seconds, so that pytest dumps its stack.
    with FastServer() as server, ThreadPoolExecutor(_THREADS) as pool:
        each = _STREAMS // _THREADS
        for done in [pool.submit(close_streams_under_their_readers, server.base_url, each) for _ in range(_THREADS)]:
            done.result()
