"""Sends the requests of a batch from threads, for the synchronous client."""

from __future__ import annotations

import contextvars
import math
import queue
import threading
import time
from typing import Callable, List, Optional, Tuple, TypeVar, Union

from .outcomes import Job, Outcome

T = TypeVar("T")
_SLICE_SECONDS = 0.5
Ended = Tuple[Job, Union[Outcome, BaseException]]


def taken(ended: queue.SimpleQueue[T], seconds: Optional[float]) -> Optional[T]:
    """Take what comes next from a queue; None if nothing comes within so many seconds.

    It waits in slices, since a signal that comes just before a wait is seen only after it, and Ctrl-C must not be lost.
    """
    end = math.inf if seconds is None else time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        try:
            return ended.get(timeout=max(min(left, _SLICE_SECONDS), 0))
        except queue.Empty:
            if left <= _SLICE_SECONDS:
                return None


class Threads:
    """Threads that each send one request at a time; there are as many as requests were ever under way at once.

    They are daemons: what is abandoned, by Ctrl-C for one, must not keep the program from ending.

    Args:
        ask: Sends a request and says how it went.
    """

    def __init__(self, ask: Callable[[Job], Outcome]) -> None:
        self._ask = ask
        self._jobs: queue.SimpleQueue[Optional[Tuple[Job, contextvars.Context]]] = queue.SimpleQueue()
        self._ended: queue.SimpleQueue[Optional[Ended]] = queue.SimpleQueue()
        self._threads: List[threading.Thread] = []
        self._under_way = 0

    def start(self, job: Job) -> None:
        """Send a request, in a copy of the caller's context, so that its tracing span and other variables apply."""
        self._under_way += 1
        if self._under_way > len(self._threads):
            thread = threading.Thread(target=self._work, name=f"helixagent-batch-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._jobs.put((job, contextvars.copy_context()))

    def wait(self, seconds: Optional[float]) -> Optional[Tuple[Job, Outcome]]:
        """Return a request that has ended and how it went; None if there is none within so many seconds."""
        ended = taken(self._ended, seconds)
        if ended is None:
            return None
        self._under_way -= 1
        job, outcome = ended
        if isinstance(outcome, BaseException):
            raise outcome
        return job, outcome

    def wake(self) -> None:
        """Let `wait` return."""
        self._ended.put(None)

    def close(self) -> None:
        """Let the threads end, those that still send something when they have done so."""
        for _ in self._threads:
            self._jobs.put(None)
        if not self._under_way:
            for thread in self._threads:
                thread.join()

    def _work(self) -> None:
        while True:
            taken_job = self._jobs.get()
            if taken_job is None:
                return
            job, context = taken_job
            try:
                outcome: Union[Outcome, BaseException] = context.run(self._ask, job)
            except BaseException as error:
                outcome = error
            self._ended.put((job, outcome))
