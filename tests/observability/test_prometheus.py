"""Tests of the Prometheus metrics: their names, labels and values."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, List

import pytest
from prometheus_client import CollectorRegistry, Counter
from stream_support import fault, start
from support import ROOT, Driver
from watching import end_of, read_all

from helixagent import HelixAgent, HelixAgentError, ValidationError
from helixagent.observability import CallInfo, CallStarted
from helixagent.observability.prometheus import metrics_hook
from helixagent.testing import Sandbox

CREATE = {"method": "chat.completions.create"}


def test_the_documented_and_the_additional_metrics(driver: Driver, sandbox: Sandbox) -> None:
    registry = CollectorRegistry()
    options: Any = {"enable_metrics": True, "metrics_prefix": "myapp_helixagent", "metrics_registry": registry}
    client, other = driver.client(sandbox, **options), driver.client(sandbox, **options)
    driver.chat(client, **fault("503x1"))
    driver.chat(other)
    with pytest.raises(HelixAgentError):
        driver.chat(client, **fault("400"))

    def value(name: str, **labels: str) -> Any:
        return registry.get_sample_value(f"myapp_helixagent_{name}", labels)

    # Both clients use the same metrics.
    assert value("requests_total", status="success", **CREATE) == 2
    assert value("requests_total", status="error", **CREATE) == 1
    assert value("request_duration_seconds_count", **CREATE) == 3
    tokens = [made.get_usage_stats() for made in (client, other)]
    model = {"model": "helixagent-ensemble"}
    assert value("tokens_used_total", type="input", **model) == sum(stats.prompt_tokens for stats in tokens) > 0
    assert value("tokens_used_total", type="output", **model) == sum(stats.completion_tokens for stats in tokens) > 0
    assert value("retries_total", **CREATE) == 1 and value("requests_in_flight", **CREATE) == 0


def test_tokens_are_counted_by_model(driver: Driver, sandbox: Sandbox) -> None:
    registry = CollectorRegistry()
    client = driver.client(sandbox, enable_metrics=True, metrics_registry=registry)
    for model in ("deepseek-chat", "qwen-max", "qwen-max"):
        driver.chat(client, model=model)
    driver.run(client.models.list())
    by_model = client.get_usage_stats().by_model
    found = {
        (sample.labels["model"], sample.labels["type"]): sample.value
        for metric in registry.collect()
        for sample in metric.samples
        if sample.name == "helixagent_tokens_used_total"
    }
    assert found == {
        (model, kind): getattr(by_model[model], f"{name}_tokens")
        for model in ("deepseek-chat", "qwen-max")
        for kind, name in (("input", "prompt"), ("output", "completion"))
    }


def test_a_stream_is_in_flight_until_its_end(sandbox: Sandbox) -> None:
    registry = CollectorRegistry()
    with HelixAgent(base_url=sandbox.base_url, enable_metrics=True, metrics_registry=registry) as client:
        stream = start(client)
        next(stream)
        assert registry.get_sample_value("helixagent_requests_in_flight", CREATE) == 1
        read_all(stream)
    assert registry.get_sample_value("helixagent_requests_in_flight", CREATE) == 0
    assert registry.get_sample_value("helixagent_time_to_first_chunk_seconds_count", CREATE) == 1


def test_metrics_of_other_programs_are_not_overwritten() -> None:
    registry = CollectorRegistry()
    options: Any = {"base_url": "http://localhost", "enable_metrics": True, "metrics_registry": registry}
    mine = Counter("helixagent_retries", "Mine.", registry=registry)
    with pytest.raises(ValidationError, match="metrics_prefix"):
        HelixAgent(**options)
    # None of the client's metrics were registered, so the program can repair its own and continue.
    assert [metric.name for metric in registry.collect()] == ["helixagent_retries"]
    registry.unregister(mine)
    HelixAgent(**options).close()


@pytest.mark.parametrize(
    "options", [{"metrics_prefix": "1"}, {"metrics_prefix": "a-b"}, {"metrics_prefix": ""}, {"metrics_registry": "x"}]
)
def test_invalid_options_are_refused(options: Any) -> None:
    with pytest.raises(ValidationError, match="metrics_"):
        HelixAgent(base_url="http://localhost", enable_metrics=True, **options)


# --- hooks that share their metrics


def test_threads_lose_no_counts_during_reads() -> None:
    registry = CollectorRegistry()
    # Two clients share their hook.
    hook = metrics_hook("many", registry)
    assert metrics_hook("many", registry) is hook
    call = CallInfo("m", None, False, "", None)

    def work() -> None:
        for _ in range(100):
            hook(CallStarted(call))
            hook(end_of(call, seconds=0.3))

    threads = [threading.Thread(target=work) for _ in range(64)]
    for thread in threads:
        thread.start()
    seen = [registry.get_sample_value("many_request_duration_seconds_count", {"method": "m"}) or 0 for _ in range(20)]
    for thread in threads:
        thread.join()
    assert seen == sorted(seen)
    assert registry.get_sample_value("many_requests_total", {"method": "m", "status": "success"}) == 6400
    assert registry.get_sample_value("many_request_duration_seconds_bucket", {"method": "m", "le": "0.5"}) == 6400
    assert registry.get_sample_value("many_requests_in_flight", {"method": "m"}) == 0


def test_series_begin_with_the_first_call_and_not_with_the_first_read(sandbox: Sandbox) -> None:
    registry = CollectorRegistry()
    with HelixAgent(base_url=sandbox.base_url, enable_metrics=True, metrics_registry=registry) as client:
        client.models.list()
    ended = time.time()
    labels = {"method": "models.list", "status": "success"}
    assert registry.get_sample_value("helixagent_requests_created", labels) <= ended  # type: ignore[operator]
    assert registry.get_sample_value("helixagent_requests_total", {**labels, "status": "error"}) == 0


PROCESS = """
import os, sys
from helixagent import HelixAgent
with HelixAgent(base_url=sys.argv[1], enable_metrics=True) as client:
    client.models.list()
    os._exit(0)  # nobody has read the metrics in this process
"""
READER = """
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector
registry = CollectorRegistry()
MultiProcessCollector(registry)
labels = {"method": "models.list"}
print(registry.get_sample_value("helixagent_requests_total", {**labels, "status": "success"}))
print(registry.get_sample_value("helixagent_request_duration_seconds_count", labels))
"""


def test_other_processes_read_the_metrics_in_multiprocess_mode(sandbox: Sandbox, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}

    def run(code: str) -> List[str]:
        command = [sys.executable, "-c", code, sandbox.base_url]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    for _ in range(2):
        run(PROCESS)
    assert run(READER) == ["2.0", "2.0"]
