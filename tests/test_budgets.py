"""How many functions and system calls a call or chunk may take at most, so that the bounds hold on any busy machine.

Each bound is a third to a half above what was counted when it was written, over all Pythons, with orjson and without.
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

# Of Python's and C's functions by the SDK's own code. Counted were 501 a call, 575 an asynchronous one,
# and 23 to 29 a chunk of a large piece, 38 to 43 one that comes alone.
_MOST_OF_A_CALL = 600
_MOST_OF_AN_ASYNC_CALL = 700
_MOST_OF_A_CHUNK = 42
_MOST_OF_A_CHUNK_ALONE = 60
# Of a large piece, by the HTTP libraries.
_MOST_OF_OTHERS = 70


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


def test_a_call_takes_few_calls_of_functions() -> None:
    with FastServer() as server:
        sync, asynchronous = of_a_call(server.base_url), asyncio.run(of_an_async_call(server.base_url))
    assert 50 < sync.own <= _MOST_OF_A_CALL
    assert 50 < asynchronous.own <= _MOST_OF_AN_ASYNC_CALL
    # The headers and the body of the request.
    assert sync.send == asynchronous.send == 2


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_chunk_of_a_large_piece_takes_few_calls_of_functions_and_no_call_of_the_system(mode: str) -> None:
    with RawServer(at_once) as server:
        if mode == "sync":
            each = of_an_event(server.base_url, 1000, nothing)
        else:
            each = asyncio.run(of_an_async_event(server.base_url, 1000, nothing))
    assert 5 < each.own <= _MOST_OF_A_CHUNK
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
