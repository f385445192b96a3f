"""Run the plan of a batch, with a sync and an async driver."""

from __future__ import annotations

import functools
import math
from typing import Any, Awaitable, Callable, Optional, Tuple

import anyio
import anyio.to_thread

from .._transport.callbacks import call_back, call_back_async, pause, pause_async
from .journal import Output
from .outcomes import Job, Outcome
from .plan import BatchSettings, Plan, make_plan
from .progress import BatchProgress
from .schedule import Start
from .source import Requests
from .summary import BatchSummary
from .threads import Threads

ProgressCallback = Callable[[BatchProgress], Any]


def prepare_batch(requests: Requests, output: Optional[Output], settings: BatchSettings) -> Plan:
    """Check a batch as a whole and open its files."""
    return make_plan(requests, output, settings)


async def prepare_batch_async(requests: Requests, output: Optional[Output], settings: BatchSettings) -> Plan:
    """Check a batch as a whole and open its files, in a thread, because large files take time."""
    return await anyio.to_thread.run_sync(functools.partial(make_plan, requests, output, settings))


def run_batch(
    plan: Plan,
    send_request: Callable[[Job], Outcome],
    on_progress: Optional[ProgressCallback] = None,
    engine: Any = None,
) -> BatchSummary:
    """Run a batch until it is finished, and close it.

    Args:
        plan: The batch.
        send_request: A function that sends a request and returns its outcome. It is called in threads.
        on_progress: A callback for each result.
        engine: An object with the methods of Threads that replaces the threads.
    """
    engine = engine or Threads(send_request)
    plan.wake = engine.wake
    with plan:
        try:
            step = plan.next()
            while step is not None:
                if isinstance(step, Start):
                    engine.start(step.job)
                else:
                    if step.seconds:
                        call_back(on_progress, plan.progress())
                    if step.seconds and plan.schedule.in_flight == 0 and plan.runtime.sleep is not None:
                        pause(plan.runtime, step.seconds)
                    else:
                        ended = engine.wait(step.seconds)
                        progress = plan.ended(*ended) if ended else None
                        if progress is not None:
                            call_back(on_progress, progress)
                step = plan.next()
        finally:
            engine.close()
    return plan.summary()


async def run_batch_async(
    plan: Plan, send_request: Callable[[Job], Awaitable[Outcome]], on_progress: Optional[ProgressCallback] = None
) -> BatchSummary:
    """Run a batch on the event loop, like `run_batch`. Here `on_progress` may be async."""
    failure: Optional[Exception] = None
    streams: Any = anyio.create_memory_object_stream(math.inf)
    send, receive = streams
    plan.wake = functools.partial(send.send_nowait, None)

    async def work(job: Job) -> None:
        try:
            ended: Any = await send_request(job)
        except Exception as error:
            ended = error
        send.send_nowait((job, ended))

    with plan, send, receive:
        async with anyio.create_task_group() as group:
            try:
                await _run_steps(plan, lambda job: group.start_soon(work, job), receive, on_progress)
            except Exception as error:
                # Raised outside the task group, which would wrap it in an exception group.
                failure = error
                group.cancel_scope.cancel()
    if failure is not None:
        try:
            raise failure
        finally:
            del failure
    return plan.summary()


async def _run_steps(
    plan: Plan, start: Callable[[Job], Any], receive: Any, on_progress: Optional[ProgressCallback]
) -> None:
    step = plan.next()
    while step is not None:
        if isinstance(step, Start):
            start(step.job)
        else:
            if step.seconds:
                await call_back_async(on_progress, plan.progress())
            if step.seconds and plan.schedule.in_flight == 0 and plan.runtime.sleep is not None:
                await pause_async(plan.runtime, step.seconds)
            else:
                ended = await _next_outcome(receive, step.seconds)
                progress = plan.ended(*ended) if ended else None
                if progress is not None:
                    await call_back_async(on_progress, progress)
        step = plan.next()


async def _next_outcome(receive: Any, seconds: Optional[float]) -> Optional[Tuple[Job, Outcome]]:
    """Return a finished request and its outcome, or None if there is none within the timeout in seconds."""
    with anyio.move_on_after(seconds):
        ended = await receive.receive()
        if ended is not None and isinstance(ended[1], Exception):
            raise ended[1]
        return ended  # type: ignore[no-any-return]
    return None
