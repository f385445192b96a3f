"""Tests that each invalid line of a batch is reported with its number before anything is sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest
from batch_support import CHAT_URL, line, read_lines, write_lines
from cases import for_each
from support import IMAGE, USER, Driver

from helixagent import ValidationError
from helixagent.batch.operations import BY_ID
from helixagent.testing import Sandbox


def without(name: str) -> Dict[str, Any]:
    made = line(2)
    del made[name]
    return made


def with_body(**members: Any) -> Dict[str, Any]:
    return line(2, **members)


BAD: List[Tuple[Any, str]] = [
    (b"{oh no\n", "is not valid JSON: Expecting property name enclosed in double quotes at column 2."),
    (b'{"custom_id": "r2"\n', "is not valid JSON: "),
    (b'{"custom_id": "\xff"}\n', "is not UTF-8."),
    (b"[" * 100_000 + b"\n", "is nested too deeply."),
    (b'{"custom_id": NaN}\n', "is not valid JSON: NaN is not a JSON number."),
    ([1, 2], "must be a JSON object, not an array."),
    ("text", "must be a JSON object, not a string."),
    (7, "must be a JSON object, not a number."),
    (without("custom_id"), "custom_id is missing."),
    (without("method"), "method is missing."),
    (without("url"), "url is missing."),
    (without("body"), "body is missing."),
    ({**line(2), "custom_id": None}, "custom_id is missing."),
    ({**line(2), "custom_id": 7}, "custom_id must be a non-empty string."),
    ({**line(2), "custom_id": "  "}, "custom_id must be a non-empty string."),
    ({**line(2), "custom_id": "\ud800"}, "contains half of a surrogate pair"),
    (line(1), "has the custom_id 'r1' of line 1 again."),
    ({**line(2), "method": "GET"}, "method must be 'POST'."),
    ({**line(2), "url": "/v1/chat/completion"}, "url '/v1/chat/completion' is not known; did you mean '/v1/chat/compl"),
    (
        {**line(2), "url": "nowhere"},
        "url 'nowhere' is not known; a batch can use /v1/chat/completions, /v1/completions",
    ),
    ({**line(2), "url": "/v1/webhooks"}, "url '/v1/webhooks' is not known"),
    ({**line(2), "url": 7}, "url must be a string such as '/v1/chat/completions'."),
    ({**line(2), "body": "Hello"}, "body must be an object, not a string."),
    (with_body(stream=True), "body.stream must not be true"),
    (with_body(messages=[]), "body.messages must not be empty."),
    (with_body(temperature=3), "body.temperature must be between 0 and 2, not 3."),
    (with_body(messages=[{"content": "Hi"}]), "body.messages[0].role is required."),
    ({**line(2), "body": {}}, "body.messages is required."),
    ({**line(2), "url": "/v1/embeddings", "body": {"input": "a"}}, "body.model is required."),
    (with_body(metadata={"a": "\ud800"}), "contains half of a surrogate pair"),
]


@for_each(("bad", "problem"), BAD)
def test_an_invalid_line_is_reported_with_its_number_before_anything_is_sent(
    bad: Any, problem: str, client: Any, sandbox: Sandbox, tmp_path: Path
) -> None:
    requests = write_lines(tmp_path / "in.jsonl", line(1), bad, line(3))
    with pytest.raises(ValidationError) as caught:
        client.batch.run(requests, tmp_path / "out.jsonl")
    first, told = caught.value.message.split("\n")
    assert first == "in.jsonl has 1 invalid line; nothing was sent."
    assert told.startswith(f"line 2: {problem}")
    assert sandbox.requests == []
    # The run does not leave any files behind either.
    assert list(tmp_path.iterdir()) == [requests]


def test_all_lines_are_checked_and_the_first_twenty_invalid_ones_shown(
    client: Any, sandbox: Sandbox, tmp_path: Path
) -> None:
    requests = write_lines(tmp_path / "in.jsonl", line(0), *[b"oh\n"] * 30, line(1), line(1))
    with pytest.raises(ValidationError) as caught:
        client.batch.run(requests)
    told = caught.value.message.split("\n")
    assert told[0] == "in.jsonl has 31 invalid lines; nothing was sent."
    assert [text.partition(":")[0] for text in told[1:-1]] == [f"line {number}" for number in range(2, 22)]
    assert told[-1] == "… and 11 more"
    assert sandbox.requests == []


def test_byte_order_marks_and_line_endings_of_editors_are_accepted(
    client: Any, sandbox: Sandbox, tmp_path: Path
) -> None:
    texts = [json.dumps(line(number)).encode() for number in range(1, 4)]
    content = b"\xef\xbb\xbf" + texts[0] + b"\r\n\r\n  \n" + texts[1] + b"\n" + texts[2]
    summary = client.batch.run(write_lines(tmp_path / "in.jsonl", content))
    assert [result.custom_id for result in summary.results] == ["r1", "r2", "r3"]
    assert summary.succeeded == 3


def test_a_line_that_is_too_long_for_memory_is_refused(client: Any, tmp_path: Path) -> None:
    requests = tmp_path / "in.jsonl"
    with open(requests, "wb") as file:
        # The file is sparse, so it takes no disk space.
        file.truncate((64 << 20) + 2)
    with pytest.raises(ValidationError, match=r"line 1 of in\.jsonl is longer than 64 MiB"):
        client.batch.run(requests)


BODIES: Dict[str, Dict[str, Any]] = {
    "createChatCompletion": {"messages": USER},
    "createCompletion": {"prompt": "Once"},
    "createEnsembleCompletion": {"messages": USER},
    "createEmbeddings": {"model": "m", "input": "text", "dimensions": 2},
    "analyzeImage": {"model": "m", "messages": [{"role": "user", "content": [IMAGE]}]},
    "extractText": {"image_url": "https://x.example/a.png"},
}


def test_each_operation_is_sent_to_its_path_and_returns_its_model(
    driver: Driver, sandbox: Sandbox, tmp_path: Path
) -> None:
    assert set(BODIES) == set(BY_ID)
    lines = [
        {"custom_id": name, "method": "POST", "url": BY_ID[name].url, "body": body} for name, body in BODIES.items()
    ]
    client = driver.client(sandbox)
    summary = driver.run(client.batch.run(write_lines(tmp_path / "in.jsonl", *lines), tmp_path / "out.jsonl"))
    assert (summary.total, summary.succeeded) == (6, 6)
    assert {request.path for request in sandbox.requests} == {BY_ID[name].url for name in BODIES}
    for result in summary.results:
        model = BY_ID[result.custom_id].module.OPERATION.response
        assert type(result.response) is model
        assert result.response.to_dict() == result.body


def test_unknown_members_and_nulls_of_a_body_are_sent_unchanged(client: Any, sandbox: Sandbox) -> None:
    body = {"messages": USER, "model": "m", "brand_new": {"x": [1, None]}, "timeout": 3, "self": 1}
    assert client.batch.run([body]).succeeded == 1
    assert sandbox.requests[0].json() == body


def test_list_items_may_be_bodies_and_omit_redundant_members(client: Any, sandbox: Sandbox) -> None:
    requests = ({"messages": USER}, {"body": {"messages": USER, "model": "m"}, "custom_id": "mine"}, line(3))
    summary = client.batch.run(iter(requests))
    assert [result.custom_id for result in summary.results] == ["request-1", "mine", "r3"]
    assert {request.path for request in sandbox.requests} == {CHAT_URL}
    assert sorted(request.json()["model"] for request in sandbox.requests) == [*["helixagent-ensemble"] * 2, "m"]


def test_bodies_alone_can_use_another_operation(client: Any) -> None:
    summary = client.batch.run([{"model": "m", "input": "text", "dimensions": 2}], url="/v1/embeddings")
    (result,) = summary.results
    assert len(result.response.data[0].embedding) == 2


@for_each(
    ("arguments", "problem"),
    [
        (({"messages": USER},), "requests must be the path of a JSONL file or a list of dicts, not dict."),
        ((b"in.jsonl",), "requests must be the path of a JSONL file or a list of dicts, not bytes."),
        ((7,), "requests must be the path of a JSONL file or a list of dicts, not int."),
        (("nowhere.jsonl",), "requests names 'nowhere.jsonl', which is not a file."),
        ((["text"],), "requests has 1 invalid line; nothing was sent.\nrequests[0]: must be a dict, not str."),
        (([{"body": None}],), "requests[0]: body is missing."),
        (([{"messages": USER, "metadata": {"a": {1, 2}}}],), "requests[0]: body"),
        (([], 7), "output must be a path, not int."),
        (([], "/nowhere/out.jsonl"), "output '/nowhere/out.jsonl' can't be opened: No such file or directory."),
    ],
)
def test_invalid_arguments_are_named(arguments: Any, problem: str, client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError) as caught:
        client.batch.run(*arguments)
    assert problem in caught.value.message
    assert sandbox.requests == []


@pytest.mark.parametrize(
    ("options", "param"),
    [
        ({"max_concurrency": 0}, "max_concurrency"),
        ({"max_concurrency": True}, "max_concurrency"),
        ({"max_concurrency": "32"}, "max_concurrency"),
        ({"retry_failed": True}, "retry_failed"),
        ({"url": "/v1/nothing"}, "url"),
        ({"concurrency": 3}, "concurrency"),
    ],
)
def test_invalid_options_are_named(options: Any, param: str, client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError) as caught:
        client.batch.run([{"messages": USER}], **options)
    assert caught.value.param == param
    assert sandbox.requests == []


def test_an_empty_batch_finishes_immediately(client: Any, tmp_path: Path) -> None:
    summary = client.batch.run(write_lines(tmp_path / "in.jsonl"), tmp_path / "out.jsonl")
    assert (summary.total, summary.succeeded, list(summary.results)) == (0, 0, [])
    assert read_lines(tmp_path / "out.jsonl") == []
