"""Tests that a wait ends at every spelling of a final state, and that a long wait without a timeout is logged once."""

from __future__ import annotations

import logging
from typing import Any, List

import pytest
from cases import for_each
from support import Driver

from helixagent import JobFailedError, WaitTimeoutError
from helixagent.testing import Sandbox

JOBS = [("debates", "getDebateStatus", "getDebateResults"), ("tasks", "getTaskStatus", "getTaskResult")]
COMPLETED = ["completed", "COMPLETED", "Completed", "complete", "succeeded", "SUCCEEDED", "success", "done", "finished"]
COMPLETED += ["TaskStatus.COMPLETED", " completed "]
FAILED = [
    "failed",
    "FAILED",
    "failure",
    "error",
    "cancelled",
    "canceled",
    "CANCELED",
    "Cancelled",
    "aborted",
    "rejected",
]
FAILED += ["dead_letter", "DEAD_LETTER", "dead-letter", "deadLetter", "dead letter", "timed_out", "TimedOut", "expired"]
RUNNING = ["running", "RUNNING", "in_progress", "incomplete", "not_completed", "completing", "", "undone", None, 5, []]


@pytest.fixture(params=JOBS, ids=lambda job: job[0])
def job(request: Any) -> Any:
    """Debates, then tasks: the resource and its operations."""
    return request.param


def waited(driver: Driver, sandbox: Sandbox, job: Any, states: List[Any], **arguments: Any) -> Any:
    """Wait for a job that has these states, on a clock that only advances when the client sleeps."""
    resource, status, result = job
    for state in states:
        sandbox.reply(json={"status": state}, operation=status)
    sandbox.reply(json={"status": states[-1]}, operation=result)
    runtime = driver.time.runtime(is_async=driver.is_async)._replace(timer=lambda: driver.time.now)
    return driver.run(getattr(driver.client(sandbox, _runtime=runtime), resource).wait("j1", **arguments))


@for_each("state", COMPLETED)
def test_a_wait_ends_at_each_spelling_of_completed(state: str, job: Any, driver: Driver, sandbox: Sandbox) -> None:
    assert waited(driver, sandbox, job, ["running", state]).status == state


@for_each("state", FAILED)
def test_a_wait_fails_at_each_spelling_of_a_final_state_without_a_result(
    state: str, job: Any, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(JobFailedError, match=f"ended as {state}") as caught:
        waited(driver, sandbox, job, ["running", state])
    assert caught.value.status.status == state


@for_each("state", RUNNING)
def test_no_other_state_ends_a_wait(state: Any, job: Any, sync_driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(WaitTimeoutError):
        waited(sync_driver, sandbox, job, [state] * 9, timeout=8, poll_interval=2)


@for_each("kind", ["COMPLETED", "succeeded", "canceled", "Failed", "task.completed"])
def test_the_events_of_a_task_end_at_each_spelling(kind: str, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(chunks=[{"type": "progress"}, {"type": kind}, {"type": "log"}], operation="tasks.stream_events")
    stream = driver.client(sandbox).tasks.stream_events("t1")

    async def collected() -> List[Any]:
        return [event.type async for event in stream]

    types = driver.run(collected()) if driver.is_async else [event.type for event in stream]
    assert types == ["progress", kind]


def messages(caplog: pytest.LogCaptureFixture) -> List[str]:
    return [record.getMessage() for record in caplog.records if "Still waiting" in record.getMessage()]


def test_a_long_wait_without_a_timeout_is_logged_once(
    job: Any, driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="helixagent"):
        waited(driver, sandbox, job, ["running"] * 20 + ["completed"], poll_interval=100)
    assert driver.time.sleeps == [100] * 20
    noun = job[0][:-1]
    assert messages(caplog) == [
        f"Still waiting for the {noun} j1 after 10 minutes; its status is running. Pass timeout= to limit the wait."
    ]


@pytest.mark.parametrize(("looks", "arguments"), [(6, {}), (20, {"timeout": 10_000})], ids=["short", "with a timeout"])
def test_other_waits_are_not_logged(
    looks: int, arguments: Any, job: Any, driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="helixagent"):
        waited(driver, sandbox, job, ["running"] * (looks - 1) + ["completed"], poll_interval=100, **arguments)
    assert messages(caplog) == []
