"""Tests of retries: which failures are retried, the delays, the data of each attempt, and the final exception."""

from __future__ import annotations

import time
from email.utils import formatdate
from typing import Any, Dict, List, Optional, Type

import pytest
from cases import for_each
from raw_server import RawServer
from support import NOW, USER, Driver, busy, closed_port, sends

from helixagent import (
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    HelixAgentError,
    NetworkError,
    NotFoundError,
    PermissionDeniedError,
    ProviderError,
    RateLimitError,
    Runtime,
    UnprocessableEntityError,
    ValidationError,
)
from helixagent._core.requests.retry import delay_after
from helixagent.testing import Sandbox

BACKOFF = [0.5, 1.0]
ERROR = {"error": {"message": "No."}}


def fails(driver: Driver, client: Any, **arguments: Any) -> Any:
    """Return the exception that a chat completion raises."""
    with pytest.raises(HelixAgentError) as caught:
        driver.chat(client, **arguments)
    return caught.value


@for_each(
    ("status", "headers", "sleeps", "expected"),
    [
        # The status decides.
        (408, {}, BACKOFF, APIStatusError),
        (429, {}, BACKOFF, RateLimitError),
        (500, {}, BACKOFF, ProviderError),
        (502, {}, BACKOFF, ProviderError),
        (503, {}, BACKOFF, ProviderError),
        (504, {}, BACKOFF, ProviderError),
        (529, {}, BACKOFF, ProviderError),
        (599, {}, BACKOFF, ProviderError),
        (400, {}, [], BadRequestError),
        (401, {}, [], AuthenticationError),
        (402, {}, [], APIStatusError),
        (403, {}, [], PermissionDeniedError),
        (404, {}, [], NotFoundError),
        (409, {}, [], ConflictError),
        (410, {}, [], APIStatusError),
        (413, {}, [], ValidationError),
        (422, {}, [], UnprocessableEntityError),
        (425, {}, [], APIStatusError),
        (499, {}, [], APIStatusError),
        # The server's instruction takes precedence over the status.
        (400, {"x-should-retry": "true"}, BACKOFF, BadRequestError),
        (401, {"x-should-retry": "true"}, BACKOFF, AuthenticationError),
        (409, {"x-should-retry": "true"}, BACKOFF, ConflictError),
        (409, {"x-should-retry": "false"}, [], ConflictError),
        (408, {"x-should-retry": "false"}, [], APIStatusError),
        (429, {"x-should-retry": "false"}, [], RateLimitError),
        (500, {"x-should-retry": "false"}, [], ProviderError),
        (500, {"x-should-retry": "true"}, BACKOFF, ProviderError),
        (500, {"x-should-retry": "no"}, BACKOFF, ProviderError),
        (400, {"x-should-retry": "1"}, [], BadRequestError),
        (400, {"x-should-retry": ""}, [], BadRequestError),
        # The delay that the server asks for takes precedence over the backoff, up to a minute.
        (429, {"retry-after": "2"}, [2.0, 2.0], RateLimitError),
        (429, {"retry-after": "0.25"}, [0.25, 0.25], RateLimitError),
        (503, {"retry-after": "60"}, [60.0, 60.0], ProviderError),
        (429, {"retry-after-ms": "1500"}, [1.5, 1.5], RateLimitError),
        (429, {"retry-after-ms": "1500", "retry-after": "9"}, [1.5, 1.5], RateLimitError),
        (429, {"retry-after-ms": "60000"}, [60.0, 60.0], RateLimitError),
        (409, {"x-should-retry": "true", "retry-after": "3"}, [3.0, 3.0], ConflictError),
        (429, {"retry-after": formatdate(NOW - 100, usegmt=True)}, BACKOFF, RateLimitError),
        (429, {"retry-after": "0"}, BACKOFF, RateLimitError),
        (429, {"retry-after": "-1"}, BACKOFF, RateLimitError),
        (429, {"retry-after": "soon"}, BACKOFF, RateLimitError),
        (429, {"retry-after": "nan"}, BACKOFF, RateLimitError),
        (429, {"retry-after": "inf"}, BACKOFF, RateLimitError),
        # If the server asks for a longer delay, the call fails immediately.
        (429, {"retry-after": "61"}, [], RateLimitError),
        (503, {"retry-after": "3600"}, [], ProviderError),
        (429, {"retry-after-ms": "60001"}, [], RateLimitError),
        (429, {"retry-after": formatdate(NOW + 61, usegmt=True)}, [], RateLimitError),
        (429, {"retry-after": "3600", "x-should-retry": "true"}, [], RateLimitError),
        # A delay alone is not a reason to retry.
        (400, {"retry-after": "2"}, [], BadRequestError),
        (500, {"retry-after": "2", "x-should-retry": "false"}, [], ProviderError),
    ],
)
def test_the_status_and_headers_decide(
    status: int,
    headers: Dict[str, str],
    sleeps: List[float],
    expected: Type[APIStatusError],
    driver: Driver,
    sandbox: Sandbox,
) -> None:
    sandbox.reply(status, json=ERROR, headers=headers, times=9)
    error = fails(driver, driver.client(sandbox))
    assert type(error) is expected
    assert driver.time.sleeps == sleeps
    assert error.attempts == len(sleeps) + 1 == len(sandbox.requests)


# The contract's table: statuses that have a separate class, and whether the client retries them.
CLASSES = {401: AuthenticationError, 403: PermissionDeniedError, 404: NotFoundError, 409: ConflictError}
CLASSES.update({400: BadRequestError, 413: ValidationError, 415: ValidationError, 422: UnprocessableEntityError})
CLASSES.update({429: RateLimitError, **dict.fromkeys(range(500, 600), ProviderError)})
RETRIED = {408, 429, *range(500, 600)}


def test_each_status_has_its_class_and_its_decision(sync_driver: Driver, sandbox: Sandbox) -> None:
    client = sync_driver.client(sandbox, max_retries=1)
    for status in range(400, 600):
        sandbox.reset()
        sandbox.reply(status, json=ERROR, times=2)
        error = fails(sync_driver, client)
        assert type(error) is CLASSES.get(status, APIStatusError), status
        assert error.attempts == len(sandbox.requests) == (2 if status in RETRIED else 1), status
        assert (error.status_code, error.message) == (status, "No.")


def test_the_wait_for_a_date_shrinks_as_it_approaches(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(429, json=ERROR, headers={"retry-after": formatdate(NOW + 30, usegmt=True)}, times=3)
    error = fails(driver, driver.client(sandbox))
    # The clock advances by the time slept, so the second wait is shorter.
    assert driver.time.sleeps == [30.0, 1.0]
    assert error.attempts == 3


@for_each(
    ("headers", "seconds"),
    [
        ({"retry-after": "3600"}, 3600.0),
        ({"retry-after-ms": "60500"}, 60.5),
        ({"retry-after": formatdate(NOW + 120, usegmt=True)}, 120.0),
    ],
)
def test_a_delay_that_is_too_long_is_reported_to_the_caller(
    headers: Dict[str, str], seconds: float, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(429, json=ERROR, headers=headers)
    error = fails(driver, driver.client(sandbox))
    assert error.retry_after == seconds
    assert (error.attempts, driver.time.sleeps) == (1, [])


@for_each(
    ("faults", "sleeps"),
    [
        ([503], [0.5]),
        ([503, 429], [0.5, 1.0]),
        ([(429, {"retry-after": "7"}), 503], [7.0, 1.0]),
        ([503, (429, {"retry-after": "7"})], [0.5, 7.0]),
        ([(400, {"x-should-retry": "true"})], [0.5]),
    ],
)
def test_a_later_attempt_can_succeed(faults: List[Any], sleeps: List[float], driver: Driver, sandbox: Sandbox) -> None:
    for fault in faults:
        status, headers = fault if isinstance(fault, tuple) else (fault, {})
        sandbox.reply(status, json=ERROR, headers=headers)
    raw = driver.run(driver.client(sandbox).chat.completions.with_raw_response.create(messages=USER))
    assert raw.parse().choices[0].message.content.startswith("Quantum computing")
    assert raw.attempts == len(faults) + 1 == len(sandbox.requests)
    assert driver.time.sleeps == sleeps


def test_the_last_error_is_raised(driver: Driver, sandbox: Sandbox) -> None:
    for status, message in ((503, "first"), (429, "second"), (404, "third")):
        sandbox.reply(status, json={"error": {"message": message}})
    error = fails(driver, driver.client(sandbox, max_retries=5))
    assert (type(error), error.message, error.attempts) == (NotFoundError, "third", 3)


@for_each(("chance", "share"), [(0.0, 1.0), (0.5, 0.875), (0.999999, 0.75)])
def test_the_backoff_doubles_up_to_eight_seconds_with_a_quarter_of_jitter(
    chance: float, share: float, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(500, json=ERROR, times=9)
    driver.time.random = chance
    error = fails(driver, driver.client(sandbox, max_retries=7))
    expected = [seconds * share for seconds in (0.5, 1, 2, 4, 8, 8, 8)]
    assert driver.time.sleeps == pytest.approx(expected, rel=1e-5)
    assert error.attempts == 8


def test_many_retries_do_not_overflow() -> None:
    assert delay_after(10**6, max_retries=10**9, retry_after=None, random=lambda: 0.0) == 8.0


def test_each_wait_has_new_jitter(sync_driver: Driver, sandbox: Sandbox) -> None:
    chances = iter([0.0, 0.4])
    runtime = sync_driver.time.runtime(is_async=False)._replace(random=lambda: next(chances))
    sandbox.reply(500, json=ERROR, times=3)
    fails(sync_driver, sync_driver.client(sandbox, _runtime=runtime))
    assert sync_driver.time.sleeps == [0.5, 0.9]


# --- connections


@for_each("fault", ["disconnect", "reset", "cut", "cut-reset"])
def test_a_broken_connection_is_retried(fault: str, driver: Driver, sandbox: Sandbox) -> None:
    completion = driver.chat(driver.client(sandbox), extra_headers={"X-Sandbox-Fault": f"{fault}x2"})
    assert completion.choices[0].message.content.startswith("Quantum computing")
    assert driver.time.sleeps == BACKOFF
    assert len(sandbox.requests) == 3


@pytest.mark.parametrize("fault", ["disconnect", "cut"])
def test_a_connection_that_always_breaks_is_a_network_error(fault: str, driver: Driver, sandbox: Sandbox) -> None:
    error = fails(driver, driver.client(sandbox), model=f"sandbox/{fault}")
    assert (type(error), error.attempts) == (NetworkError, 3)
    assert driver.time.sleeps == BACKOFF


def test_a_refused_connection_is_retried(driver: Driver) -> None:
    error = fails(driver, driver.client(f"http://127.0.0.1:{closed_port()}"))
    assert (type(error), error.attempts) == (NetworkError, 3)
    assert driver.time.sleeps == BACKOFF


def test_a_timeout_is_retried(driver: Driver, sandbox: Sandbox) -> None:
    error = fails(driver, driver.client(sandbox, max_retries=1), model="sandbox/hang", timeout=0.05)
    assert (type(error), error.attempts) == (APITimeoutError, 2)
    assert driver.time.sleeps == [0.5]


def test_a_truncated_error_body_is_retried(driver: Driver) -> None:
    cut = b"HTTP/1.1 503 Busy\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{"
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\n" + b'{"status":"healthy"}'
    with RawServer(sends(cut, whole)) as server:
        assert driver.run(driver.client(server).health()).status == "healthy"
    assert driver.time.sleeps == [0.5]


def test_a_success_that_is_not_json_is_not_retried(driver: Driver, sandbox: Sandbox) -> None:
    assert fails(driver, driver.client(sandbox), model="sandbox/html").attempts == 1
    assert fails(driver, driver.client(sandbox), model="sandbox/json-rpc-error").attempts == 1
    assert driver.time.sleeps == []


def test_responses_before_the_last_one_are_closed(driver: Driver, sandbox: Sandbox) -> None:
    """No connection of the pool stays in use, regardless of the earlier responses."""
    client = driver.client(sandbox, max_retries=3)
    for stream in (False, True):
        for status, body in ((503, b""), (429, b"{}"), (500, b"x" * 100_000)):
            sandbox.reply(status, body=body, headers={"retry-after": "1"})
        raw = driver.run(client.chat.completions.with_raw_response.create(messages=USER, stream=stream))
        assert raw.attempts == 4
        if stream:
            driver.run(raw.parse().close())
    assert busy(driver, client) == 0


@pytest.mark.parametrize("messages", [iter(USER), (message for message in USER)], ids=["iterator", "generator"])
def test_a_body_that_cannot_be_sent_twice_is_never_sent(messages: Any, driver: Driver, sandbox: Sandbox) -> None:
    """All bodies are bytes before the first attempt, so that each attempt sends the same body."""
    error = fails(driver, driver.client(sandbox), messages=messages)
    assert (type(error), error.param, error.attempts) == (ValidationError, "messages", 0)
    assert sandbox.requests == []
    with open(__file__, "rb") as file:
        error = fails(driver, driver.client(sandbox), extra_body={"file": file})
    assert (type(error), error.param, error.attempts) == (ValidationError, "file", 0)
    assert sandbox.requests == []


def test_attempts_share_one_connection(driver: Driver, sandbox: Sandbox) -> None:
    fails(driver, driver.client(sandbox, max_retries=4), model="sandbox/503")
    assert len(sandbox.requests) == 5
    assert sandbox.connections == 1


# --- the number of retries


@for_each("max_retries", [0, 1, 3])
def test_the_client_sets_the_number_of_retries(max_retries: int, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, max_retries=max_retries)
    # In this order, every disconnect ends a new connection. A reused one would be replaced without counting an attempt.
    for model in ("sandbox/disconnect", "sandbox/503"):
        assert fails(driver, client, model=model).attempts == max_retries + 1
    assert len(sandbox.requests) == 2 * (max_retries + 1)


@for_each("max_retries", [0, 1, 3])
def test_with_options_can_set_another_number(max_retries: int, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    assert fails(driver, client.with_options(max_retries=max_retries), model="sandbox/503").attempts == max_retries + 1
    assert fails(driver, client, model="sandbox/503").attempts == 3
    assert fails(driver, client.with_options(timeout=5), model="sandbox/503").attempts == 3


def test_a_stream_is_retried_until_it_has_begun(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(503, json=ERROR)
    raw = driver.run(client.chat.completions.with_raw_response.create(messages=USER, stream=True))
    assert raw.attempts == 2
    driver.run(raw.parse().close())
    assert driver.time.sleeps == [0.5]


# --- the content of each attempt


def test_all_attempts_of_a_call_have_one_idempotency_key_and_the_same_body(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    fails(driver, client, model="sandbox/503")
    driver.chat(client)
    sent = sandbox.requests
    assert [request.headers["idempotency-key"] for request in sent] == ["id-1"] * 3 + ["id-2"]
    assert len({request.body for request in sent[:3]}) == 1
    assert driver.time.ids == ["id-1", "id-2"]


@pytest.mark.parametrize("layer", ["call", "client"])
def test_an_idempotency_key_of_the_caller_is_kept(layer: str, driver: Driver, sandbox: Sandbox) -> None:
    headers = {"Idempotency-Key": "own"}
    client = driver.client(sandbox, default_headers=headers if layer == "client" else None)
    fails(driver, client, model="sandbox/503", extra_headers=headers if layer == "call" else None)
    assert [request.headers["idempotency-key"] for request in sandbox.requests] == ["own"] * 3


def test_the_idempotency_key_can_be_removed(driver: Driver, sandbox: Sandbox) -> None:
    driver.chat(driver.client(sandbox), extra_headers={"idempotency-key": None})
    assert "idempotency-key" not in sandbox.requests[0].headers


def test_a_get_has_no_idempotency_key_but_is_retried_anyway(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(503, json=ERROR, times=2)
    driver.run(client.models.list())
    driver.run(client.models.retrieve("deepseek-chat"))
    driver.run(client.health())
    assert len(sandbox.requests) == 5
    assert not any("idempotency-key" in request.headers for request in sandbox.requests)
    assert driver.time.ids == []


@for_each("method", ["chat", "completions", "ensemble", "embeddings"])
def test_each_post_has_an_idempotency_key(method: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    calls: Dict[str, Any] = {
        "chat": lambda: client.chat.completions.create(messages=USER),
        "completions": lambda: client.completions.create(prompt="x"),
        "ensemble": lambda: client.ensemble.completions.create(prompt="x"),
        "embeddings": lambda: client.embeddings.create(model="m", input="x", dimensions=2),
    }
    driver.run(calls[method]())
    assert sandbox.requests[0].headers["idempotency-key"] == "id-1"


def test_by_default_keys_differ_and_are_hard_to_guess(httpx_driver: Driver, sandbox: Sandbox) -> None:
    client = httpx_driver.client(sandbox, _runtime=None)
    for _ in range(3):
        httpx_driver.chat(client)
    keys = {request.headers["idempotency-key"] for request in sandbox.requests}
    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)


def test_by_default_the_client_waits_in_real_time(httpx_driver: Driver, sandbox: Sandbox) -> None:
    client = httpx_driver.client(sandbox, _runtime=Runtime())
    started = time.monotonic()
    httpx_driver.chat(client, model="sandbox/rate-limit-ms:30x1")
    assert time.monotonic() - started >= 0.03
    assert len(sandbox.requests) == 2


def test_an_invalid_call_makes_no_attempt(driver: Driver, sandbox: Sandbox) -> None:
    error: Optional[HelixAgentError] = fails(driver, driver.client(sandbox), temperature=3)
    assert error is not None
    assert error.attempts == 0
    assert (sandbox.requests, driver.time.sleeps, driver.time.ids) == ([], [], [])
