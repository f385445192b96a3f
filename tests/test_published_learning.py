"""Tests of how a client detects the kind of its server. They check every request."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Iterator, List

import pytest
from january_server import NAMES, NO_ROUTE, January, bodies, paths
from raw_server import Peer, RawServer, Seen
from support import USER, Driver

from helixagent import AsyncHelixAgent, HelixAgent, NotFoundError, NotSupportedError, ProviderError, ValidationError
from helixagent.testing import Sandbox

EMBED, GENERATE = "POST /v1/embeddings", "POST /v1/embeddings/generate"
DEBATE = {
    "debateId": "d-1",
    "topic": "Is Python good?",
    "maximal_repeat_rounds": 2,
    "participants": [
        {"name": "Ann", "llms": [{"provider": "fake", "model": "m1"}]},
        {"name": "Bob", "llms": [{"provider": "fake2", "model": "m2"}]},
    ],
}


class Contract:
    """A server with the contract's embeddings, debates and tasks.

    Args:
        names_itself: Whether it sends the headers of a published server anyway.
    """

    def __init__(self, *, names_itself: bool = False) -> None:
        self.names_itself = names_itself
        self.debates: List[str] = []

    def __call__(self, peer: Peer, request: Seen) -> None:
        """Respond to a request."""
        body = json.loads(request.body) if request.body else {}
        target = f"{request.method} {request.target}"
        if target == EMBED:
            vectors = [{"object": "embedding", "index": i, "embedding": [0.5]} for i, _ in enumerate(body["input"])]
            self._send(peer, {"object": "list", "model": "m", "data": vectors})
        elif target == "POST /v1/debates":
            self.debates.append(body.get("debateId") or "made")
            self._send(peer, {"debateId": self.debates[-1], "status": "started"}, 201)
        elif target.startswith("DELETE /v1/debates/"):
            self.debates.remove(request.target.rpartition("/")[2])
            self._send(peer, {"message": "deleted"})
        elif target == "POST /v1/tasks" and "type" not in body:
            self._send(peer, {"error": {"message": "type is required", "param": "type"}}, 400)
        elif target == "POST /v1/tasks":
            self._send(peer, {"id": "task-1", "type": body["type"], "status": "pending"}, 201)
        elif target == "GET /health":
            self._send(peer, {"status": "healthy"})
        else:
            peer.respond(NO_ROUTE.encode(), 404, content_type="text/plain", **self._names())

    def _send(self, peer: Peer, value: Any, status: int = 200) -> None:
        peer.respond(json.dumps(value).encode(), status, **self._names())

    def _names(self) -> Any:
        return {name.replace("-", "_"): value for name, value in NAMES.items()} if self.names_itself else {}


class Replaced:
    """A server that can be replaced with another one at the same address."""

    def __init__(self, now: Any) -> None:
        self.now = now

    def __call__(self, peer: Peer, request: Seen) -> Any:
        """Let the current server respond."""
        return self.now(peer, request)


@pytest.fixture
def january() -> Iterator[RawServer]:
    """The imitated server."""
    with RawServer(January()) as server:
        yield server


def embedded(driver: Driver, client: Any, *texts: str) -> Any:
    """Return the vectors of texts."""
    return driver.run(client.embeddings.create(model="m", input=list(texts or ("a",))))


# --- auto


def test_no_extra_request_is_sent_for_detection(driver: Driver, january: RawServer) -> None:
    client = driver.client(january)
    assert client.server_kind is None and january.requests == []
    driver.chat(client)
    assert client.server_kind == "published"
    assert paths(january) == ["POST /v1/chat/completions"]


def test_a_refusal_reveals_the_kind_too_and_later_calls_are_translated(driver: Driver, january: RawServer) -> None:
    client = driver.client(january)
    with pytest.raises(NotFoundError):
        driver.run(client.debates.get("nope"))
    embedded(driver, client, "a", "b")
    assert paths(january) == ["GET /v1/debates/nope", GENERATE, GENERATE]


def test_copies_share_the_detected_kind(driver: Driver, january: RawServer) -> None:
    client = driver.client(january)
    copies = [client.with_options(max_retries=1), copy.copy(client)]
    embedded(driver, copies[0])
    for made in (client, *copies):
        embedded(driver, made)
    assert paths(january) == [EMBED, GENERATE, GENERATE, GENERATE, GENERATE]
    assert {made.server_kind for made in (client, *copies)} == {"published"}


def test_other_origins_and_other_clients_do_not_share_it(january: RawServer, sandbox: Sandbox) -> None:
    with HelixAgent(api_key="k", base_url=january.base_url) as client:
        client.health()
        assert client.with_options(base_url=sandbox.base_url).server_kind is None
        assert client.with_options(base_url=january.base_url + "/v1").server_kind == "published"
        for made in (copy.deepcopy(client), pickle.loads(pickle.dumps(client))):
            assert made.server_kind is None
            made.close()


def test_acreate_shares_the_detected_kind(january: RawServer) -> None:
    async def both() -> None:
        await client.chat.completions.acreate(messages=USER, stop="\n")
        await client._async_twin.close()  # type: ignore[union-attr]

    with HelixAgent(api_key="k", base_url=january.base_url) as client:
        client.health()
        asyncio.run(both())
    assert bodies(january)[1]["stop"] == ["\n"]


def test_an_accepted_first_response_is_mapped(driver: Driver, january: RawServer) -> None:
    client = driver.client(january)
    providers = driver.run(client.providers.list()).providers
    assert [(each.name, each.status, len(each.models)) for each in providers] == [
        ("fake", "unknown", 29),
        ("fake2", "unknown", 29),
        ("ollama", "unknown", 7),
        ("zen", "unknown", 4),
    ]
    assert len(january.requests) == 1


def test_a_second_get_is_sent_after_an_accepted_first_get(driver: Driver, january: RawServer) -> None:
    other = driver.client(january)
    driver.run(other.health())
    driver.run(other.debates.create(DEBATE))
    del january.requests[:]
    status = driver.run(driver.client(january).debates.get_status("d-1"))
    assert (status.debate_id, status.status, status.total_rounds) == ("d-1", "completed", 2)
    assert paths(january) == ["GET /v1/debates/d-1/status", "GET /v1/debates/d-1"]


@pytest.mark.parametrize(
    ("call", "sent"),
    [
        (lambda client: client.embeddings.create(model="m", input=["a"]), [EMBED, GENERATE]),
        (lambda client: client.ensemble.completions.create(messages=USER), ["POST /v1/ensemble/completions"] * 2),
        (lambda client: client.completions.create(prompt="a"), ["POST /v1/completions", "POST /v1/chat/completions"]),
        (lambda client: client.chat.completions.create(messages=USER, stop="\n"), ["POST /v1/chat/completions"] * 2),
    ],
)
def test_a_refused_first_call_is_sent_again_once(driver: Driver, january: RawServer, call: Any, sent: Any) -> None:
    client = driver.client(january, max_retries=0)
    driver.run(call(client))
    assert paths(january) == sent
    assert driver.time.sleeps == []
    # A translated request has a new key.
    assert len({request.headers["idempotency-key"] for request in january.requests}) == 2
    del january.requests[:]
    driver.run(call(client))
    assert paths(january) == sent[1:]


def test_raw_responses_count_all_requests(driver: Driver, january: RawServer) -> None:
    client = driver.client(january)
    raw = driver.run(client.embeddings.with_raw_response.create(model="m", input=["a", "b", "c"]))
    assert raw.attempts == 4 and raw.status_code == 200
    assert [each["index"] for each in json.loads(raw.content)["data"]] == [0, 1, 2]
    assert [len(each.embedding) for each in raw.parse().data] == [8, 8, 8]
    assert client.get_usage_stats().total_requests == 1


def refusing(peer: Peer, request: Seen) -> None:
    """Refuse every request."""
    names = {name.replace("-", "_"): value for name, value in NAMES.items()}
    peer.respond(b'{"error":{"code":400,"message":"no","type":"invalid_request"}}', 400, **names)


def test_a_call_that_is_refused_twice_fails(driver: Driver) -> None:
    with RawServer(refusing) as server, pytest.raises(ValidationError) as caught:
        driver.chat(driver.client(server), stop="\n")
    assert len(server.requests) == 2 and caught.value.attempts == 2


def test_the_same_request_is_not_sent_twice(driver: Driver) -> None:
    with RawServer(refusing) as server, pytest.raises(ValidationError) as caught:
        driver.chat(driver.client(server))
    assert len(server.requests) == 1 and caught.value.attempts == 1


def test_a_wrongly_started_debate_is_deleted_and_started_again(
    driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    state = January()
    with RawServer(state) as server, caplog.at_level(logging.WARNING, "helixagent"):
        debate = driver.run(driver.client(server).debates.create(DEBATE))
    assert debate.debateId == "d-1" and debate.participants_count == 2
    assert paths(server) == ["POST /v1/debates", "DELETE /v1/debates/debate-00000001", "POST /v1/debates"]
    assert list(state.debates) == ["d-1"] and state.debates["d-1"]["started"]["max_rounds"] == 2
    assert "started another debate" in caplog.text
    keys = [request.headers["idempotency-key"] for request in server.requests if request.method == "POST"]
    assert len(set(keys)) == 2


# --- servers that change


def test_a_server_that_names_itself_and_follows_the_contract(driver: Driver) -> None:
    with RawServer(Contract(names_itself=True)) as server:
        client = driver.client(server)
        driver.run(client.health())
        assert len(embedded(driver, client).data) == 1
        assert len(embedded(driver, client, "a", "b").data) == 2
        assert paths(server)[1:] == [GENERATE, EMBED, EMBED]
        # The client remembers this only for this operation.
        with pytest.raises(NotSupportedError):
            driver.run(client.tasks.get_result("t"))
        assert paths(server)[4:] == ["GET /v1/tasks/t", "GET /v1/tasks/t/result"]


def test_a_debate_whose_response_follows_the_contract(driver: Driver) -> None:
    state = Contract(names_itself=True)
    with RawServer(state) as server:
        client = driver.client(server)
        driver.run(client.health())
        assert driver.run(client.debates.create(DEBATE)).debateId == "d-1"
        # The debate that was started with the wrong names is deleted.
        assert state.debates == ["d-1"]
        sent = ["GET /health", "POST /v1/debates", "DELETE /v1/debates/made", "POST /v1/debates"]
        assert paths(server) == sent
        driver.run(client.debates.create({**DEBATE, "debateId": "d-2"}))
        assert paths(server) == [*sent, "POST /v1/debates"] and bodies(server)[-1]["debateId"] == "d-2"


def test_a_first_debate_that_the_contract_accepted_is_kept(driver: Driver) -> None:
    state = Contract(names_itself=True)
    with RawServer(state) as server:
        assert driver.run(driver.client(server).debates.create(DEBATE)).debateId == "d-1"
        assert len(server.requests) == 1 and state.debates == ["d-1"]


def test_a_published_server_is_replaced_with_a_contract_server(driver: Driver) -> None:
    place = Replaced(January())
    with RawServer(place) as server:
        client = driver.client(server)
        driver.run(client.health())
        place.now = Contract()
        task = driver.run(client.tasks.create(type="llm", name="n"))
        assert task.type == "llm" and client.server_kind == "contract"
        assert [body and sorted(body) for body in bodies(server)[1:]] == [
            ["config", "notification_config", "task_name", "task_type"],
            ["name", "type"],
        ]
        embedded(driver, client)
        assert paths(server)[3:] == [EMBED]


def test_a_contract_server_is_replaced_with_a_published_one(driver: Driver) -> None:
    place = Replaced(Contract())
    with RawServer(place) as server:
        client = driver.client(server)
        embedded(driver, client)
        assert client.server_kind == "contract"
        place.now = January()
        embedded(driver, client)
        embedded(driver, client)
        assert paths(server) == [EMBED, EMBED, GENERATE, GENERATE] and client.server_kind == "published"


def test_a_hybrid_that_is_replaced_with_a_published_server(driver: Driver) -> None:
    place = Replaced(Contract(names_itself=True))
    with RawServer(place) as server:
        client = driver.client(server)
        driver.run(client.health())
        embedded(driver, client)
        state = place.now = January()
        embedded(driver, client)
        assert paths(server)[-2:] == [EMBED, GENERATE]
        driver.run(client.debates.create(DEBATE))
        assert list(state.debates) == ["d-1"]


def test_an_error_of_a_proxy_does_not_reset_the_detected_kind(driver: Driver) -> None:
    def proxy(peer: Peer, request: Seen) -> None:
        peer.respond(b"<html><title>502</title></html>", 502, content_type="text/html")

    place = Replaced(January())
    with RawServer(place) as server:
        client = driver.client(server, max_retries=0)
        driver.run(client.health())
        state, place.now = place.now, proxy
        with pytest.raises(ProviderError):
            driver.run(client.health())
        place.now = state
        embedded(driver, client)
        assert paths(server)[-1] == GENERATE


# --- servers that do not name themselves, and the other modes


def test_requests_to_a_server_that_does_not_name_itself_are_never_translated(driver: Driver) -> None:
    state = January()
    state.names_itself = False
    with RawServer(state) as server:
        client = driver.client(server)
        for _ in range(2):
            with pytest.raises(ProviderError, match="Method not found"):
                embedded(driver, client)
        assert paths(server) == [EMBED, EMBED] and client.server_kind == "contract"
        assert driver.run(client.debates.create(DEBATE)).status == "pending"
        assert len(server.requests) == 3


def test_published_translates_from_the_first_call(driver: Driver) -> None:
    state = January()
    state.names_itself = False
    with RawServer(state) as server:
        client = driver.client(server, compatibility="published")
        embedded(driver, client)
        assert driver.run(client.debates.create(DEBATE)).debateId == "d-1"
        with pytest.raises(NotSupportedError):
            driver.run(client.webhooks.list())
        assert paths(server) == [GENERATE, "POST /v1/debates", "GET /v1/webhooks"]


def test_off_never_translates(driver: Driver, january: RawServer) -> None:
    client = driver.client(january).with_options(compatibility="off")
    for _ in range(2):
        with pytest.raises(ProviderError, match="Method not found"):
            embedded(driver, client)
    with pytest.raises(NotFoundError) as caught:
        driver.run(client.webhooks.list())
    assert not isinstance(caught.value, NotSupportedError)
    assert paths(january) == [EMBED, EMBED, "GET /v1/webhooks"]


def test_the_environment_chooses_the_mode(monkeypatch: pytest.MonkeyPatch, january: RawServer) -> None:
    monkeypatch.setenv("HELIXAGENT_COMPATIBILITY", "off")
    with HelixAgent(api_key="k", base_url=january.base_url) as client:
        with pytest.raises(ProviderError):
            client.embeddings.create(model="m", input=["a"])
        client.with_options(compatibility="auto").embeddings.create(model="m", input=["a"])
    monkeypatch.setenv("HELIXAGENT_COMPATIBILITY", "")
    HelixAgent(api_key="k").close()
    monkeypatch.setenv("HELIXAGENT_COMPATIBILITY", "on")
    with pytest.raises(ValidationError, match="HELIXAGENT_COMPATIBILITY must be 'auto', 'published' or 'off'"):
        HelixAgent(api_key="k")


def test_an_unknown_mode_is_refused(client: Any) -> None:
    for change in (lambda: type(client)(api_key="k", compatibility="on"), lambda: client.with_options(compatibility=1)):
        with pytest.raises(ValidationError, match="compatibility must be 'auto', 'published' or 'off'") as caught:
            change()
        assert caught.value.param == "compatibility"


# --- at the same time


def test_threads_that_detect_the_kind_at_the_same_time(january: RawServer) -> None:
    begin = threading.Barrier(8)

    def use(number: int) -> Any:
        begin.wait(60)
        vectors = client.embeddings.create(model="m", input=["a", "bb"]).data
        debate = client.debates.create({**DEBATE, "debateId": f"d-{number}"})
        return [len(each.embedding) for each in vectors], debate.debateId

    with HelixAgent(api_key="k", base_url=january.base_url) as client, ThreadPoolExecutor(8) as pool:
        results = list(pool.map(use, range(8)))
        listed = {debate.debate_id for debate in client.debates.list()}
    assert results == [([8, 8], f"d-{number}") for number in range(8)]
    assert listed == {f"d-{number}" for number in range(8)}
    assert paths(january).count(EMBED) <= 8


def test_tasks_that_detect_the_kind_at_the_same_time(january: RawServer) -> None:
    async def use(client: AsyncHelixAgent, number: int) -> str:
        await client.embeddings.create(model="m", input=["a", "bb"])
        return str((await client.debates.create({**DEBATE, "debateId": f"d-{number}"})).debateId)

    async def main() -> List[str]:
        async with AsyncHelixAgent(api_key="k", base_url=january.base_url) as client:
            return await asyncio.gather(*(use(client, number) for number in range(8)))

    assert asyncio.run(main()) == [f"d-{number}" for number in range(8)]


# --- keys


def test_an_idempotency_key_of_the_caller_is_sent_with_one_request(driver: Driver, january: RawServer) -> None:
    client = driver.client(january)
    for _ in range(2):
        driver.run(client.embeddings.create(model="m", input=["a", "b"], extra_headers={"Idempotency-Key": "mine"}))
    keys = [request.headers["idempotency-key"] for request in january.requests]
    assert keys.count("mine") == 2 and len(set(keys)) == len(keys) - 1
