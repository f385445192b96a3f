"""The Prometheus metrics: their names, labels and values."""

from __future__ import annotations

from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Counter
from stream_support import fault, start
from support import Driver
from watching import read_all

from helixagent import HelixAgent, HelixAgentError, ValidationError
from helixagent.testing import Sandbox

CREATE = {"method": "chat.completions.create"}


def test_the_documented_metrics_and_the_others(driver: Driver, sandbox: Sandbox) -> None:
    registry = CollectorRegistry()
    options: Any = {"enable_metrics": True, "metrics_prefix": "myapp_helixagent", "metrics_registry": registry}
    client, other = driver.client(sandbox, **options), driver.client(sandbox, **options)
    driver.chat(client, **fault("503x1"))
    driver.chat(other)
    with pytest.raises(HelixAgentError):
        driver.chat(client, **fault("400"))

    def value(name: str, **labels: str) -> Any:
        return registry.get_sample_value(f"myapp_helixagent_{name}", labels)

    # Both clients count in the same metrics.
    assert value("requests_total", status="success", **CREATE) == 2
    assert value("requests_total", status="error", **CREATE) == 1
    assert value("request_duration_seconds_count", **CREATE) == 3
    tokens = [made.get_usage_stats() for made in (client, other)]
    assert value("tokens_used_total", type="input") == sum(stats.prompt_tokens for stats in tokens) > 0
    assert value("tokens_used_total", type="output") == sum(stats.completion_tokens for stats in tokens) > 0
    assert value("retries_total", **CREATE) == 1 and value("requests_in_flight", **CREATE) == 0


def test_a_stream_is_in_flight_until_its_end(sandbox: Sandbox) -> None:
    registry = CollectorRegistry()
    with HelixAgent(base_url=sandbox.base_url, enable_metrics=True, metrics_registry=registry) as client:
        stream = start(client)
        next(stream)
        assert registry.get_sample_value("helixagent_requests_in_flight", CREATE) == 1
        read_all(stream)
    assert registry.get_sample_value("helixagent_requests_in_flight", CREATE) == 0
    assert registry.get_sample_value("helixagent_time_to_first_chunk_seconds_count", CREATE) == 1


def test_metrics_of_somebody_else_are_not_overwritten() -> None:
    registry = CollectorRegistry()
    Counter("helixagent_requests", "Mine.", registry=registry)
    with pytest.raises(ValidationError, match="metrics_prefix"):
        HelixAgent(base_url="http://localhost", enable_metrics=True, metrics_registry=registry)


@pytest.mark.parametrize(
    "options", [{"metrics_prefix": "1"}, {"metrics_prefix": "a-b"}, {"metrics_prefix": ""}, {"metrics_registry": "x"}]
)
def test_wrong_options_are_refused(options: Any) -> None:
    with pytest.raises(ValidationError, match="metrics_"):
        HelixAgent(base_url="http://localhost", enable_metrics=True, **options)
