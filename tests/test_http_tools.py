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
from support import COMPLETION, USER, run_python

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, NetworkError
from helixagent.testing import Sandbox


def answers(peer: Peer, request: Seen) -> bool:
    if b'"stream":true' in request.body:
        peer.head()
        peer.part(event(chunk("Hi")), DONE)
        peer.end()
    else:
        peer.whole(json.dumps(COMPLETION).encode())
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


# This runs in a separate process, because Sentry replaces methods of httpx permanently.
SENTRY = """
import asyncio, sentry_sdk
from sentry_sdk.integrations.httpx import HttpxIntegration
from sentry_sdk.transport import Transport
from helixagent import AsyncHelixAgent, HelixAgent

spans = []

class Keep(Transport):
    def capture_envelope(self, envelope):
        spans.extend(span["op"] for span in (envelope.get_transaction_event() or {{}}).get("spans", []))

def start():
    settings = dict(default_integrations=False, auto_enabling_integrations=False, integrations=[HttpxIntegration()])
    sentry_sdk.init(dsn="http://key@localhost/1", transport=Keep, traces_sample_rate=1.0, **settings)

async def call_async():
    async with AsyncHelixAgent("k", base_url={url!r}) as client:
        await client.models.list()

def call():
    with HelixAgent("k", base_url={url!r}) as client:
        client.models.list()

if {first!r} == "sentry":
    start()
call()
start()
with sentry_sdk.start_transaction(name="test"):
    call()
    asyncio.run(call_async())
print(*spans)
"""


@pytest.mark.parametrize("first", ["sentry", "call"])
def test_sentry_sees_requests(first: str, sandbox: Sandbox) -> None:
    assert run_python(SENTRY.format(url=sandbox.base_url, first=first)).split() == ["http.client"] * 2
    assert all("sentry-trace" in request.headers for request in sandbox.requests[1:])


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
