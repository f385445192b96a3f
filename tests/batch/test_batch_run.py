"""Tests of running a batch over a real socket: both clients, in memory and with files, and all ways to end."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path
from typing import Any, List

import pytest
import trio
from batch_support import asked, line, read_lines, whole_ids
from cases import for_each
from raw_server import Peer, RawServer, Seen
from support import COMPLETION, USER, Driver

from helixagent import AsyncHelixAgent, AuthenticationError, HelixAgent, HelixAgentError, Runtime
from helixagent.batch import BatchProgress
from helixagent.testing import Sandbox


def timed(driver: Driver) -> Runtime:
    """A runtime whose timer is also the test's clock, so that pauses take no time."""
    runtime = driver.time.runtime(is_async=driver.is_async)
    return runtime._replace(timer=lambda: driver.time.now)


def test_results_in_memory_are_in_the_order_of_the_requests(driver: Driver, sandbox: Sandbox) -> None:
    requests = [line(number, "sandbox/slow:0.05" if number % 5 == 0 else None) for number in range(40)]
    summary = driver.run(driver.client(sandbox).batch.run(requests, max_concurrency=8))
    assert [result.custom_id for result in summary.results] == [f"r{number}" for number in range(40)]
    for number, result in enumerate(summary.results):
        assert f'"line {number}"' in result.response.choices[0].message.content
    assert summary.usage.total_tokens == sum(result.usage.total_tokens for result in summary.results) > 0
    assert list(summary.failures) == []
    assert repr(summary.results) == "<results in memory>"


def test_no_more_requests_are_in_flight_than_allowed(httpx_driver: Driver) -> None:
    busy, most, lock = [0], [0], threading.Lock()
    all_there = threading.Event()

    def handler(peer: Peer, request: Seen) -> bool:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
            if busy[0] == 4:
                all_there.set()
        # The server responds to the first four only when all of them have arrived.
        assert all_there.wait(60)
        with lock:
            busy[0] -= 1
        peer.respond(json.dumps(COMPLETION).encode())
        return False

    with RawServer(handler) as server:
        client = httpx_driver.client(server)
        summary = httpx_driver.run(client.batch.run([line(number) for number in range(40)], max_concurrency=4))
        httpx_driver.run(client.close())
    assert (summary.succeeded, most[0]) == (40, 4)


def test_a_429_delays_all_requests_for_the_time_set_by_the_server(driver: Driver, sandbox: Sandbox) -> None:
    for seconds in (7, 11):
        sandbox.reply(429, json={"error": {"message": "slow down"}}, headers={"Retry-After": str(seconds)})
    seen: List[BatchProgress] = []
    client = driver.client(sandbox, _runtime=timed(driver))
    requests = [line(number) for number in range(6)]
    summary = driver.run(client.batch.run(requests, max_concurrency=1, on_progress=seen.append))
    assert (summary.succeeded, summary.failed) == (6, 0)
    assert driver.time.sleeps == [7.0, 11.0] and summary.elapsed == 18.0
    # Refused requests are sent again after the others.
    assert asked(sandbox) == ["r0", "r1", "r2", "r3", "r4", "r5", "r0", "r1"]
    assert len({request.headers["idempotency-key"] for request in sandbox.requests}) == 6


def test_the_limit_falls_and_recovers(httpx_driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(429, json={"error": {"message": "slow down"}}, headers={"retry-after-ms": "20"})
    seen: List[BatchProgress] = []
    client = httpx_driver.client(sandbox)
    httpx_driver.run(client.batch.run([line(n) for n in range(300)], max_concurrency=8, on_progress=seen.append))
    limits = [progress.limit for progress in seen]
    assert min(limits) < 8 and limits[-1] == 8
    assert seen[-1].done == 300 and seen[-1].seconds_left == 0.0
    (slow,) = seen[-1].slow
    assert (slow.model, slow.refused) == ("helixagent-ensemble", 1)


@for_each("fault", ["500x2", "disconnectx2", "cutx2"])
def test_temporary_failures_are_retried_as_in_single_calls(fault: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, _runtime=timed(driver))
    summary = driver.run(client.batch.run([line(1, f"sandbox/{fault}")]))
    assert summary.succeeded == 1 and driver.time.sleeps == [0.5, 1.0]
    assert len(sandbox.requests) == 3


FAILURES = [
    ("400", "sandbox", 400),
    ("500", "sandbox", 500),
    ("disconnect", "network_error", None),
    ("html", "invalid_response", 200),
    ("json-rpc-error", "-32601", 200),
    ("unknown-model", "model_not_found", 404),
    ("rate-limit:1", "RATE_LIMIT_EXCEEDED", 429),
]


@pytest.mark.parametrize(("fault", "code", "status"), FAILURES)
def test_a_failure_is_a_result_with_its_reason(
    fault: str, code: str, status: Any, driver: Driver, sandbox: Sandbox, tmp_path: Path
) -> None:
    client = driver.client(sandbox, _runtime=timed(driver))
    summary = driver.run(client.batch.run([line(0), line(1, f"sandbox/{fault}"), line(2)], tmp_path / "out.jsonl"))
    assert (summary.succeeded, summary.failed) == (2, 1)
    (failure,) = summary.failures
    assert (failure.custom_id, failure.status_code, failure.response) == ("r1", status, None)
    assert failure.error is not None and failure.error.message
    assert failure.error.code == code
    assert [each["custom_id"] for each in read_lines(tmp_path / "out.errors.jsonl")] == ["r1"]


def test_a_refused_key_ends_the_run_and_leaves_the_rest_for_later(
    driver: Driver, sandbox: Sandbox, tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    requests = [line(number) for number in range(50)]
    client = driver.client(sandbox, api_key="bad-key")
    with pytest.raises(AuthenticationError):
        driver.run(client.batch.run(requests, output, max_concurrency=4))
    assert len(sandbox.requests) <= 4 and whole_ids(output) == []
    sandbox.reset()
    good = driver.client(sandbox, api_key="good")
    assert driver.run(good.batch.run(requests, output)).succeeded == 50


def test_a_closed_client_fails_no_request(driver: Driver, sandbox: Sandbox, tmp_path: Path) -> None:
    client = driver.client(sandbox)
    driver.run(client.close())
    with pytest.raises(HelixAgentError, match="The client is closed"):
        driver.run(client.batch.run([line(number) for number in range(50)], tmp_path / "out.jsonl"))
    assert whole_ids(tmp_path / "out.jsonl", tmp_path / "out.errors.jsonl") == []


class Enough(Exception):
    """The exception that callbacks raise in these tests."""


def test_an_exception_in_a_callback_ends_the_run_and_leaves_complete_files(
    driver: Driver, sandbox: Sandbox, tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    requests = [line(number) for number in range(50)]

    def stop(progress: BatchProgress) -> None:
        if progress.done == 10:
            raise Enough

    client = driver.client(sandbox)
    with pytest.raises(Enough):
        driver.run(client.batch.run(requests, output, max_concurrency=4, on_progress=stop))
    answered = whole_ids(output)
    assert len(answered) == 10 and output.read_bytes().endswith(b"\n")
    assert driver.run(client.batch.run(requests, output)).resumed == 10
    assert sorted(whole_ids(output)) == sorted(f"r{number}" for number in range(50))


def test_an_interrupt_ends_the_run_immediately_and_leaves_complete_files(sandbox: Sandbox, tmp_path: Path) -> None:
    def interrupt(progress: BatchProgress) -> None:
        raise KeyboardInterrupt

    output = tmp_path / "out.jsonl"
    requests = [line(0), *[line(number, "sandbox/hang") for number in range(1, 4)]]
    with HelixAgent(base_url=sandbox.base_url) as client, pytest.raises(KeyboardInterrupt):
        client.batch.run(requests, output, on_progress=interrupt)
    assert whole_ids(output) == ["r0"]


def test_a_cancelled_run_leaves_complete_and_unlocked_files(
    async_driver: Driver, sandbox: Sandbox, tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    client = async_driver.client(sandbox)

    async def cancelled() -> None:
        first = asyncio.Event()
        requests = [line(0), line(1, "sandbox/hang")]
        running = asyncio.ensure_future(client.batch.run(requests, output, on_progress=lambda _: first.set()))
        await first.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    async_driver.run(cancelled())
    assert whole_ids(output) == ["r0"]
    assert async_driver.run(client.batch.run([line(0), line(2)], output)).resumed == 1


def test_an_async_callback_is_awaited(async_driver: Driver, sandbox: Sandbox) -> None:
    seen: List[int] = []

    async def note(progress: BatchProgress) -> None:
        await asyncio.sleep(0)
        seen.append(progress.done)

    async_driver.run(async_driver.client(sandbox).batch.run([line(1), line(2)], on_progress=note))
    assert seen == [1, 2]


def test_progress_includes_earlier_runs_and_the_latest_result(driver: Driver, sandbox: Sandbox, tmp_path: Path) -> None:
    client = driver.client(sandbox)
    driver.run(client.batch.run([line(0)], tmp_path / "out.jsonl"))
    seen: List[BatchProgress] = []
    driver.run(client.batch.run([line(0), line(1)], tmp_path / "out.jsonl", on_progress=seen.append))
    (progress,) = seen
    assert (progress.total, progress.done, progress.resumed, progress.succeeded) == (2, 2, 1, 2)
    assert progress.latest is not None and progress.latest.custom_id == "r1"
    assert progress.usage.total_tokens > progress.latest.usage.total_tokens > 0


def test_requests_of_a_batch_count_as_calls_of_the_method(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.batch.run([line(0), line(1, "sandbox/400")]))
    usage = client.get_usage_stats()
    assert (usage.total_requests, usage.successful_requests) == (2, 1)


def test_a_batch_runs_under_trio(sandbox: Sandbox) -> None:
    async def main() -> Any:
        async with AsyncHelixAgent(base_url=sandbox.base_url) as client:
            return await client.batch.run([{"messages": USER}] * 10, max_concurrency=3)

    assert trio.run(main).succeeded == 10
