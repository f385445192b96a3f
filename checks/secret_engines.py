"""Create clients with credentials in every place that accepts them, and search exceptions for these credentials."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import traceback
from typing import Any, Callable, List, NamedTuple

import httpx
import pytest
import requests
from raw_server import Peer, Seen
from support import USER
from traceback_walker import leaks

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, HelixAgentError, Runtime

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

ENGINES = [
    Engine("httpx", _sync),
    Engine("async-httpx", _async),
    Engine("aiohttp", lambda **options: _async(http_client="aiohttp", **options)),
    Engine("requests", _session),
    Engine("own-httpx", lambda **options: _sync(http_client=_users(httpx.Client), **options)),
    Engine("own-async-httpx", lambda **options: _async(http_client=_users(httpx.AsyncClient), **options)),
]
each_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


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
    """Return the exception that an action raises. The traceback starts here, as in a program.

    Afterwards, the sessions and HTTP clients that the SDK leaves open are closed.
    """
    client = make()
    try:
        if inspect.iscoroutinefunction(action):
            asyncio.run(_awaited(action, client))
        else:
            with contextlib.closing(client):
                action(client)
    except BaseException as error:
        return error
    finally:
        # A variable of this frame would be in the traceback.
        _close_rest()
    raise AssertionError("nothing was raised")


def _close_rest() -> None:
    while OPENED:
        made = OPENED.pop()
        if not isinstance(made, httpx.AsyncClient):
            made.close()


def checked(error: BaseException, kind: Any = HelixAgentError) -> Any:
    """Assert that an exception has this class and does not lead to a credential."""
    assert isinstance(error, kind), "".join(traceback.format_exception(type(error), error, error.__traceback__))
    assert leaks(error, ALL) == []
    return error


def chat(client: Any) -> Any:
    client.chat.completions.create(messages=USER, extra_headers={"X-Call": SECRETS["header"]})


async def chat_async(client: Any) -> Any:
    await client.chat.completions.create(messages=USER, extra_headers={"X-Call": SECRETS["header"]})


def in_kind(engine: Engine, action: Any, action_async: Any) -> Any:
    return action_async if "async" in engine.name or engine.name == "aiohttp" else action


def drop(peer: Peer, request: Seen) -> bool:
    return True


def says_all_back(peer: Peer, request: Seen) -> bool:
    text = json.dumps({"error": {"message": "No.", "detail": [dict(request.headers), request.body.decode()]}})
    shown = text
    for name in ("header", "query", "proxy"):
        # The SDK can only mask secrets that are in the request body or the credential.
        shown = shown.replace(SECRETS[name], "-")
    peer.respond(shown.encode(), status=422)
    return False
