"""Tests of the files of a batch: resuming, truncated lines, locks, and the match between files and requests."""

from __future__ import annotations

import json
import os
import resource
import signal
from pathlib import Path
from typing import Any, List

import pytest
from batch_support import asked, line, read_lines, whole_ids, write_lines
from support import Driver

from helixagent import HelixAgentError, ValidationError
from helixagent.batch.result_file import ResultFile
from helixagent.batch.results import BatchError, BatchResult, decode_result, encode_result, make_id
from helixagent.testing import Sandbox


@pytest.fixture
def files(tmp_path: Path) -> Any:
    """Return the paths of requests (five lines), successes and failures."""
    requests = write_lines(tmp_path / "in.jsonl", *[line(number) for number in range(5)])
    return requests, tmp_path / "out.jsonl", tmp_path / "out.errors.jsonl"


def test_the_output_has_openai_s_format(driver: Driver, sandbox: Sandbox, files: Any) -> None:
    requests, output, errors = files
    write_lines(requests, line(0), line(1, "sandbox/400"))
    client = driver.client(sandbox)
    summary = driver.run(client.batch.run(str(requests), str(output)))
    assert (summary.total, summary.succeeded, summary.failed, summary.resumed) == (2, 1, 1, 0)
    (good,), (bad,) = read_lines(output), read_lines(errors)
    assert list(good) == list(bad) == ["id", "custom_id", "response", "error"]
    assert list(good["response"]) == list(bad["response"]) == ["status_code", "request_id", "body"]
    assert (good["custom_id"], good["error"], good["response"]["status_code"]) == ("r0", None, 200)
    assert good["response"]["request_id"].startswith("req_sandbox_")
    assert good["response"]["body"]["choices"][0]["message"]["role"] == "assistant"
    assert (bad["custom_id"], bad["response"]["status_code"]) == ("r1", 400)
    # `error` is for requests without a response.
    assert bad["error"] is None
    assert bad["response"]["body"]["error"]["code"] == "sandbox"
    assert good["id"].startswith("batch_req_createChatCompletion_") and good["id"] != bad["id"]
    assert [result.custom_id for result in summary.results] == ["r0", "r1"]
    assert [result.error.code for result in summary.failures] == ["sandbox"]
    assert summary.usage.total_tokens == good["response"]["body"]["usage"]["total_tokens"]


def test_without_failures_there_is_no_failures_file(client: Any, files: Any) -> None:
    requests, output, errors = files
    client.batch.run(requests, output)
    assert output.exists() and not errors.exists()


def test_requests_with_a_result_are_not_sent_again(driver: Driver, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    client = driver.client(sandbox)
    write_lines(requests, *[line(number) for number in range(3)])
    first = driver.run(client.batch.run(requests, output))
    write_lines(requests, *[line(number) for number in (4, 2, 1, 3, 0)])
    second = driver.run(client.batch.run(requests, output))
    assert sorted(asked(sandbox)) == ["r0", "r1", "r2", "r3", "r4"]
    assert (second.total, second.succeeded, second.resumed) == (5, 5, 3)
    assert second.usage.total_tokens > first.usage.total_tokens > 0
    third = driver.run(client.batch.run(requests, output))
    assert (third.resumed, third.succeeded, third.usage) == (5, 5, second.usage)
    assert len(sandbox.requests) == 5


def test_a_line_truncated_at_any_byte_is_removed_and_sent_again(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    write_lines(requests, line(0), line(1))
    client.batch.run(requests, output, max_concurrency=1)
    whole = output.read_bytes()
    first = whole.index(b"\n") + 1
    for end in range(first, len(whole)):
        output.write_bytes(whole[:end])
        seen: List[BatchResult] = []
        file = ResultFile(output, lambda: 0.0, seen.append)
        assert output.read_bytes() == whole[:end]
        file.open()
        file.close()
        assert output.read_bytes() == whole[:first], end
        assert [result.custom_id for result in seen] == ["r0"]
    output.write_bytes(whole[:-1])
    sandbox.reset()
    assert client.batch.run(requests, output).resumed == 1
    assert asked(sandbox) == ["r1"]
    assert whole_ids(output) == ["r0", "r1"]


def test_garbage_after_a_power_failure_is_removed(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    client.batch.run(requests, output)
    lines = output.read_bytes().splitlines(keepends=True)
    output.write_bytes(b"".join(lines[:3]) + b"\0" * 1000)
    sandbox.reset()
    assert client.batch.run(requests, output).resumed == 3
    assert len(sandbox.requests) == 2
    assert sorted(whole_ids(output)) == ["r0", "r1", "r2", "r3", "r4"]


def test_damage_before_valid_lines_is_reported_and_nothing_is_changed(
    client: Any, sandbox: Sandbox, files: Any
) -> None:
    requests, output, _ = files
    client.batch.run(requests, output)
    lines = output.read_bytes().splitlines(keepends=True)
    damaged = lines[0] + b"\0\0\n" + b"".join(lines[1:])
    output.write_bytes(damaged)
    sandbox.reset()
    with pytest.raises(ValidationError, match=r"line 2 of '.*out\.jsonl' is damaged, and valid lines follow"):
        client.batch.run(requests, output)
    assert output.read_bytes() == damaged and sandbox.requests == []


@pytest.mark.parametrize(
    "foreign",
    [
        {"id": "batch_req_123", "custom_id": "r0", "response": {"status_code": 200}, "error": None},
        {"custom_id": "r0"},
        [1],
        {"id": 7, "custom_id": "r0", "response": None, "error": None},
    ],
)
def test_a_file_with_other_content_is_not_overwritten(foreign: Any, client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    before = write_lines(output, foreign).read_bytes()
    with pytest.raises(ValidationError, match="was not written by a batch of this SDK: in line 1"):
        client.batch.run(requests, output)
    assert output.read_bytes() == before and sandbox.requests == []


def test_a_pipe_is_refused_as_output(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    os.mkfifo(output)
    with pytest.raises(ValidationError, match=r"out\.jsonl' must be a regular file, so that the batch can be resumed"):
        client.batch.run(requests, output)
    assert output.is_fifo() and sandbox.requests == []


def test_the_file_of_requests_is_refused_as_output(client: Any, files: Any) -> None:
    requests, _, _ = files
    before = requests.read_bytes()
    with pytest.raises(ValidationError, match="output must not be the file of the requests"):
        client.batch.run(requests, requests.parent / "." / "in.jsonl")
    assert requests.read_bytes() == before


def test_a_changed_request_is_detected(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    client.batch.run(requests, output)
    sandbox.reset()
    write_lines(requests, line(0), line(1, temperature=0.5), *[line(number) for number in (2, 3, 4, 5)])
    with pytest.raises(ValidationError) as caught:
        client.batch.run(requests, output)
    assert caught.value.message.endswith(
        "line 2: was changed after its result was written to out.jsonl. Use a new custom_id for it."
    )
    # A request with the same meaning but another spelling has not changed.
    reordered = {"body": line(1)["body"], "url": line(1)["url"], "method": "POST", "custom_id": "r1"}
    write_lines(requests, line(0), reordered, *[line(number) for number in (2, 3, 4)])
    assert client.batch.run(requests, output).resumed == 5
    assert sandbox.requests == []


def test_results_of_other_requests_are_detected(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    client.batch.run(requests, output)
    sandbox.reset()
    write_lines(requests, *[line(number) for number in (3, 4, 5)])
    with pytest.raises(
        ValidationError, match=r"out\.jsonl' has results \(3\) of requests that are missing from the input"
    ):
        client.batch.run(requests, output)
    assert sandbox.requests == []


def test_two_results_for_one_request_are_detected(client: Any, files: Any) -> None:
    requests, output, _ = files
    client.batch.run(requests, output)
    output.write_bytes(output.read_bytes() + output.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(ValidationError, match="has two results for 'r"):
        client.batch.run(requests, output)


def test_failures_are_only_retried_on_demand(driver: Driver, sandbox: Sandbox, files: Any) -> None:
    requests, output, errors = files
    sandbox.reply(400, json={"error": {"message": "no", "code": "bad_luck"}}, times=2)
    client = driver.client(sandbox)
    first = driver.run(client.batch.run(requests, output, max_concurrency=1))
    assert (first.succeeded, first.failed) == (3, 2)
    keys = {request.headers["idempotency-key"] for request in sandbox.requests}
    again = driver.run(client.batch.run(requests, output))
    assert (again.succeeded, again.failed, again.resumed) == (3, 2, 5)
    assert len(sandbox.requests) == 5
    retried = driver.run(client.batch.run(requests, output, retry_failed=True))
    assert (retried.succeeded, retried.failed, retried.resumed) == (5, 0, 3)
    assert sorted(asked(sandbox, since=5)) == ["r0", "r1"]
    assert sorted(whole_ids(output)) == ["r0", "r1", "r2", "r3", "r4"]
    assert not errors.exists()
    # A server that caches responses by this key must not return the failure again.
    assert not {request.headers["idempotency-key"] for request in sandbox.requests[5:]} & keys


def test_an_invalid_batch_does_not_delete_the_failures(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, errors = files
    sandbox.reply(400, json={"error": {"message": "no"}})
    client.batch.run(requests, output)
    before = errors.read_bytes()
    write_lines(requests, line(0), b"oh\n")
    with pytest.raises(ValidationError, match="nothing was sent"):
        client.batch.run(requests, output, retry_failed=True)
    assert errors.read_bytes() == before != b""


def test_requests_in_flight_are_sent_again_with_the_same_key(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    client.batch.run(requests, output)
    keys = {request.body: request.headers["idempotency-key"] for request in sandbox.requests}
    lines = output.read_bytes().splitlines(keepends=True)
    output.write_bytes(b"".join(lines[:2]))
    sandbox.reset()
    client.batch.run(requests, output)
    assert len(sandbox.requests) == 3
    for request in sandbox.requests:
        assert request.headers["idempotency-key"] == keys[request.body]


def test_two_runs_cannot_write_to_one_output(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    told: List[str] = []

    def second(progress: Any) -> None:
        with pytest.raises(HelixAgentError, match=r"Another run writes to '.*out\.jsonl'") as caught:
            client.batch.run(requests, output)
        told.append(str(caught.value))

    client.batch.run(requests, output, on_progress=second)
    assert len(told) == 5 and len(sandbox.requests) == 5
    assert client.batch.run(requests, output).resumed == 5


def test_a_full_disk_ends_the_run_with_complete_lines(client: Any, sandbox: Sandbox, files: Any) -> None:
    requests, output, _ = files
    client.batch.run(requests, output, max_concurrency=1)
    length = output.stat().st_size
    output.unlink()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length // 2 + 20, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            client.batch.run(requests, output, max_concurrency=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    content = output.read_bytes()
    assert content.endswith(b"\n") and 0 < len(content) <= length // 2 + 20
    sandbox.reset()
    assert client.batch.run(requests, output).resumed == content.count(b"\n")
    assert sorted(whole_ids(output)) == ["r0", "r1", "r2", "r3", "r4"]


def test_results_survive_a_round_trip_through_their_lines() -> None:
    name = make_id("createChatCompletion", "0" * 12, "a" * 32)
    results = [
        BatchResult(name, "r1", 200, "req", {"text": "ä \u2028 \U0001f600"}),
        BatchResult(name, "r2", error=BatchError("timeout", "late")),
        BatchResult(name, "r3", 502, None, "bad", BatchError("http_502", "bad")),
        BatchResult(name, "r4", 400, None, {"error": {"message": "no", "code": 7}}, BatchError("7", "no")),
        BatchResult(
            name,
            "r5",
            503,
            None,
            None,
            BatchError("http_503", "The server responded with status 503 and an empty body."),
        ),
        BatchResult(name, "r6", 200, None, "<html>", BatchError("invalid_response", "This is not JSON.")),
    ]
    for result in results:
        text = encode_result(result)
        assert text.count(b"\n") == 1 and text.endswith(b"\n")
        assert decode_result(text) == result
    half = encode_result(BatchResult(name, "r", 200, None, {"text": "\ud800"}))
    assert json.loads(half)["response"]["body"] == {"text": "\ud800"}
