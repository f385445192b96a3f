"""What calls and chunks may cost at most in things that are counted, so that the bounds hold on any busy machine.

Each bound is a third to a half above what was counted when it was written, over all Pythons, with orjson and without.
docs/performance.md says what was done for the figures; checks/test_instructions.py counts the processor's instructions.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import itertools
import json
import socket
import sys
import threading
import tracemalloc
from array import array
from base64 import b64encode
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple, Tuple

import pytest
from fast_server import FastServer
from raw_server import DONE, PATIENCE, Peer, RawServer, Seen, chunk, event
from support import COMPLETION, USER

import helixagent
import helixagent_client
from helixagent import AsyncHelixAgent, HelixAgent
from helixagent._core.json_text import read_fast

# --- what the calls below are answered with

WORD = event(chunk(" quantum"))


def framed(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


@functools.lru_cache(maxsize=None)
def whole_stream(events: int) -> bytes:
    """The bytes of a stream, each event in an HTTP chunk of its own; made once, for the server's memory counts too."""
    return framed(WORD) * events + framed(DONE) + b"0\r\n\r\n"


def at_once(peer: Peer, request: Seen) -> None:
    """Answer with as many events as `max_tokens` says, in pieces as large as the socket takes them."""
    peer.head()
    peer.send(whole_stream(json.loads(request.body)["max_tokens"]))


class OneByOne:
    """Answers with as many events as `max_tokens` says, each when the one before it has been read."""

    def __init__(self) -> None:
        self._wanted = threading.Semaphore(0)

    def __call__(self, peer: Peer, request: Seen) -> None:
        """Answer a request."""
        peer.head()
        for _ in range(json.loads(request.body)["max_tokens"]):
            peer.part(WORD)
            assert self._wanted.acquire(timeout=PATIENCE)
        peer.part(DONE, end=True)

    def go_on(self) -> None:
        """Send the next event."""
        self._wanted.release()


def start(client: Any, events: int) -> Any:
    return client.chat.completions.create(messages=USER, stream=True, max_tokens=events)


# --- calls of functions, and of the system for each event

# Of Python's and C's functions by the SDK's own code. Counted were 235 to 244 a call, 298 to 307 an asynchronous one,
# and 23 to 29 a chunk of a large piece, 38 to 43 one that comes alone.
_MOST_OF_A_CALL = 340
_MOST_OF_AN_ASYNC_CALL = 430
_MOST_OF_A_CHUNK = 42
_MOST_OF_A_CHUNK_ALONE = 60
# Of a large piece, by the HTTP libraries.
_MOST_OF_OTHERS = 10


class Calls(NamedTuple):
    """How many functions were called: by the SDK's own code, by others', and for what the system does."""

    own: float
    others: float
    send: float
    receive: float
    wait: float


_FOLDERS = tuple(str(Path(package.__file__ or "").parent) for package in (helixagent, helixagent_client))
# Each is a system call, or two; a `recv` that has a timeout polls within.
_WAITS = ("settimeout", "poll", "select", "control")


class Counting:
    """Counts the calls of functions in this thread, within a `with`.

    Those count as the SDK's own that its files define, or that its files call of C's: so they are the same whatever
    the version of httpx.
    """

    def __init__(self) -> None:
        self._own = self._all = 0
        self._named: Counter[str] = Counter()
        self._before: Any = None

    def __enter__(self) -> Counting:
        self._before = sys.getprofile()
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)

    @property
    def calls(self) -> Calls:
        """What has been counted."""
        waits = sum(self._named[name] for name in _WAITS)
        return Calls(self._own, self._all - self._own, self._named["send"], self._named["recv"], waits)

    def _count(self, frame: Any, kind: str, function: Any) -> None:
        if kind not in ("call", "c_call"):
            return
        self._all += 1
        self._own += frame.f_code.co_filename.startswith(_FOLDERS)
        name = getattr(function, "__name__", "")
        # Coroutines have a `send` too.
        if name not in ("send", "recv") or isinstance(function.__self__, socket.socket):
            self._named[name] += 1


def of_a_call(base_url: str) -> Calls:
    """What a chat completion takes, the least of several with everything warm."""
    found = []
    with HelixAgent(base_url=base_url) as client:
        for _ in range(6):
            with Counting() as counting:
                client.chat.completions.create(messages=USER)
            found.append(counting.calls)
    return Calls(*map(min, zip(*found)))


async def of_an_async_call(base_url: str) -> Calls:
    """The same, asynchronously."""
    found = []
    async with AsyncHelixAgent(base_url=base_url) as client:
        for _ in range(6):
            with Counting() as counting:
                await client.chat.completions.create(messages=USER)
            found.append(counting.calls)
    return Calls(*map(min, zip(*found)))


def of_an_event(base_url: str, events: int, go_on: Callable[[], None]) -> Calls:
    """What each event more of a stream takes."""
    found = []
    with HelixAgent(base_url=base_url) as client:
        for number in (10, 10, 10 + events):
            with Counting() as counting:
                for _ in start(client, number):
                    go_on()
            found.append(counting.calls)
    return Calls(*((many - few) / events for few, many in zip(*found[1:])))


async def of_an_async_event(base_url: str, events: int, go_on: Callable[[], None]) -> Calls:
    """The same, asynchronously."""
    found = []
    async with AsyncHelixAgent(base_url=base_url) as client:
        for number in (10, 10, 10 + events):
            with Counting() as counting:
                async for _ in await start(client, number):
                    go_on()
            found.append(counting.calls)
    return Calls(*((many - few) / events for few, many in zip(*found[1:])))


def nothing() -> None:
    pass


def test_a_call_takes_few_calls_of_functions_and_is_sent_at_once() -> None:
    with FastServer() as server:
        sync, asynchronous = of_a_call(server.base_url), asyncio.run(of_an_async_call(server.base_url))
    assert 50 < sync.own <= _MOST_OF_A_CALL
    assert 50 < asynchronous.own <= _MOST_OF_AN_ASYNC_CALL
    # The head and the body of the request.
    assert sync.send == asynchronous.send == 1


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_chunk_of_a_large_piece_takes_few_calls_of_functions_and_no_call_of_the_system(mode: str) -> None:
    with RawServer(at_once) as server:
        if mode == "sync":
            each = of_an_event(server.base_url, 1000, nothing)
        else:
            each = asyncio.run(of_an_async_event(server.base_url, 1000, nothing))
    assert 5 < each.own <= _MOST_OF_A_CHUNK
    # httpx's, httpcore's and h11's were 70 before chunks were merged.
    assert each.others <= _MOST_OF_OTHERS
    # Some four were counted; it depends on how much the system hands over at a time.
    assert each.receive <= 0.1
    assert each.wait <= 0.2


@pytest.mark.skipif(sys.platform == "win32", reason="its event loop receives otherwise")
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_an_event_that_comes_alone_takes_one_call_to_receive_it(mode: str) -> None:
    handler = OneByOne()
    with RawServer(handler) as server:
        if mode == "sync":
            each = of_an_event(server.base_url, 200, handler.go_on)
        else:
            each = asyncio.run(of_an_async_event(server.base_url, 200, handler.go_on))
    assert 5 < each.own <= _MOST_OF_A_CHUNK_ALONE
    # Once more or less where the head and the first event, or the last one and the end, come together.
    assert each.receive == pytest.approx(1, abs=0.03)
    # httpx sets the timeout of each; a loop waits for the bytes, and asks once more before it runs who waited for them.
    assert each.wait <= (1.03 if mode == "sync" else 2.2)


# --- memory

# Of chunks that have been read: none of the objects that the garbage collector knows, and the event's text, which is
# kept for `partial`; 239 bytes were counted for one of 207.
_MOST_BYTES_OF_A_READ_CHUNK = 1.5 * len(WORD)
# Of a chunk that the program keeps, with that: 7 objects, and 1,580 bytes, or 2,050 where json has read it.
_MOST_OBJECTS_OF_A_KEPT_CHUNK = 10
_MOST_BYTES_OF_A_KEPT_CHUNK = 2800
# Of a chat completion that the program keeps: 7 objects, and 1,432 to 1,637 bytes, or 2,214 where json has read it.
_MOST_OBJECTS_OF_A_KEPT_ANSWER = 10
_MOST_BYTES_OF_A_KEPT_ANSWER = 3000
# What may come and go by chance.
_FEW_OBJECTS = 50
_FEW_BYTES = 64 * 1024


class Held(NamedTuple):
    """What there is at a moment: the objects that the garbage collector knows, and the bytes that Python has in use."""

    objects: int
    bytes: int

    def since(self, before: Held, units: int = 1) -> Tuple[float, float]:
        """How much more it is than before, for each of so many."""
        return (self.objects - before.objects) / units, (self.bytes - before.bytes) / units


def held() -> Held:
    for _ in range(2):
        gc.collect()
    return Held(len(gc.get_objects()), tracemalloc.get_traced_memory()[0])


def test_a_stream_keeps_little_of_its_chunks_and_nothing_when_it_is_gone() -> None:
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
    assert size <= _MOST_BYTES_OF_A_READ_CHUNK
    objects, size = all_kept.since(read, 400)
    assert objects <= _MOST_OBJECTS_OF_A_KEPT_CHUNK
    assert size <= _MOST_BYTES_OF_A_KEPT_CHUNK
    objects, size = after.since(before)
    assert objects <= _FEW_OBJECTS
    assert size <= _FEW_BYTES


def _skip(stream: Any, chunks: int) -> None:
    for _ in itertools.islice(stream, chunks):
        pass


def test_an_answer_is_few_objects() -> None:
    with FastServer() as server, HelixAgent(base_url=server.base_url) as client:
        client.chat.completions.create(messages=USER)
        tracemalloc.start()
        try:
            client.chat.completions.create(messages=USER)
            before = held()
            kept = [client.chat.completions.create(messages=USER) for _ in range(100)]
            objects, size = held().since(before, len(kept))
        finally:
            tracemalloc.stop()
    assert 1 < objects <= _MOST_OBJECTS_OF_A_KEPT_ANSWER
    assert 100 < size <= _MOST_BYTES_OF_A_KEPT_ANSWER


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_call_leaves_nothing_to_the_garbage_collector(mode: str) -> None:
    with FastServer() as server:
        found = garbage_of_calls(server.base_url) if mode == "sync" else asyncio.run(garbage_of_async(server.base_url))
    assert found <= _FEW_OBJECTS


def garbage_of_calls(base_url: str) -> int:
    """How many objects 100 calls leave in cycles, for the garbage collector to find."""
    with HelixAgent(base_url=base_url) as client:
        client.chat.completions.create(messages=USER)
        with without_collection():
            for _ in range(100):
                client.chat.completions.create(messages=USER)
            return gc.collect()


async def garbage_of_async(base_url: str) -> int:
    """The same, asynchronously."""
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
    """A chat completion of 8 MB."""
    message = {"role": "assistant", "content": "x" * 2**23}
    return json.dumps({**COMPLETION, "choices": [{**COMPLETION["choices"][0], "message": message}]}).encode()


def many_vectors() -> bytes:
    """Embeddings of 8 MB."""
    vector = b64encode(array("f", [0.1] * _NUMBERS).tobytes()).decode()
    data = [{"object": "embedding", "index": number, "embedding": vector} for number in range(_VECTORS)]
    return json.dumps({"object": "list", "data": data, "model": "m", "usage": {}}).encode()


def traced(work: Callable[[], Any]) -> Tuple[int, int]:
    """How much memory some work keeps by its result, and how much it has at most."""
    gc.collect()
    tracemalloc.start()
    try:
        result = work()
        # A result that is made of parts of others might keep them.
        gc.collect()
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del result
    return kept, most


@pytest.mark.parametrize("what", ["chat", "embeddings"])
def test_a_large_answer_is_not_copied_again_and_again(what: str) -> None:
    body = long_answer() if what == "chat" else many_vectors()
    # Newer versions of orjson set aside twelve times the size, of which they use what they need.
    of_reader = traced(lambda: read_fast(body))[1]
    with RawServer(lambda peer, request: peer.whole(body)) as server, HelixAgent(base_url=server.base_url) as client:
        calls = {
            "chat": lambda: client.chat.completions.create(messages=USER),
            "embeddings": lambda: client.embeddings.create(input="x", model="m", as_arrays=True),
        }
        calls[what]()
        kept, most = traced(calls[what])
    # The body, its text, and what is made of that: up to 3.03 times were counted. Or the reader's and the body: 1.03.
    assert most <= max(3.5 * len(body), of_reader + 1.4 * len(body))
    if what == "embeddings":
        assert kept <= 8 * _NUMBERS * _VECTORS
    else:
        assert kept <= 1.3 * len(body)
