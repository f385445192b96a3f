"""Tests of the counts of `get_usage_stats`."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from cases import for_each
from stream_support import MESSAGES, Way, fault, start
from support import COMPLETION, Driver
from watching import CASES, OUTCOMES, read_all

from helixagent import HelixAgent, HelixAgentError, ValidationError
from helixagent.observability import UsageStats
from helixagent.testing import Sandbox

USAGE = {"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5}


def test_a_new_client_has_counted_nothing(driver: Driver, sandbox: Sandbox) -> None:
    stats = driver.client(sandbox).get_usage_stats()
    assert stats == UsageStats() and stats.success_rate == 100.0 and dict(stats.by_model) == {}


def test_calls_failures_retries_and_tokens(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(200, json={**COMPLETION, "usage": USAGE}, times=2)
    driver.chat(client, model="a")
    driver.chat(client, model="b")
    driver.run(client.models.list())
    driver.chat(client, model="b", **fault("503x1"))
    with pytest.raises(HelixAgentError):
        driver.chat(client, model="b", **fault("400"))
    with pytest.raises(ValidationError):
        driver.chat(client, temperature=9)
    stats = client.get_usage_stats()
    assert (stats.total_requests, stats.successful_requests, stats.failed_requests) == (5, 4, 1)
    assert stats.success_rate == 80.0 and stats.retries == 1
    assert stats.total_tokens == stats.prompt_tokens + stats.completion_tokens > 10
    assert set(stats.by_model) == {"a", "b"}
    assert stats.by_model["a"] == UsageStats(1, 1, 0, 5, 2, 3, 0, {})
    assert stats.by_model["b"].success_rate == pytest.approx(200 / 3) and stats.by_model["b"].retries == 1


def test_returned_counts_do_not_change(client: Any) -> None:
    client.models.list()
    before = client.get_usage_stats()
    client.models.list()
    assert before.total_requests == 1 and client.get_usage_stats().total_requests == 2


def test_reset(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.chat(client)
    client.reset_usage_stats()
    assert client.get_usage_stats() == UsageStats()
    driver.chat(client)
    assert client.get_usage_stats().total_requests == 1


def test_a_client_of_with_options_shares_counts_and_another_client_does_not(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    other = driver.client(sandbox)
    driver.chat(client.with_options(max_retries=0))
    assert client.get_usage_stats().total_requests == 1 and other.get_usage_stats().total_requests == 0


@for_each(("how", "end"), CASES)
def test_each_stream_counts_once(way: Way, sandbox: Sandbox, how: str, end: Any) -> None:
    client = way.client(sandbox.base_url)
    end(way, client)
    stats = client.get_usage_stats()
    succeeded = how not in OUTCOMES
    assert (stats.total_requests, stats.successful_requests) == (1, int(succeeded))
    assert (stats.total_tokens > 0) == (end.__name__ == "done")


def test_a_stream_counts_usage_that_was_not_requested(client: Any) -> None:
    read_all(start(client, **fault("usage-unasked")))
    assert client.get_usage_stats().total_tokens > 0


def test_threads_lose_no_counts(sandbox: Sandbox) -> None:
    with HelixAgent(base_url=sandbox.base_url) as client:

        def work() -> None:
            for _ in range(25):
                client.models.list()
                client.get_usage_stats()

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert client.get_usage_stats().total_requests == 200


def test_counting_usage_does_not_change_the_response(client: Any) -> None:
    answer = client.chat.completions.create(messages=MESSAGES)
    assert answer.usage.total_tokens == client.get_usage_stats().total_tokens
