"""Tests of tools between the SDK and its HTTP library: caches, mocks and interim responses."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
import requests
import requests_cache
import respx
from raw_server import DONE, Peer, RawServer, Seen, chunk, event, texts
from support import COMPLETION, USER

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, NetworkError


def answers(peer: Peer, request: Seen) -> bool:
    if b'"stream":true' in request.body:
        peer.head()
        peer.part(event(chunk("Hi")), DONE)
        peer.end()
    else:
        peer.respond(json.dumps(COMPLETION).encode())
    return False


@pytest.fixture
def cached() -> Any:
    with requests_cache.CachedSession(backend="memory", allowable_methods=["GET", "POST"]) as session:
        yield session


@pytest.mark.filterwarnings("ignore:Transitional processing:DeprecationWarning")
def test_a_cached_session_works(cached: Any) -> None:
    with RawServer(answers) as server, HelixAgentClient("k", session=cached, base_url=server.base_url) as client:
        for _ in range(2):
            response = client.chat.completions.create(messages=USER, extra_headers={"idempotency-key": "same"})
            assert response.choices[0].message.content == "Hi"
            assert texts(client.chat.completions.create(messages=USER, stream=True)) == ["Hi"]


@pytest.mark.parametrize("using", ["httpx", "httpcore"])
def test_respx_responds_instead_of_the_server(using: str) -> None:
    with RawServer(answers) as server:
        with respx.mock(using=using) as mocked:
            route = mocked.post(f"{server.base_url}/v1/chat/completions")
            route.mock(return_value=httpx.Response(200, json={**COMPLETION, "id": "mocked"}))
            with HelixAgent("k", base_url=server.base_url) as client:
                assert client.chat.completions.create(messages=USER).id == "mocked"
            assert asyncio.run(_id_of(server.base_url)) == "mocked"
            assert route.call_count == 2
        assert server.requests == []
        with HelixAgent("k", base_url=server.base_url) as client:
            assert client.chat.completions.create(messages=USER).id == COMPLETION["id"]


async def _id_of(url: str) -> str:
    async with AsyncHelixAgent("k", base_url=url) as client:
        return (await client.chat.completions.create(messages=USER)).id or ""


def early(peer: Peer, request: Seen) -> bool:
    peer.send(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
    return answers(peer, request)


def test_an_interim_response_is_not_the_response() -> None:
    with RawServer(early) as server:
        with HelixAgent("k", base_url=server.base_url) as client:
            assert client.chat.completions.create(messages=USER).id == COMPLETION["id"]
        with requests.Session() as session:
            client = HelixAgentClient("k", session=session, base_url=server.base_url, max_retries=0)
            with pytest.raises(NetworkError, match="requests cannot read past status 103"):
                client.chat.completions.create(messages=USER)
