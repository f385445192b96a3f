"""Tests of waiting for threads in slices, so that signals are handled."""

from __future__ import annotations

import queue
import signal
import threading
import time
from typing import Any

import pytest

from helixagent.batch.threads import next_item


def test_a_result_is_returned_immediately_and_an_empty_queue_returns_none() -> None:
    ended: Any = queue.SimpleQueue()
    ended.put("a")
    assert next_item(ended, None) == "a"
    assert next_item(ended, 0) is None
    assert next_item(ended, -1) is None


def test_the_wait_lasts_for_the_whole_timeout() -> None:
    ended: Any = queue.SimpleQueue()
    began = time.monotonic()
    assert next_item(ended, 0.7) is None
    assert time.monotonic() - began >= 0.69


def test_a_signal_that_does_not_wake_up_the_wait_is_handled() -> None:
    """Simulate a signal just before the wait: the handler of a signal to another thread runs in this thread."""

    class Seen(Exception):
        pass

    def handler(number: int, frame: Any) -> None:
        raise Seen

    before = signal.signal(signal.SIGUSR1, handler)
    # A signal to the other thread does not interrupt a system call of this thread.
    sender = threading.Thread(target=lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1))
    try:
        with pytest.raises(Seen):
            threading.Timer(0.1, sender.start).start()
            next_item(queue.SimpleQueue(), None)
    finally:
        signal.signal(signal.SIGUSR1, before)
        sender.join()
