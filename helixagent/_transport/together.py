"""Run several flows concurrently in threads or tasks, for API calls that need many requests."""

from __future__ import annotations

import contextlib
import contextvars
import queue
import threading
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple

import anyio

from .._core.steps import Read, Step, Together

# The number of a flow, the return value of its step, and the exception of its step.
_Done = Tuple[int, Any, Optional[BaseException]]


def together(step: Together, perform: Callable[[Step], Any]) -> List[Any]:
    """Run flows in threads and return their results.

    The flows run in the caller's thread. Only their steps, which block, run in other threads.

    Args:
        step: The flows.
        perform: Performs one step of a flow.

    Raises:
        Exception: The exception of the first flow that failed. No further flows start, and outstanding responses are
            closed.
    """
    workers = _Workers(perform, min(step.limit, len(step.flows)))
    results: List[Any] = [None] * len(step.flows)
    waiting = iter(enumerate(step.flows))
    running: Dict[int, Any] = {}

    def start_next() -> None:
        for number, flow in waiting:
            running[number] = flow
            if proceed(number, None, None):
                return

    def proceed(number: int, value: Any, error: Optional[BaseException]) -> bool:
        flow = running[number]
        try:
            wanted = flow.throw(error) if error is not None else flow.send(value)
        except StopIteration as stop:
            results[number] = stop.value
            del running[number]
            return False
        workers.give(number, wanted)
        return True

    try:
        for _ in range(step.limit):
            start_next()
        while running:
            number, value, error = workers.take()
            if not proceed(number, value, error):
                start_next()
    finally:
        workers.stop()
        for flow in running.values():
            flow.close()
    return results


async def together_async(step: Together, run: Callable[[Any], Awaitable[Any]]) -> List[Any]:
    """Run flows on the event loop and return their results.

    Args:
        step: The flows.
        run: Runs one flow.

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


class _Workers:
    """Threads that perform steps.

    They are daemon threads. If one request fails, nothing waits for the other requests, not even interpreter exit.
    """

    def __init__(self, perform: Callable[[Step], Any], count: int) -> None:
        self._perform = perform
        self._jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[_Done] = queue.SimpleQueue()
        self._reading: Dict[int, Any] = {}
        self._stopped = False
        self._lock = threading.Lock()
        self._count = count
        for _ in range(count):
            # The threads use the caller's context variables, such as the current span.
            context = contextvars.copy_context()
            threading.Thread(target=context.run, args=(self._work,), daemon=True).start()

    def give(self, number: int, step: Step) -> None:
        """Schedule a step of a flow on a thread."""
        self._jobs.put((number, step))

    def take(self) -> _Done:
        """Wait for the next finished step."""
        return self._done.get()

    def stop(self) -> None:
        """End the threads. Outstanding responses are closed."""
        with self._lock:
            self._stopped = True
            reading = list(self._reading.values())
        for _ in range(self._count):
            self._jobs.put(None)
        for response in reading:
            _close(response)

    def _work(self) -> None:
        for number, step in iter(self._jobs.get, None):
            with self._lock:
                if self._stopped:
                    return
                if isinstance(step, Read):
                    self._reading[number] = step.response
            value: Any = None
            failure: Optional[BaseException] = None
            try:
                value = self._perform(step)
            except BaseException as error:
                failure = error
            with self._lock:
                self._reading.pop(number, None)
                is_wanted = not self._stopped
            if is_wanted:
                self._done.put((number, value, failure))
            else:
                _close(value)
            del value, failure


def _close(response: Any) -> None:
    # The result is no longer needed, so errors are ignored.
    with contextlib.suppress(Exception):
        response.close()
