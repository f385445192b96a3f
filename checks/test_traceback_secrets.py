"""Check that error trackers find no credentials in tracebacks of the SDK's exceptions, for every kind of failure."""

from __future__ import annotations

import contextlib
import json
from typing import Any, Iterator

import pytest
from raw_server import Peer, RawServer, Seen, chunk, event
from secret_engines import (
    ENGINES,
    SECRETS,
    Engine,
    chat,
    chat_async,
    checked,
    client_of,
    drop,
    each_engine,
    error_of,
    in_kind,
    says_all_back,
)
from support import USER, closed_port

import helixagent
from helixagent.testing import Sandbox

# ---- phases of a request


def _hang(peer: Peer, request: Seen) -> bool:
    peer.wait_gone()
    return True


def _reset(peer: Peer, request: Seen) -> bool:
    peer.reset()
    return True


def _junk(peer: Peer, request: Seen) -> bool:
    peer.send(f"HTTP/9 {request.headers['authorization']}\r\nbad header\r\n\r\n".encode())
    return True


def _cut_body(peer: Peer, request: Seen) -> bool:
    peer.head(200, content_type="application/json", content_length="1000")
    peer.send(b'{"id": "c')
    return True


PHASES = {"hang": _hang, "drop": drop, "reset": _reset, "junk": _junk, "cut body": _cut_body}


@each_engine
@pytest.mark.parametrize("phase", PHASES)
def test_no_credential_when_the_server_fails(engine: Engine, phase: str) -> None:
    with RawServer(PHASES[phase]) as server:
        url = server.base_url
        timeout = 0.2 if phase == "hang" else 30
        error = error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url, timeout=timeout))
    failure = checked(error, helixagent.NetworkError)
    assert failure.url == f"{url}/v1/chat/completions"
    assert failure.attempts == 2
    assert url in failure.message


@each_engine
def test_no_credential_when_nobody_listens(engine: Engine) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    error = checked(error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url)))
    assert error.message == f"Could not connect to {url} (connection refused, 2 attempts)."


@each_engine
def test_no_credential_when_the_host_is_unknown(engine: Engine) -> None:
    url = "http://helixagent-test.invalid"
    error = checked(error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url, max_retries=0)))
    assert error.message.startswith(f"Could not connect to {url} (host not found: ")


@each_engine
def test_no_credential_when_tls_fails(engine: Engine, sandbox: Sandbox) -> None:
    url = sandbox.base_url.replace("http://", "https://")
    error = checked(error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url, max_retries=0)))
    assert error.message.startswith(f"Could not establish a TLS connection to {url} (")
    assert error.url == f"{url}/v1/chat/completions"


@each_engine
def test_no_credential_when_the_certificate_is_not_trusted(engine: Engine) -> None:
    with RawServer(drop, tls=True) as server:
        url = server.base_url.replace("127.0.0.1", "localhost")
        error = checked(error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url, max_retries=0)))
    assert error.message.startswith(f"Could not establish a TLS connection to {url} (certificate verify failed: ")


@contextlib.contextmanager
def full_listener() -> Iterator[str]:
    """A server that accepts connections and never reads."""
    import socket

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def large(client: Any) -> Any:
    client.chat.completions.create(messages=[{"role": "user", "content": "x" * 20_000_000}], timeout=0.3, deadline=3)


async def large_async(client: Any) -> Any:
    await client.chat.completions.create(
        messages=[{"role": "user", "content": "x" * 20_000_000}], timeout=0.3, deadline=3
    )


@each_engine
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
def test_no_credential_when_the_request_cannot_be_sent(engine: Engine) -> None:
    with full_listener() as url:
        error = error_of(in_kind(engine, large, large_async), lambda: client_of(engine, url, max_retries=0))
    checked(error, helixagent.NetworkError)


# ---- streams


def stream(client: Any) -> Any:
    for _ in client.chat.completions.create(messages=USER, stream=True):
        pass


async def stream_async(client: Any) -> Any:
    async for _ in await client.chat.completions.create(messages=USER, stream=True):
        pass


def _cut_stream(peer: Peer, request: Seen) -> bool:
    peer.head()
    peer.part(event(chunk("Hi")))
    peer.reset()
    return True


def _bad_stream(peer: Peer, request: Seen) -> bool:
    peer.head()
    peer.part(event(chunk("Hi")), event({"error": {"message": request.headers["authorization"]}}))
    peer.end()
    return False


def _silent_stream(peer: Peer, request: Seen) -> bool:
    peer.head()
    peer.part(event(chunk("Hi")))
    peer.wait_gone()
    return True


def _no_stream(peer: Peer, request: Seen) -> bool:
    peer.respond(json.dumps({"seen": request.headers["authorization"]}).encode())
    return False


@each_engine
@pytest.mark.parametrize("handler", [_cut_stream, _bad_stream, _silent_stream, _no_stream])
def test_no_credential_when_a_stream_fails(engine: Engine, handler: Any) -> None:
    with RawServer(handler) as server:
        url = server.base_url
        options = {"timeout": 0.2} if handler is _silent_stream else {}
        error = error_of(in_kind(engine, stream, stream_async), lambda: client_of(engine, url, **options))
    assert checked(error).url == f"{url}/v1/chat/completions"


def task_events(client: Any) -> Any:
    list(client.tasks.stream_events("t1"))


async def task_events_async(client: Any) -> Any:
    async for _ in client.tasks.stream_events("t1"):
        pass


def _cut_once(peer: Peer, request: Seen) -> bool:
    if "last-event-id" not in request.headers:
        peer.head()
        peer.part(b'id: 1\nevent: progress\ndata: {"type":"progress"}\n\n')
    peer.reset()
    return True


@each_engine
def test_no_credential_when_task_events_fail(engine: Engine) -> None:
    with RawServer(_cut_once) as server:
        url = server.base_url
        error = error_of(in_kind(engine, task_events, task_events_async), lambda: client_of(engine, url))
    checked(error, helixagent.NetworkError)


async def socket_async(client: Any) -> Any:
    async with client.tasks.websocket("t1", proxy=None) as connection:
        await connection.recv()


@pytest.mark.parametrize("handler", [drop, says_all_back, _junk])
def test_no_credential_when_a_websocket_fails(handler: Any) -> None:
    with RawServer(handler) as server:
        url = server.base_url
        checked(error_of(socket_async, lambda: client_of(ENGINES[1], url)))
    checked(error_of(socket_async, lambda: client_of(ENGINES[1], f"http://127.0.0.1:{closed_port()}")))


# ---- proxies


def _refuses(peer: Peer, request: Seen) -> bool:
    peer.respond(b"", status=407)
    return True


@each_engine
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_no_password_of_a_proxy_that_refuses(engine: Engine, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(_refuses) as server:
        monkeypatch.setenv(variable, server.base_url.replace("://", f"://user:{SECRETS['proxy']}@"))
        error = error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, "https://models.invalid"))
        assert [request.method for request in server.requests] == ["CONNECT", "CONNECT"]
    assert checked(error, helixagent.NetworkError).message == (
        "The proxy refused to connect to https://models.invalid (407 Status, 2 attempts)."
    )


@each_engine
def test_no_password_of_an_unreachable_proxy(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://user:{SECRETS['proxy']}@127.0.0.1:{closed_port()}")
    for url in ("https://models.invalid", "http://models.invalid"):
        error = error_of(in_kind(engine, chat, chat_async), lambda url=url: client_of(engine, url))
        assert "connection refused" in checked(error, helixagent.NetworkError).message
