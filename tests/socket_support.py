"""Helpers for the tests of WebSockets: servers, clients on asyncio, and the text of an exception in a log."""

from __future__ import annotations

import asyncio
import contextlib
import json
import traceback
from typing import Any, AsyncIterator, Awaitable, Callable, Coroutine

import pytest
from support import KEY, Recorder
from websockets.asyncio.server import ServerConnection, serve

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent._async.task_socket import TaskSocket

EVENTS = [
    {"type": "progress", "task_id": "t1", "progress": 45.5, "message": "half way"},
    {"type": "completed", "task_id": "t1", "data": "ü" * 2_000_000},
]


def maker(kind: Any) -> Callable[..., Any]:
    """Return a function that makes clients of a class, with a clock that only moves when they sleep."""
    time = Recorder()

    def make(base_url: str, **options: Any) -> Any:
        options = {"api_key": KEY, "max_retries": 0, **options}
        client = kind(base_url=base_url, _runtime=time.runtime(is_async=kind is AsyncHelixAgent), **options)
        client.time = time
        return client

    return make


CLIENTS = [HelixAgent, AsyncHelixAgent]


def socket_of(client: Any, task_id: str = "t1", **settings: Any) -> TaskSocket:
    return TaskSocket(client, task_id, settings)


async def send_events(ws: ServerConnection) -> None:
    for event in EVENTS:
        await ws.send(json.dumps(event))


@contextlib.asynccontextmanager
async def serving(handler: Callable[[Any], Awaitable[None]] = send_events, **options: Any) -> AsyncIterator[Any]:
    """Run a WebSocket server that records its requests."""

    async def handle(ws: ServerConnection) -> None:
        server.requests.append(ws.request)
        await handler(ws)

    async with serve(handle, "127.0.0.1", 0, **options) as server:
        port = server.sockets[0].getsockname()[1]
        server.requests = []
        server.base_url = f"https://localhost:{port}" if "ssl" in options else f"http://127.0.0.1:{port}"
        yield server


def run(main: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(main, 60)

    asyncio.run(bounded())


def all_said(error: BaseException) -> str:
    """Return everything that a log of an exception would show."""
    return "".join(traceback.format_exception(type(error), error, error.__traceback__)) + repr(vars(error))


async def entered(client: Any, **settings: Any) -> None:
    async with socket_of(client, **settings):
        pytest.fail("the connection was opened")
