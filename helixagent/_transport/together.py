"""Run several flows concurrently in threads or tasks, for API calls that need many requests."""

from __future__ import annotations

import contextlib
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from typing import Any, Awaitable, Callable, Dict, Generator, List, Optional, Tuple

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
    waiting = iter(enumerate(step.flows))
    # The number of each running flow, the flow, and its current step.
    running: Dict[Future[Any], Tuple[int, Any, Step]] = {}

    def proceed(number: int, flow: Any, value: Any = None, error: Optional[BaseException] = None) -> bool:
        """Run a flow until its next step, and return whether there is one."""
        try:
            wanted = flow.send(value) if error is None else flow.throw(error)
        except StopIteration as stop:
            results[number] = stop.value
            return False
        running[start_thread(partial(run, _single(wanted)))] = (number, flow, wanted)
        return True

    def start_next() -> None:
        for number, flow in waiting:
            if proceed(number, flow):
                return

    try:
        for _ in range(step.limit):
            start_next()
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                number, flow, _ = running.pop(future)
                error = future.exception()
                if not proceed(number, flow, None if error else future.result(), error):
                    start_next()
    finally:
        for future, (_, flow, wanted) in running.items():
            flow.close()
            if isinstance(wanted, Read):
                # Some HTTP libraries wait for the reader before they close a response.
                start_thread(wanted.response.close)
            future.add_done_callback(_discard)
    return results


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
