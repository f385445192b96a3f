"""Tests of a batch's Idempotency-Keys: after a run was killed, nobody pays twice for the same work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, List

import pytest
from batch_support import line, write_lines
from support import ROOT, Driver

from helixagent.testing import Sandbox

RUN = """
import sys
from helixagent import HelixAgent
HelixAgent(base_url=sys.argv[1]).batch.run(sys.argv[2], sys.argv[3], max_concurrency=5)
"""


def keys(sandbox: Sandbox) -> Dict[str, str]:
    """Return the key of each request, by its body, and forget the requests."""
    found: Dict[str, str] = {}
    for request in sandbox.requests:
        found.setdefault(request.body.decode(), request.headers["idempotency-key"])
        assert found[request.body.decode()] == request.headers["idempotency-key"]
    sandbox.reset()
    return found


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    """A file of five requests."""
    return write_lines(tmp_path / "in.jsonl", *[line(number, "sandbox/slow:0.01") for number in range(5)])


def test_a_run_that_was_killed_before_its_first_response_does_not_pay_twice(
    client: Any, sandbox: Sandbox, tmp_path: Path
) -> None:
    requests = write_lines(tmp_path / "in.jsonl", *[line(number, "sandbox/slow:60") for number in range(5)])
    output = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", RUN, sandbox.base_url, str(requests), str(output)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    while len(sandbox.requests) < 5 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert output.read_bytes() == b""
    first = keys(sandbox)
    sandbox.reply(200, json={"id": "x", "choices": [{"message": {"content": "Hi"}}]}, times=5)
    assert client.batch.run(requests, output).succeeded == 5
    assert keys(sandbox) == first and len(set(first.values())) == 5


def test_the_keys_do_not_depend_on_how_the_output_path_is_written(
    driver: Driver, sandbox: Sandbox, requests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(requests.parent)
    (requests.parent / "folder").mkdir()
    (requests.parent / "link").symlink_to(requests.parent)
    client, found = driver.client(sandbox), []
    outputs: List[Any] = ["out.jsonl", "./folder/../out.jsonl", requests.parent / "out.jsonl", "link/out.jsonl"]
    for output in outputs:
        driver.run(client.batch.run("in.jsonl", output))
        found.append(keys(sandbox))
        Path("out.jsonl").unlink()
    assert all(each == found[0] for each in found)


def test_another_output_custom_id_or_body_changes_the_key(client: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    runs: List[Any] = [
        (line(0), "out.jsonl"),
        (line(0), "out-2.jsonl"),
        ({**line(0), "custom_id": "other"}, "out.jsonl"),
        (line(0, temperature=0.5), "out.jsonl"),
    ]
    found = []
    for request, output in runs:
        client.batch.run([request], tmp_path / output)
        found += keys(sandbox).values()
        (tmp_path / output).unlink()
    assert len(set(found)) == 4


def test_a_resumed_run_keeps_the_keys(client: Any, sandbox: Sandbox, requests: Path) -> None:
    output = requests.parent / "out.jsonl"
    client.batch.run(requests, output)
    first = keys(sandbox)
    output.write_bytes(b"".join(output.read_bytes().splitlines(keepends=True)[:2]))
    client.batch.run(requests, output)
    again = keys(sandbox)
    assert len(again) == 3 and again.items() <= first.items()


def test_retry_failed_and_runs_in_memory_have_new_keys(driver: Driver, sandbox: Sandbox, requests: Path) -> None:
    output, client = requests.parent / "out.jsonl", driver.client(sandbox)
    found = []
    for _ in range(3):
        sandbox.reply(400, json={"error": {"message": "no"}}, times=5)
        driver.run(client.batch.run(requests, output, retry_failed=True))
        found += keys(sandbox).values()
    for _ in range(2):
        driver.run(client.batch.run(requests))
        found += keys(sandbox).values()
    assert len(found) == len(set(found)) == 25
