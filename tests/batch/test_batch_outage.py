"""Tests of batches whose server cannot be reached: they wait, give up in time, and no request fails because of it."""

from __future__ import annotations

import asyncio
import math
import socket
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest
from batch_schedule_support import Response, Run
from batch_support import line, read_lines, whole_ids
from cases import for_each
from support import Driver

from helixagent import APITimeoutError, AsyncHelixAgent, NetworkError, Runtime, ValidationError
from helixagent.batch import BatchProgress
from helixagent.batch.outcomes import Job
from helixagent.testing import Sandbox


def refused_connection() -> NetworkError:
    """The SDK's error for a server that refuses connections."""
    error = NetworkError("Connection refused")
    error.connected = False
    return error


def answers_after(time: float) -> Callable[[Job, float, int], Response]:
    """A server that can be reached from this time on."""
    return lambda job, now, in_flight: (0.001, refused_connection()) if now < time else (1.0, None)


# --- the schedule, on a manual clock


def test_no_line_fails_and_the_run_gives_up_in_time() -> None:
    run = Run(["m"] * 20_000, answers_after(math.inf)).go()
    assert run.schedule.stopped == "unreachable" and run.results == {}
    assert 300 <= run.now < 301
    # These are the requests that started before the tenth failure, and one after each pause.
    assert len(run.starts) == 32 + 9 + 10
    assert [round(seconds) for seconds in run.idle] == [1, 2, 4, 8, 16, 32, 60, 60, 60, 57]


@for_each("max_retries", [0, 2])
@for_each("count", [1, 3, 9, 10, 200])
def test_the_lines_of_a_short_batch_do_not_fail_either(count: int, max_retries: int) -> None:
    run = Run(["m"] * count, answers_after(math.inf), max_retries=max_retries, give_up_after=60.0).go()
    assert run.schedule.stopped == "unreachable" and run.results == {}
    assert 60 <= run.now < 70


@pytest.mark.parametrize("time", [0.1, 5.0, 100.0, 299.0])
@pytest.mark.parametrize("count", [1, 500])
def test_the_run_continues_when_the_server_is_back(count: int, time: float) -> None:
    run = Run(["m"] * count, answers_after(time)).go()
    assert run.schedule.stopped is None and len(run.results) == count
    assert not any(result.error for result in run.results.values())
    assert all(seconds < 60.01 for seconds in run.idle)


def test_the_run_waits_for_a_server_that_fails_in_the_middle() -> None:
    def respond(job: Job, now: float, in_flight: int) -> Response:
        return (0.001, refused_connection()) if 5 <= now < 60 else (1.0, None)

    run = Run(["m"] * 500, respond).go()
    assert len(run.results) == 500 and run.schedule.stopped is None
    # Each new outage starts with short pauses again.
    assert round(run.idle[0]) == 1


def test_isolated_connection_failures_do_not_pause_the_run() -> None:
    def respond(job: Job, now: float, in_flight: int) -> Response:
        return (0.001, refused_connection()) if int(now * 1000) % 3 == 0 else (0.05, None)

    run = Run(["m"] * 500, respond, max_retries=0).go()
    assert len(run.results) == 500 and not any(result.error for result in run.results.values())


BROKEN = [NetworkError("The server disconnected"), APITimeoutError("The server sent nothing")]


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_broken_connections_and_timeouts_still_fail(error: Any) -> None:
    run = Run(["m"] * 50, lambda job, now, in_flight: (0.01, error)).go()
    assert run.schedule.stopped is None and len(run.results) == 50
    assert all(result.error for result in run.results.values())


def test_the_time_to_give_up_may_be_zero_or_infinite() -> None:
    run = Run(["m"] * 50, answers_after(math.inf), give_up_after=0).go()
    assert run.schedule.stopped == "unreachable" and run.now < 0.1
    run = Run(["m"] * 50, answers_after(1e6), give_up_after=math.inf).go()
    assert run.schedule.stopped is None and len(run.results) == 50


@pytest.mark.parametrize("value", [-1, "300", True, None, math.nan])
def test_an_invalid_time_to_give_up_is_refused(value: Any, client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="give_up_after must be a number of seconds, 0 or more") as caught:
        client.batch.run([line(0)], give_up_after=value)
    assert caught.value.param == "give_up_after" and sandbox.requests == []


# --- the clients, over real sockets


@pytest.fixture
def closed() -> Iterator[str]:
    """Return the address of a port that refuses connections."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def timed(driver: Driver) -> Runtime:
    """A runtime whose timer is also the test's clock, so that pauses take no time."""
    return driver.time.runtime(is_async=driver.is_async)._replace(timer=lambda: driver.time.now)


def test_an_unreachable_server_ends_the_run_and_leaves_the_lines_for_another_run(
    driver: Driver, sandbox: Sandbox, closed: str, tmp_path: Path
) -> None:
    requests, output = [line(number) for number in range(50)], tmp_path / "out.jsonl"
    seen: List[BatchProgress] = []
    client = driver.client(closed, _runtime=timed(driver))
    summary = driver.run(client.batch.run(requests, output, on_progress=seen.append))
    assert (summary.stopped, summary.total, summary.succeeded, summary.failed) == ("unreachable", 50, 0, 0)
    assert read_lines(output) == [] and not (tmp_path / "out.errors.jsonl").exists()
    assert 300 <= summary.elapsed < 310
    waiting = [(progress.waiting, progress.reachable) for progress in seen if progress.waiting]
    assert waiting and max(waiting)[0] < 60.01 and {reachable for _, reachable in waiting} == {False}
    resumed = driver.run(driver.client(sandbox).batch.run(requests, output))
    assert (resumed.stopped, resumed.succeeded) == (None, 50)
    assert len(whole_ids(output)) == 50


@pytest.mark.parametrize("address", ["closed", "http://nowhere.invalid"])
def test_connection_failures_of_aiohttp_are_recognized_too(address: str, closed: str) -> None:
    async def main() -> Any:
        url = closed if address == "closed" else address
        async with AsyncHelixAgent("key", base_url=url, http_client="aiohttp", max_retries=0) as client:
            return await client.batch.run([line(number) for number in range(20)], give_up_after=0)

    summary = asyncio.run(main())
    assert (summary.stopped, summary.failed) == ("unreachable", 0)


def test_an_untrusted_server_certificate_fails_no_request(httpx_driver: Driver) -> None:
    from fast_server import FastServer

    with FastServer(tls=True) as server:
        client = httpx_driver.client(server, max_retries=0, _runtime=timed(httpx_driver))
        summary = httpx_driver.run(client.batch.run([line(number) for number in range(20)], give_up_after=0))
    assert (summary.stopped, summary.failed) == ("unreachable", 0)
