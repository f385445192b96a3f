"""Helpers for the tests of API calls: clients of every kind behind one interface, and waits that are only recorded."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional, Set

import httpx
import pytest
import requests
from raw_server import Handler, Peer, Seen

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, HelixAgentError, Runtime, ValidationError
from helixagent.testing import Sandbox
from helixagent_client import models
from helixagent_client.types import ApiModel

# The packages of the distribution.
PACKAGES = ("helixagent", "helixagent_client")
KINDS = ("sync", "async", "requests")
ROOT = Path(__file__).resolve().parent.parent
NOW = 1_700_000_000.0
KEY = "sk-test-0123456789-secret"
USER = [{"role": "user", "content": "Explain quantum computing"}]
# A minimal chat completion, to script with `Sandbox.reply`.
COMPLETION: Dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1703123456,
    "model": "deepseek-chat",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
}
IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/image.jpg"}}
REMOTE = "https://helixagent.example"
BOTH = pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])
# The generated classes that are parsed from JSON, and the models among them.
CLASSES: List[Any] = [
    cls
    for cls in (getattr(models, name) for name in models.__all__)
    if isinstance(cls, type) and hasattr(cls, "from_dict")
]
MODELS: List[Any] = [cls for cls in CLASSES if issubclass(cls, ApiModel)]


class Recorder:
    """Time, random numbers and IDs that a test controls. A sleep is recorded, and only advances the clock."""

    def __init__(self) -> None:
        self.now = NOW
        self.random = 0.0
        self.sleeps: List[float] = []
        self.ids: List[str] = []

    def runtime(self, *, is_async: bool) -> Runtime:
        """Return the runtime for a client."""
        return Runtime(
            clock=lambda: self.now,
            sleep=self._sleep_async if is_async else self._sleep,
            random=lambda: self.random,
            new_id=self._new_id,
        )

    def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds

    async def _sleep_async(self, seconds: float) -> None:
        self._sleep(seconds)

    def _new_id(self) -> str:
        self.ids.append(f"id-{len(self.ids) + 1}")
        return self.ids[-1]


class Driver:
    """A driver that creates clients of one kind and runs their calls, so that one test covers sync and async clients.

    Args:
        kind: `sync`, `async`, or `requests` for the synchronous client with a requests.Session.
    """

    # `pytest --async-backend aiohttp` runs the whole suite with that backend.
    async_http_client: Optional[str] = None
    # `--http-library httpx2` applies to the synchronous client too.
    http_client: Optional[str] = None

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.is_async = kind == "async"
        self.time = Recorder()
        self.session: Optional[requests.Session] = requests.Session() if kind == "requests" else None
        self._loop = asyncio.new_event_loop() if self.is_async else None
        self._clients: List[Any] = []

    def client(self, server: Any, **options: Any) -> Any:
        """Return a client of a server: a Sandbox, a RawServer, or its address."""
        options.setdefault("base_url", server if isinstance(server, str) else server.base_url)
        options.setdefault("_runtime", self.time.runtime(is_async=self.is_async))
        if self.session is not None:
            made: Any = HelixAgentClient(session=self.session, **options)
        elif self.is_async:
            options.setdefault("http_client", self.async_http_client)
            made = AsyncHelixAgent(**options)
        else:
            options.setdefault("http_client", self.http_client)
            made = HelixAgent(**options)
        self._clients.append(made)
        return made

    def run(self, result: Any) -> Any:
        """Return the result of a call, awaited if necessary."""
        if self._loop is not None and inspect.isawaitable(result):
            return self._loop.run_until_complete(_awaited(result))
        return result

    def chat(self, client: Any, **arguments: Any) -> Any:
        """Create a chat completion. The messages are optional."""
        arguments.setdefault("messages", USER)
        return self.run(client.chat.completions.create(**arguments))

    def reset(self) -> None:
        """Close the clients, and begin with a new session and a new time."""
        while self._clients:
            self.run(self._clients.pop().close())
        if self.session is not None:
            self.session.close()
            self.session = requests.Session()
        self.time = Recorder()

    def close(self) -> None:
        """Close the clients, their event loop and their session."""
        self.reset()
        if self.session is not None:
            self.session.close()
        if self._loop is not None:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()


def status_of(response: Any) -> int:
    """Return the status of an HTTP library's response. The attribute's name depends on the library."""
    status: int = response.status if hasattr(response, "status") else response.status_code
    return status


def busy(driver: Driver, client: Any) -> int:
    """Return the number of connections of a client in use."""
    transport = client._transport
    if driver.async_http_client == "aiohttp" and driver.is_async:
        return len(next(iter(transport._pools().values()))[0]._session.connector._acquired)
    if driver.kind == "requests":
        pools = driver.session.get_adapter(client._options.base_url).poolmanager.pools  # type: ignore[union-attr]
        return sum(
            pool.num_connections - sum(connection is not None for connection in pool.pool.queue)
            for pool in (pools[key] for key in pools.keys())  # noqa: SIM118  (it cannot be iterated)
        )
    own: Any = next(iter(transport._pools().values()))[0] if driver.is_async else next(iter(transport._own.values()))
    return int(own.pool.connections[1])


def answering(driver: Driver, seen: List[httpx.Request], **options: Any) -> Any:
    """Return a user's HTTP client of the driver's kind that responds to each request with a health report."""

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"status": "healthy"})

    cls: Any = httpx.AsyncClient if driver.is_async else httpx.Client
    return cls(transport=httpx.MockTransport(answer), **options)


def sent_to(httpx_driver: Driver, **options: Any) -> httpx.Request:
    """Return the one request that `health()` sends from a client with these options."""
    seen: List[httpx.Request] = []
    client = httpx_driver.client(REMOTE, http_client=answering(httpx_driver, seen), **options)
    httpx_driver.run(client.health())
    return seen[0]


def failed(driver: Driver, client: Any, **arguments: Any) -> Any:
    """Return the exception that a chat completion raises."""
    with pytest.raises(HelixAgentError) as caught:
        driver.chat(client, **arguments)
    return caught.value


def facts(error: Any) -> List[Any]:
    """Return the class, message, type, code and param of an exception."""
    return [type(error), error.message, error.type, error.code, error.param]


def method(client: Any, name: str) -> Any:
    """Return a method by its dotted name."""
    for part in name.split("."):
        client = getattr(client, part)
    return client


def refused(driver: Driver, sandbox: Sandbox, name: str, *args: Any, **kwargs: Any) -> ValidationError:
    """Return the error that a method raises before anything is sent."""
    client = driver.client(sandbox)
    with pytest.raises(ValidationError) as caught:
        driver.run(method(client, name)(*args, **kwargs))
    error = caught.value
    assert type(error) is ValidationError
    assert (error.status_code, error.attempts, error.body, error.request_id) == (None, 0, None, None)
    assert sandbox.requests == []
    assert sandbox.connections == 0
    return error


def said(content: Any) -> Dict[str, Any]:
    """Return the arguments of a chat completion with this user message."""
    return {"messages": [{"role": "user", "content": content}]}


def sends(*answers: bytes) -> Handler:
    """Return a handler for a RawServer that sends these responses to the connections, in order, and closes them."""
    left = iter(answers)

    def handler(peer: Peer, request: Seen) -> bool:
        peer.send(next(left))
        return True

    return handler


def closed_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def run_python(code: str, *arguments: str) -> str:
    """Run code in a new interpreter, with warnings as errors like in the tests, and return its output."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_by(code: str) -> Set[str]:
    """Return the modules that a fresh interpreter has loaded after this code."""
    return set(json.loads(run_python(code + "\nimport json, sys; print(json.dumps(sorted(sys.modules)))")))


async def _awaited(result: Any) -> Any:
    return await result
