"""Tests of `max_response_size`: a larger body is refused, even if it is small when compressed."""

from __future__ import annotations

import gzip
import json
from typing import Any, Dict, Iterator

import pytest
from cases import for_each
from raw_server import DONE, Peer, RawServer, Seen, chunk, event, texts
from stream_support import way_of
from support import USER

from helixagent import HelixAgent, InvalidResponseError, ValidationError

LIMIT = 100_000


@pytest.fixture(params=["sync", "session", "asyncio", "aiohttp"])
def make(request: Any) -> Iterator[Any]:
    is_aiohttp = request.param == "aiohttp"
    options: Dict[str, Any] = {"http_client": "aiohttp" if is_aiohttp else None} if "a" in request.param else {}
    with way_of("asyncio" if is_aiohttp else request.param) as way:
        yield lambda server, **more: way.client(server.base_url, **{"max_response_size": LIMIT, **options, **more})


def body_of(size: int) -> bytes:
    """Return a JSON body of exactly this many bytes."""
    empty = json.dumps({"object": "list", "data": [], "x": ""}).encode()
    return json.dumps({"object": "list", "data": [], "x": "x" * (size - len(empty))}).encode()


def sending(body: bytes, framing: str) -> Any:
    def handler(peer: Peer, request: Seen) -> bool:
        if framing == "length":
            peer.respond(body)
            return False
        zipped = gzip.compress(body) if "gzip" in framing else body
        encoding = {"content_encoding": "gzip"} if "gzip" in framing else {}
        if "length" in framing:
            peer.respond(zipped, **encoding)
        else:
            peer.head(content_type="application/json", **encoding)
            peer.part(zipped, end=True)
        return False

    return handler


FRAMINGS = ["length", "chunked", "gzip length", "gzip chunked"]


@for_each("framing", FRAMINGS)
def test_a_larger_body_is_refused_and_the_request_not_retried(make: Any, framing: str) -> None:
    with RawServer(sending(body_of(LIMIT + 1), framing)) as server:
        with pytest.raises(InvalidResponseError) as caught:
            make(server, max_retries=2).models.list()
        assert (
            caught.value.message
            == f"The response from {server.base_url} is larger than max_response_size (100000 bytes)."
        )
        assert (caught.value.status_code, caught.value.attempts) == (200, 1)
        assert caught.value.url == f"{server.base_url}/v1/models"
        assert len(server.requests) == 1


@for_each("framing", FRAMINGS)
def test_a_body_of_exactly_the_limit_is_read(make: Any, framing: str) -> None:
    with RawServer(sending(body_of(LIMIT), framing)) as server:
        client = make(server)
        for _ in range(2):
            assert client.models.list().additional_properties["x"]
        # The connection is reused, and the HTTP library's response also contains the body.
        assert server.connections == 1


@pytest.mark.parametrize("kind", ["sync", "session"])
@pytest.mark.parametrize("framing", FRAMINGS)
def test_the_http_response_has_the_body(kind: str, framing: str) -> None:
    with RawServer(sending(body_of(LIMIT), framing)) as server, way_of(kind) as way:
        raw = way.client(server.base_url, max_response_size=LIMIT).models.with_raw_response.list()
        assert len(raw.http_response.content) == LIMIT


def test_the_limit_applies_to_error_bodies_too(make: Any) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b"x" * (LIMIT + 1), status=400)

    with RawServer(handler) as server, pytest.raises(InvalidResponseError, match="max_response_size"):
        make(server).models.list()


def test_the_limit_applies_to_a_response_that_should_be_a_stream(make: Any) -> None:
    with RawServer(sending(body_of(LIMIT + 1), "gzip length")) as server:
        client = make(server)
        for start in (
            lambda: client.chat.completions.create(messages=USER, model="m", stream=True),
            lambda: next(iter(client.tasks.stream_events("t"))),
        ):
            with pytest.raises(InvalidResponseError, match=r"larger than max_response_size \(100000 bytes\)") as caught:
                start()
            assert (caught.value.status_code, caught.value.attempts) == (200, 1)


def test_a_stream_has_no_limit_but_each_of_its_events_does(make: Any) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        for _ in range(4):
            peer.part(event(chunk("x" * (LIMIT // 2))))
        peer.part(event(chunk("y" * LIMIT)), DONE, end=True)

    with RawServer(handler) as server:
        stream = make(server).chat.completions.create(
            messages=[{"role": "user", "content": "Hello"}], model="m", stream=True
        )
        found = []
        with pytest.raises(InvalidResponseError, match=f"larger than {LIMIT} bytes"):
            for item in stream:
                found.append(item)
        assert len("".join(texts(found))) == 2 * LIMIT


@pytest.mark.parametrize("size", [0, -1, True, 1.5, "1", None])
def test_a_limit_must_be_a_number_of_bytes(size: Any) -> None:
    with HelixAgent(base_url="http://127.0.0.1:1") as client:
        for make_one in (HelixAgent, client.with_options):
            if size is None and make_one is not HelixAgent:
                # With `with_options`, None keeps the client's setting.
                continue
            with pytest.raises(ValidationError, match="max_response_size must be a whole number of bytes") as caught:
                make_one(base_url="http://127.0.0.1:1", max_response_size=size)
            assert caught.value.param == "max_response_size"


def test_with_options_sets_another_limit(make: Any) -> None:
    with RawServer(sending(body_of(LIMIT), "length")) as server:
        client = make(server)
        assert client.models.list().additional_properties["x"]
        with pytest.raises(InvalidResponseError, match="max_response_size"):
            client.with_options(max_response_size=LIMIT - 1).models.list()
