"""Send the requests of a batch from threads, for the synchronous client."""

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


def next_item(ended: queue.SimpleQueue[T], seconds: Optional[float]) -> Optional[T]:
    """Return the next item of a queue, or None if the timeout in seconds expires.

    The wait is split into short intervals. Otherwise, a Ctrl-C that arrives just before the wait would be handled only
    after it.
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
    """Threads that each send one request at a time. New threads are started when all are busy.

    They are daemon threads, so abandoned requests, for example after Ctrl-C, do not keep the program running.

    Args:
        send_request: A function that sends a request and returns its outcome.
    """

    def __init__(self, send_request: Callable[[Job], Outcome]) -> None:
        self._send_request = send_request
        self._jobs: queue.SimpleQueue[Optional[Tuple[Job, contextvars.Context]]] = queue.SimpleQueue()
        self._ended: queue.SimpleQueue[Optional[Ended]] = queue.SimpleQueue()
        self._threads: List[threading.Thread] = []
        self._in_progress = 0

    def start(self, job: Job) -> None:
        """Send a request in a copy of the caller's context, so that its tracing span and other variables apply."""
        self._in_progress += 1
        if self._in_progress > len(self._threads):
            thread = threading.Thread(target=self._work, name=f"helixagent-batch-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._jobs.put((job, contextvars.copy_context()))

    def wait(self, seconds: Optional[float]) -> Optional[Tuple[Job, Outcome]]:
        """Return a finished request and its outcome, or None if there is none within the timeout in seconds."""
        ended = next_item(self._ended, seconds)
        if ended is None:
            return None
        self._in_progress -= 1
        job, outcome = ended
        if isinstance(outcome, BaseException):
            raise outcome
        return job, outcome

    def wake(self) -> None:
        """Wake up `wait`."""
        self._ended.put(None)

    def close(self) -> None:
        """End the threads. Threads that are still sending end when they have finished."""
        for _ in self._threads:
            self._jobs.put(None)
        if not self._in_progress:
            for thread in self._threads:
                thread.join()

    def _work(self) -> None:
        while True:
            item = self._jobs.get()
            if item is None:
                return
            job, context = item
            try:
                outcome: Union[Outcome, BaseException] = context.run(self._send_request, job)
            except BaseException as error:
                outcome = error
            self._ended.put((job, outcome))
