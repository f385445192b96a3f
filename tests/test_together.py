"""Tests of flows that run concurrently, in threads and on event loops."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import threading
from typing import Any, Callable, Generator, List

import anyio
import pytest
import trio

from helixagent._async.drive import drive_async
from helixagent._core.requests.deadline import NO_DEADLINE
from helixagent._core.requests.options import Runtime
from helixagent._core.steps import GetCredential, Read, Sleep, Together
from helixagent._sync.drive import drive

VARIABLE: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="none")


def in_threads(flow: Any, runtime: Runtime) -> Any:
    """Run a flow in the calling thread."""
    return drive(flow, None, runtime)


def on_asyncio(flow: Any, runtime: Runtime) -> Any:
    """Run a flow on asyncio."""
    return asyncio.run(drive_async(flow, None, runtime))


def on_trio(flow: Any, runtime: Runtime) -> Any:
    """Run a flow on trio."""
    return trio.run(functools.partial(drive_async, flow, None, runtime))


WAYS = pytest.mark.parametrize("run", [in_threads, on_asyncio, on_trio])
Run = Callable[[Any, Runtime], Any]


def all_of(flows: List[Any], limit: int) -> Generator[Any, Any, Any]:
    """A flow that runs others."""
    return (yield Together(flows, limit))


def asking(function: Callable[[], Any]) -> Generator[Any, Any, Any]:
    """A flow with one step."""
    return (yield GetCredential(function, NO_DEADLINE))


@WAYS
def test_results_are_in_order(run: Run) -> None:
    flows = [asking(functools.partial(int, number)) for number in range(20)]
    assert run(all_of(flows, 8), Runtime()) == list(range(20))


@WAYS
def test_a_flow_without_steps_and_no_flows_at_all(run: Run) -> None:
    def nothing() -> Generator[Any, Any, str]:
        yield from ()
        return "done"

    assert run(all_of([nothing(), asking(lambda: 1), nothing()], 2), Runtime()) == ["done", 1, "done"]
    assert run(all_of([], 8), Runtime()) == []


@WAYS
def test_the_first_failure_is_raised_and_later_flows_never_start(run: Run) -> None:
    started: List[int] = []

    def flow(number: int) -> Generator[Any, Any, None]:
        started.append(number)
        if number == 1:
            yield GetCredential(functools.partial(int, "x"), NO_DEADLINE)
        yield Sleep(0.01)
        yield Sleep(30)

    with pytest.raises(ValueError, match="invalid literal"):
        run(all_of([flow(number) for number in range(10)], 2), Runtime())
    assert started == [0, 1]


def test_steps_run_concurrently_in_threads_with_the_context_of_the_caller() -> None:
    begin = threading.Barrier(4)
    seen: List[Any] = []

    def step() -> None:
        begin.wait(60)
        seen.append((VARIABLE.get(), threading.get_ident()))

    VARIABLE.set("set")
    drive(all_of([asking(step) for _ in range(4)], 4), None, Runtime())
    assert [value for value, _ in seen] == ["set"] * 4
    assert len({ident for _, ident in seen}) == 4 and threading.get_ident() not in {ident for _, ident in seen}


def test_the_flows_themselves_run_in_the_callers_thread() -> None:
    seen = []

    def flow() -> Generator[Any, Any, None]:
        seen.append(threading.get_ident())
        yield GetCredential(lambda: None, NO_DEADLINE)
        seen.append(threading.get_ident())

    drive(all_of([flow(), flow()], 2), None, Runtime())
    assert set(seen) == {threading.get_ident()}


class Late:
    """A response that blocks its reader until it is closed."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def read(self) -> bytes:
        assert self.closed.wait(60)
        return b""

    def close(self) -> None:
        self.closed.set()


def test_after_a_failure_the_other_responses_are_closed() -> None:
    failed = threading.Event()
    late, read = Late(), Late()

    def arrive() -> Late:
        assert failed.wait(60)
        return late

    def reading() -> Generator[Any, Any, Any]:
        return (yield Read(read))

    with pytest.raises(ValueError, match="invalid literal"):
        drive(all_of([asking(arrive), reading(), asking(functools.partial(int, "x"))], 3), None, Runtime())
    failed.set()
    assert late.closed.wait(60) and read.closed.wait(60)


def test_canceling_the_caller_cancels_the_flows() -> None:
    async def main() -> None:
        with anyio.move_on_after(0.05) as scope:
            await drive_async(all_of([asking(anyio.sleep_forever) for _ in range(3)], 3), None, Runtime())
        assert scope.cancel_called

    asyncio.run(main())
