"""Run several flows concurrently in threads or tasks, for API calls that need many requests."""

from __future__ import annotations

import contextlib
import contextvars
import queue
import threading
from typing import Any, Awaitable, Callable, Dict, Generator, List, Optional, Tuple

import anyio

from .._core.steps import Read, Step, Together

# The number of a flow, the return value of its step, and the exception of its step.
_Done = Tuple[int, Any, Optional[BaseException]]


def together(step: Together, run: Callable[[Any], Any]) -> List[Any]:
    """Run flows concurrently and return their results.

    The flows run in the caller's thread. Only their steps, which block, run in other threads. They are daemon threads:
    if one request fails, nothing waits for the other requests, not even interpreter exit.

    Raises:
        Exception: The exception of the first flow that failed. No further flows start, and outstanding responses are
            closed.
    """
    results: List[Any] = [None] * len(step.flows)
    waiting = iter(enumerate(step.flows))
    # The running flows and their current steps.
    running: Dict[int, Tuple[Any, Any]] = {}
    done: queue.SimpleQueue[_Done] = queue.SimpleQueue()

    def work(number: int, wanted: Step) -> None:
        try:
            done.put((number, run(_single(wanted)), None))
        except BaseException as error:
            done.put((number, None, error))

    def proceed(number: int, flow: Any, value: Any = None, error: Optional[BaseException] = None) -> bool:
        """Run a flow until its next step, and return whether there is one."""
        try:
            wanted = flow.throw(error) if error is not None else flow.send(value)
        except StopIteration as stop:
            results[number] = stop.value
            return False
        running[number] = (flow, wanted)
        # The thread uses the caller's context variables, such as the current span.
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(work, number, wanted), daemon=True).start()
        return True

    def start_next() -> None:
        for number, flow in waiting:
            if proceed(number, flow):
                return

    try:
        for _ in range(step.limit):
            start_next()
        while running:
            number, value, error = done.get()
            flow, _ = running.pop(number)
            if not proceed(number, flow, value, error):
                start_next()
    finally:
        for flow, _ in running.values():
            flow.close()
        if running:
            steps = [wanted for _, wanted in running.values()]
            threading.Thread(target=_discard, args=(steps, done), daemon=True).start()
    return results


def _single(step: Step) -> Generator[Step, Any, Any]:
    return (yield step)


def _discard(steps: List[Step], done: queue.SimpleQueue[_Done]) -> None:
    """Close the responses of unfinished steps whose results are no longer needed."""
    for step in steps:
        if isinstance(step, Read):
            _close(step.response)
    for _ in steps:
        _close(done.get()[1])


def _close(response: Any) -> None:
    # The result is no longer needed, so errors are ignored.
    with contextlib.suppress(Exception):
        response.close()


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
