"""Tests of the requests that are sent to a published server for each call, and of the translated responses."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterator

import pytest
from cases import for_each
from january_server import NAMES, January, bodies
from raw_server import Peer, RawServer, Seen
from stream_support import KINDS, Way, way_of
from support import IMAGE, USER, Driver

from helixagent import (
    DeadlineExceededError,
    InvalidResponseError,
    NotSupportedError,
    ProviderError,
    ValidationError,
)

HEADERS = {name.replace("-", "_"): value for name, value in NAMES.items()}
DEBATE: Dict[str, Any] = {
    "debateId": "d-1",
    "topic": "Is Python good?",
    "participants": [
        {"name": "Ann", "role": "pro", "weight": 2.0, "llms": [{"provider": "fake", "model": "m1"}]},
        {"name": "Bob", "llms": [{"provider": "fake2", "model": "m2"}]},
    ],
}


@pytest.fixture
def state() -> January:
    """The state of the imitated server."""
    return January()


@pytest.fixture
def server(state: January) -> Iterator[RawServer]:
    """The imitated server."""
    with RawServer(state) as running:
        yield running


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    """Each way to use the SDK."""
    with way_of(request.param) as opened:
        yield opened


def replying(value: Any, status: int = 200) -> Callable[[Peer, Seen], None]:
    """A published server that sends one response to everything."""

    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(json.dumps(value).encode(), status, **HEADERS)

    return handler


def published(driver: Driver, server: RawServer, **options: Any) -> Any:
    """Return a client that knows the kind of server."""
    return driver.client(server, compatibility="published", **options)


# --- chats


def test_parts_of_text_are_joined(driver: Driver, server: RawServer) -> None:
    client = published(driver, server)
    parts = [{"type": "text", "text": "One."}, {"type": "text", "text": "Two."}]
    driver.chat(client, messages=[{"role": "user", "content": parts}], stop="\n", max_completion_tokens=5)
    driver.chat(client, stop=["a"], max_completion_tokens=5, max_tokens=7)
    first, second = bodies(server)
    assert first["messages"] == [{"role": "user", "content": "One.\nTwo."}] and first["stop"] == ["\n"]
    assert first["max_tokens"] == 5 and "max_completion_tokens" not in first
    assert (second["stop"], second["max_tokens"]) == (["a"], 7)


@pytest.mark.parametrize("part", [IMAGE, {"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}}])
def test_other_parts_are_not_supported(driver: Driver, server: RawServer, part: Any) -> None:
    with pytest.raises(NotSupportedError, match=f"a message part of type {part['type']} in chat.completions.create"):
        driver.chat(published(driver, server), messages=[{"role": "user", "content": [part]}])
    assert server.requests == []


def test_an_unsupported_call_that_the_server_refused_includes_the_refusal(driver: Driver, server: RawServer) -> None:
    with pytest.raises(NotSupportedError) as caught:
        driver.chat(driver.client(server), messages=[{"role": "user", "content": [IMAGE]}])
    assert (caught.value.status_code, caught.value.attempts, len(server.requests)) == (400, 1, 1)


def test_ignored_arguments_cause_one_warning(
    driver: Driver, server: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    client = driver.client(server)
    with caplog.at_level(logging.WARNING, "helixagent"):
        for made in (client, client.with_options(max_retries=0)):
            driver.chat(made, n=2, seed=7, logprobs=True, response_format={"type": "json_object"})
        driver.chat(client, n=1, logprobs=False, response_format={"type": "text"})
        driver.run(client.debates.create({**DEBATE, "consensus_threshold": 0.5, "cognee_config": {}}))
        driver.run(client.tasks.create(type="x", max_retries=3, tags=["a"]))
        driver.run(client.ensemble.completions.create(messages=USER, extra_body={"tools": [{"type": "function"}]}))
    warned = [record.getMessage() for record in caplog.records if "ignores" in record.getMessage()]
    assert [text.split(" ignores ")[1].split(",")[0] for text in warned] == [
        "response_format in chat.completions.create",
        "n in chat.completions.create",
        "seed in chat.completions.create",
        "logprobs in chat.completions.create",
        "consensus_threshold in debates.create",
        "cognee_config in debates.create",
        "max_retries in tasks.create",
        "tags in tasks.create",
        "tools in ensemble.completions.create",
    ]


@dataclass
class City:
    """The class that the response is parsed into."""

    name: str


def test_parse_says_that_the_server_ignores_the_format(way: Way, server: RawServer) -> None:
    client = way.client(server.base_url)
    with pytest.raises(InvalidResponseError, match="This HelixAgent server ignores response_format"):
        client.chat.completions.parse(messages=USER, response_format=City)
    stream = client.chat.completions.stream(messages=USER, response_format=City)
    with stream as opened, pytest.raises(InvalidResponseError, match="This HelixAgent server ignores response_format"):
        opened.get_final_completion()


# --- completions


def test_several_prompts_are_several_chats(way: Way, server: RawServer) -> None:
    client = way.client(server.base_url, compatibility="published")
    made = client.completions.create(prompt=["a", "b", "c"], stop="x", max_tokens=9)
    assert [(each.index, each.text[-1], each.finish_reason) for each in made.choices] == [
        (0, "a", "stop"),
        (1, "b", "stop"),
        (2, "c", "stop"),
    ]
    assert (made.usage.total_tokens, made.object) == (96, "text_completion")
    assert {json.dumps(body["messages"]) for body in bodies(server)} == {
        json.dumps([{"role": "user", "content": text}]) for text in "abc"
    }
    assert {(*body["stop"], body["max_tokens"], "prompt" in body) for body in bodies(server)} == {("x", 9, False)}
    chunks = list(client.completions.create(prompt=["a", "b"], stream=True))
    assert [(chunk.choices[0].index, chunk.choices[0].text[-1]) for chunk in chunks] == [(0, "a"), (1, "b")]


@for_each(
    ("arguments", "what"),
    [
        ({"prompt": "a", "extra_body": {"prompt": [1, 2]}}, "tokens as prompt"),
        ({"prompt": "a", "extra_body": {"prompt": [[1], [2]]}}, "tokens as prompt"),
        ({"prompt": "a", "suffix": "b"}, "suffix"),
        ({"prompt": "a", "echo": True}, "echo"),
        ({"prompt": "a", "best_of": 2}, "best_of"),
        ({"prompt": "a", "logprobs": 1}, "logprobs"),
    ],
)
def test_features_that_a_chat_cannot_express(driver: Driver, server: RawServer, arguments: Any, what: str) -> None:
    with pytest.raises(NotSupportedError, match=f"does not support {what} in completions.create"):
        driver.run(published(driver, server).completions.create(**arguments))
    assert server.requests == []


# --- ensembles


def test_the_prompt_of_an_ensemble(driver: Driver, server: RawServer) -> None:
    client = published(driver, server)
    texts = [("user", "One?"), ("assistant", "1"), ("user", "Two?")]
    asked = [{"role": role, "content": text} for role, text in texts]
    driver.run(client.ensemble.completions.create(messages=asked, stop="x"))
    driver.run(client.ensemble.completions.create(prompt="Three?", messages=asked))
    driver.run(client.ensemble.completions.create(prompt="Four?"))
    assert [(body["prompt"], len(body.get("messages", ()))) for body in bodies(server)] == [
        ("Two?", 3),
        ("Three?", 3),
        ("Four?", 0),
    ]
    assert bodies(server)[0]["stop"] == ["x"]


def test_a_streamed_ensemble_is_created_from_one_response(way: Way, server: RawServer) -> None:
    client = way.client(server.base_url)
    for _ in range(2):
        stream = client.ensemble.completions.create(messages=USER, stream=True, stream_options={"include_usage": True})
        chunks = list(stream)
        assert "".join(each.choices[0].delta.content or "" for each in chunks[:-1]).endswith(
            "Explain quantum computing"
        )
        assert [each.choices[0].finish_reason for each in chunks[:-1]] == [None, None, "stop"]
        assert stream.usage.total_tokens == 32 and chunks[-1].choices == []
    assert "stream" not in bodies(server)[-1]


# --- embeddings


def test_vectors_are_in_the_order_of_the_input(way: Way) -> None:
    running, most, lock = [0], [0], threading.Lock()
    together = threading.Event()

    def handler(peer: Peer, request: Seen) -> None:
        number = int(json.loads(request.body)["text"])
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
            if running[0] == 8:
                together.set()
        together.wait(60)
        with lock:
            running[0] -= 1
        peer.respond(json.dumps({"success": True, "embeddings": [number], "tokens_used": 2}).encode(), **HEADERS)

    with RawServer(handler) as server:
        client = way.client(server.base_url, compatibility="published")
        made = client.embeddings.create(model="m", input=[str(number) for number in range(20)])
    assert [each.embedding for each in made.data] == [[number] for number in range(20)]
    assert (most[0], made.usage.total_tokens, len(server.requests)) == (8, 40, 20)
    # The SDK does not use its default, base64, for this server.
    assert bodies(server)[0].keys() == {"text", "model"}
    assert len({request.headers["idempotency-key"] for request in server.requests}) == 20


def test_one_failure_fails_the_call_and_cancels_the_rest(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> Any:
        if json.loads(request.body)["text"] == "3":
            peer.respond(b'{"error":{"message":"no"}}', 400, **HEADERS)
            return None
        peer.wait_gone()
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url, compatibility="published", timeout=5)
        with pytest.raises(ValidationError, match="no"):
            client.embeddings.create(model="m", input=[str(number) for number in range(100)])
        assert len(server.requests) <= 9


def test_one_deadline_covers_all_requests(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.wait_gone()
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url, compatibility="published", deadline=0.3)
        with pytest.raises(DeadlineExceededError):
            client.embeddings.create(model="m", input=["a", "b"])


def test_unsupported_features_of_embeddings(driver: Driver, server: RawServer) -> None:
    client = published(driver, server)
    for tokens in ([1, 2], [[1], [2]]):
        with pytest.raises(NotSupportedError, match="tokens as input"):
            driver.run(client.embeddings.create(model="m", input=tokens))
    assert server.requests == []
    with pytest.raises(NotSupportedError, match=r"dimensions=3 in embeddings.create\. Its vectors have 8 numbers"):
        driver.run(client.embeddings.create(model="m", input="a", dimensions=3))
    assert len(driver.run(client.embeddings.create(model="m", input="a", dimensions=8)).data[0].embedding) == 8


def test_arrays(driver: Driver, server: RawServer) -> None:
    made = driver.run(published(driver, server).embeddings.create(model="m", input="a", as_arrays=True))
    assert made.data[0].embedding.typecode == "f"


def test_a_failure_with_a_success_status(driver: Driver) -> None:
    failing = RawServer(replying({"success": False, "error": "no model"}))
    with failing as server, pytest.raises(ProviderError, match="no model"):
        driver.run(published(driver, server).embeddings.create(model="m", input=["a", "b"]))
