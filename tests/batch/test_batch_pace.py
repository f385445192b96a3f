"""Tests of what a batch decides, on a clock of the test's own: the pace, the schedule, and how far it says it is."""

from __future__ import annotations

import heapq
from typing import Any, Callable, Dict, List, Optional, Tuple

import pytest
from batch_support import line

from helixagent import (
    APITimeoutError,
    AuthenticationError,
    HelixAgentError,
    NetworkError,
    PermissionDeniedError,
    ProviderError,
    ValidationError,
)
from helixagent import RateLimitError as TooMany
from helixagent.batch.lines import line_of
from helixagent.batch.outcomes import Job, Outcome, Verdict, outcome_of_error
from helixagent.batch.pace import LONGEST_PAUSE, Pace
from helixagent.batch.progress import Counter
from helixagent.batch.results import BatchResult, BatchUsage
from helixagent.batch.schedule import Schedule, Start

TURNED_AWAY = TooMany("slow down", status_code=429)


def pace(most: int = 32) -> Pace:
    return Pace(most, lambda: 0.0)


def test_the_pace_begins_at_the_most_and_is_halved_once_for_all_that_were_sent_together() -> None:
    made = pace()
    started = [made.start() for _ in range(32)]
    assert made.limit == 32
    for each in started:
        made.turned_away(each, 1.0, now=10.0)
    assert made.limit == 16
    assert made.pause(10.0) == 1.0 and made.pause(11.5) == 0.0
    made.turned_away(made.start(), None, now=20.0)
    assert made.limit == 8


def test_the_pace_never_goes_below_one_and_grows_by_one_in_a_round() -> None:
    made = pace()
    for now in range(10):
        made.turned_away(made.start(), 1.0, now=float(now))
    assert made.limit == 1
    made.succeeded()
    assert made.limit == 2
    for _ in range(2):
        made.succeeded()
    assert made.limit == 2
    made.succeeded()
    assert made.limit == 3
    for _ in range(32 * 32):
        made.succeeded()
    assert made.limit == 32


def test_the_longest_retry_after_of_a_round_holds_for_all() -> None:
    made = pace()
    first, second, third = made.start(), made.start(), made.start()
    made.turned_away(first, 2.0, now=0.0)
    made.turned_away(second, 5.0, now=0.0)
    made.turned_away(third, 1.0, now=0.0)
    assert made.pause(0.0) == 5.0
    made.turned_away(made.start(), 1e9, now=0.0)
    assert made.pause(0.0) == LONGEST_PAUSE


def test_without_retry_after_the_pauses_grow_until_something_succeeds() -> None:
    made, pauses = pace(), []
    for _ in range(6):
        made.turned_away(made.start(), None, now=0.0)
        pauses.append(made.pause(0.0))
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]
    made.succeeded()
    made.turned_away(made.start(), None, now=100.0)
    assert made.pause(100.0) == 0.5


# --- the schedule, against a server that exists in the test alone


class Run:
    """Carries out what a schedule says, on a clock that only moves from one end of a request to the next.

    Args:
        answer: Says how a request goes that starts at this time, and how many seconds it takes.
    """

    def __init__(self, count: int, answer: Callable[[Job, float, int], Tuple[float, Any]], **options: Any) -> None:
        lines = (line_of(line(number), number) for number in range(count))
        options.setdefault("most", 32)
        options.setdefault("max_retries", 2)
        self.pace = pace(options.pop("most"))
        self.schedule = Schedule(lines, self.pace, run="0" * 12, random=lambda: 0.0, **options)
        self.now = 0.0
        self.starts: List[Tuple[float, str]] = []
        self.limits: List[Tuple[float, int]] = []
        self.most_in_flight = 0
        self.results: Dict[str, BatchResult] = {}
        self._ends: List[Tuple[float, int, Job, Any]] = []
        self._answer = answer

    def go(self, stop_after: Optional[int] = None) -> Run:
        """Run to the end."""
        step = self.schedule.next(self.now)
        while step is not None:
            if isinstance(step, Start):
                self.starts.append((self.now, step.job.line.custom_id))
                seconds, answer = self._answer(step.job, self.now, len(self._ends))
                heapq.heappush(self._ends, (self.now + seconds, len(self.starts), step.job, answer))
                self.most_in_flight = max(self.most_in_flight, len(self._ends))
                if stop_after == len(self.starts):
                    self.schedule.stop()
            else:
                self._wait(step.seconds)
            step = self.schedule.next(self.now)
        assert not self._ends
        return self

    def _wait(self, seconds: Optional[float]) -> None:
        if not self._ends or (seconds is not None and self.now + seconds < self._ends[0][0]):
            assert seconds is not None, "it waits for what will never end"
            self.now += seconds
            return
        self.now, _, job, answer = heapq.heappop(self._ends)
        good = BatchResult(job.id, job.line.custom_id, 200, None, {})
        outcome = Outcome(Verdict.DONE, good) if answer is None else outcome_of_error(job, answer)
        result = self.schedule.ended(job, outcome, self.now)
        self.limits.append((self.now, self.pace.limit))
        if result is not None:
            assert job.line.custom_id not in self.results
            self.results[job.line.custom_id] = result


def test_it_slows_down_to_what_a_server_takes_and_speeds_up_when_it_takes_more() -> None:
    # Four at once until the time 60, then a hundred.
    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        if busy >= (4 if now < 60 else 100):
            return 0.01, TooMany("slow down", status_code=429, retry_after=0.5)
        return 1.0, None

    run = Run(1500, answer).go()
    assert len(run.results) == 1500 and not any(result.error for result in run.results.values())
    narrow = [limit for now, limit in run.limits if 10 < now < 60]
    assert max(narrow) <= 6 and min(narrow) >= 2
    assert run.limits[-1][1] == 32
    turned = len(run.starts) - 1500
    assert turned < 150


def test_nothing_is_sent_before_the_time_that_the_server_named() -> None:
    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        return (0.1, TooMany("wait", status_code=429, retry_after=30.0)) if now < 30 else (1.0, None)

    run = Run(40, answer, most=4).go()
    assert len(run.results) == 40
    assert [now for now, _ in run.starts if 0.1 < now < 30.1] == []
    assert {name for now, name in run.starts if now < 30} == {"r0", "r1", "r2", "r3"}
    # What was turned away comes first.
    assert [name for now, name in run.starts if now > 30][:2] == ["r0", "r1"]


def test_a_request_that_is_always_turned_away_fails_in_the_end_and_others_do_not() -> None:
    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        return 0.1, TURNED_AWAY if job.line.custom_id == "r1" else None

    run = Run(10, answer, most=2).go()
    failed = {name: result.error for name, result in run.results.items() if result.error}
    assert list(failed) == ["r1"] and len(run.results) == 10
    assert [name for _, name in run.starts].count("r1") == 20


PASSING = [
    ProviderError("oh", status_code=500),
    NetworkError("gone"),
    APITimeoutError("late"),
]


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_what_may_pass_is_tried_again_with_backoff_as_often_as_the_client_says(error: Any) -> None:
    run = Run(1, lambda job, now, busy: (1.0, error), max_retries=3).go()
    assert [now for now, _ in run.starts] == [0.0, 1.5, 3.5, 6.5]
    assert run.results["r0"].error is not None and run.results["r0"].error.message == error.message


def test_the_server_s_word_about_retries_holds() -> None:
    final = ProviderError("oh", status_code=500, headers={"x-should-retry": "false"})
    assert len(Run(1, lambda job, now, busy: (1.0, final)).go().starts) == 1


CODES = [
    (TURNED_AWAY, "http_429", Verdict.TURNED_AWAY),
    (TooMany("m", status_code=429, code="quota", type="t"), "quota", Verdict.TURNED_AWAY),
    (ProviderError("m", status_code=503), "http_503", Verdict.TURNED_AWAY),
    (ProviderError("m", status_code=500, type="provider_error"), "provider_error", Verdict.AGAIN),
    (ProviderError("m", status_code=200), "invalid_response", Verdict.DONE),
    (PermissionDeniedError("m", status_code=403), "http_403", Verdict.DONE),
    (AuthenticationError("m", status_code=401), "http_401", Verdict.REFUSED),
    (HelixAgentError("The client is closed"), "invalid_response", Verdict.REFUSED),
    (ValidationError("api_key is wrong"), "invalid_response", Verdict.REFUSED),
    (APITimeoutError("m"), "timeout", Verdict.AGAIN),
    (NetworkError("m"), "network_error", Verdict.AGAIN),
]


@pytest.mark.parametrize(("error", "code", "verdict"), CODES, ids=lambda value: str(value)[:30])
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

    run = Run(100, answer, most=4).go()
    assert run.schedule.failure is refused
    # What was under way is still waited for.
    assert sorted(run.results) == ["r0", "r1", "r3"]


def test_after_a_stop_what_is_under_way_ends_and_nothing_starts() -> None:
    run = Run(100, lambda job, now, busy: (1.0, None), most=4).go(stop_after=6)
    assert len(run.starts) == 6 and len(run.results) == 6


def test_all_attempts_of_a_request_have_one_key_and_a_fresh_run_has_others() -> None:
    keys: List[str] = []

    def answer(job: Job, now: float, busy: int) -> Tuple[float, Any]:
        keys.append(job.key)
        return 1.0, ProviderError("oh", status_code=500)

    Run(1, answer).go()
    assert len(keys) == 3 and len(set(keys)) == 1
    Run(1, answer).go()
    assert len(set(keys)) == 1
    Run(1, answer, fresh=True).go()
    assert len(set(keys)) == 2


# --- progress


def counted(counter: Counter, now: float, tokens: int = 10, error: Any = None) -> None:
    body = {"usage": {"prompt_tokens": tokens - 1, "completion_tokens": 1, "total_tokens": tokens}}
    counter.add(BatchResult("id", "r", 200, None, body, error), now)


def test_progress_has_counts_rate_tokens_and_the_time_left() -> None:
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


def test_the_rate_is_that_of_the_last_half_minute_and_the_samples_stay_few() -> None:
    counter = Counter(100_000, 0, 0, BatchUsage(), now=0.0)
    for number in range(10_000):
        counted(counter, number / 100)
    for number in range(40):
        counted(counter, 100.0 + number)
    assert 0.9 < counter.progress(140.0).rate < 1.2
    assert len(counter._samples) < 600


def test_a_usage_that_is_none_counts_as_nothing() -> None:
    for body in (None, [], {"usage": None}, {"usage": {"prompt_tokens": "3", "total_tokens": -1}}):
        assert BatchResult("id", "r", 200, None, body).usage == BatchUsage()
    assert BatchResult("i", "r", body={"usage": {"prompt_tokens": 3}}).usage == BatchUsage(3, 0, 3)
