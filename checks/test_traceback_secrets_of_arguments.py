"""Check that tracebacks contain no credentials from arguments and variables, and which frames they show."""

from __future__ import annotations

import json
from typing import Any, Dict, List

import pytest
from raw_server import Peer, RawServer, Seen, chunk, event
from secret_engines import (
    ALL,
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
from support import COMPLETION, USER, closed_port
from traceback_walker import chain, frames, leaks

import helixagent
from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, HelixAgentError

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
@pytest.mark.parametrize("handler", [says_all_back, drop, _token_without_login])
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


@each_engine
def test_no_credential_of_variables_of_a_program(engine: Engine) -> None:
    with RawServer(_completes) as server:
        url = server.base_url
        error = error_of(in_kind(engine, keep_all, keep_all_async), lambda: client_of(engine, url))
    checked(error, helixagent.ValidationError)


# ---- remaining frames of a traceback


@each_engine
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
