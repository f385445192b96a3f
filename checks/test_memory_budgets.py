"""Limits for the memory of API calls and chunks, in objects and bytes, which also hold on a busy machine.

Each limit is a third to a half above the count when it was written, for all Pythons, with and without orjson.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import itertools
import json
import tracemalloc
from array import array
from base64 import b64encode
from typing import Any, Callable, Iterator, NamedTuple, Tuple

import pytest
from budget_support import WORD, at_once, start
from fast_server import FastServer
from raw_server import RawServer
from support import COMPLETION, USER

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent._core.json_text import read_fast

# For each chunk that was read, the stream keeps the event's text for `partial`, and no objects that the garbage
# collector tracks. We counted 239 bytes for an event of 207 bytes.
_MAX_BYTES_PER_READ_CHUNK = 1.5 * len(WORD)
# A chunk that the program keeps, including the above: 7 objects, and 1,580 bytes, or 2,050 with the json module.
_MAX_OBJECTS_PER_KEPT_CHUNK = 10
_MAX_BYTES_PER_KEPT_CHUNK = 2800
# A chat completion that the program keeps: 7 objects, and 1,432 to 1,637 bytes, or 2,214 with the json module.
_MAX_OBJECTS_PER_RESPONSE = 10
_MAX_BYTES_PER_RESPONSE = 3000
# Allowed random variation.
_FEW_OBJECTS = 50
_FEW_BYTES = 64 * 1024


class Held(NamedTuple):
    """The number of objects that the garbage collector tracks, and of bytes that Python uses, at one moment."""

    objects: int
    bytes: int

    def since(self, before: Held, units: int = 1) -> Tuple[float, float]:
        """Return the growth per unit since an earlier state."""
        return (self.objects - before.objects) / units, (self.bytes - before.bytes) / units


def held() -> Held:
    for _ in range(2):
        gc.collect()
    return Held(len(gc.get_objects()), tracemalloc.get_traced_memory()[0])


def test_a_stream_keeps_little_of_its_chunks_and_nothing_after_it_is_dropped() -> None:
    with RawServer(at_once) as server, HelixAgent(base_url=server.base_url) as client:
        for _ in start(client, 3000):
            pass
        tracemalloc.start()
        try:
            for _ in start(client, 3000):
                pass
            before = held()
            stream = start(client, 3000)
            _skip(stream, 500)
            begun = held()
            _skip(stream, 2000)
            read = held()
            kept = list(itertools.islice(stream, 400))
            all_kept = held()
            _skip(stream, 3000)
            del stream, kept
            after = held()
        finally:
            tracemalloc.stop()
    objects, size = read.since(begun, 2000)
    assert objects <= 0.05
    assert size <= _MAX_BYTES_PER_READ_CHUNK
    objects, size = all_kept.since(read, 400)
    assert objects <= _MAX_OBJECTS_PER_KEPT_CHUNK
    assert size <= _MAX_BYTES_PER_KEPT_CHUNK
    objects, size = after.since(before)
    assert objects <= _FEW_OBJECTS
    assert size <= _FEW_BYTES


def _skip(stream: Any, chunks: int) -> None:
    for _ in itertools.islice(stream, chunks):
        pass


def test_a_response_consists_of_few_objects() -> None:
    with FastServer() as server, HelixAgent(base_url=server.base_url) as client:
        client.chat.completions.create(messages=USER)
        # Threads that other tests left running may allocate memory too, but not in every attempt.
        objects, size = min(kept_by_an_answer(client) for _ in range(3))
    assert 1 < objects <= _MAX_OBJECTS_PER_RESPONSE
    assert 100 < size <= _MAX_BYTES_PER_RESPONSE


def kept_by_an_answer(client: HelixAgent) -> Tuple[float, float]:
    """Return the number of objects and bytes that a response keeps."""
    tracemalloc.start()
    try:
        client.chat.completions.create(messages=USER)
        before = held()
        kept = [client.chat.completions.create(messages=USER) for _ in range(100)]
        return held().since(before, len(kept))
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_call_leaves_nothing_to_the_garbage_collector(mode: str) -> None:
    with FastServer() as server:
        found = garbage_of_calls(server.base_url) if mode == "sync" else asyncio.run(garbage_of_async(server.base_url))
    assert found <= _FEW_OBJECTS


def garbage_of_calls(base_url: str) -> int:
    """Return the number of objects that 100 calls leave in cycles for the garbage collector."""
    with HelixAgent(base_url=base_url) as client:
        client.chat.completions.create(messages=USER)
        with without_collection():
            for _ in range(100):
                client.chat.completions.create(messages=USER)
            return gc.collect()


async def garbage_of_async(base_url: str) -> int:
    """Do the same with the async client."""
    async with AsyncHelixAgent(base_url=base_url) as client:
        await client.chat.completions.create(messages=USER)
        with without_collection():
            for _ in range(100):
                await client.chat.completions.create(messages=USER)
            return gc.collect()


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_NUMBERS = 1536
_VECTORS = 1024


def long_answer() -> bytes:
    """Return a chat completion of 8 MB."""
    message = {"role": "assistant", "content": "x" * 2**23}
    return json.dumps({**COMPLETION, "choices": [{**COMPLETION["choices"][0], "message": message}]}).encode()


def many_vectors() -> bytes:
    """Return embeddings of 8 MB."""
    vector = b64encode(array("f", [0.1] * _NUMBERS).tobytes()).decode()
    data = [{"object": "embedding", "index": number, "embedding": vector} for number in range(_VECTORS)]
    return json.dumps({"object": "list", "data": data, "model": "m", "usage": {}}).encode()


def traced(work: Callable[[], Any]) -> Tuple[int, int]:
    """Return the memory kept by the result of some work, and the peak."""
    gc.collect()
    tracemalloc.start()
    try:
        result = work()
        # A result that shares parts with other objects could keep those objects alive.
        gc.collect()
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del result
    return kept, most


@pytest.mark.parametrize("what", ["chat", "embeddings"])
def test_a_large_response_is_not_copied_repeatedly(what: str) -> None:
    body = long_answer() if what == "chat" else many_vectors()
    # Newer versions of orjson reserve twelve times the size, but use only part of it.
    of_reader = traced(lambda: read_fast(body))[1]
    with RawServer(lambda peer, request: peer.respond(body)) as server, HelixAgent(base_url=server.base_url) as client:
        calls = {
            "chat": lambda: client.chat.completions.create(messages=USER),
            "embeddings": lambda: client.embeddings.create(input=["x"] * _VECTORS, model="m", as_arrays=True),
        }
        calls[what]()
        kept, most = traced(calls[what])
    # The body, its text, and the parsed result: up to 3.03 times were counted. Or the reader's copy and the body: 1.03.
    assert most <= max(3.5 * len(body), of_reader + 1.4 * len(body))
    if what == "embeddings":
        assert kept <= 8 * _NUMBERS * _VECTORS
    else:
        assert kept <= 1.3 * len(body)
