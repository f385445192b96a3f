"""Run several flows concurrently in threads or tasks, for API calls that need many requests."""

from __future__ import annotations

import contextlib
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from typing import Any, Awaitable, Callable, Deque, Dict, Generator, List, Optional, Tuple

import anyio

from .._core.steps import Read, Step, Together
from .threads import start_thread


def together(step: Together, run: Callable[[Any], Any]) -> List[Any]:
    """Run flows concurrently and return their results.

    The flows run in the caller's thread. Only their steps, which block, run in other threads.

    Raises:
        Exception: The exception of the first flow that failed. No further flows start, and outstanding responses are
            closed.
    """
    results: List[Any] = [None] * len(step.flows)
    # The flows to continue: their numbers, and the results of their last steps.
    ready: Deque[Tuple[int, Optional[Future[Any]]]] = deque((number, None) for number in range(len(step.flows)))
    # The number and the current step of each flow that waits for a thread.
    running: Dict[Future[Any], Tuple[int, Step]] = {}
    try:
        while ready or running:
            while ready and len(running) < step.limit:
                number, last = ready.popleft()
                try:
                    wanted = _continued(step.flows[number], last)
                except StopIteration as stop:
                    results[number] = stop.value
                else:
                    running[start_thread(partial(run, _single(wanted)))] = (number, wanted)
            if running:
                future = wait(running, return_when=FIRST_COMPLETED).done.pop()
                # Flows that have started come first.
                ready.appendleft((running.pop(future)[0], future))
    finally:
        for future, (number, wanted) in running.items():
            step.flows[number].close()
            if isinstance(wanted, Read):
                # Some HTTP libraries wait for the reader before they close a response.
                start_thread(wanted.response.close)
            future.add_done_callback(_discard)
    return results


def _continued(flow: Generator[Step, Any, Any], last: Optional[Future[Any]]) -> Step:
    """Run a flow until its next step, with the result of its last step."""
    if last is None:
        return next(flow)
    error = last.exception()
    return flow.send(last.result()) if error is None else flow.throw(error)


def _single(step: Step) -> Generator[Step, Any, Any]:
    return (yield step)


def _discard(future: Future[Any]) -> None:
    """Close the response of a step whose result is no longer needed."""
    with contextlib.suppress(Exception):
        future.result().close()


async def together_async(step: Together, run: Callable[[Any], Awaitable[Any]]) -> List[Any]:
    """Run flows on the event loop and return their results.

    Raises:
        Exception: The exception of the first flow that failed. The other flows are canceled.
    """
    results: List[Any] = [None] * len(step.flows)
    failures: List[Exception] = []
    waiting = iter(enumerate(step.flows))

    async def work() -> None:
        for number, flow in waiting:
            try:
                results[number] = await run(flow)
            except Exception as error:
                failures.append(error)
                group.cancel_scope.cancel()
                return

    async with anyio.create_task_group() as group:
        for _ in range(min(step.limit, len(step.flows))):
            group.start_soon(work)
    if failures:
        try:
            raise failures[0]
        finally:
            # Without this, the frame and the exception's traceback would keep each other alive.
            failures.clear()
    return results
