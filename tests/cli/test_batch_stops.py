"""Tests of `helixagent batch` when it cannot continue: foreign files and unreachable servers."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, Iterator, List

import pytest
from batch_support import line, whole_ids, write_lines
from cases import for_each
from cli_support import run

from helixagent.batch import SlowModel
from helixagent.batch.progress import Counter
from helixagent.batch.results import BatchUsage
from helixagent.cli import failures
from helixagent.cli.batch_view import facts_of
from helixagent.testing import Sandbox


@pytest.fixture
def requests(tmp_path: Path) -> str:
    """Return the path of 40 requests."""
    return str(write_lines(tmp_path / "in.jsonl", *[line(number) for number in range(40)]))


@pytest.fixture
def closed() -> Iterator[str]:
    """Return the address of a port that refuses connections."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize("more", [(), ("--retry-failed",)])
@pytest.mark.parametrize("key", ["good", "bad-key"])
@pytest.mark.parametrize("name", ["notes.txt", "notes.errors.txt"])
def test_a_foreign_file_is_not_overwritten(
    name: str, key: str, more: Any, server: Sandbox, requests: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIXAGENT_API_KEY", key)
    (tmp_path / name).write_bytes(b"Buy milk.")
    done = run("batch", requests, str(tmp_path / "notes.txt"), *more)
    assert done.code == failures.USAGE and name in done.err
    assert (tmp_path / name).read_bytes() == b"Buy milk." and server.requests == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["in.jsonl", name])


def test_invalid_lines_leave_a_foreign_file_and_the_requests_unchanged(server: Sandbox, tmp_path: Path) -> None:
    requests = write_lines(tmp_path / "in.jsonl", line(0), b"oh\n")
    (tmp_path / "notes.txt").write_bytes(b"Buy milk.")
    for output in ("notes.txt", "in.jsonl", "new.jsonl"):
        before = requests.read_bytes()
        assert run("batch", str(requests), str(tmp_path / output)).code == failures.USAGE
        assert (tmp_path / "notes.txt").read_bytes() == b"Buy milk." and requests.read_bytes() == before
    assert not (tmp_path / "new.jsonl").exists()


def test_the_failures_of_a_run_cannot_be_its_requests(server: Sandbox, requests: str, tmp_path: Path) -> None:
    server.reply(400, json={"error": {"message": "no"}}, times=40)
    assert run("batch", requests, str(tmp_path / "out.jsonl")).code == failures.FAILED
    errors = tmp_path / "out.errors.jsonl"
    before = errors.read_bytes()
    done = run("batch", str(errors), str(tmp_path / "out.jsonl"), "--retry-failed")
    assert done.code == failures.USAGE and errors.read_bytes() == before


def test_an_unreachable_server_ends_the_run_with_a_separate_exit_status(
    server: Sandbox, closed: str, requests: str, tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    done = run("batch", requests, str(output), "--give-up-after", "0", "--base-url", closed)
    assert done.code == failures.UNREACHABLE == 4
    assert done.err.splitlines()[-2:] == [
        "The server could not be reached for 0:00.",
        "Stopped with 0 of 40 done; run the same command again to continue.",
    ]
    assert "Succeeded  0 of 40" in done.out and not (tmp_path / "out.errors.jsonl").exists()
    as_json = run("batch", requests, str(output), "--give-up-after", "0", "--base-url", closed, "-o", "json")
    assert as_json.code == failures.UNREACHABLE
    assert [as_json.json()[name] for name in ("stopped", "total", "failed", "slow")] == ["unreachable", 40, 0, []]
    assert run("batch", requests, str(output)).code == 0
    assert len(whole_ids(output)) == 40


def test_the_pause_is_shown(closed: str, server: Sandbox, requests: str, tmp_path: Path) -> None:
    done = run("batch", requests, str(tmp_path / "out.jsonl"), "--give-up-after", "0.5", "--base-url", closed)
    assert done.code == failures.UNREACHABLE
    assert "no connection, waiting 1 s" in done.err


@pytest.mark.parametrize("value", ["-1", "soon"])
def test_an_invalid_time_to_give_up_is_refused(value: str, server: Sandbox, requests: str, tmp_path: Path) -> None:
    done = run("batch", requests, str(tmp_path / "out.jsonl"), "--give-up-after", value)
    assert done.code == failures.USAGE and "--give-up-after" in done.err


def test_slow_models_are_named(server: Sandbox, tmp_path: Path) -> None:
    lines = [line(0), line(1, "sandbox/rate-limit:0.1x3"), line(2)]
    requests = write_lines(tmp_path / "in.jsonl", *lines)
    done = run("batch", str(requests), str(tmp_path / "out.jsonl"))
    assert done.code == 0
    assert "Slow models  sandbox/rate-limit:0.1x3 (3 refusals)" in done.out
    done = run("batch", str(requests), str(tmp_path / "out.jsonl"), "-o", "json")
    assert done.json()["slow"] == [] and done.json()["stopped"] is None


def slow(name: str, waiting: float = 3.0, given_up: bool = False) -> SlowModel:
    """A slow model."""
    return SlowModel(name, 2, 1, waiting, given_up)


SHOWN: List[Any] = [
    ({"slow": (slow("m"),)}, False, "slow: m"),
    ({"slow": (slow("m", 0.0, True),)}, False, "slow: m"),
    ({"slow": (slow("m", 0.0),)}, False, ""),
    ({"slow": (slow("m"), slow("n")), "waiting": 2.1}, False, "waiting 3 s for m, n"),
    ({"slow": (slow("m"),), "waiting": 2.1}, True, "waiting 3 s"),
    ({"slow": (slow("m"),)}, True, ""),
    ({"slow": tuple(map(slow, "abcde"))}, False, "slow: a, b, c and 2 more"),
    ({"waiting": 60.0, "reachable": False}, False, "no connection, waiting 60 s"),
    ({"slow": (slow("\x1b[31mred\n"),)}, False, "slow: "),
]


@for_each(("facts", "short", "shown"), SHOWN)
def test_the_progress_names_slow_models(facts: Any, short: bool, shown: str) -> None:
    progress = Counter(10, 0, 0, BatchUsage(), 0.0).progress(0.0, **facts)
    text = facts_of(progress, short=short)
    assert text.startswith("  ".join(part for part in ("0.0/s", "" if short else "0 tokens/s", shown) if part))
    assert "\x1b" not in text and "\n" not in text
