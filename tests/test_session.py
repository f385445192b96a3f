"""Tests of HelixAgentClient over a requests.Session, whose settings apply to JSON and to streams."""

from __future__ import annotations

import asyncio
import errno
import ssl
import threading
from pathlib import Path
from typing import Any, Dict, Iterator, List

import httpx
import pytest
import requests
from raw_server import CERTIFICATE, DONE, PATIENCE, Peer, RawServer, Seen, chunk, event, texts
from requests.adapters import HTTPAdapter
from stream_support import fault, start
from urllib3.util.retry import Retry

from helixagent import (
    APITimeoutError,
    HelixAgent,
    HelixAgentClient,
    HelixAgentError,
    InvalidResponseError,
    NetworkError,
    ValidationError,
)
from helixagent.testing import Sandbox


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        yield opened


def connect(session: requests.Session, base_url: str, **options: Any) -> HelixAgentClient:
    return HelixAgentClient(**{"session": session, "base_url": base_url, "max_retries": 0, **options})


def use(client: HelixAgent) -> None:
    """Send a call and a stream."""
    assert client.models.list().data
    assert len(texts(start(client))) > 20


class Recording(HTTPAdapter):
    """An adapter that records its arguments."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: List[requests.PreparedRequest] = []
        self.settings: List[Dict[str, Any]] = []

    def send(self, request: requests.PreparedRequest, **settings: Any) -> requests.Response:  # type: ignore[override]
        self.sent.append(request)
        self.settings.append(settings)
        return super().send(request, **settings)


# ---- settings of the session ----------------------------------------------------------------------------------------


def test_headers_and_cookies_of_the_session_are_sent(session: requests.Session, sandbox: Sandbox) -> None:
    session.headers.update({"X-Team": "blue", "User-Agent": "mine", "Authorization": "Basic nonsense"})
    session.cookies.set("seen", "yes")
    use(connect(session, sandbox.base_url, api_key="my-key"))
    for request in sandbox.requests:
        assert request.headers["x-team"] == "blue" and request.headers["cookie"] == "seen=yes"
        assert request.headers["authorization"] == "Bearer my-key"
        assert request.headers["user-agent"].startswith("helixagent-python/")
    assert sandbox.requests[1].headers["accept"] == "text/event-stream"


def test_cookies_that_the_server_sets_are_kept_in_the_session(session: requests.Session, sandbox: Sandbox) -> None:
    sandbox.reply(json={"object": "list", "data": []}, headers={"set-cookie": "route=7; Path=/"})
    client = connect(session, sandbox.base_url)
    client.models.list()
    use(client)
    assert [request.headers.get("cookie") for request in sandbox.requests] == [None, "route=7", "route=7"]


def test_no_login_of_the_session_or_netrc_replaces_the_key(
    session: requests.Session, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    use(connect(session, sandbox.base_url, api_key="my-key"))
    session.auth = ("somebody", "secret")
    use(connect(session, sandbox.base_url, api_key="my-key"))
    assert {request.headers["authorization"] for request in sandbox.requests} == {"Bearer my-key"}


def test_the_login_of_the_session_is_sent_without_a_key(session: requests.Session, sandbox: Sandbox) -> None:
    session.auth = ("somebody", "secret")
    use(connect(session, sandbox.base_url))
    assert {request.headers["authorization"] for request in sandbox.requests} == {"Basic c29tZWJvZHk6c2VjcmV0"}


def test_params_and_hooks_of_the_session_apply(session: requests.Session, sandbox: Sandbox) -> None:
    seen: List[int] = []
    session.params = {"tenant": "7"}
    session.hooks["response"].append(lambda response, **_: seen.append(response.status_code))
    use(connect(session, sandbox.base_url))
    assert [request.query for request in sandbox.requests] == [[("tenant", "7")]] * 2
    assert seen == [200, 200]


def test_an_adapter_receives_every_request(session: requests.Session, sandbox: Sandbox) -> None:
    adapter = Recording()
    session.mount(sandbox.base_url, adapter)
    use(connect(session, sandbox.base_url))
    assert [request.method for request in adapter.sent] == ["GET", "POST"]
    assert [settings["stream"] for settings in adapter.settings] == [True, True]


def test_proxies_of_the_session_are_used(session: requests.Session) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b'{"object": "list", "data": []}')

    with RawServer(handler) as proxy:
        session.proxies = {"http": proxy.base_url}
        assert connect(session, "http://models.invalid", api_key="my-key").models.list().data == []
        assert proxy.requests[0].target == "http://models.invalid/v1/models"


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:port", "ftp://127.0.0.1:9", "http://", "foreign://127.0.0.1:9"])
def test_a_proxy_that_requests_cannot_use_is_not_a_network_error(proxy: str, session: requests.Session) -> None:
    session.proxies = {"http": proxy}
    with pytest.raises(ValidationError, match="cannot be sent"):
        connect(session, "http://server.invalid", api_key="k").health()


def test_tls_settings_of_the_session_reach_the_adapter(
    session: requests.Session, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    adapter = Recording()
    session.mount("http://", adapter)
    session.verify = CERTIFICATE
    session.cert = (CERTIFICATE, CERTIFICATE)
    use(connect(session, sandbox.base_url))
    assert [settings["verify"] for settings in adapter.settings] == [CERTIFICATE] * 2
    assert [settings["cert"] for settings in adapter.settings] == [(CERTIFICATE, CERTIFICATE)] * 2


def test_verify_of_the_session_applies_to_tls(session: requests.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)

    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        peer.part(event(chunk("a")), DONE)
        peer.end()

    with RawServer(handler, tls=True) as server:
        client = connect(session, server.base_url, api_key="my-key")
        with pytest.raises(NetworkError, match=r"(?i)certificate"):
            start(client)
        session.verify = CERTIFICATE
        assert texts(start(client)) == ["a"]


@pytest.mark.parametrize(
    ("timeout", "expected"),
    [
        ({}, (5.0, 600.0)),
        ({"timeout": 7}, (7.0, 7.0)),
        ({"timeout": None}, (None, None)),
        ({"timeout": httpx.Timeout(30, connect=2)}, (2, 30)),
        ({"timeout": httpx.Timeout(None, connect=2)}, (2, None)),
    ],
)
def test_timeouts_reach_the_adapter(
    session: requests.Session, sandbox: Sandbox, timeout: Dict[str, Any], expected: Any
) -> None:
    adapter = Recording()
    session.mount("http://", adapter)
    use(connect(session, sandbox.base_url, **timeout))
    connect(session, sandbox.base_url).models.list(**timeout)
    assert [settings["timeout"] for settings in adapter.settings] == [expected] * 3


# ---- streams --------------------------------------------------------------------------------------------------------


def test_chunks_arrive_as_they_are_sent(session: requests.Session) -> None:
    seen = threading.Event()

    def handler(peer: Peer, request: Seen) -> None:
        peer.head()
        peer.part(event(chunk("first")))
        assert seen.wait(PATIENCE), "the first chunk arrived late"
        peer.part(event(chunk("second")), DONE)
        peer.end()

    with RawServer(handler) as server:
        stream = start(connect(session, server.base_url))
        assert texts([next(stream)]) == ["first"]
        seen.set()
        assert texts(stream) == ["second"]
        assert isinstance(stream.response, requests.Response)


def test_a_hook_may_read_the_response(session: requests.Session, sandbox: Sandbox) -> None:
    session.hooks["response"].append(lambda response, **_: response.content and None)
    use(connect(session, sandbox.base_url))


# ---- errors ---------------------------------------------------------------------------------------------------------


def test_errors_of_requests_are_errors_of_the_sdk(session: requests.Session, sandbox: Sandbox) -> None:
    client = connect(session, sandbox.base_url)
    for name, kind in [("disconnect", NetworkError), ("reset", NetworkError), ("cut", NetworkError)]:
        with pytest.raises(kind) as caught:
            client.models.list(**fault(name))
        # The exceptions of requests refer to the request's headers.
        assert type(caught.value) is kind and caught.value.__cause__ is None
    with pytest.raises(APITimeoutError):
        client.models.list(timeout=0.1, **fault("hang"))
    with pytest.raises(APITimeoutError):
        client.models.list(timeout=0.1, **fault("stall"))
    with pytest.raises(InvalidResponseError):
        client.models.list(**fault("invalid-json"))


@pytest.mark.parametrize("handled", [TimeoutError(), ConnectionRefusedError(errno.ECONNREFUSED, "refused")])
@pytest.mark.parametrize("name", ["disconnect", "cut"])
def test_an_exception_that_the_caller_handles_is_not_the_cause(
    session: requests.Session, sandbox: Sandbox, name: str, handled: OSError
) -> None:
    client = connect(session, sandbox.base_url)
    with pytest.raises(NetworkError) as caught:
        try:
            raise handled
        except OSError:
            client.models.list(**fault(name))
    assert type(caught.value) is NetworkError and "the server closed the connection" in caught.value.message


def test_an_exception_that_the_caller_handles_does_not_repeat_a_request(session: requests.Session) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        if len(server.requests) > 1:
            peer.send(b"not HTTP\r\n\r\n")
            return True
        peer.respond(b'{"object": "list", "data": []}')
        return False

    with RawServer(handler) as server:
        client = connect(session, server.base_url)
        client.models.list()
        with pytest.raises(NetworkError):
            try:
                raise ConnectionResetError
            except OSError:
                client.models.list()
        assert len(server.requests) == 2


def test_a_tls_exception_without_a_reason(session: requests.Session) -> None:
    """pyOpenSSL's adapter for urllib3 raises such exceptions."""

    class Failing(HTTPAdapter):
        def send(self, request: requests.PreparedRequest, **settings: Any) -> requests.Response:  # type: ignore[override]
            raise requests.exceptions.SSLError(ssl.SSLError("bad handshake"))

    session.mount("http://", Failing())
    with pytest.raises(NetworkError, match=r"TLS connection to http://localhost:1 \(bad handshake\)"):
        connect(session, "http://localhost:1").models.list()


def test_an_unreachable_server_is_a_network_error(session: requests.Session) -> None:
    with RawServer(lambda peer, request: None) as server:
        gone = server.base_url
    with pytest.raises(NetworkError) as caught:
        connect(session, gone, api_key="my-secret-key").models.list()
    assert type(caught.value) is NetworkError and "my-secret-key" not in str(caught.value)


def test_an_adapter_that_gives_up_does_not_show_the_query(session: requests.Session, sandbox: Sandbox) -> None:
    session.mount("http://", HTTPAdapter(max_retries=Retry(1, status_forcelist=[503])))
    client = connect(session, sandbox.base_url, default_query={"key": "it's-secret"})
    with pytest.raises(NetworkError, match="too many 503 error responses") as caught:
        client.models.list(**fault("503"))
    assert "secret" not in str(caught.value)


def test_an_invalid_header_of_a_response_is_explained(session: requests.Session) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b"{}", content_length="2, 3")

    with RawServer(handler) as server, pytest.raises(NetworkError, match="Content-Length contained multiple"):
        connect(session, server.base_url).models.list()


def test_invalid_gzip_is_an_error_of_the_sdk(session: requests.Session) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b"this is not compressed", content_encoding="gzip")

    with RawServer(handler) as server, pytest.raises(NetworkError):
        connect(session, server.base_url).models.list()


def test_too_many_redirects(session: requests.Session) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b"", status=302, location=request.target)

    with RawServer(handler) as server, pytest.raises(NetworkError, match=r"(?i)redirect"):
        session.max_redirects = 3
        connect(session, server.base_url).models.list()


def test_failed_requests_are_retried(session: requests.Session, sandbox: Sandbox) -> None:
    client = connect(session, sandbox.base_url, max_retries=1)
    raw = client.models.with_raw_response.list(extra_headers={"X-Sandbox-Fault": "rate-limit-ms:1x1"})
    assert raw.attempts == 2 and isinstance(raw.http_response, requests.Response)
    assert sandbox.connections == 1


# ---- the session belongs to the user --------------------------------------------------------------------------------


def test_the_session_stays_open(session: requests.Session, sandbox: Sandbox) -> None:
    with connect(session, sandbox.base_url) as client:
        use(client)
    with pytest.raises(HelixAgentError, match="closed"):
        client.models.list()
    assert session.get(sandbox.base_url + "/health").status_code == 200
    use(connect(session, sandbox.base_url))
    assert sandbox.connections == 1


def test_an_object_of_another_class_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="session"):
        HelixAgentClient(base_url=sandbox.base_url, session=httpx.Client)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="http_client"), httpx.Client() as mine, requests.Session() as other:
        HelixAgentClient(base_url=sandbox.base_url, session=other, http_client=mine)


def test_without_a_session_the_client_is_a_plain_one(sandbox: Sandbox) -> None:
    with HelixAgentClient(base_url=sandbox.base_url) as client:
        use(client)


def test_with_options_keeps_the_session(session: requests.Session, sandbox: Sandbox) -> None:
    session.headers["X-Team"] = "blue"
    use(connect(session, sandbox.base_url).with_options(timeout=5))
    assert [request.headers["x-team"] for request in sandbox.requests] == ["blue", "blue"]


def test_acreate_runs_in_a_thread_with_the_session(session: requests.Session, sandbox: Sandbox) -> None:
    session.headers["X-Team"] = "blue"
    client = connect(session, sandbox.base_url)
    completion = asyncio.run(client.completions.acreate(prompt="Hello"))
    assert completion.choices[0].text and sandbox.requests[0].headers["x-team"] == "blue"
    with pytest.raises(ValidationError, match="stream"):
        asyncio.run(client.completions.acreate(prompt="Hello", stream=True))
