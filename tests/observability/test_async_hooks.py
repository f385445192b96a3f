"""Tests of async functions as hooks of the async client."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextvars import ContextVar
from typing import Any, Callable, List

import anyio
import pytest
from stream_support import MESSAGES, fault

from helixagent import AsyncHelixAgent, HelixAgentError
from helixagent.observability import CallEnded, HookEvent
from helixagent.testing import Sandbox

RUNNERS: List[Any] = [asyncio.run, lambda main: anyio.run(lambda: main, backend="trio")]
EVENTS = ["call.started", "attempt.started", "attempt.answered", "call.ended"]


@pytest.fixture(params=RUNNERS, ids=["asyncio", "trio"])
def run(request: Any) -> Callable[[Any], Any]:
    """A runner of coroutines for each of the event loops."""
    runner: Callable[[Any], Any] = request.param
    return runner


class Kept:
    """An async hook that takes some time and records its events."""

    def __init__(self) -> None:
        self.types: List[str] = []
        self.at_work = 0

    async def __call__(self, event: HookEvent) -> None:
        self.at_work += 1
        try:
            await anyio.sleep(0)
            assert self.at_work == 1, "the hook received two events at once"
            self.types.append(event.type)
        finally:
            self.at_work -= 1


def test_the_hook_receives_all_events_in_order_before_the_client_is_closed(run: Any, sandbox: Sandbox) -> None:
    hook = Kept()

    async def main() -> None:
        async with AsyncHelixAgent(base_url=sandbox.base_url, hooks=[hook]) as client:
            await client.chat.completions.create(messages=MESSAGES)
            stream = await client.chat.completions.create(messages=MESSAGES, stream=True)
            async for _ in stream:
                pass
        assert hook.types == [*EVENTS, *EVENTS[:3], "stream.first_chunk", "call.ended"]

    run(main())


def test_the_hook_does_not_delay_calls(run: Any, sandbox: Sandbox) -> None:
    async def slow(event: HookEvent) -> None:
        await free.wait()
        told.append(event)

    told: List[HookEvent] = []

    async def main() -> None:
        nonlocal free
        free = anyio.Event()
        client = AsyncHelixAgent(base_url=sandbox.base_url, hooks=[slow])
        await client.models.list()
        await client.models.list()
        assert told == []
        free.set()
        await client.close()
        assert len(told) == 8

    free: Any = None
    run(main())


def test_a_failing_hook_does_not_fail_calls_and_is_logged_once(
    run: Any, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(event: HookEvent) -> None:
        raise RuntimeError("with a prompt in it")

    async def main() -> None:
        async with AsyncHelixAgent(base_url=sandbox.base_url, hooks=[broken], max_retries=0) as client:
            await client.models.list()
            with pytest.raises(HelixAgentError):
                await client.models.list(**fault("500"))

    run(main())
    warnings = [record.getMessage() for record in caplog.records if record.name == "helixagent" and record.levelno > 20]
    told = [text for text in warnings if "hook" in text]
    assert len(told) == 1 and "broken failed with RuntimeError" in told[0] and "prompt" not in caplog.text


def test_a_hook_can_subscribe_to_some_events_only(sandbox: Sandbox) -> None:
    class Ends(Kept):
        events = (CallEnded,)

    hook = Ends()

    async def main() -> None:
        async with AsyncHelixAgent(base_url=sandbox.base_url, hooks=[hook]) as client:
            await client.models.list()

    asyncio.run(main())
    assert hook.types == ["call.ended"]


def test_one_client_on_several_event_loops_in_turn(sandbox: Sandbox) -> None:
    hook = Kept()
    client = AsyncHelixAgent(base_url=sandbox.base_url, hooks=[hook])

    async def main() -> None:
        await client.models.list()

    async def last() -> None:
        await client.models.list()
        await client.close()

    for _ in range(3):
        asyncio.run(main())
    asyncio.run(last())
    # When an event loop ends, it takes the event in progress with it. The next loop continues with the remaining
    # events.
    assert hook.types[-4:] == EVENTS and len(hook.types) > 4


def test_events_of_a_loop_that_ended_arrive_on_the_next_loop(run: Any, sandbox: Sandbox) -> None:
    types: List[str] = []

    async def hook(event: HookEvent) -> None:
        types.append(event.type)

    async def main() -> None:
        await client.models.list()

    async def close() -> None:
        await client.close()

    client = AsyncHelixAgent(base_url=sandbox.base_url, hooks=[hook])
    for _ in range(2):
        run(main())
    run(close())
    assert types == 2 * EVENTS


def test_a_hanging_hook_only_delays_the_closing_of_a_client(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helixagent.observability.async_hooks._PATIENCE_SECONDS", 0.05)

    async def hangs(event: HookEvent) -> None:
        await anyio.sleep_forever()

    async def main() -> None:
        async with AsyncHelixAgent(base_url=sandbox.base_url, hooks=[hangs]) as client:
            await client.models.list()

    asyncio.run(main())


def test_the_end_of_a_garbage_collected_stream_is_reported_too(sandbox: Sandbox) -> None:
    ends: List[Any] = []

    async def note(event: HookEvent) -> None:
        if isinstance(event, CallEnded):
            ends.append(event.stream_end)

    async def main() -> None:
        client = AsyncHelixAgent(base_url=sandbox.base_url, hooks=[note])
        stream = await client.chat.completions.create(messages=MESSAGES, stream=True)
        await stream.__anext__()
        del stream
        gc.collect()
        await client.close()

    asyncio.run(main())
    assert ends == ["collected"]


def test_a_sync_and_an_async_hook_together(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    hook, seen = Kept(), []
    caplog.set_level(logging.INFO, "helixagent")

    async def main() -> None:
        async with AsyncHelixAgent(base_url=sandbox.base_url, hooks=[seen.append, hook]) as client:
            await client.with_options(max_retries=0).models.list()

    asyncio.run(main())
    assert [event.type for event in seen] == hook.types == EVENTS


def test_the_hook_runs_in_the_context_of_each_api_call(run: Any, sandbox: Sandbox) -> None:
    caller: ContextVar[str] = ContextVar("caller")
    seen: List[Any] = []

    async def hook(event: HookEvent) -> None:
        await anyio.sleep(0)
        seen.append((event.call.method, caller.get()))

    async def use(name: str) -> None:
        caller.set(name)
        await (client.models.list() if name == "models.list" else client.health())

    async def main() -> None:
        nonlocal client
        client = AsyncHelixAgent(base_url=sandbox.base_url, hooks=[hook])
        async with anyio.create_task_group() as group:
            group.start_soon(use, "models.list")
            group.start_soon(use, "health")
        await client.close()

    client: Any = None
    run(main())
    assert len(seen) == 8 and all(method == name for method, name in seen)


def test_events_arrive_after_the_program_cancelled_all_tasks(sandbox: Sandbox) -> None:
    hook = Kept()

    async def main() -> None:
        async with AsyncHelixAgent(base_url=sandbox.base_url, hooks=[hook]) as client:
            await client.models.list()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await client.models.list()

    asyncio.run(main())
    # Only the event that the hook was receiving is lost.
    assert hook.types[-4:] == EVENTS and len(hook.types) >= 7
