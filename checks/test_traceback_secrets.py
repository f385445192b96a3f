"""Check that error trackers find no credentials in tracebacks of the SDK's exceptions, for every kind of failure."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import traceback
from typing import Any, Callable, Dict, Iterator, List, NamedTuple

import httpx
import pytest
import requests
from raw_server import Peer, RawServer, Seen, chunk, event
from support import COMPLETION, USER, closed_port
from traceback_walker import chain, frames, leaks

import helixagent
from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, HelixAgentError, Runtime
from helixagent.testing import Sandbox

# These are globals, because no tracker records those. Test functions only refer to them by name in arguments.
SECRETS = {
    "api_key": "sk-key-0123456789",
    "token": "jwt-token-0123456789",
    "password": "correct-horse-battery",
    "secret": "whsec-webhook-0123456789",
    "header": "header-0123456789",
    "query": "query-0123456789",
    "proxy": "proxy-password-0123456789",
}
ALL = list(SECRETS.values())


def no_wait(seconds: float) -> None:
    """Wait for nothing."""


class Engine(NamedTuple):
    """A way to create clients."""

    name: str
    make: Callable[..., Any]


def _sync(**options: Any) -> Any:
    return HelixAgent(_runtime=Runtime(sleep=no_wait), **options)


def _async(**options: Any) -> Any:
    return AsyncHelixAgent(_runtime=Runtime(sleep=no_wait), **options)


def _session(**options: Any) -> Any:
    session = requests.Session()
    OPENED.append(session)
    session.headers["X-Session"] = SECRETS["header"]
    session.proxies = {"ftp": f"http://user:{SECRETS['proxy']}@127.0.0.1:1"}
    return HelixAgentClient(session=session, _runtime=Runtime(sleep=no_wait), **options)


def _users(cls: Any) -> Any:
    made = cls(headers={"X-Own": SECRETS["header"]}, auth=("user", SECRETS["password"]))
    OPENED.append(made)
    return made


OPENED: List[Any] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the test's sessions and HTTP clients, which the SDK leaves open."""
    yield
    while OPENED:
        made = OPENED.pop()
        if not isinstance(made, httpx.AsyncClient):
            made.close()


ENGINES = [
    Engine("httpx", _sync),
    Engine("async-httpx", _async),
    Engine("aiohttp", lambda **options: _async(http_client="aiohttp", **options)),
    Engine("requests", _session),
    Engine("own-httpx", lambda **options: _sync(http_client=_users(httpx.Client), **options)),
    Engine("own-async-httpx", lambda **options: _async(http_client=_users(httpx.AsyncClient), **options)),
]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def engine(request: Any) -> Engine:
    given: Engine = request.param
    return given


def client_of(engine: Engine, url: str, **options: Any) -> Any:
    """Return a client that has credentials in every place that accepts them."""
    return engine.make(
        base_url=url,
        **{
            "api_key": SECRETS["api_key"],
            "default_headers": {"X-Gateway": SECRETS["header"], "Cookie": SECRETS["header"]},
            "default_query": {"key": SECRETS["query"]},
            "max_retries": 1,
            **options,
        },
    )


async def _awaited(action: Any, client: Any) -> Any:
    try:
        return await action(client)
    finally:
        await client.close()
        await _close_own()


async def _close_own() -> None:
    for made in OPENED:
        if isinstance(made, httpx.AsyncClient):
            await made.aclose()


def error_of(action: Callable[[Any], Any], make: Callable[[], Any]) -> BaseException:
    """Return the exception that an action raises. The traceback starts here, as in a program."""
    client = make()
    try:
        if inspect.iscoroutinefunction(action):
            asyncio.run(_awaited(action, client))
        else:
            with contextlib.closing(client):
                action(client)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def checked(error: BaseException, kind: Any = HelixAgentError) -> Any:
    """Assert that an exception has this class and does not lead to a credential."""
    assert isinstance(error, kind), "".join(traceback.format_exception(type(error), error, error.__traceback__))
    assert leaks(error, ALL) == []
    return error


def chat(client: Any) -> Any:
    client.chat.completions.create(messages=USER, extra_headers={"X-Call": SECRETS["header"]})


async def chat_async(client: Any) -> Any:
    await client.chat.completions.create(messages=USER, extra_headers={"X-Call": SECRETS["header"]})


def stream(client: Any) -> Any:
    for _ in client.chat.completions.create(messages=USER, stream=True):
        pass


async def stream_async(client: Any) -> Any:
    async for _ in await client.chat.completions.create(messages=USER, stream=True):
        pass


def in_kind(engine: Engine, action: Any, action_async: Any) -> Any:
    return action_async if "async" in engine.name or engine.name == "aiohttp" else action


# ---- phases of a request


def _hang(peer: Peer, request: Seen) -> bool:
    peer.wait_gone()
    return True


def _drop(peer: Peer, request: Seen) -> bool:
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


def _says_all_back(peer: Peer, request: Seen) -> bool:
    text = json.dumps({"error": {"message": "No.", "detail": [dict(request.headers), request.body.decode()]}})
    shown = text
    for name in ("header", "query", "proxy"):
        # The SDK can only mask secrets that are in the request body or the credential.
        shown = shown.replace(SECRETS[name], "-")
    peer.respond(shown.encode(), status=422)
    return False


PHASES = {"hang": _hang, "drop": _drop, "reset": _reset, "junk": _junk, "cut body": _cut_body}


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


def test_no_credential_when_nobody_listens(engine: Engine) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    error = checked(error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url)))
    assert error.message == f"Could not connect to {url} (connection refused, 2 attempts)."


def test_no_credential_when_the_host_is_unknown(engine: Engine) -> None:
    url = "http://helixagent-test.invalid"
    error = checked(error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url, max_retries=0)))
    assert error.message.startswith(f"Could not connect to {url} (host not found: ")


def test_no_credential_when_tls_fails(engine: Engine, sandbox: Sandbox) -> None:
    url = sandbox.base_url.replace("http://", "https://")
    error = checked(error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, url, max_retries=0)))
    assert error.message.startswith(f"Could not establish a TLS connection to {url} (")
    assert error.url == f"{url}/v1/chat/completions"


def test_no_credential_when_the_certificate_is_not_trusted(engine: Engine) -> None:
    with RawServer(_drop, tls=True) as server:
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


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
def test_no_credential_when_the_request_cannot_be_sent(engine: Engine) -> None:
    with full_listener() as url:
        error = error_of(in_kind(engine, large, large_async), lambda: client_of(engine, url, max_retries=0))
    checked(error, helixagent.NetworkError)


# ---- streams


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


def test_no_credential_when_task_events_fail(engine: Engine) -> None:
    with RawServer(_cut_once) as server:
        url = server.base_url
        error = error_of(in_kind(engine, task_events, task_events_async), lambda: client_of(engine, url))
    checked(error, helixagent.NetworkError)


async def socket_async(client: Any) -> Any:
    async with client.tasks.websocket("t1", proxy=None) as connection:
        await connection.recv()


@pytest.mark.parametrize("handler", [_drop, _says_all_back, _junk])
def test_no_credential_when_a_websocket_fails(handler: Any) -> None:
    with RawServer(handler) as server:
        url = server.base_url
        checked(error_of(socket_async, lambda: client_of(ENGINES[1], url)))
    checked(error_of(socket_async, lambda: client_of(ENGINES[1], f"http://127.0.0.1:{closed_port()}")))


# ---- passwords and other credentials in arguments


def login(client: Any) -> Any:
    client.auth.login(username="ada", password=SECRETS["password"])


def register(client: Any) -> Any:
    client.auth.register(username="ada", email="a@b.example", password=SECRETS["password"])


def register_wrongly(client: Any) -> Any:
    client.auth.register(username=1, email="a@b.example", password=SECRETS["password"])


def misspell(client: Any) -> Any:
    client.auth.login(user="ada", password=SECRETS["password"])


def add_webhook(client: Any) -> Any:
    client.webhooks.create(url="https://example.com", secret=SECRETS["secret"])


def add_provider(client: Any) -> Any:
    client.providers.add(name="n", type="t", api_key=SECRETS["token"], base_url="https://p.example", model="m")


def switch_token(client: Any) -> Any:
    client.with_options(token=SECRETS["token"]).health()


def switch_to_bad_token(client: Any) -> Any:
    client.with_options(token=SECRETS["token"] + "\n")


def unwrap(client: Any) -> Any:
    client.webhooks.unwrap(b"{}", {"X-HelixAgent-Signature": "sha256=0"}, SECRETS["secret"])


def unwrap_wrongly(client: Any) -> Any:
    client.webhooks.unwrap(b"{}", {"webhook-signature": "v1,x"}, [SECRETS["secret"], ""])


def raw_login(client: Any) -> Any:
    raw = client.auth.with_raw_response.login(username="ada", password=SECRETS["password"])
    raw.parse()


ACTIONS: List[Any] = [login, register, register_wrongly, misspell, add_webhook, add_provider, switch_token]
ACTIONS += [switch_to_bad_token, unwrap, unwrap_wrongly, raw_login]


def _token_without_login(peer: Peer, request: Seen) -> bool:
    peer.respond(json.dumps({"error": {"message": request.headers["authorization"], "code": 7}}).encode())
    return False


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("handler", [_says_all_back, _drop, _token_without_login])
def test_no_credential_of_an_argument(action: Any, handler: Any) -> None:
    for number in (0, 3, 4):
        engine = ENGINES[number]
        with RawServer(handler) as server:
            url = server.base_url
            checked(error_of(action, lambda engine=engine, url=url: client_of(engine, url)))


def test_no_credential_of_a_client_that_cannot_be_made() -> None:
    def bad_key() -> Any:
        return HelixAgent(SECRETS["api_key"] + "\n")

    def bad_option() -> Any:
        return AsyncHelixAgent(token=SECRETS["token"], default_headers={"X": SECRETS["header"]}, max_retries=-1)

    def both() -> Any:
        return HelixAgentClient(SECRETS["api_key"], token=SECRETS["token"])

    for make in (bad_key, bad_option, both):
        with pytest.raises(HelixAgentError) as caught:
            make()
        assert leaks(caught.value.with_traceback(caught.value.__traceback__.tb_next), ALL) == []  # type: ignore[union-attr]


def test_no_credential_of_a_credential_function() -> None:
    def key() -> str:
        return SECRETS["api_key"]

    url = f"http://127.0.0.1:{closed_port()}"
    for number, action in ((0, chat), (1, chat_async)):
        checked(error_of(action, lambda number=number: client_of(ENGINES[number], url, api_key=key)))


def test_a_failing_function_keeps_its_frame() -> None:
    def key() -> str:
        raise LookupError("no vault")

    for number, action in ((0, chat), (1, chat_async)):
        made = client_of(ENGINES[number], "http://127.0.0.1:1", api_key=key)
        error = checked(error_of(action, lambda made=made: made), LookupError)
        assert [frame.f_code.co_name for frame in frames(error)][-1] == "key"


# ---- proxies


def _refuses(peer: Peer, request: Seen) -> bool:
    peer.respond(b"", status=407)
    return True


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_no_password_of_a_proxy_that_refuses(engine: Engine, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(_refuses) as server:
        monkeypatch.setenv(variable, server.base_url.replace("://", f"://user:{SECRETS['proxy']}@"))
        error = error_of(in_kind(engine, chat, chat_async), lambda: client_of(engine, "https://models.invalid"))
        assert [request.method for request in server.requests] == ["CONNECT", "CONNECT"]
    assert checked(error, helixagent.NetworkError).message == (
        "The proxy refused to connect to https://models.invalid (407 Status, 2 attempts)."
    )


def test_no_password_of_an_unreachable_proxy(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://user:{SECRETS['proxy']}@127.0.0.1:{closed_port()}")
    for url in ("https://models.invalid", "http://models.invalid"):
        error = error_of(in_kind(engine, chat, chat_async), lambda url=url: client_of(engine, url))
        assert "connection refused" in checked(error, helixagent.NetworkError).message


# ---- variables of a program


def keep_all(client: Any) -> Any:
    kept: Dict[str, Any] = {
        "stream": client.chat.completions.create(messages=USER, stream=True),
        "raw": client.chat.completions.with_raw_response.create(messages=USER),
        "resource": client.auth,
        "events": client.tasks.stream_events("t1"),
        "copy": client.with_options(token=SECRETS["token"]),
        "manager": client.chat.completions.stream(messages=USER),
    }
    kept["again"] = client.chat.completions.create(messages=USER, temperature=-1)


async def keep_all_async(client: Any) -> Any:
    kept: Dict[str, Any] = {
        "stream": await client.chat.completions.create(messages=USER, stream=True),
        "raw": await client.chat.completions.with_raw_response.create(messages=USER),
        "socket": client.tasks.websocket("t1", extra_headers={"X": SECRETS["header"]}),
        "events": client.tasks.stream_events("t1"),
        "copy": client.with_options(token=SECRETS["token"]),
    }
    kept["again"] = await client.chat.completions.create(messages=USER, temperature=-1)


def _completes(peer: Peer, request: Seen) -> bool:
    if b'"stream":true' in request.body:
        peer.head()
        peer.part(event(chunk("Hi")))
        peer.wait_gone()
        return True
    peer.respond(json.dumps(COMPLETION).encode())
    return False


def test_no_credential_of_variables_of_a_program(engine: Engine) -> None:
    with RawServer(_completes) as server:
        url = server.base_url
        error = error_of(in_kind(engine, keep_all, keep_all_async), lambda: client_of(engine, url))
    checked(error, helixagent.ValidationError)


# ---- remaining frames of a traceback


def test_an_argument_error_shows_at_most_two_frames_of_the_sdk(engine: Engine) -> None:
    for action in (in_kind(engine, chat_wrongly, chat_wrongly_async), in_kind(engine, misspell_chat, misspell_async)):
        error = checked(error_of(action, lambda: client_of(engine, "http://127.0.0.1:1")), helixagent.ValidationError)
        own = [frame.f_code.co_name for frame in frames(error) if frame.f_globals["__name__"].startswith("helixagent.")]
        assert len(own) <= 2
        assert (error.url, error.attempts) == (None, 0)
        assert list(chain(error)) == [error]


def chat_wrongly(client: Any) -> Any:
    client.chat.completions.create(messages=USER, temperature=9)


async def chat_wrongly_async(client: Any) -> Any:
    await client.chat.completions.create(messages=USER, temperature=9)


def misspell_chat(client: Any) -> Any:
    client.chat.completions.create(messages=USER, temprature=1)


async def misspell_async(client: Any) -> Any:
    await client.chat.completions.create(messages=USER, temprature=1)


def test_the_walker_finds_secrets() -> None:
    class Slotted:
        __slots__ = ("inner",)

    def deep() -> None:
        hidden = Slotted()
        hidden.inner = ({"a": [SECRETS["api_key"]]},)  # type: ignore[attr-defined]
        raise ValueError(len(repr(hidden)))

    with pytest.raises(ValueError) as caught:
        deep()
    found = leaks(caught.value, [SECRETS["api_key"]])
    assert any("deep: hidden.inner[0]['a'][0] shows" in leak for leak in found)

    def shallow() -> None:
        items = ("x", {"Authorization": SECRETS["api_key"]})
        raise ValueError(len(items))

    with pytest.raises(ValueError) as caught:
        shallow()
    found = leaks(caught.value, [SECRETS["api_key"]])
    assert any("Sentry's event" in leak for leak in found)


def test_the_exception_that_the_program_is_handling_is_unchanged() -> None:
    def handling(client: Any) -> None:
        marker = "still here"
        try:
            raise KeyError(marker)
        except KeyError:
            client.chat.completions.create(messages=USER, temperature=9)

    error = error_of(handling, lambda: client_of(ENGINES[0], "http://127.0.0.1:1"))
    assert type(error.__context__) is KeyError
    assert any("marker" in frame.f_locals for frame in frames(error.__context__))
