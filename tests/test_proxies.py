"""Tests of the environment's proxies, with a proxy on this machine that records its requests."""

from __future__ import annotations

import gc
import warnings
from typing import Any, Dict, Iterator, Optional

import pytest
from raw_server import DONE, Peer, RawServer, Seen, chunk, event, texts
from stream_support import KINDS, Way, start, way_of

from helixagent import NetworkError
from helixagent._transport.proxies import HTTPX_SCHEMES, environment_proxy
from helixagent.testing import Sandbox


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    with way_of(request.param) as opened:
        yield opened


@pytest.fixture
def proxy() -> Iterator[RawServer]:
    def handler(peer: Peer, request: Seen) -> bool:
        if request.method == "CONNECT":
            peer.respond(b"", status=502)
            return True
        if request.target.endswith("/chat/completions"):
            peer.head()
            peer.part(event(chunk("through the proxy")), DONE)
            peer.end()
        else:
            peer.respond(b'{"object": "list", "data": []}')
        return False

    with RawServer(handler) as server:
        yield server


# A name that only the proxy can resolve.
BEHIND = "http://models.invalid:7061"


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_http_goes_through_the_proxy(
    way: Way, proxy: RawServer, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, proxy.base_url)
    client = way.client(BEHIND)
    assert client.models.list().data == []
    assert texts(start(client)) == ["through the proxy"]
    assert [request.target for request in proxy.requests] == [BEHIND + "/v1/models", BEHIND + "/v1/chat/completions"]
    assert proxy.requests[0].headers["host"] == "models.invalid:7061"
    assert proxy.requests[0].headers["authorization"] == "Bearer test-key"
    assert proxy.connections == (2 if way.trusts_no_proxy else 1)


def test_https_uses_a_tunnel_through_the_proxy(way: Way, proxy: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.base_url)
    with pytest.raises(NetworkError) as caught:
        way.client("https://models.invalid").models.list()
    assert [(request.method, request.target) for request in proxy.requests] == [("CONNECT", "models.invalid:443")]
    # The proxy does not see data for the server.
    assert "authorization" not in proxy.requests[0].headers
    assert "test-key" not in str(caught.value)
    # Python 3.8's http.client leaves its side of a refused tunnel open until the exception is garbage-collected.
    del caught
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.mark.parametrize("exceptions", ["127.0.0.1", "example.com, 127.0.0.1", "*"])
def test_no_proxy_connects_directly(
    way: Way, proxy: RawServer, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, exceptions: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.base_url)
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert way.client(sandbox.base_url).models.list().data
    assert proxy.requests == []


def test_other_hosts_than_the_exceptions_use_the_proxy(
    way: Way, proxy: RawServer, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.base_url)
    monkeypatch.setenv("NO_PROXY", "example.com,.internal,10.0.0.1")
    assert way.client(sandbox.base_url).models.list().data == []
    assert len(proxy.requests) == 1 and sandbox.requests == []


def test_a_proxy_with_a_login_is_used(way: Way, proxy: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.base_url.replace("://", "://user:pass@"))
    way.client(BEHIND).models.list()
    sent = proxy.requests[0].headers
    assert sent["proxy-authorization"] == "Basic dXNlcjpwYXNz" and sent["authorization"] == "Bearer test-key"


@pytest.mark.parametrize(
    ("environment", "url", "expected"),
    [
        ({}, "http://a.org", None),
        ({"HTTP_PROXY": "http://p:1"}, "http://a.org", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1"}, "https://a.org", None),
        ({"https_proxy": "p:1"}, "https://a.org", "http://p:1"),
        ({"ALL_PROXY": "http://p:1", "HTTP_PROXY": "http://p:2"}, "http://a.org", "http://p:2"),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "*"}, "http://a.org", None),
        ({"NO_PROXY": "example.com"}, "http://a.org", None),
    ],
)
def test_how_the_environment_is_read(
    environment: Dict[str, str], url: str, expected: Optional[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert environment_proxy(url, HTTPX_SCHEMES) == expected


@pytest.mark.parametrize(
    ("host", "is_exception"),
    [
        ("a.org", True),
        ("sub.a.org:7061", True),
        ("ba.org", False),
        ("sub.b.org", True),
        ("10.0.0.1:7061", True),
        ("10.0.0.10", False),
        ("localhost:7061", True),
        ("[::1]:7061", True),
        ("[::1]", True),
        ("c.org:8080", True),
        ("c.org", False),
    ],
)
def test_the_hosts_that_no_proxy_covers(host: str, is_exception: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://p:1")
    monkeypatch.setenv("NO_PROXY", "a.org, .b.org,,10.0.0.1,localhost,::1,c.org:8080")
    assert (environment_proxy(f"https://{host}", HTTPX_SCHEMES) is None) is is_exception
