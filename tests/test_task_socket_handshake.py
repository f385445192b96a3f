"""Tests of the handshake of a WebSocket: refused, without a response, cut off, over TLS, and through proxies."""

from __future__ import annotations

import json
import ssl
from typing import Any, Callable, Dict, List

import httpx
import pytest
import websockets.version
from raw_server import CERTIFICATE, Peer, RawServer, Seen
from socket_support import CLIENTS, all_said, entered, maker, run, serving, socket_of
from support import KEY, closed_port

from helixagent import (
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    HelixAgentError,
    InvalidResponseError,
    NetworkError,
    NotFoundError,
    ValidationError,
)

HAS_PROXIES = int(websockets.version.version.split(".")[0]) >= 15


@pytest.fixture(params=CLIENTS)
def made(request: Any) -> Callable[..., Any]:
    """Return a function that makes clients, synchronous and asynchronous."""
    return maker(request.param)


# ---- handshakes that fail -------------------------------------------------------------------------------------------


def test_an_unreachable_server_is_a_network_error(made: Any) -> None:
    client = made(f"http://127.0.0.1:{closed_port()}", max_retries=2)
    with pytest.raises(NetworkError) as caught:
        run(entered(client))
    assert caught.value.attempts == 3 and client.time.sleeps == [0.5, 1.0]
    assert KEY not in all_said(caught.value)


def test_an_unknown_host_name_is_a_network_error(made: Any) -> None:
    with pytest.raises(NetworkError):
        run(entered(made("http://nobody.invalid")))


@pytest.mark.parametrize(
    ("status", "kind"), [(401, AuthenticationError), (404, NotFoundError), (418, APIStatusError), (302, APIStatusError)]
)
def test_a_refusal_by_status(made: Any, status: int, kind: Any) -> None:
    def refuse(peer: Peer, request: Seen) -> bool:
        body = json.dumps({"error": {"message": f"No {KEY}", "code": "no"}}).encode()
        # The client must not follow the redirect with the credential.
        headers = {"location": "/elsewhere", "x_request_id": "r-1", "connection": "close"}
        peer.respond(body, status=status, **headers)
        return True

    with RawServer(refuse) as server:
        with pytest.raises(kind) as caught:
            run(entered(made(server.base_url)))
        error: Any = caught.value
        assert type(error) is kind and error.status_code == status and error.code == "no" and error.attempts == 1
        assert "No ***" in str(error) and error.request_id == "r-1" and KEY not in all_said(error)
        assert len(server.requests) == 1


def test_a_handshake_is_retried(made: Any) -> None:
    async def main() -> None:
        def busy(connection: Any, request: Any) -> Any:
            visits.append(request)
            if len(visits) == 1:
                refusal = connection.respond(503, "busy")
                refusal.headers["Retry-After"] = "7"
                return refusal
            return None

        visits: List[Any] = []
        async with serving(process_request=busy) as server:
            client = made(server.base_url, max_retries=1)
            async with socket_of(client) as ws:
                assert json.loads(await ws.recv())["type"] == "progress"
            assert client.time.sleeps == [7.0]

    run(main())


def responds(data: bytes) -> Any:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.send(data)
        return True

    return handler


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", InvalidResponseError),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: tea\r\n\r\n", InvalidResponseError),
        (b"", NetworkError),
        (b"SSH-2.0-OpenSSH_9.6\r\n", InvalidResponseError),
    ],
)
def test_a_response_that_is_not_a_websocket(made: Any, data: bytes, kind: Any) -> None:
    with RawServer(responds(data)) as server, pytest.raises(HelixAgentError) as caught:
        run(entered(made(server.base_url)))
    assert type(caught.value) is kind and KEY not in all_said(caught.value)


@pytest.mark.parametrize(
    ("data", "mine"), [(b"SSH-2.0-OpenSSH_9.6\r\n", EOFError("mine")), (b"", ssl.SSLError(1, "mine"))]
)
def test_an_exception_that_the_caller_handles_is_not_the_cause(made: Any, data: bytes, mine: Exception) -> None:
    async def while_handling() -> None:
        try:
            raise mine
        except (EOFError, OSError):
            await entered(client)

    with RawServer(responds(data)) as server:
        client = made(server.base_url, max_retries=0)
        with pytest.raises(HelixAgentError) as alone:
            run(entered(client))
        with pytest.raises(HelixAgentError) as handling:
            run(while_handling())
    assert str(handling.value) == str(alone.value)


def _silent(peer: Peer, request: Seen) -> bool:
    peer.wait_gone()
    return True


@pytest.mark.parametrize("of_the_call", [True, False])
@pytest.mark.parametrize("timeout", [0.05, httpx.Timeout(30, connect=0.05)])
def test_a_handshake_without_a_response(made: Any, timeout: Any, of_the_call: bool) -> None:
    with RawServer(_silent) as server, pytest.raises(APITimeoutError):
        if of_the_call:
            run(entered(made(server.base_url), timeout=timeout))
        else:
            run(entered(made(server.base_url, timeout=timeout)))


def test_tls(made: Any) -> None:
    async def main() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        async with serving(ssl=context) as server:
            client = made(server.base_url)
            with pytest.raises(NetworkError, match=r"(?i)certificate"):
                await entered(client)
            async with socket_of(client, ssl=ssl.create_default_context(cafile=CERTIFICATE)) as ws:
                assert json.loads(await ws.recv())["type"] == "progress"

    run(main())


# ---- proxies --------------------------------------------------------------------------------------------------------


def no_entry(peer: Peer, request: Seen) -> bool:
    peer.send(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    return True


def test_a_proxy_of_the_environment(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(no_entry) as server:
        monkeypatch.setenv("http_proxy", server.base_url.replace("http://", "http://user:pass-word@"))
        with pytest.raises(HelixAgentError) as caught:
            run(entered(made("http://nobody.invalid:8080")))
        assert "pass-word" not in all_said(caught.value)
        if HAS_PROXIES:
            (request,) = server.requests
            assert type(caught.value) is NetworkError and "407" in str(caught.value)
            assert (request.method, request.target) == ("CONNECT", "nobody.invalid:8080")
            assert KEY not in str(request.headers)
        else:
            assert_no_proxies(caught.value)
            assert server.requests == []


def test_a_proxy_of_the_call(made: Any) -> None:
    # A traceback would show the URL if it were an argument.
    wrong = "ftp://user:pass-word@x"
    with RawServer(no_entry) as server:
        with pytest.raises(HelixAgentError) as caught:
            run(entered(made("http://nobody.invalid"), proxy=server.base_url))
        assert len(server.requests) == int(HAS_PROXIES)
        assert type(caught.value) is NetworkError if HAS_PROXIES else assert_no_proxies(caught.value)
        with pytest.raises(HelixAgentError) as caught:
            run(entered(made("http://nobody.invalid"), proxy=wrong))
        assert type(caught.value) is ValidationError if HAS_PROXIES else assert_no_proxies(caught.value)
        assert "pass-word" not in all_said(caught.value)


@pytest.mark.parametrize("way", ["of the call", "of the environment"])
def test_no_proxy(made: Any, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with serving() as server:
            monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
            settings: Dict[str, Any] = {"proxy": None} if way == "of the call" else {}
            if way == "of the environment":
                monkeypatch.setenv("no_proxy", "127.0.0.1")
            async with socket_of(made(server.base_url), **settings) as ws:
                assert json.loads(await ws.recv())["type"] == "progress"

    run(main())


def assert_no_proxies(error: HelixAgentError) -> bool:
    """Check the message for versions of the library that do not support proxies, such as those for Python 3.8."""
    assert type(error) is HelixAgentError
    assert "needs websockets 15 or newer" in str(error) and "proxy=None" in str(error)
    return True
