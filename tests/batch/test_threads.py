"""Waiting for what threads have done, in slices that let a signal be seen."""

from __future__ import annotations

import queue
import signal
import threading
import time
from typing import Any

import pytest

from helixagent.batch.threads import taken


def test_what_is_there_is_taken_at_once_and_nothing_is_none() -> None:
    ended: Any = queue.SimpleQueue()
    ended.put("a")
    assert taken(ended, None) == "a"
    assert taken(ended, 0) is None
    assert taken(ended, -1) is None


def test_the_whole_wait_is_waited_for() -> None:
    ended: Any = queue.SimpleQueue()
    began = time.monotonic()
    assert taken(ended, 0.7) is None
    assert time.monotonic() - began >= 0.69


def test_a_signal_that_nothing_wakes_the_wait_for_is_seen() -> None:
    """As one that comes just before the wait: the handler of a signal that another thread gets runs in this one."""

    class Seen(Exception):
        pass

    def handler(number: int, frame: Any) -> None:
        raise Seen

    before = signal.signal(signal.SIGUSR1, handler)
    # Sent to the other thread, the signal interrupts no system call of this one.
    sender = threading.Thread(target=lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1))
    try:
        with pytest.raises(Seen):
            threading.Timer(0.1, sender.start).start()
            taken(queue.SimpleQueue(), None)
    finally:
        signal.signal(signal.SIGUSR1, before)
        sender.join()
