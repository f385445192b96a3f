"""Tests that a batch never writes to a foreign file, whatever is wrong with the run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Callable, Dict

import pytest
from batch_support import asked, line, read_lines, whole_ids, write_lines
from support import Driver

from helixagent import AuthenticationError, HelixAgentError, ValidationError
from helixagent.batch.results import BatchResult, encode_result, make_id
from helixagent.testing import Sandbox

RESULT = encode_result(
    BatchResult(make_id("createChatCompletion", "0" * 12, "a" * 32), "elsewhere", 200, None, {"choices": []})
)
FAILURE = encode_result(
    BatchResult(make_id("createChatCompletion", "0" * 12, "a" * 32), "elsewhere", 400, None, {"message": "no"})
)
FOREIGN: Dict[str, bytes] = {
    "text": b"Buy milk.\nCall Ann.\n",
    "text without an end": b"Buy milk.",
    "csv": b"id,name\r\n1,Ann\r\n",
    "csv without an end": b"id,name\n1,Ann",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
    "binary without a line": b"\x00\x01\x02" * 100,
    "zeros": b"\0" * 100,
    "other JSON lines": b'{"a": 1}\n{"a": 2}\n',
    "a JSON document": b'{\n  "a": 1\n}\n',
    "an unfinished JSON document": b'{"a": ',
    "a JSON document in one line": b'{"id": "batch_req_1", "custom_id": "r0"}',
    "an output of OpenAI": b'{"id": "batch_req_1", "custom_id": "r0", "response": null, "error": null}\n',
    "an unfinished output of OpenAI": b'{"id": "batch_req_1", "custom_id": "r0", "resp',
    "a result and text": RESULT + b"Buy milk.\n",
    "a result, zeros, and more": RESULT + b"\0" * 100 + b"\n" + b"\0" * 10,
    "a blank line": b"\n",
    "text and a result": b"Buy milk.\n" + RESULT,
    "deeply nested JSON": b"[" * 100_000 + b"\n",
    "UTF-16": "Buy milk.\n".encode("utf-16"),
}


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    """A file of three requests."""
    return write_lines(tmp_path / "in.jsonl", *[line(number) for number in range(3)])


def contents(folder: Path) -> Dict[str, Any]:
    """Return the files of a folder, with the content, the inode and the modification time of each."""
    return {path.name: (path.read_bytes(), path.lstat().st_ino, path.lstat().st_mtime_ns) for path in folder.iterdir()}


@pytest.mark.parametrize("retry_failed", [False, True], ids=["plain", "retry_failed"])
@pytest.mark.parametrize("name", ["out.jsonl", "out.errors.jsonl"])
@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_refused_and_unchanged(
    kind: str, name: str, retry_failed: bool, client: Any, sandbox: Sandbox, requests: Path
) -> None:
    (requests.parent / name).write_bytes(FOREIGN[kind])
    before = contents(requests.parent)
    with pytest.raises(ValidationError, match=r"was not written by a batch|is damaged|contains successes") as caught:
        client.batch.run(requests, requests.parent / "out.jsonl", retry_failed=retry_failed)
    assert name in caught.value.message and caught.value.param == "output"
    assert contents(requests.parent) == before and sandbox.requests == []


Others = Callable[[Path], Any]


def _bad_requests(folder: Path) -> Any:
    return write_lines(folder / "bad.jsonl", line(0), b"oh\n")


@pytest.mark.parametrize("arrange", [_bad_requests, lambda folder: [{"messages": 7}]], ids=["file", "list"])
def test_invalid_requests_change_no_file(arrange: Others, client: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    requests = arrange(tmp_path)
    (tmp_path / "notes.txt").write_bytes(b"Buy milk.")
    before = contents(tmp_path)
    for output in ("notes.txt", "new.jsonl"):
        with pytest.raises(ValidationError):
            client.batch.run(requests, tmp_path / output)
    assert contents(tmp_path) == before and sandbox.requests == []


def test_invalid_requests_leave_a_truncated_output_unchanged(client: Any, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(RESULT + RESULT[:50])
    before = contents(tmp_path)
    with pytest.raises(ValidationError, match="nothing was sent"):
        client.batch.run([{"messages": 7}], tmp_path / "out.jsonl")
    assert contents(tmp_path) == before


def test_a_refused_key_changes_no_foreign_file(driver: Driver, sandbox: Sandbox, requests: Path) -> None:
    output = requests.parent / "notes.txt"
    output.write_bytes(b"Buy milk.")
    before = contents(requests.parent)
    client = driver.client(sandbox, api_key="bad-key")
    with pytest.raises(ValidationError):
        driver.run(client.batch.run(requests, output))
    assert contents(requests.parent) == before
    with pytest.raises(AuthenticationError):
        driver.run(client.batch.run(requests, requests.parent / "out.jsonl"))
    assert read_lines(requests.parent / "out.jsonl") == []


# --- requests as the output, or as the failures file


def _same(folder: Path, name: str) -> None:
    (folder / "in.jsonl").rename(folder / name)


def _symbolic_link(folder: Path, name: str) -> None:
    (folder / name).symlink_to(folder / "in.jsonl")


def _hard_link(folder: Path, name: str) -> None:
    os.link(folder / "in.jsonl", folder / name)


@pytest.mark.parametrize("retry_failed", [False, True], ids=["plain", "retry_failed"])
@pytest.mark.parametrize("name", ["out.jsonl", "out.errors.jsonl"])
@pytest.mark.parametrize("arrange", [_same, _symbolic_link, _hard_link])
def test_the_requests_are_not_written_to(
    arrange: Any, name: str, retry_failed: bool, client: Any, sandbox: Sandbox, requests: Path
) -> None:
    arrange(requests.parent, name)
    source = requests if requests.exists() else requests.parent / name
    before = contents(requests.parent)
    with pytest.raises(ValidationError, match="output must not be the file of the requests") as caught:
        client.batch.run(source, requests.parent / "out.jsonl", retry_failed=retry_failed)
    assert name in caught.value.message
    assert contents(requests.parent) == before and sandbox.requests == []


def test_the_failures_of_a_run_cannot_be_its_requests(client: Any, sandbox: Sandbox, requests: Path) -> None:
    sandbox.reply(400, json={"error": {"message": "no"}}, times=3)
    output, errors = requests.parent / "out.jsonl", requests.parent / "out.errors.jsonl"
    client.batch.run(requests, output)
    before = contents(requests.parent)
    for retry_failed in (False, True):
        with pytest.raises(ValidationError, match="output must not be the file"):
            client.batch.run(errors, output, retry_failed=retry_failed)
    assert contents(requests.parent) == before


@pytest.mark.parametrize("link", [Path.symlink_to, lambda path, target: os.link(target, path)], ids=["soft", "hard"])
def test_output_and_failures_must_be_two_files(link: Any, client: Any, requests: Path) -> None:
    output, errors = requests.parent / "out.jsonl", requests.parent / "out.errors.jsonl"
    output.write_bytes(b"")
    link(errors, output)
    with pytest.raises(ValidationError, match="are the same file"):
        client.batch.run(requests, output)
    assert output.read_bytes() == b""


# --- results of other batches


def test_results_of_another_batch_are_kept(client: Any, sandbox: Sandbox, requests: Path) -> None:
    output, errors = requests.parent / "out.jsonl", requests.parent / "out.errors.jsonl"
    for path, content, message in (
        (output, RESULT, "has results \\(1\\) of requests that are missing from the input"),
        (output, FAILURE, "contains failures"),
        (errors, RESULT, "contains successes"),
        (errors, FAILURE, "has results \\(1\\) of requests that are missing from the input"),
    ):
        path.write_bytes(content)
        before = contents(requests.parent)
        for retry_failed in (False, True):
            with pytest.raises(ValidationError, match=message):
                client.batch.run(requests, output, retry_failed=retry_failed)
        assert contents(requests.parent) == before and sandbox.requests == []
        path.unlink()


# --- links and empty files that someone else has created


def test_a_dangling_link_is_followed_and_kept(client: Any, requests: Path, tmp_path: Path) -> None:
    output = requests.parent / "out.jsonl"
    (tmp_path / "elsewhere").mkdir()
    output.symlink_to(tmp_path / "elsewhere" / "real.jsonl")
    assert client.batch.run(requests, output).succeeded == 3
    assert output.is_symlink() and len(whole_ids(tmp_path / "elsewhere" / "real.jsonl")) == 3


def test_an_existing_empty_failures_file_is_not_removed(client: Any, requests: Path) -> None:
    errors = requests.parent / "out.errors.jsonl"
    errors.write_bytes(b"")
    assert client.batch.run(requests, requests.parent / "out.jsonl").failed == 0
    assert errors.read_bytes() == b""


class Late:
    """Part of a request. While it is checked, another process writes to a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def to_dict(self) -> Any:
        """Return the value that is sent."""
        self._path.write_bytes(b"Buy milk.")
        return {}


def test_a_file_that_appears_while_the_requests_are_checked_is_not_written_to(
    client: Any, sandbox: Sandbox, tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"

    with pytest.raises(HelixAgentError, match="Another run writes to"):
        client.batch.run([line(0, brand_new=Late(output))], output)
    assert output.read_bytes() == b"Buy milk." and sandbox.requests == []


def test_an_output_that_changes_while_the_requests_are_checked_is_not_written_to(
    client: Any, sandbox: Sandbox, tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    output.write_bytes(b"")

    with pytest.raises(HelixAgentError, match="changed while it was read"):
        client.batch.run([line(0, brand_new=Late(output))], output)
    assert output.read_bytes() == b"Buy milk." and sandbox.requests == []


# --- truncation during recovery


@pytest.mark.parametrize("end", [80, 120, 200])
def test_a_truncated_first_line_is_removed(end: int, client: Any, sandbox: Sandbox, requests: Path) -> None:
    output = requests.parent / "out.jsonl"
    client.batch.run(requests, output, max_concurrency=1)
    output.write_bytes(output.read_bytes()[:end])
    sandbox.reset()
    if end > 90:
        assert client.batch.run(requests, output).resumed == 0
        assert sorted(asked(sandbox)) == ["r0", "r1", "r2"]
    else:
        # The line is too short to identify its origin.
        with pytest.raises(ValidationError, match="was not written by a batch"):
            client.batch.run(requests, output)


def test_an_output_without_a_file_name_is_refused(client: Any, requests: Path) -> None:
    for output in ("", ".", "/"):
        with pytest.raises(ValidationError, match="output must be the path of a file"):
            client.batch.run(requests, output)
