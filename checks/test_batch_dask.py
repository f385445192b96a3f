"""Checks of batches on a local Dask cluster. Some of its three worker processes are killed during the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Set

import pytest
from batch_cluster_support import all_answered_once, prompts_match, slow_lines
from distributed import Client, LocalCluster

from helixagent import HelixAgent, Runtime
from helixagent.batch.dask_engine import DaskEngine, run_on_dask
from helixagent.batch.plan import BatchSettings, make_plan
from helixagent.batch.progress import BatchProgress
from helixagent.batch.run import run_batch
from helixagent.testing import Sandbox

WORKERS = 3
COUNT = 240
KEY = "sk-cluster-secret"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster whose workers are processes. It restarts killed workers, like a cluster manager."""
    with LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A separate server for each test."""
    with Sandbox() as made:
        yield made


def run_here(cluster: Any, sandbox: Sandbox, folder: Path, on_progress: Any = None) -> Any:
    """Run a batch on the cluster."""
    with HelixAgent(KEY, base_url=sandbox.base_url) as client, Client(cluster, set_as_default=False) as connection:
        paths = folder / "in.jsonl", folder / "out.jsonl"
        return run_on_dask(client, connection, *paths, max_concurrency=16, on_progress=on_progress)


def test_the_command_runs_a_batch_on_the_workers(cluster: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    slow_lines(tmp_path, COUNT, 0.05)
    command = [sys.executable, "-m", "helixagent", "batch", "in.jsonl", "out.jsonl", "-c", "16", "--engine", "dask"]
    environment: Dict[str, str] = {
        **os.environ,
        "HELIXAGENT_BASE_URL": sandbox.base_url,
        "HELIXAGENT_API_KEY": KEY,
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    done = subprocess.run(
        [*command, "--scheduler", cluster.scheduler_address],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    assert "Succeeded  228 of 240" in done.stdout
    assert all_answered_once(tmp_path, sandbox, COUNT) == 0
    prompts_match(tmp_path / "out.jsonl")
    # All workers take part, each with separate connections, and with more concurrent requests than threads.
    ports: Set[Any] = {request.client for request in sandbox.requests}
    assert len(ports) > WORKERS
    assert {request.headers["authorization"] for request in sandbox.requests} == {f"Bearer {KEY}"}
    assert KEY not in done.stdout + done.stderr


def test_killed_workers_lose_nothing(
    cluster: Any, sandbox: Sandbox, tmp_path: Path, say: Callable[[str], None]
) -> None:
    slow_lines(tmp_path, COUNT, 0.1)
    killed: List[int] = []

    def kill(progress: BatchProgress) -> None:
        if progress.done in (40, 120):
            pids = [worker.pid for worker in cluster.workers.values() if worker.pid not in (None, *killed)]
            os.kill(pids[0], signal.SIGKILL)
            killed.append(pids[0])

    summary = run_here(cluster, sandbox, tmp_path, kill)
    assert len(killed) == 2
    assert (summary.total, summary.succeeded, summary.failed) == (COUNT, 228, 12)
    again = all_answered_once(tmp_path, sandbox, COUNT)
    prompts_match(tmp_path / "out.jsonl")
    # Only their requests in flight were repeated, with the same Idempotency-Key.
    assert again <= 2 * 16
    assert len({request.headers["idempotency-key"] for request in sandbox.requests}) == COUNT
    say(f"2 workers killed; {again} lines asked again that were under way on them")


def test_a_run_on_a_cluster_continues_after_its_end(cluster: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    slow_lines(tmp_path, 60, 0.05)

    class Enough(Exception):
        pass

    def stop(progress: BatchProgress) -> None:
        if progress.done == 20:
            raise Enough

    with pytest.raises(Enough):
        run_here(cluster, sandbox, tmp_path, stop)
    summary = run_here(cluster, sandbox, tmp_path)
    assert (summary.resumed, summary.total, summary.failed) == (20, 60, 3)
    assert all_answered_once(tmp_path, sandbox, 60) <= 16


class Deadly:
    """An object that ends the process that unpickles it."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)


def test_a_request_that_kills_every_worker_fails_eventually(cluster: Any, tmp_path: Path) -> None:
    slow_lines(tmp_path, 1, 0.0)
    plan = make_plan(tmp_path / "in.jsonl", None, BatchSettings(None, 1, False, 0, Runtime()))
    with Client(cluster, set_as_default=False) as connection, DaskEngine(Deadly(), connection) as engine:
        summary = run_batch(plan, lambda job: None, None, engine)  # type: ignore[arg-type, return-value]
    (failed,) = summary.failures
    assert failed.error is not None and failed.error.code == "worker_lost"


def test_an_unreachable_scheduler_is_reported_in_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    slow_lines(tmp_path, 1, 0.0)
    command = [sys.executable, "-m", "helixagent", "batch", "in.jsonl", "out.jsonl", "--engine", "dask"]
    environment = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    done = subprocess.run(
        [*command, "--scheduler", "tcp://127.0.0.1:1", "--base-url", sandbox.base_url],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 4
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith("Error: The Dask scheduler at tcp://127.0.0.1:1 can't be reached")
    )
    assert sandbox.requests == []
