"""Tests of the manual clock: clients sleep on the sandbox's clock, which also advances jobs."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, Iterator, List

import pytest
from support import USER, Driver

from helixagent import (
    AsyncHelixAgent,
    DeadlineExceededError,
    HelixAgent,
    HelixAgentError,
    JobFailedError,
    RateLimitError,
    WaitTimeoutError,
)
from helixagent.testing import ManualClock, Sandbox

START = 1703123456.0


@pytest.fixture
def timed(sandbox: Sandbox) -> Iterator[HelixAgent]:
    """A client of a sandbox whose jobs advance with the clock."""
    sandbox.progress = "clock"
    with sandbox.client() as client:
        yield client


def test_timeouts_apply_to_the_clock_and_to_real_time(sandbox: Sandbox) -> None:
    """A deadline includes the time that a client sleeps and the real time that a server takes."""
    with sandbox.client(max_retries=5) as client:
        sandbox.fail(429, retry_after=20, times=None, operation="models.list")
        with pytest.raises(HelixAgentError):
            client.with_options(deadline=50).models.list()
        assert 1 <= len(sandbox.clock.sleeps) <= 3
        sandbox.fail("hang", operation="health")
        with pytest.raises(DeadlineExceededError):
            client.with_options(deadline=0.2).health()


def test_the_clock_only_advances_on_demand() -> None:
    clock = ManualClock(start=10.0)
    assert (clock(), clock()) == (10.0, 10.0)
    clock.advance(2.5)
    clock.sleep(1)
    assert (clock(), clock.sleeps, repr(clock)) == (13.5, [1], "ManualClock(13.5)")
    clock.reset()
    assert (clock(), clock.sleeps) == (10.0, [])
    with pytest.raises(ValueError, match="a clock cannot go back by 1"):
        clock.advance(-1)


def test_retries_and_waits_take_no_time(sandbox: Sandbox) -> None:
    with sandbox.client(max_retries=3) as client:
        sandbox.fail(429, retry_after=30, times=2)
        sandbox.fail(503)
        client.chat.completions.create(messages=USER)
        assert sandbox.clock.sleeps == [30, 30, 2.0]
        debate = client.debates.create(topic="Tabs or spaces?")
        assert client.debates.wait(debate.debate_id, poll_interval=20).status == "completed"
        sandbox.fail(429, retry_after=600)
        with pytest.raises(RateLimitError):
            client.health()


def test_an_async_client_lets_other_tasks_run(sandbox: Sandbox) -> None:
    async def main(client: AsyncHelixAgent) -> List[str]:
        seen: List[str] = []

        async def waits() -> None:
            task = await client.tasks.create(type="llm_completion")
            await client.tasks.wait(task.id, poll_interval=1000)
            seen.append("task")

        async def retries() -> None:
            sandbox.fail(503, operation="health")
            await client.health()
            seen.append("health")

        await asyncio.gather(waits(), retries())
        await client.close()
        return seen

    assert sorted(asyncio.run(main(sandbox.async_client()))) == ["health", "task"]
    assert 0.5 in sandbox.clock.sleeps and 1000 in sandbox.clock.sleeps


def test_other_credentials_and_servers(sandbox: Sandbox) -> None:
    with sandbox.client(token="a.b", timeout=3) as client:
        client.with_options(api_key="other").health()
        client.health()
    assert [request.headers["authorization"] for request in sandbox.requests] == ["Bearer other", "Bearer a.b"]


def test_a_debate_advances_with_the_clock(timed: HelixAgent, sandbox: Sandbox) -> None:
    debate = timed.debates.create(topic="Tabs or spaces?", maximal_repeat_rounds=2)
    status = [timed.debates.get_status(debate.debate_id) for _ in range(3)][-1]
    assert status.status == "pending"
    shown = []
    for seconds in (14, 1, 15, 15, 15):
        sandbox.advance(seconds)
        status = timed.debates.get_status(debate.debate_id)
        shown.append((status.status, status.current_round))
    assert shown == [("pending", 0), ("running", 0), ("in_progress", 1), ("in_progress", 2), ("completed", 2)]
    assert timed.debates.get_results(debate.debate_id).duration == 60


def test_all_due_steps_happen_at_once(timed: HelixAgent, sandbox: Sandbox) -> None:
    debate = timed.debates.create(topic="Tabs or spaces?")
    task = timed.tasks.create(type="llm_completion")
    sandbox.advance(3600)
    assert [found.status for found in timed.debates.list()] == ["completed"]
    assert [found.status for found in timed.tasks.list()] == ["completed"]
    assert timed.tasks.get_result(task.id).output and timed.debates.get(debate.debate_id).status == "completed"


def test_waits_advance_the_clock_as_far_as_necessary(timed: HelixAgent, sandbox: Sandbox) -> None:
    debate = timed.debates.create(topic="Tabs or spaces?")
    timed.debates.wait(debate.debate_id, poll_interval=5)
    assert sandbox.clock() == START + 75 and sandbox.clock.sleeps == [5] * 15
    task = timed.tasks.create(type="sandbox/failed")
    with pytest.raises(JobFailedError):
        timed.tasks.wait(task.id)
    stuck = timed.tasks.create(type="sandbox/stuck")
    with pytest.raises(WaitTimeoutError):
        timed.tasks.wait(stuck.id, timeout=60)


def test_a_paused_job_resumes_where_it_was_paused(timed: HelixAgent, sandbox: Sandbox) -> None:
    debate = timed.debates.create(topic="This awaits approval", maximal_repeat_rounds=1)
    task = timed.tasks.create(type="llm_completion")
    sandbox.advance(2)
    timed.tasks.pause(task.id)
    sandbox.advance(1000)
    assert timed.debates.get_status(debate.debate_id).status == "paused"
    assert timed.tasks.get_status(task.id).status == "paused"
    timed.debates.approve(debate.debate_id)
    timed.tasks.resume(task.id)
    progress = []
    for _ in range(4):
        sandbox.advance(1)
        progress.append(timed.tasks.get_status(task.id).progress)
    assert progress == [25, 25, 50, 50]


def test_events_arrive_when_they_are_due(httpx_driver: Driver, sandbox: Sandbox) -> None:
    """A stream waits until the clock reaches its next event. Here, another thread moves the clock at each request."""
    sandbox.progress = "clock"
    client = httpx_driver.client(sandbox)
    task = httpx_driver.run(client.tasks.create(type="llm_completion"))
    ended = threading.Event()

    def move() -> None:
        while not ended.wait(0.002):
            sandbox.advance(1)

    async def types_of(stream: Any) -> List[str]:
        return [event.type async for event in stream]

    mover = threading.Thread(target=move)
    mover.start()
    try:
        stream = client.tasks.stream_events(task.id)
        types = httpx_driver.run(types_of(stream)) if httpx_driver.is_async else [event.type for event in stream]
    finally:
        ended.set()
        mover.join()
    assert types[0] == "started" and types[-1] == "completed" and len(types) == 10


def test_a_reset_restores_time_and_progress(timed: HelixAgent, sandbox: Sandbox) -> None:
    sandbox.advance(5)
    assert sandbox.progress == "clock"
    sandbox.reset()
    assert (sandbox.clock(), sandbox.progress) == (START, "looks")


def test_a_custom_clock() -> None:
    now = [50.0]
    with Sandbox(clock=lambda: now[0], progress="clock") as sandbox, sandbox.client() as client:
        task = client.tasks.create(type="llm_completion")
        assert task.created_at is not None and task.created_at.timestamp() == 50
        now[0] += 100
        assert client.tasks.get_status(task.id).status == "completed"
        with pytest.raises(TypeError, match="advance\\(\\) moves a ManualClock"):
            sandbox.advance(1)
    with pytest.raises(ValueError, match="progress must be 'looks' or 'clock', not 'time'"):
        Sandbox(progress="time")
