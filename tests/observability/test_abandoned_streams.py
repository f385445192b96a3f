"""Tests that the next call or `close` notifies hooks of an abandoned stream, and that a finalizer never does."""

from __future__ import annotations

import gc
import threading
from typing import Any, List

from stream_support import Running
from support import Driver

from helixagent.observability import CallEnded, HookEvent
from helixagent.testing import Sandbox


def abandon(driver: Driver, client: Any) -> None:
    driver.chat(client, stream=True)
    gc.collect()


def test_the_next_call_and_close_notify_the_hooks(driver: Driver, sandbox: Sandbox) -> None:
    ends: List[Any] = []

    def hook(event: HookEvent) -> None:
        if isinstance(event, CallEnded):
            ends.append(event.stream_end)

    client = driver.client(sandbox, hooks=[hook])
    abandon(driver, client)
    assert ends == []
    driver.run(client.models.list())
    assert ends == ["collected", None]
    abandon(driver, client)
    assert ends == ["collected", None]
    driver.run(client.close())
    assert ends == ["collected", None, "collected"]


def test_a_finalizer_cannot_deadlock_a_hook_that_takes_a_lock(driver: Driver, sandbox: Sandbox) -> None:
    lock = threading.Lock()

    def hook(event: HookEvent) -> None:
        with lock:
            # A garbage collection may happen at any time, including here.
            gc.collect()

    client = driver.client(sandbox, hooks=[hook])

    def use() -> None:
        for _ in range(2):
            stream: Any = driver.chat(client, stream=True)
            holder: List[Any] = [stream]
            holder.append(holder)
            del stream, holder
            driver.run(client.models.list())

    Running(use).result()
