"""What is sent to a published server for each call, and what is made of its response."""

from __future__ import annotations

import base64
import json
import logging
import threading
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterator, List

import pytest
from january_server import NAMES, NO_ROUTE, January, bodies, paths
from raw_server import Peer, RawServer, Seen
from stream_support import KINDS, Way, way_of
from support import IMAGE, USER, Driver

from helixagent import (
    ConflictError,
    DeadlineExceededError,
    HelixAgentError,
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
        peer.whole(json.dumps(value).encode(), status, **HEADERS)

    return handler


def published(driver: Driver, server: RawServer, **options: Any) -> Any:
    """A client that knows what the server is."""
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


def test_an_unsupported_call_that_the_server_refused_has_the_refusal(driver: Driver, server: RawServer) -> None:
    with pytest.raises(NotSupportedError) as caught:
        driver.chat(driver.client(server), messages=[{"role": "user", "content": [IMAGE]}])
    assert (caught.value.status_code, caught.value.attempts, len(server.requests)) == (400, 1, 1)


def test_ignored_arguments_are_warned_about_once(
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
    """What the answer is read into."""

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


@pytest.mark.parametrize(
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
def test_what_a_chat_cannot_express(driver: Driver, server: RawServer, arguments: Any, what: str) -> None:
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


def test_a_streamed_ensemble_is_made_of_one_response(way: Way, server: RawServer) -> None:
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


def test_vectors_come_in_the_order_of_the_input(way: Way) -> None:
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
        peer.whole(json.dumps({"success": True, "embeddings": [number], "tokens_used": 2}).encode(), **HEADERS)

    with RawServer(handler) as server:
        client = way.client(server.base_url, compatibility="published")
        made = client.embeddings.create(model="m", input=[str(number) for number in range(20)])
    assert [each.embedding for each in made.data] == [[number] for number in range(20)]
    assert (most[0], made.usage.total_tokens, len(server.requests)) == (8, 40, 20)
    # The default of the SDK, base64, is not for this server.
    assert bodies(server)[0].keys() == {"text", "model"}
    assert len({request.headers["idempotency-key"] for request in server.requests}) == 20


def test_one_failure_fails_the_call_and_cancels_the_rest(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> Any:
        if json.loads(request.body)["text"] == "3":
            peer.whole(b'{"error":{"message":"no"}}', 400, **HEADERS)
            return None
        peer.wait_gone()
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url, compatibility="published", timeout=5)
        with pytest.raises(ValidationError, match="no"):
            client.embeddings.create(model="m", input=[str(number) for number in range(100)])
        assert len(server.requests) <= 9


def test_all_requests_are_under_one_deadline(way: Way) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.wait_gone()
        return True

    with RawServer(handler) as server:
        client = way.client(server.base_url, compatibility="published", deadline=0.3)
        with pytest.raises(DeadlineExceededError):
            client.embeddings.create(model="m", input=["a", "b"])


def test_what_embeddings_cannot_do(driver: Driver, server: RawServer) -> None:
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


def test_a_failure_inside_a_success(driver: Driver) -> None:
    failing = RawServer(replying({"success": False, "error": "no model"}))
    with failing as server, pytest.raises(ProviderError, match="no model"):
        driver.run(published(driver, server).embeddings.create(model="m", input=["a", "b"]))


# --- debates


def test_a_debate_in_the_servers_terms(driver: Driver, server: RawServer) -> None:
    client = published(driver, server)
    debate = driver.run(
        client.debates.create(
            {
                **DEBATE,
                "maximal_repeat_rounds": 2,
                "timeout": 60,
                "strategy": "structured",
                "enable_cognee": True,
                "metadata": {"a": 1},
            },
            extra_body={"custom": 1},
        )
    )
    assert (debate.debate_id, debate.status, debate.total_rounds, debate.participants_count) == ("d-1", "pending", 2, 2)
    assert debate.created_at.year == 2026
    assert bodies(server)[0] == {
        "debate_id": "d-1",
        "topic": "Is Python good?",
        "max_rounds": 2,
        "timeout": 60,
        "strategy": "structured",
        "enable_cognee": True,
        "metadata": {"a": 1},
        "custom": 1,
        "participants": [
            {"name": "Ann", "role": "pro", "weight": 2.0, "llm_provider": "fake", "llm_model": "m1"},
            {"name": "Bob", "llm_provider": "fake2", "llm_model": "m2"},
        ],
    }


def test_a_debate_needs_two_participants(driver: Driver, server: RawServer) -> None:
    with pytest.raises(ValidationError, match="participants must have two or more") as caught:
        driver.run(published(driver, server).debates.create({"topic": "Tea?"}))
    assert (caught.value.param, server.requests) == ("participants", [])


def test_a_debate_that_goes_on(driver: Driver, server: RawServer, state: January) -> None:
    state.lookups = 2
    client = driver.client(server)
    driver.run(client.debates.create(DEBATE))
    with pytest.raises(ConflictError, match="has not completed yet") as caught:
        driver.run(client.debates.get_results("d-1"))
    assert (caught.value.status_code, caught.value.body["error"]["status"]) == (409, "running")
    seen: List[Any] = []
    results = driver.run(client.debates.wait("d-1", on_progress=seen.append))
    assert [(status.status, status.total_rounds, status.current_round) for status in seen] == [
        ("running", 3, None),
        ("running", 3, None),
        ("completed", 3, 1),
    ]
    assert results.consensus.key_agreements[0].startswith("Quantum computing") and results.status == "completed"


def test_a_debate_that_no_provider_answered(driver: Driver, server: RawServer, state: January) -> None:
    state.debate_fails = True
    client = driver.client(server)
    driver.run(client.debates.create(DEBATE))
    results = driver.run(client.debates.get_results("d-1"))
    assert (results.status, results.success, results.participants) == ("failed", False, [])
    assert results.consensus.final_position == "No responses to analyze"


def test_pages_of_debates(sync_driver: Driver, server: RawServer) -> None:
    client = published(sync_driver, server)
    for number in range(5):
        client.debates.create({**DEBATE, "debateId": f"d-{number}"})
    del server.requests[:]
    assert [debate.debate_id for debate in client.debates.list()] == [f"d-{number}" for number in range(5)]
    assert len(server.requests) == 1
    page = client.debates.list(limit=2, offset=1)
    assert ([debate.debate_id for debate in page.items], page.total) == (["d-1", "d-2"], 5)
    assert [debate.debate_id for debate in page] == ["d-1", "d-2", "d-3", "d-4"]
    assert client.debates.list(status="running").items == []


# --- providers


def test_the_monitoring_that_hangs_is_not_waited_for(way: Way, server: RawServer, state: January) -> None:
    state.monitoring_hangs = True
    health = way.client(server.base_url, compatibility="published").providers.health()
    assert health.status == "degraded"
    assert {name: each.status for name, each in health.providers.items()} == {
        "fake": "healthy",
        "fake2": "healthy",
        "ollama": "healthy",
        "zen": "unhealthy",
    }
    assert "no such host" in health.providers["zen"].error
    # An unhealthy provider is not asked again.
    assert sorted(paths(server)[2:]) == [
        f"GET /v1/providers/{name}/health" for name in ("fake", "fake2", "ollama", "zen")
    ]


def test_a_server_without_monitoring(driver: Driver, state: January) -> None:
    def handler(peer: Peer, request: Seen) -> Any:
        if "monitoring" in request.target:
            peer.whole(NO_ROUTE.encode(), 404, content_type="text/plain", **HEADERS)
            return None
        return state(peer, request)

    with RawServer(handler) as server:
        client = published(driver, server)
        assert driver.run(client.providers.health()).providers["zen"].status == "unhealthy"


def test_an_unhealthy_provider_is_an_answer_and_not_retried(driver: Driver, server: RawServer) -> None:
    client = driver.client(server)
    for _ in range(2):
        health = driver.run(client.providers.get_health("zen"))
        assert (health.status, "no such host" in health.error) == ("unhealthy", True)
    assert driver.run(client.providers.get_health("fake")).status == "healthy"
    assert len(server.requests) == 3 and driver.time.sleeps == []


# --- images, sessions, webhooks


def test_images(driver: Driver) -> None:
    with RawServer(replying({"text": "A cat.", "model": "m"})) as server:
        client = driver.client(server)
        content = [{"type": "text", "text": "What?"}, IMAGE]
        made = driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": content}]))
        assert (made.choices[0].message.content, made.choices[0].finish_reason) == ("A cat.", "stop")
        data = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
        driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": [data]}]))
        assert bodies(server)[-1] == {"model": "m", "image": "AAAA"}
        driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": content}]))
        assert bodies(server)[-1] == {"model": "m", "prompt": "What?", "image_url": IMAGE["image_url"]["url"]}
        count = len(server.requests)
        with pytest.raises(NotSupportedError, match="several images"):
            driver.run(client.vision.analyze(model="m", messages=[{"role": "user", "content": [IMAGE, data]}]))
        assert len(server.requests) == count


def test_text_in_images(driver: Driver) -> None:
    with RawServer(replying({"result": {"extracted_text": "Hello", "confidence": 0.9}})) as server:
        found = driver.run(driver.client(server).vision.ocr(image=b"GIF89a..."))
        assert (found.text, found.confidence) == ("Hello", 0.9)
        assert base64.b64decode(bodies(server)[0]["image"]) == b"GIF89a..."


def test_sessions_and_webhooks(driver: Driver) -> None:
    value = {
        "sessions": [{"session_id": "s-1", "user_id": "u", "created_at": "2026-01-01T00:00:00Z"}],
        "webhooks": [{"id": "w-1", "created_at": 1796010243, "enabled": False}],
        "id": "w-1",
        "created_at": 1796010243,
    }
    with RawServer(replying(value)) as server:
        client = driver.client(server)
        assert driver.run(client.sessions.list()).sessions[0].id == "s-1"
        (webhook,) = driver.run(client.webhooks.list()).webhooks
        assert (webhook.created_at.year, webhook.enabled) == (2026, False)
        made = driver.run(client.webhooks.create(url="https://example.com/hook", events=["task.completed"]))
        assert made.created_at.year == 2026 and len(server.requests) == 3


# --- whatever a server sends

CALLS: Dict[str, Callable[[Any], Any]] = {
    "chat": lambda client: client.chat.completions.create(messages=USER),
    "completion": lambda client: client.completions.create(prompt=["a", "b"]),
    "ensemble": lambda client: client.ensemble.completions.create(messages=USER),
    "embeddings": lambda client: client.embeddings.create(model="m", input=["a"]),
    "create debate": lambda client: client.debates.create(DEBATE),
    "debate": lambda client: client.debates.get("d"),
    "debate status": lambda client: client.debates.get_status("d"),
    "debate results": lambda client: client.debates.get_results("d"),
    "debates": lambda client: client.debates.list(),
    "session": lambda client: client.sessions.get("s"),
    "sessions": lambda client: client.sessions.list(),
    "providers": lambda client: client.providers.list(),
    "provider": lambda client: client.providers.get("p"),
    "health": lambda client: client.providers.health(),
    "provider health": lambda client: client.providers.get_health("p"),
    "create task": lambda client: client.tasks.create(type="x"),
    "task": lambda client: client.tasks.get("t"),
    "tasks": lambda client: client.tasks.list(),
    "task status": lambda client: client.tasks.get_status("t"),
    "task result": lambda client: client.tasks.get_result("t"),
    "task logs": lambda client: client.tasks.get_logs("t"),
    "webhooks": lambda client: client.webhooks.list(),
    "image": lambda client: client.vision.ocr(image_url="https://example.com/a.png"),
}
_ODD: List[Any] = [None, 0, "x", [], {}, [None], [0], {"a": None}]
_NAMES = [
    *("choices", "ensemble", "usage", "embeddings", "debates", "result", "participants", "all_responses", "consensus"),
    *(
        "sessions",
        "providers",
        "supported_models",
        "healthy",
        "response_time",
        "tasks",
        "logs",
        "created_at",
        "webhooks",
    ),
    *("duration", "quality_score", "debate_id", "session_id", "task_id", "status", "success", "tokens_used"),
]


@pytest.mark.parametrize("name", CALLS)
def test_odd_responses_never_raise_an_exception_of_python(name: str, sync_driver: Driver) -> None:
    odd = iter([*([value] for value in _ODD), *_ODD, *(dict.fromkeys(_NAMES, value) for value in _ODD)])
    current: List[Any] = [None]

    def handler(peer: Peer, request: Seen) -> None:
        peer.whole(json.dumps(current[0]).encode(), **HEADERS)

    with RawServer(handler) as server:
        client = published(sync_driver, server, max_retries=0)
        for current[0] in odd:
            try:
                repr(CALLS[name](client))
            except HelixAgentError:
                continue
