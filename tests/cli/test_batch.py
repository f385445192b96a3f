"""Tests of `helixagent batch`: its output, exit statuses, Ctrl-C, and the next run."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from batch_support import asked, line, read_lines, whole_ids, write_lines
from cli_support import ran, run, spawn, started_batch, wait_for_requests

from helixagent.batch.progress import Counter
from helixagent.batch.results import BatchError, BatchResult, BatchUsage
from helixagent.cli import failures
from helixagent.cli.batch_view import facts_of, progress_view
from helixagent.cli.screen import Screen
from helixagent.testing import Sandbox


@pytest.fixture
def files(tmp_path: Path) -> Any:
    """Return the paths of requests (five lines, including two that fail) and results."""
    lines = [line(number, "sandbox/400" if number % 2 else None) for number in range(5)]
    return str(write_lines(tmp_path / "in.jsonl", *lines)), str(tmp_path / "out.jsonl")


def test_a_file_is_processed_and_failures_are_listed_with_their_reasons(server: Sandbox, files: Any) -> None:
    done = run("batch", *files, "--max-concurrency", "2")
    assert done.code == failures.FAILED
    told = dict(text.split(maxsplit=1) for text in done.out.splitlines())
    assert told["Succeeded"] == "3 of 5" and told["Failed"] == "2" and int(told["Tokens"]) > 0
    assert told["Failures"].endswith("out.errors.jsonl")
    said = done.err.splitlines()
    assert "1/5" in said[0] and "tokens/s" in said[0]
    assert sorted(said[1:3]) == [f"r{n}: 400 sandbox: The sandbox was asked for status 400" for n in (1, 3)]
    assert said[3] == "Use --retry-failed to retry these requests."
    assert len(server.requests) == 5


def test_the_next_run_sends_nothing_and_says_so_and_retry_failed_resends_failures(server: Sandbox, files: Any) -> None:
    run("batch", *files)
    again = run("batch", *files)
    assert again.code == failures.FAILED and "From earlier runs  5" in again.out
    assert len(server.requests) == 5
    server.reply(200, json={"id": "x", "choices": [{"message": {"content": "Hi"}}]}, times=2)
    retried = ran_quietly("batch", *files, "--retry-failed")
    assert "Succeeded          5 of 5" in retried.out and len(server.requests) == 7
    assert not Path(files[1].replace("out", "out.errors")).exists()


def ran_quietly(*args: str) -> Any:
    """Run the command, which must succeed. Its error output is its progress."""
    done = run(*args)
    assert done.code == 0, done
    return done


def test_the_summary_as_json(server: Sandbox, files: Any) -> None:
    summary = run("batch", *files, "-o", "json").json()
    assert [summary[name] for name in ("total", "succeeded", "failed", "resumed")] == [5, 3, 2, 0]
    assert summary["usage"]["total_tokens"] > 0 and summary["elapsed"] > 0


def test_invalid_lines_are_all_reported_and_nothing_is_sent(server: Sandbox, tmp_path: Path) -> None:
    requests = write_lines(tmp_path / "in.jsonl", line(0), b"oh\n", line(0))
    done = run("batch", str(requests), str(tmp_path / "out.jsonl"))
    assert (done.code, done.out) == (failures.USAGE, "")
    assert done.err.splitlines() == [
        "line 2: is not valid JSON: Expecting value at column 1.",
        "line 3: has the custom_id 'r0' of line 1 again.",
        "Error: in.jsonl has 2 invalid lines; nothing was sent.",
    ]
    assert server.requests == []


def test_a_refused_key_is_reported_and_the_batch_continues_with_a_valid_one(
    server: Sandbox, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIXAGENT_API_KEY", "bad-key")
    assert run("batch", *files).code == failures.DENIED
    monkeypatch.setenv("HELIXAGENT_API_KEY", "good")
    server.reset()
    assert run("batch", *files).code == failures.FAILED
    assert len(server.requests) == 5


@pytest.mark.parametrize("args", [("--engine", "dask"), ("--scheduler", "tcp://127.0.0.1:1")])
def test_an_engine_requires_its_scheduler(args: Any, server: Sandbox, files: Any) -> None:
    done = run("batch", *files, *args)
    assert done.code == failures.USAGE and "must be used together" in done.err


def test_the_missing_extra_is_named(server: Sandbox, files: Any) -> None:
    code = "import sys; sys.modules['distributed'] = None; from helixagent.__main__ import main; sys.exit(main())"
    done = spawn("batch", *files, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", code=code)
    assert done.returncode == failures.FAILED
    assert done.stderr.decode().strip() == (
        "Error: The engine dask needs dask.distributed, which is not installed: pip install 'helixagent-sdk[dask]'"
    )
    assert server.requests == []


def test_a_long_list_of_failures_is_shortened(server: Sandbox, tmp_path: Path) -> None:
    requests = write_lines(tmp_path / "in.jsonl", *[line(number, "sandbox/400") for number in range(15)])
    done = run("batch", str(requests), str(tmp_path / "out.jsonl"))
    assert "… and 5 more" in done.err.splitlines()
    assert len(read_lines(tmp_path / "out.errors.jsonl")) == 15


# --- Ctrl-C, in a separate process


def test_ctrl_c_waits_for_requests_in_flight_and_the_next_run_continues(server: Sandbox, tmp_path: Path) -> None:
    requests = write_lines(tmp_path / "in.jsonl", *[line(number, "sandbox/slow:0.3") for number in range(400)])
    output = tmp_path / "out.jsonl"
    process = started_batch(requests, output)
    wait_for_requests(server, 6, process)
    os.kill(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == failures.INTERRUPTED
    assert "Waiting for requests in flight" in err and "Traceback" not in err
    answered = whole_ids(output)
    # The command waited for all requests that it had sent.
    assert sorted(answered) == sorted(asked(server)) and 4 <= len(answered) < 400
    assert f"Stopped with {len(answered)} of 400 done; run the same command again to continue." in err
    assert f"Succeeded  {len(answered)} of 400" in out
    write_lines(requests, *[line(number, "sandbox/slow:0.3") for number in range(len(answered) + 4)])
    since = len(server.requests)
    assert ran_quietly("batch", str(requests), str(output)).code == 0
    assert not set(asked(server, since)) & set(answered)


# --- the progress display


def test_progress_lines_are_printed_occasionally(capsys: Any) -> None:
    now = [0.0]
    counter = Counter(1000, 0, 0, BatchUsage(), 0.0)
    with progress_view(Screen(), counter.progress(0.0), lambda: now[0]) as show:
        for number in range(1, 101):
            now[0] = number / 10
            counter.add(BatchResult("i", "r", 200, None, {"usage": {"total_tokens": 50}}), now[0])
            show(counter.progress(now[0]))
    assert capsys.readouterr().err.splitlines() == [
        "1/1000  10.0/s  500 tokens/s  1:40 left",
        "51/1000  10.0/s  500 tokens/s  1:35 left",
    ]


def test_unusual_conditions_are_shown() -> None:
    counter = Counter(10, 0, 0, BatchUsage(), 0.0)
    assert facts_of(counter.progress(0.0)) == "0.0/s  0 tokens/s"
    counter.add(BatchResult("i", "r", error=BatchError("timeout", "late")), 1.0)
    assert facts_of(counter.progress(1.0, waiting=12.4)) == ("1.0/s  0 tokens/s  0:09 left  1 failed  waiting 13 s")
    assert facts_of(counter.progress(1.0), short=True) == "1.0/s  0:09 left  1 failed"


def test_a_file_without_requests_finishes_immediately(server: Sandbox, tmp_path: Path) -> None:
    done = ran("batch", str(write_lines(tmp_path / "in.jsonl")), str(tmp_path / "out.jsonl"))
    assert "Succeeded  0 of 0" in done.out
