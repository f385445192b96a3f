"""Tests of deadlines that cover attempts and waits, of their settings, and of the computation of time limits."""

from __future__ import annotations

import math
from typing import Any, Dict, List

import anyio
import httpx
import pytest
from bound_support import BOUND, COMMENT, FAR, Clock, silent
from cases import for_each
from raw_server import RawServer, stream_of
from support import Driver, closed_port, failed

from helixagent import (
    APITimeoutError,
    BadRequestError,
    DeadlineExceededError,
    IncompleteStreamError,
    NetworkError,
    ProviderError,
    RateLimitError,
    StreamIdleTimeoutError,
    ValidationError,
)
from helixagent._core.requests.deadline import NO_DEADLINE, Deadline
from helixagent.testing import Sandbox

# --- a deadline that covers attempts and waits


def counted(driver: Driver, server: Any, **options: Any) -> Any:
    """Return a client whose deadlines use the driver's clock, which only moves during waits."""
    runtime = driver.time.runtime(is_async=driver.is_async)._replace(timer=lambda: driver.time.now)
    return driver.client(server, _runtime=runtime, **options)


ERROR = {"error": {"message": "No."}}


def test_a_wait_beyond_the_deadline_raises_immediately(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(503, json=ERROR, headers={"retry-after": "30"}, times=9)
    error = failed(driver, counted(driver, sandbox, max_retries=9), deadline=100)
    assert type(error) is DeadlineExceededError
    assert error.message == (
        f"The API call to {sandbox.base_url} did not finish within its deadline of 100 seconds "
        "(the next attempt was due in 30 seconds)."
    )
    # Three waits of 30 s leave 10 s.
    assert (driver.time.sleeps, error.attempts, len(sandbox.requests)) == ([30.0] * 3, 4, 4)
    assert type(error.__cause__) is ProviderError
    assert error.__cause__.message == "No."


@for_each(
    ("status", "headers", "deadline", "sleeps", "expected"),
    [
        (503, {}, 100, [0.5, 1.0], ProviderError),
        # The remaining time is the real timeout of the next attempt, so it is ten seconds at least.
        (503, {"retry-after": "10"}, 30, [10.0, 10.0], ProviderError),
        (503, {"retry-after": "10"}, 20, [10.0], DeadlineExceededError),
        (503, {"retry-after": "10"}, 10, [], DeadlineExceededError),
        (429, {"retry-after": "30"}, 29, [], DeadlineExceededError),
        (429, {"retry-after": "30"}, 40, [30.0], DeadlineExceededError),
        # If there is no next attempt, the error is the server's.
        (429, {"retry-after": "61"}, 10, [], RateLimitError),
        (429, {"retry-after": "30", "x-should-retry": "false"}, 10, [], RateLimitError),
        (400, {"retry-after": "30"}, 10, [], BadRequestError),
    ],
)
def test_the_deadline_applies_together_with_the_other_rules(
    status: int, headers: Any, deadline: float, sleeps: List[float], expected: Any, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(status, json=ERROR, headers=headers, times=9)
    error = failed(driver, counted(driver, sandbox, deadline=deadline))
    assert (type(error), driver.time.sleeps) == (expected, sleeps)
    assert error.attempts == len(sleeps) + 1 == len(sandbox.requests)


def test_retries_of_failed_connections_end_at_the_deadline(driver: Driver) -> None:
    client = counted(driver, f"http://127.0.0.1:{closed_port()}", max_retries=99, deadline=20)
    error = failed(driver, client)
    assert type(error) is DeadlineExceededError
    assert type(error.__cause__) is NetworkError
    assert driver.time.sleeps == [0.5, 1.0, 2.0, 4.0, 8.0]


def test_the_cause_does_not_quote_a_timeout_that_the_deadline_shortened(driver: Driver) -> None:
    with RawServer(silent) as server:
        error = failed(driver, driver.client(server, deadline=0.05, timeout=FAR, max_retries=0))
        assert type(error) is DeadlineExceededError
        assert "seconds" not in str(error.__cause__)


def test_a_wait_for_the_events_of_a_task_beyond_the_deadline_raises_immediately(driver: Driver) -> None:
    with RawServer(stream_of(COMMENT)) as server:
        client = counted(driver, server, max_retries=99, deadline=10)

        async def read_async() -> None:
            async for _ in client.tasks.stream_events("t1"):
                raise AssertionError("there is no event")

        with pytest.raises(DeadlineExceededError, match="next attempt was due in") as caught:
            driver.run(read_async()) if driver.is_async else list(client.tasks.stream_events("t1"))
    assert driver.time.sleeps == [0.5, 1.0, 2.0, 4.0]
    assert type(caught.value.__cause__) is IncompleteStreamError


def test_the_deadline_includes_the_credential_function(async_driver: Driver, sandbox: Sandbox) -> None:
    async def never() -> str:
        await anyio.sleep_forever()
        raise AssertionError

    client = async_driver.client(sandbox, api_key=never, deadline=BOUND, _runtime=None)
    error = failed(async_driver, client)
    assert (type(error), error.attempts, sandbox.requests) == (DeadlineExceededError, 0, [])


def test_nothing_is_sent_if_the_credential_function_took_all_of_the_time(driver: Driver, sandbox: Sandbox) -> None:
    def slow() -> str:
        driver.time.now += 10
        return "sk-1"

    error = failed(driver, counted(driver, sandbox, api_key=slow, deadline=10))
    assert (type(error), error.attempts, sandbox.requests) == (DeadlineExceededError, 0, [])
    assert error.message == f"The API call to {sandbox.base_url} did not finish within its deadline of 10 seconds."
    assert error.url == f"{sandbox.base_url}/v1/chat/completions"


# --- settings

NAMES = ["stream_idle_timeout", "deadline"]


@for_each("name", NAMES)
@for_each("seconds", [0, -1, True, float("nan"), float("inf"), 1e300, "5", [5], httpx.Timeout(5)])
def test_invalid_deadlines_are_refused_everywhere(name: str, seconds: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    wrong = {name: seconds}
    for use in (
        lambda: driver.client(sandbox, **wrong),
        lambda: client.with_options(**wrong),
        lambda: driver.chat(client, **wrong),
    ):
        with pytest.raises(ValidationError) as caught:
            use()
        assert caught.value.param == name
        assert caught.value.message.startswith(f"{name} must be a number of seconds above 0, up to 2000000, or None")
    assert sandbox.requests == []


@for_each(
    ("of_client", "of_options", "of_call", "expected"),
    [
        (None, None, None, None),
        (1.0, None, None, 1.0),
        (1.0, 2.0, None, 2.0),
        (1.0, 2.0, 3.0, 3.0),
        (1.0, None, 3, 3.0),
        (1.0, "off", None, None),
        (1.0, "off", 3.0, 3.0),
        (1.0, None, "off", None),
    ],
)
@for_each("name", NAMES)
def test_the_limit_of_the_call_precedes_with_options_which_precedes_the_client(
    name: str, of_client: Any, of_options: Any, of_call: Any, expected: Any, driver: Driver, sandbox: Sandbox
) -> None:
    seen: List[Any] = []
    client = driver.client(sandbox, **_given(name, of_client))
    client = client.with_options(**_given(name, of_options))
    client._transport = Spy(client._transport, seen)
    driver.chat(client, **_given(name, of_call))
    deadline = seen[0].deadline
    assert (deadline._seconds if name == "deadline" else deadline._idle) == expected
    assert bool(deadline) is (expected is not None)


def _given(name: str, value: Any) -> Dict[str, Any]:
    return {} if value is None else {name: None if value == "off" else value}


class Spy:
    """A transport that records the requests that it forwards."""

    def __init__(self, transport: Any, seen: List[Any]) -> None:
        self._transport = transport
        self._seen = seen

    def send(self, request: Any) -> Any:
        self._seen.append(request)
        return self._transport.send(request)

    def close(self) -> Any:
        return self._transport.close()


def test_a_debate_has_the_deadline_of_the_call_and_a_task_a_separate_one(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.debates.create(topic="t", deadline=FAR))
    driver.run(client.tasks.create(type="t", payload={}, deadline="2030-01-01T00:00:00Z"))
    debate, task = (request.json() for request in sandbox.requests)
    assert "deadline" not in debate
    assert task["deadline"] == "2030-01-01T00:00:00Z"


# --- the decision


def test_the_nearer_limit_is_reported() -> None:
    clock = Clock()
    deadline = Deadline(clock, seconds=10, stream_idle_timeout=4)
    assert deadline.left() == 10
    deadline.wait_for_event()
    assert deadline.left() == 4
    assert type(deadline.reached(None)) is StreamIdleTimeoutError
    clock.now += 7
    assert deadline.left() == -3
    deadline.wait_for_event()
    assert deadline.left() == 3
    assert type(deadline.reached(None)) is DeadlineExceededError


def test_only_a_timeout_at_the_limit_is_reported_as_the_limit() -> None:
    clock = Clock()
    deadline = Deadline(clock, seconds=10)
    late, broken = APITimeoutError("late", attempts=2), NetworkError("broken")
    assert deadline.explained(late) is late
    clock.now += 10
    assert deadline.explained(broken) is broken
    explained = deadline.explained(late)
    assert (type(explained), explained.attempts, explained.__cause__) == (DeadlineExceededError, 2, late)


def test_a_timeout_is_limited_by_the_time_until_the_deadline() -> None:
    clock = Clock()
    deadline = Deadline(clock, seconds=10)
    assert (deadline.limited(3), deadline.limited(None)) == (3, 10)
    clock.now += 8
    assert (deadline.limited(3), deadline.limited(None)) == (2, 2)
    clock.now += 2
    assert deadline.limited(3) == 0.001
    assert (NO_DEADLINE.limited(3), NO_DEADLINE.limited(None), NO_DEADLINE.left()) == (3, None, math.inf)
