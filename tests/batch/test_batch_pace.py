"""Tests of a batch's decisions on a manual clock: the pace, the schedule, and the reported progress."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import pytest
from batch_schedule_support import Response, Run, Server
from batch_support import line
from cases import for_each

from helixagent import (
    APITimeoutError,
    AuthenticationError,
    HelixAgentError,
    NetworkError,
    PermissionDeniedError,
    ProviderError,
    RateLimitError as TooMany,
    ValidationError,
)
from helixagent.batch.lines import line_of
from helixagent.batch.outcomes import Job, Verdict, outcome_of_error
from helixagent.batch.pace import MAX_PAUSE, Pace
from helixagent.batch.progress import Counter
from helixagent.batch.results import BatchResult, BatchUsage

TURNED_AWAY = TooMany("slow down", status_code=429)


def too_many(retry_after: Any = 1.0) -> TooMany:
    """A refusal."""
    return TooMany("slow down", status_code=429, retry_after=retry_after)


def pace(most: int = 32) -> Pace:
    return Pace(most, lambda: 0.0)


def test_the_window_drops_below_the_number_of_requests_that_the_server_accepted() -> None:
    made = pace()
    started = [made.start() for _ in range(32)]
    assert made.limit == 32
    for others in range(31, 9, -1):
        made.record_refusal(started[others], others, 1.0, now=10.0)
    # Ten requests are in progress and none was refused since then, so there is no reason to stop.
    assert made.limit == 9 and made.pause(10.0) == 0.0
    for _ in range(100):
        made.succeeded(9, now=10.1)
    # Until the time set by the server is over, the window does not exceed the accepted level.
    assert made.limit == 10
    for _ in range(220):
        made.succeeded(9, now=11.1)
    assert made.limit == 11


def test_a_refused_round_pauses_the_model_and_slow_start_returns_to_half_of_the_window() -> None:
    made = pace()
    started = [made.start() for _ in range(32)]
    for others in range(31, -1, -1):
        made.record_refusal(started[others], others, 5.0, now=10.0)
    assert made.limit == 1 and made.pause(10.0) == 5.0 and made.pause(15.0) == 0.0
    limits = []
    for _ in range(16):
        made.succeeded(made.limit - 1, now=15.0)
        limits.append(made.limit)
    assert limits == [*range(2, 17), 16]
    for _ in range(2000):
        made.succeeded(made.limit - 1, now=16.0)
    assert made.limit == 32


def test_the_window_starts_at_32_and_grows_to_a_larger_maximum_if_nothing_is_refused() -> None:
    made = pace(500)
    assert made.limit == 32
    for _ in range(1000):
        made.succeeded(made.limit - 1, now=0.0)
    assert made.limit == 500


def test_an_unused_window_does_not_grow() -> None:
    made = pace(500)
    for _ in range(1000):
        made.succeeded(3, now=0.0)
    assert made.limit == 32


def test_the_longest_retry_after_of_a_round_applies_to_all() -> None:
    made = pace()
    first, second, third = made.start(), made.start(), made.start()
    made.record_refusal(first, 2, 2.0, now=0.0)
    made.record_refusal(second, 1, 5.0, now=0.0)
    made.record_refusal(third, 0, 1.0, now=0.0)
    assert made.pause(0.0) == 5.0
    made.record_refusal(made.start(), 0, 1e9, now=0.0)
    assert made.pause(0.0) == MAX_PAUSE


def test_without_retry_after_the_pauses_grow_until_something_succeeds() -> None:
    made, pauses = pace(), []
    for now in range(0, 60, 10):
        made.record_refusal(made.start(), 0, None, now=float(now))
        pauses.append(made.pause(float(now)))
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]
    made.succeeded(0, now=99.0)
    made.record_refusal(made.start(), 0, None, now=100.0)
    assert made.pause(100.0) == 0.5


# --- the schedule, with a simulated server


LEVELS = [(10, 1.0), (10, None), (10, 0.2), (3, 1.0), (20, 1.0)]


@pytest.mark.parametrize(("capacity", "retry_after"), LEVELS)
def test_the_pace_finds_the_limit_of_a_server_and_stays_near_it(capacity: int, retry_after: Any) -> None:
    server = Server(capacity, 0.05, lambda: too_many(retry_after))
    run = Run(["m"] * 1000, server).go()
    assert len(run.results) == 1000 and not any(result.error for result in run.results.values())
    assert run.refused <= 50
    possible = 1000 / capacity * 0.05
    assert possible / run.now >= 0.8


def test_a_limit_that_changes_is_found_again() -> None:
    server = Server(10, 0.05, too_many)

    def respond(job: Job, now: float, in_flight: int) -> Response:
        server.capacity = 10 if now < 10 else 4 if now < 30 else 24
        return server(job, now, in_flight)

    run = Run(["m"] * 16_000, respond).go()
    assert run.refused <= 800
    ends = sorted(run.ended.values())
    for start, end, capacity in ((1, 10, 10), (12, 30, 4), (45, 50, 24)):
        rate = sum(start <= each < end for each in ends) / (end - start)
        assert rate >= 0.8 * capacity / 0.05, (start, rate)


def test_retry_after_applies_to_the_refused_request() -> None:
    refusals: Dict[str, float] = {}
    server = Server(10, 0.05, lambda: too_many(3.0))

    def respond(job: Job, now: float, in_flight: int) -> Response:
        seconds, error = server(job, now, in_flight)
        earlier = refusals.get(job.line.custom_id)
        assert earlier is None or now >= earlier + 3.0
        if error:
            refusals[job.line.custom_id] = now + seconds
        return seconds, error

    run = Run(["m"] * 600, respond).go()
    assert refusals and len(run.results) == 600


def test_nothing_is_sent_before_the_time_set_by_the_server() -> None:
    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        return (0.1, too_many(30.0)) if now < 30 else (1.0, None)

    run = Run(["m"] * 40, answer, most=4).go()
    assert len(run.results) == 40
    assert [now for now, _ in run.starts if 0.1 < now < 30.1] == []
    assert {name for now, name in run.starts if now < 30} == {"r0", "r1", "r2", "r3"}
    # Refused requests are sent after the requests that were not sent yet.
    names = [name for now, name in run.starts if now > 30]
    assert names[:36] == [f"r{number}" for number in range(4, 40)] and sorted(names[36:]) == ["r0", "r1", "r2", "r3"]


def test_a_request_that_is_always_refused_fails_eventually_and_others_do_not() -> None:
    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        return 0.1, TURNED_AWAY if job.line.custom_id == "r1" else None

    run = Run(["m"] * 10, answer, most=2).go()
    failed = {name: result.error for name, result in run.results.items() if result.error}
    assert list(failed) == ["r1"] and len(run.results) == 10
    assert [name for _, name in run.starts].count("r1") == 20


PASSING = [
    ProviderError("oh", status_code=500),
    NetworkError("gone"),
    APITimeoutError("late"),
]


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_temporary_failures_are_retried_with_backoff_as_often_as_the_client_allows(error: Any) -> None:
    run = Run(["m"], lambda job, now, busy: (1.0, error), max_retries=3).go()
    assert [now for now, _ in run.starts] == [0.0, 1.5, 3.5, 6.5]
    assert run.results["r0"].error is not None and run.results["r0"].error.message == error.message


def test_the_server_can_require_or_forbid_retries() -> None:
    final = ProviderError("oh", status_code=500, headers={"x-should-retry": "false"})
    assert len(Run(["m"], lambda job, now, busy: (1.0, final)).go().starts) == 1


CODES = [
    (TURNED_AWAY, "http_429", Verdict.OVERLOADED),
    (TooMany("m", status_code=429, code="quota", type="t"), "quota", Verdict.OVERLOADED),
    (ProviderError("m", status_code=503), "http_503", Verdict.OVERLOADED),
    (ProviderError("m", status_code=500, type="provider_error"), "provider_error", Verdict.RETRY),
    (ProviderError("m", status_code=200), "invalid_response", Verdict.DONE),
    (PermissionDeniedError("m", status_code=403), "http_403", Verdict.DONE),
    (AuthenticationError("m", status_code=401), "http_401", Verdict.FATAL),
    (HelixAgentError("The client is closed"), "invalid_response", Verdict.FATAL),
    (ValidationError("api_key is wrong"), "invalid_response", Verdict.FATAL),
    (APITimeoutError("m"), "timeout", Verdict.RETRY),
    (NetworkError("m"), "network_error", Verdict.RETRY),
]


@for_each(("error", "code", "verdict"), CODES)
def test_each_error_has_its_code_and_its_verdict(error: Any, code: str, verdict: Verdict) -> None:
    job = Job(line_of(line(1), 1), "id", "key")
    outcome = outcome_of_error(job, error)
    assert outcome.result.error is not None
    assert (outcome.result.error.code, outcome.verdict) == (code, verdict)
    assert outcome.result.status_code == getattr(error, "status_code", None)


def test_a_refused_credential_ends_the_run_and_leaves_its_requests_unanswered() -> None:
    refused = AuthenticationError("bad key", status_code=401)

    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        return (0.5, refused) if job.line.custom_id == "r2" else (1.0, None)

    run = Run(["m"] * 100, answer, most=4).go()
    assert run.schedule.failure is refused
    # The run still waits for requests in flight.
    assert sorted(run.results) == ["r0", "r1", "r3"]


def test_after_a_stop_requests_in_flight_finish_and_none_start() -> None:
    run = Run(["m"] * 100, lambda job, now, busy: (1.0, None), most=4).go(stop_after=6)
    assert len(run.starts) == 6 and len(run.results) == 6


def test_all_attempts_of_a_request_have_one_key_and_a_fresh_run_has_other_keys() -> None:
    keys: List[str] = []

    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        keys.append(job.key)
        return 1.0, ProviderError("oh", status_code=500)

    Run(["m"], answer).go()
    assert len(keys) == 3 and len(set(keys)) == 1
    Run(["m"], answer).go()
    assert len(set(keys)) == 1
    Run(["m"], answer, fresh=True).go()
    assert len(set(keys)) == 2


# --- progress


def counted(counter: Counter, now: float, tokens: int = 10, error: Any = None) -> None:
    body = {"usage": {"prompt_tokens": tokens - 1, "completion_tokens": 1, "total_tokens": tokens}}
    counter.add(BatchResult("id", "r", 200, None, body, error), now)


def test_progress_has_counts_rate_tokens_and_the_remaining_time() -> None:
    counter = Counter(100, 20, 5, BatchUsage(1000, 1000, 2000), now=50.0)
    first = counter.progress(50.0)
    assert (first.done, first.resumed, first.rate, first.seconds_left, first.latest) == (25, 25, 0.0, None, None)
    for second in range(51, 61):
        counted(counter, float(second))
    later = counter.progress(60.0, in_flight=3, limit=8, waiting=2.0)
    assert (later.succeeded, later.failed, later.done, later.resumed) == (30, 5, 35, 25)
    assert (later.rate, later.tokens_per_second, later.seconds_left) == (1.0, 10.0, 65.0)
    assert (later.in_flight, later.limit, later.waiting, later.elapsed) == (3, 8, 2.0, 10.0)
    assert later.usage == BatchUsage(1090, 1010, 2100)


def test_the_rate_covers_the_last_half_minute_and_the_samples_stay_few() -> None:
    counter = Counter(100_000, 0, 0, BatchUsage(), now=0.0)
    for number in range(10_000):
        counted(counter, number / 100)
    for number in range(40):
        counted(counter, 100.0 + number)
    assert 0.9 < counter.progress(140.0).rate < 1.2
    assert len(counter._samples) < 600


def test_an_invalid_usage_counts_as_zero() -> None:
    for body in (None, [], {"usage": None}, {"usage": {"prompt_tokens": "3", "total_tokens": -1}}):
        assert BatchResult("id", "r", 200, None, body).usage == BatchUsage()
    assert BatchResult("i", "r", body={"usage": {"prompt_tokens": 3}}).usage == BatchUsage(3, 0, 3)
