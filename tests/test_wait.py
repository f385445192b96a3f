"""Tests of waiting for debates and tasks, on a clock that only advances when the client sleeps."""

from __future__ import annotations

import contextlib
import itertools
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, List, NamedTuple

import pytest
from bound_support import PatientTimer
from cases import for_each
from raw_server import Handler, Peer, RawServer, Seen
from support import KINDS, Driver

from helixagent import (
    HelixAgentError,
    JobFailedError,
    NotFoundError,
    Runtime,
    ValidationError,
    WaitTimeoutError,
)
from helixagent._core.secret import server_of
from helixagent.exceptions import DeadlineExceededError
from helixagent.testing import Sandbox
from helixagent.types import DebateResults, DebateStatus, TaskResult, TaskStatus


class Job(NamedTuple):
    """A kind of job that can be waited for."""

    resource: str
    operation: str
    results: str
    result: Any
    status: Any
    interval: float
    noun: str

    def wait(self, driver: Driver, client: Any, *args: Any, **arguments: Any) -> Any:
        return driver.run(getattr(client, self.resource).wait(*args, **arguments))


JOBS = [
    Job("debates", "getDebateStatus", "getDebateResults", DebateResults, DebateStatus, 5.0, "debate"),
    Job("tasks", "getTaskStatus", "getTaskResult", TaskResult, TaskStatus, 2.0, "task"),
]
FAILURES = [(JOBS[0], status) for status in ("failed", "rejected", "cancelled")]
FAILURES += [(JOBS[1], status) for status in ("failed", "cancelled", "dead_letter")]


@pytest.fixture(params=JOBS, ids=lambda job: job.resource)
def job(request: Any) -> Job:
    """Debates, then tasks."""
    made: Job = request.param
    return made


def waiting(driver: Driver, server: Any, **options: Any) -> Any:
    """Return a client whose time passes only when it sleeps."""
    runtime = driver.time.runtime(is_async=driver.is_async)._replace(timer=lambda: driver.time.now)
    return driver.client(server, _runtime=runtime, **options)


def statuses(sandbox: Sandbox, job: Job, *each: Any) -> None:
    """Script the responses to the following status requests: a status, or a complete body."""
    for answer in each:
        sandbox.reply(json=answer if isinstance(answer, dict) else {"status": answer}, operation=job.operation)


# --- real jobs of the sandbox


def test_waiting_for_a_debate(driver: Driver, sandbox: Sandbox) -> None:
    client = waiting(driver, sandbox)
    debate = driver.run(client.debates.create(topic="Tea or coffee", maximal_repeat_rounds=2))
    seen: List[Any] = []
    results = driver.run(client.debates.wait(debate.debateId, on_progress=seen.append))
    assert type(results) is DebateResults
    assert results.consensus.achieved is True
    assert [type(status) for status in seen] == [DebateStatus] * 4
    assert [status.status for status in seen] == ["running", "in_progress", "in_progress", "completed"]
    assert driver.time.sleeps == [5.0] * 3


def test_waiting_for_a_task(driver: Driver, sandbox: Sandbox) -> None:
    client = waiting(driver, sandbox)
    task = driver.run(client.tasks.create(type="llm_completion", payload={"prompt": "Hello"}))
    seen: List[Any] = []
    result = driver.run(client.tasks.wait(task.id, poll_interval=0.5, on_progress=seen.append))
    assert (type(result), result.status) == (TaskResult, "completed")
    assert result.output
    assert [status.progress for status in seen] == sorted(status.progress for status in seen)
    assert driver.time.sleeps == [0.5] * (len(seen) - 1)


@for_each(
    ("topic", "status"), [("This will fail", "failed"), ("Reject this", "rejected"), ("Cancel this", "cancelled")]
)
def test_a_failed_debate_ends_the_wait(topic: str, status: str, driver: Driver, sandbox: Sandbox) -> None:
    client = waiting(driver, sandbox)
    debate = driver.run(client.debates.create(topic=topic))
    with pytest.raises(JobFailedError, match=f"debate {debate.debateId} ended as {status}") as caught:
        driver.run(client.debates.wait(debate.debateId))
    assert type(caught.value.status) is DebateStatus
    assert caught.value.status.status == status
    assert ("All providers of a participant failed" in str(caught.value)) is (status == "failed")


@for_each("outcome", ["failed", "cancelled", "dead_letter"])
def test_a_failed_task_ends_the_wait(outcome: str, driver: Driver, sandbox: Sandbox) -> None:
    client = waiting(driver, sandbox)
    task = driver.run(client.tasks.create(type=f"sandbox/{outcome}"))
    with pytest.raises(JobFailedError, match=f"task {task.id} ended as {outcome}") as caught:
        driver.run(client.tasks.wait(task.id))
    assert caught.value.status.status == outcome
    assert ("The sandbox was asked to fail this task" in str(caught.value)) is (outcome != "cancelled")


def test_a_stuck_task_does_not_end_the_wait(driver: Driver, sandbox: Sandbox) -> None:
    client = waiting(driver, sandbox)
    task = driver.run(client.tasks.create(type="sandbox/stuck"))
    with pytest.raises(WaitTimeoutError, match=r"still stuck on http://\S+ after 60 seconds") as caught:
        driver.run(client.tasks.wait(task.id, timeout=60))
    assert caught.value.status.status == "stuck"


# --- scripted statuses


@for_each(("job", "status"), FAILURES)
def test_each_failure_is_an_exception_that_can_be_pickled(
    job: Job, status: str, driver: Driver, sandbox: Sandbox
) -> None:
    statuses(sandbox, job, "running", status)
    with pytest.raises(JobFailedError) as caught:
        job.wait(driver, waiting(driver, sandbox), "j1")
    assert isinstance(caught.value, HelixAgentError)
    error = caught.value
    assert str(error) == f"The {job.noun} j1 ended as {status} on {sandbox.base_url}."
    assert error.url == f"{sandbox.base_url}{sandbox.requests[-1].path}" and error.attempts == 2
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.status) == (str(caught.value), caught.value.status)
    assert len(sandbox.requests) == 2


@for_each("status", ["pending", "started", "running", "in_progress", "paused", "stuck", "new", None, 5])
def test_no_other_status_ends_the_wait(status: Any, job: Job, driver: Driver, sandbox: Sandbox) -> None:
    statuses(sandbox, job, status, {"status": [status]}, {}, "completed")
    sandbox.reply(json={"status": "completed"}, operation=job.results)
    result = job.wait(driver, waiting(driver, sandbox), "j1")
    assert type(result) is job.result
    assert driver.time.sleeps == [job.interval] * 3


@for_each(
    ("job", "fields", "reason"),
    [
        (JOBS[1], {"error": "it broke"}, ": it broke."),
        (JOBS[1], {"error": {"message": "it broke", "code": 5}}, ": it broke."),
        (JOBS[0], {"error": "it broke"}, ": it broke."),
        (JOBS[0], {"error": {"message": "it broke"}, "errors": []}, ": it broke."),
        (JOBS[0], {"error": "it broke", "errors": ["one", {"message": "two"}]}, ": it broke."),
        (JOBS[0], {"errors": ["one", {"message": "two"}]}, ": one; two."),
        (JOBS[1], {"error": ["one", {"two": 2}]}, ": one; {'two': 2}."),
        (JOBS[0], {"errors": ["one", "two"]}, ": one; two."),
        (JOBS[0], {"errors": "one"}, ": one."),
        (JOBS[0], {"errors": None, "error": None}, "ended as failed on http"),
        (JOBS[0], {"errors": 5}, ": 5."),
    ],
)
def test_a_reason_of_any_type_is_reported(
    job: Job, fields: Dict[str, Any], reason: str, driver: Driver, sandbox: Sandbox
) -> None:
    statuses(sandbox, job, {"status": "failed", **fields})
    with pytest.raises(JobFailedError) as caught:
        job.wait(driver, waiting(driver, sandbox), "j1")
    assert reason in str(caught.value)


def test_the_last_status_request_is_sent_when_the_time_is_over(job: Job, driver: Driver, sandbox: Sandbox) -> None:
    statuses(sandbox, job, *["running"] * 10)
    with pytest.raises(
        WaitTimeoutError, match=rf"The {job.noun} j1 is still running on http://\S+ after 10 seconds"
    ) as caught:
        job.wait(driver, waiting(driver, sandbox), "j1", timeout=10, poll_interval=4)
    assert isinstance(caught.value, HelixAgentError)
    assert not isinstance(caught.value, JobFailedError)
    assert type(caught.value.status) is job.status
    assert driver.time.sleeps == [4, 4, 2]
    assert pickle.loads(pickle.dumps(caught.value)).status == caught.value.status


def test_a_job_that_ends_at_the_last_status_request_is_in_time(job: Job, driver: Driver, sandbox: Sandbox) -> None:
    statuses(sandbox, job, "running", "completed")
    sandbox.reply(json={"status": "completed"}, operation=job.results)
    assert job.wait(driver, waiting(driver, sandbox), "j1", timeout=30, poll_interval=90).status == "completed"
    assert driver.time.sleeps == [30]


@for_each("name", ["timeout", "poll_interval"])
@for_each("value", [0, -1, float("nan"), float("inf"), True, "5"])
def test_invalid_seconds_are_refused(name: str, value: Any, job: Job, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match=f"{name} must be a number of seconds") as caught:
        job.wait(driver, waiting(driver, sandbox), "j1", **{name: value})
    assert caught.value.param == name
    assert sandbox.requests == []


def test_unknown_and_missing_arguments_are_named(job: Job, driver: Driver, sandbox: Sandbox) -> None:
    client = waiting(driver, sandbox)
    with pytest.raises(ValidationError, match="did you mean poll_interval"):
        job.wait(driver, client, "j1", pol_interval=1)
    with pytest.raises(ValidationError, match=f"needs the argument {job.noun}_id"):
        job.wait(driver, client)
    with pytest.raises(ValidationError, match="must not be empty"):
        job.wait(driver, client, "")
    assert sandbox.requests == []


def test_an_error_of_the_server_ends_the_wait(job: Job, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(NotFoundError):
        job.wait(driver, waiting(driver, sandbox), "no-such-job")


def test_a_status_request_that_fails_once_is_repeated(job: Job, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(503, json={"error": {"message": "busy"}}, operation=job.operation)
    statuses(sandbox, job, "completed")
    sandbox.reply(json={"status": "completed"}, operation=job.results)
    assert job.wait(driver, waiting(driver, sandbox), "j1").status == "completed"


# --- calls that hang, on the real clock


def hanging(job: Job, *statuses: str) -> Handler:
    """Return a handler that responds to a status request with each of these statuses, and then hangs."""
    left = list(statuses)

    def handler(peer: Peer, request: Seen) -> bool:
        if left:
            peer.respond(json.dumps({"status": left.pop(0)}).encode())
            return False
        peer.wait_gone()
        return True

    return handler


def missed(kind: str, *said: str) -> Any:
    """Return the exception of a wait of 0.1 seconds if the server hangs after these statuses."""
    driver = Driver(kind)
    with contextlib.closing(driver), RawServer(hanging(JOBS[0], *said)) as server:
        timer = PatientTimer(server, len(said) + 1)
        client = driver.client(server, max_retries=5, _runtime=Runtime(timer=timer))
        with pytest.raises(WaitTimeoutError) as caught:
            JOBS[0].wait(driver, client, "j1", timeout=0.1, poll_interval=0.01)
        assert isinstance(caught.value.__cause__, DeadlineExceededError)
        assert len(server.requests) == len(said) + 1
        return caught.value


def test_hanging_calls_do_not_extend_sync_and_async_waits() -> None:
    """A call of a wait always gets two seconds, so the cases run at the same time."""
    cases = [*((kind, "running") for kind in KINDS), ("sync",), ("sync", "completed")]
    with ThreadPoolExecutor(len(cases)) as pool:
        *polls, first, last = pool.map(lambda case: missed(*case), cases)
    for error in polls:
        assert str(error) == (
            f"The debate j1 did not end on {server_of(error.url)} within 0.1 seconds. Its last known status is running."
        )
        assert error.status.status == "running" and error.attempts == 2
    server = server_of(first.url)
    assert str(first) == f"{server} did not send the status of the debate j1 within 0.1 seconds."
    assert first.status is None and server.startswith("http://127.0.0.1:")
    server = server_of(last.url)
    assert str(last) == f"The debate j1 is completed, but {server} did not send its result within 0.1 seconds."


def test_the_clients_deadline_applies_to_each_call(job: Job, sync_driver: Driver) -> None:
    with RawServer(hanging(job, "running")) as server:
        client = sync_driver.client(server, deadline=0.1, _runtime=Runtime())
        with pytest.raises(DeadlineExceededError, match=r"deadline of 0\.1 seconds"):
            job.wait(sync_driver, client, "j1", timeout=60, poll_interval=0.01)


def test_setting_the_system_clock_changes_nothing(job: Job, driver: Driver, sandbox: Sandbox) -> None:
    runtime = driver.time.runtime(is_async=driver.is_async)
    # On the system clock, hours pass between two status requests.
    hours = itertools.count(0, 3600)
    runtime = runtime._replace(clock=lambda: float(next(hours)), timer=lambda: driver.time.now)
    statuses(sandbox, job, *["running"] * 3, "completed")
    sandbox.reply(json={"status": "completed"}, operation=job.results)
    assert job.wait(driver, driver.client(sandbox, _runtime=runtime), "j1", timeout=20, poll_interval=4)
    assert driver.time.sleeps == [4] * 3


# --- callbacks


def test_a_callback_that_raises_ends_the_wait_and_leaves_the_client_usable(
    job: Job, driver: Driver, sandbox: Sandbox
) -> None:
    def broken(status: Any) -> None:
        raise KeyError(status.status)

    statuses(sandbox, job, "running")
    client = waiting(driver, sandbox)
    with pytest.raises(KeyError, match="running"):
        job.wait(driver, client, "j1", on_progress=broken)
    assert driver.run(client.health()).status == "healthy"
    assert sandbox.connections == 1


def test_an_async_callback_is_awaited(job: Job, async_driver: Driver, sandbox: Sandbox) -> None:
    seen: List[Any] = []

    async def on_progress(status: Any) -> None:
        seen.append(status.status)

    statuses(sandbox, job, "running", "completed")
    sandbox.reply(json={"status": "completed"}, operation=job.results)
    job.wait(async_driver, waiting(async_driver, sandbox), "j1", on_progress=on_progress)
    assert seen == ["running", "completed"]


def test_an_async_callback_on_the_blocking_client_is_refused(job: Job, sync_driver: Driver, sandbox: Sandbox) -> None:
    async def on_progress(status: Any) -> None:
        raise AssertionError("it is never awaited")

    statuses(sandbox, job, "running")
    client = waiting(sync_driver, sandbox)
    with pytest.raises(ValidationError, match="async function"):
        job.wait(sync_driver, client, "j1", on_progress=on_progress)
    assert client.health().status == "healthy"
