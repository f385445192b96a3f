"""Checks of the Ray Data example on a local cluster: all lines are processed, even if one of its workers is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import psutil
import pytest
from batch_cluster_support import ROOT, all_answered_once, slow_lines
from batch_support import read_lines

from helixagent.testing import Sandbox

# Blocks of the example have this many lines.
BLOCK = 16


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One server for both tests, because the workers of the cluster get its URL when they start."""
    with Sandbox() as made:
        yield made


@pytest.fixture(scope="module")
def cluster(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster with two processors on this machine, which keeps its files outside the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        import ray

        info: Any = ray.init(num_cpus=2, object_store_memory=100_000_000, include_dashboard=False)
        yield info.address_info["address"]
        ray.shutdown()


def started(cluster: str, folder: Path) -> Any:
    """The example, started."""
    command = [sys.executable, str(ROOT / "examples" / "batch_ray.py"), "in.jsonl", "out.jsonl"]
    environment = {**os.environ, "RAY_ADDRESS": cluster, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_the_example_processes_all_lines_and_repeats_none(cluster: str, sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.reset()
    slow_lines(tmp_path, 64, 0.05)
    process = started(cluster, tmp_path)
    out, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    assert "0 were already done, 64 were sent, 4 of them failed" in out.splitlines()
    assert all_answered_once(tmp_path, sandbox, 64) == 0
    # Truncate the last line, as kill -9 would. Only that line is sent again.
    output = tmp_path / "out.jsonl"
    output.write_bytes(output.read_bytes()[:-50])
    out, err = started(cluster, tmp_path).communicate(timeout=180)
    assert "63 were already done, 1 were sent" in out, err
    assert all_answered_once(tmp_path, sandbox, 64) == 1


def test_an_actor_that_is_killed_loses_nothing(
    cluster: str, sandbox: Sandbox, tmp_path: Path, say: Callable[[str], None]
) -> None:
    sandbox.reset()
    slow_lines(tmp_path, 160, 0.3)
    process = started(cluster, tmp_path)
    while len(sandbox.requests) < 60 and process.poll() is None:
        time.sleep(0.01)
    killed = _an_actor()
    killed.kill()
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert "0 were already done, 160 were sent, 8 of them failed" in out.splitlines()
    again = all_answered_once(tmp_path, sandbox, 160)
    assert len(read_lines(tmp_path / "out.jsonl")) == 152
    # The actor's requests in flight were repeated.
    assert 0 < again <= 4 * BLOCK
    say(f"1 actor killed; {again} lines asked again that were in its hands")


def _an_actor() -> psutil.Process:
    """Return a process of this test's cluster that is sending lines."""
    for process in psutil.Process().children(recursive=True):
        if "MapWorker" in " ".join(process.cmdline()):
            return process
    raise AssertionError("no actor is running")
