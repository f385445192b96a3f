"""Tests that a slow or unavailable model does not delay the lines for other models, and that it is reported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, List, Optional

import pytest
from batch_schedule_support import Response, Run
from batch_support import line, read_lines, write_lines
from cases import for_each
from support import Driver

from helixagent import ProviderError, RateLimitError, Runtime, ValidationError
from helixagent.batch import BatchProgress
from helixagent.batch.lines import line_of
from helixagent.batch.outcomes import Job, outcome_of_error
from helixagent.batch.schedule import Schedule
from helixagent.testing import Sandbox

# 200 lines. 10 of them are for a model that is down.
MODELS = ["dead" if number % 20 == 3 else "good" for number in range(200)]
GOOD = [f"r{number}" for number, model in enumerate(MODELS) if model == "good"]
DEAD = [f"r{number}" for number, model in enumerate(MODELS) if model == "dead"]


def down(retry_after: Optional[float] = None, status: int = 503) -> Exception:
    """The error of a model that is down."""
    cls = RateLimitError if status == 429 else ProviderError
    return cls("The model is down", status_code=status, retry_after=retry_after)


def run(models: List[str], retry_after: Optional[float] = None, status: int = 503, **options: Any) -> Run:
    """Run a batch on a server whose other models take one second per request."""

    def respond(job: Job, now: float, in_flight: int) -> Response:
        dead = job.line.body["model"].startswith("dead")
        return (0.01, down(retry_after, status)) if dead else (1.0, None)

    return Run(models, respond, **options).go()


@for_each("max_retries", [0, 2])
@for_each(("retry_after", "status"), [(None, 503), (1.0, 503), (60.0, 503), (None, 429), (None, 529)])
def test_an_unavailable_model_does_not_delay_the_others(retry_after: Any, status: int, max_retries: int) -> None:
    alone = run(["good"] * 190).now
    made = run(MODELS, retry_after, status, max_retries=max_retries)
    assert max(made.ended[name] for name in GOOD) <= 1.2 * alone
    assert not any(made.results[name].error for name in GOOD)
    assert all(made.results[name].status_code == status for name in DEAD if name in made.results)


@pytest.mark.parametrize("retry_after", [None, 1.0, 60.0])
def test_without_retries_the_lines_of_an_unavailable_model_fail_immediately(retry_after: Optional[float]) -> None:
    made = run(MODELS, retry_after, max_retries=0)
    assert len(made.results) == 200 and made.schedule.stopped is None
    assert [name for _, name in made.starts if name in DEAD] == DEAD
    assert made.now <= 1.2 * run(["good"] * 190).now
    # This also holds if all of its lines are adjacent.
    only = run(["dead"] * 100, retry_after, max_retries=0)
    assert len(only.results) == 100 and only.now < 2
    # The result does not depend on how long the run continues.
    long = run(["dead" if number % 2 else "good" for number in range(30_000)], retry_after, max_retries=0)
    assert len(long.results) == 30_000 and long.now > 300 and long.schedule.stopped is None


@pytest.mark.parametrize("models", [["dead"] * 100 + ["good"] * 100, ["good"] * 100 + ["dead"] * 100])
def test_the_order_of_the_lines_does_not_matter(models: List[str]) -> None:
    made = run(models)
    alone = run(["good"] * 100).now
    good = [f"r{number}" for number, model in enumerate(models) if model == "good"]
    assert max(made.ended[name] for name in good) <= 1.2 * alone


def test_many_unavailable_models_do_not_delay_the_others() -> None:
    models = [f"dead-{number % 50}" if number % 2 else "good" for number in range(400)]
    made = run(models)
    good = [f"r{number}" for number in range(0, 400, 2)]
    assert max(made.ended[name] for name in good) <= 1.2 * run(["good"] * 200).now


def test_a_run_gives_up_a_model_that_refuses_everything_and_leaves_its_remaining_lines() -> None:
    made = run(["dead"] * 2000 + ["good"] * 200)
    assert made.schedule.stopped == "unavailable"
    assert 300 <= made.now < 320
    # Each line with a result was refused itself, and each model received requests before the run gave it up.
    sent = Counter(name for _, name in made.starts)
    failed = {name for name, result in made.results.items() if result.error}
    assert failed == {name for name in sent if int(name[1:]) < 2000} and len(failed) < 150
    (slow,) = made.schedule.slow_models(made.now)
    assert (slow.model, slow.given_up) == ("dead", True) and slow.refused == sum(sent[name] for name in failed)


def test_a_model_that_recovers_is_not_given_up() -> None:
    def respond(job: Job, now: float, in_flight: int) -> Response:
        return (0.01, down()) if now < 200 else (1.0, None)

    made = Run(["m"] * 500, respond).go()
    assert len(made.results) == 500 and made.schedule.stopped is None
    assert not any(result.error for result in made.results.values())
    assert made.now < 250


def test_waiting_lines_take_a_limited_amount_of_memory() -> None:
    read: List[int] = []

    def lines() -> Any:
        for number in range(1000):
            read.append(number)
            # Each line is as large as a page of text. The first half is for an unavailable model.
            made = line_of(line(number, "dead" if number < 500 else "good"), number)
            yield made._replace(size=100_000)

    made = Schedule(
        lines(), {"dead": 500, "good": 500}, 4, run="0" * 12, max_retries=2, random=lambda: 0.0, give_up_after=300.0
    )
    step: Any = made.next(0.0)
    job = step.job
    while made.in_flight:
        made.ended(job, outcome_of_error(job, down()), 1.0)
    made.next(1.0)
    assert 100 < len(read) < 200


def test_a_batch_for_one_model_is_not_read_into_memory() -> None:
    read: List[int] = []

    def lines() -> Any:
        for number in range(1000):
            read.append(number)
            yield line_of(line(number, "m"), number)

    made = Schedule(lines(), {"m": 1000}, 500, run="0" * 12, max_retries=2, random=lambda: 0.0)
    for _ in range(100):
        made.next(0.0)
    assert len(read) == 32


def test_requests_that_change_during_the_run_are_detected(client: Any, tmp_path: Path) -> None:
    requests = write_lines(tmp_path / "in.jsonl", *[line(number) for number in range(200)])
    for changed in ([line(0)], [line(number, f"other-{number}") for number in range(200)]):
        write_lines(requests, *[line(number) for number in range(200)])

        def change(progress: BatchProgress, changed: Any = changed) -> None:
            if progress.done == 1:
                write_lines(requests, *changed)

        with pytest.raises(ValidationError, match="changed while the batch ran"):
            client.batch.run(requests, max_concurrency=1, on_progress=change)


# --- over a real socket


def timed(driver: Driver) -> Runtime:
    """A runtime whose timer is also the test's clock, so that pauses take no time."""
    return driver.time.runtime(is_async=driver.is_async)._replace(timer=lambda: driver.time.now)


def test_the_slow_model_is_shown_in_progress_and_summary(driver: Driver, sandbox: Sandbox, tmp_path: Path) -> None:
    seen: List[BatchProgress] = []
    models = ["sandbox/503" if number % 20 == 3 else None for number in range(60)]
    requests = [line(number, model) for number, model in enumerate(models)]
    client = driver.client(sandbox, _runtime=timed(driver))
    output = tmp_path / "out.jsonl"
    summary = driver.run(client.batch.run(requests, output, on_progress=seen.append))
    assert (summary.succeeded, summary.failed, summary.stopped) == (57, 3, None)
    (slow,) = summary.slow
    assert slow.model == "sandbox/503" and slow.refused >= 3
    assert any(each.slow and each.slow[0].model == "sandbox/503" and each.slow[0].waiting for each in seen)
    # All other lines are sent first.
    names = list(dict.fromkeys(each.latest.custom_id for each in seen if each.latest is not None))
    assert set(names[:57]) == {f"r{number}" for number, model in enumerate(models) if model is None}
    assert sorted(each["custom_id"] for each in read_lines(tmp_path / "out.errors.jsonl")) == ["r23", "r3", "r43"]
