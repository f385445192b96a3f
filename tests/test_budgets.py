"""Limits for function calls and system calls per API call and per chunk, which also hold on a busy machine.

Each limit is a third to a half above the count when it was written, for all Pythons, with and without orjson.
checks/test_instructions.py counts the processor's instructions.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Callable, NamedTuple

import pytest
from budget_support import OneByOne, at_once, start
from fast_server import FastServer
from raw_server import RawServer
from support import USER

import helixagent
import helixagent_client
from helixagent import AsyncHelixAgent, HelixAgent

# Calls of Python and C functions by the SDK. We counted 311 per API call, 372 per async call, 23 to 29 per chunk of a
# large read, and 38 to 43 per chunk that arrives alone.
_MAX_PER_CALL = 400
_MAX_PER_ASYNC_CALL = 500
_MAX_PER_CHUNK = 42
_MAX_PER_SINGLE_CHUNK = 60
# Calls by the HTTP libraries, per chunk of a large read.
_MAX_ELSEWHERE = 70


class Calls(NamedTuple):
    """The number of function calls: by the SDK, by other code, and for system calls."""

    own: float
    others: float
    send: float
    receive: float
    wait: float


_FOLDERS = tuple(str(Path(package.__file__ or "").parent) for package in (helixagent, helixagent_client))
# Each one makes one or two system calls. A `recv` with a timeout also polls.
_WAITS = ("settimeout", "poll", "select", "control")


class Counting:
    """Count the function calls in this thread within a `with` block.

    The SDK's count includes the functions that its files define and the C functions that its files call. It therefore
    does not depend on the version of httpx.
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
        """Return the counts so far."""
        waits = sum(self._named[name] for name in _WAITS)
        return Calls(self._own, self._all - self._own, self._named["send"], self._named["recv"], waits)

    def _count(self, frame: Any, kind: str, function: Any) -> None:
        if kind not in ("call", "c_call"):
            return
        self._all += 1
        self._own += frame.f_code.co_filename.startswith(_FOLDERS)
        name = getattr(function, "__name__", "")
        # Coroutines also have a `send` method.
        if name not in ("send", "recv") or isinstance(function.__self__, socket.socket):
            self._named[name] += 1


def of_a_call(base_url: str) -> Calls:
    """Return the minimum cost of a chat completion over several calls, in a warm process."""
    found = []
    with HelixAgent(base_url=base_url) as client:
        for _ in range(6):
            with Counting() as counting:
                client.chat.completions.create(messages=USER)
            found.append(counting.calls)
    return Calls(*map(min, zip(*found)))


async def of_an_async_call(base_url: str) -> Calls:
    """Do the same with the async client."""
    found = []
    async with AsyncHelixAgent(base_url=base_url) as client:
        for _ in range(6):
            with Counting() as counting:
                await client.chat.completions.create(messages=USER)
            found.append(counting.calls)
    return Calls(*map(min, zip(*found)))


def of_an_event(base_url: str, events: int, go_on: Callable[[], None]) -> Calls:
    """Return the cost of each additional event of a stream."""
    found = []
    with HelixAgent(base_url=base_url) as client:
        for number in (10, 10, 10 + events):
            with Counting() as counting:
                for _ in start(client, number):
                    go_on()
            found.append(counting.calls)
    return Calls(*((many - few) / events for few, many in zip(*found[1:])))


async def of_an_async_event(base_url: str, events: int, go_on: Callable[[], None]) -> Calls:
    """Do the same with the async client."""
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


def test_an_api_call_makes_few_function_calls() -> None:
    with FastServer() as server:
        sync, asynchronous = of_a_call(server.base_url), asyncio.run(of_an_async_call(server.base_url))
    assert 50 < sync.own <= _MAX_PER_CALL
    assert 50 < asynchronous.own <= _MAX_PER_ASYNC_CALL
    # The headers and the body of the request.
    assert sync.send == asynchronous.send == 2


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_chunk_of_a_large_read_makes_few_function_calls_and_no_system_calls(mode: str) -> None:
    with RawServer(at_once) as server:
        if mode == "sync":
            each = of_an_event(server.base_url, 1000, nothing)
        else:
            each = asyncio.run(of_an_async_event(server.base_url, 1000, nothing))
    assert 5 < each.own <= _MAX_PER_CHUNK
    assert each.others <= _MAX_ELSEWHERE
    # We counted about four. The number depends on how much data the system returns at a time.
    assert each.receive <= 0.1
    assert each.wait <= 0.2


@pytest.mark.skipif(sys.platform == "win32", reason="the event loop receives differently on Windows")
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_an_event_that_arrives_alone_takes_one_receive_call(mode: str) -> None:
    handler = OneByOne()
    with RawServer(handler) as server:
        if mode == "sync":
            each = of_an_event(server.base_url, 200, handler.go_on)
        else:
            each = asyncio.run(of_an_async_event(server.base_url, 200, handler.go_on))
    assert 5 < each.own <= _MAX_PER_SINGLE_CHUNK
    # The number differs by one if the headers and the first event, or the last event and the end, arrive together.
    assert each.receive == pytest.approx(1, abs=0.03)
    # httpx sets a timeout for each. An event loop waits for the bytes, and polls again before it runs the waiting task.
    assert each.wait <= (1.03 if mode == "sync" else 2.2)
