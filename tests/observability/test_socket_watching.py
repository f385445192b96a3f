"""Tests of the events that hooks receive for a task's WebSocket: it is one call that ends once."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from typing import Any, AsyncIterator, Awaitable, Callable, Coroutine, Dict, List

import pytest
from support import KEY
from test_otel import Traces
from watching import OUTCOMES, Seen
from websockets.asyncio.server import serve

from helixagent import HelixAgent, HelixAgentError, NetworkError
from helixagent._core.requests.options import Runtime
from helixagent.observability import CallEnded, CallStarted


async def two_messages(ws: Any) -> None:
    await ws.send('{"type": "progress"}')
    await ws.send('{"type": "completed"}')


async def one_message(ws: Any) -> None:
    await ws.send('{"type": "progress"}')
    await ws.wait_closed()


async def one_and_gone(ws: Any) -> None:
    await ws.send('{"type": "progress"}')
    ws.transport.abort()


@contextlib.asynccontextmanager
async def serving(handler: Callable[[Any], Awaitable[None]], **options: Any) -> AsyncIterator[Any]:
    async def handle(ws: Any) -> None:
        server.requests.append(ws.request)
        await handler(ws)

    async with serve(handle, "127.0.0.1", 0, **options) as server:
        server.requests = []
        server.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield server


async def ws_done(socket: Any) -> None:
    async with socket as ws:
        assert len([message async for message in ws]) == 2


async def ws_received_to_the_end(socket: Any) -> None:
    async with socket as ws:
        await ws.recv()
        await ws.recv()
        with pytest.raises(NetworkError):
            await ws.recv()


async def ws_left(socket: Any) -> None:
    async with socket as ws:
        await ws.recv()


async def ws_closed(socket: Any) -> None:
    async with socket as ws:
        await ws.recv()
        await ws.close()
        assert [message async for message in ws] == []


async def ws_broken(socket: Any) -> None:
    async with socket as ws:
        with pytest.raises(NetworkError) as caught:
            async for _ in ws:
                continue
        caught.value.__traceback__ = None


async def ws_cancelled(socket: Any) -> None:
    async def follow() -> None:
        async with socket as ws:
            await ws.recv()
            begun.set()
            await ws.recv()

    begun = asyncio.Event()
    task = asyncio.ensure_future(follow())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def ws_collected(socket: Any) -> None:
    connection = await socket.__aenter__()
    await connection.recv()
    # Close the library's connection properly, without the SDK's connection, which is then dropped.
    below = connection._connection
    del socket, connection
    gc.collect()
    await below.close()


SOCKET_ENDS: List[Any] = [
    ("done", ws_done, two_messages),
    ("done", ws_received_to_the_end, two_messages),
    ("closed", ws_left, one_message),
    ("closed", ws_closed, one_message),
    ("broken", ws_broken, one_and_gone),
    ("cancelled", ws_cancelled, one_message),
]


def run(main: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(main, 60)

    asyncio.run(bounded())


def options_of(seen: Seen, traces: Traces) -> Dict[str, Any]:
    return {"api_key": KEY, "hooks": [seen.hook], "tracer": traces.tracer}


@pytest.mark.parametrize(("how", "end", "handler"), SOCKET_ENDS, ids=[end.__name__ for _, end, _ in SOCKET_ENDS])
def test_each_end_of_a_socket_is_reported_once(how: str, end: Any, handler: Any) -> None:
    seen, traces = Seen(), Traces()

    async def main() -> None:
        async with serving(handler) as server:
            with HelixAgent(base_url=server.base_url, **options_of(seen, traces)) as client:
                await end(client.tasks.websocket("t1"))
            assert client.get_usage_stats().total_requests == 1
            (request,) = server.requests
            assert request.headers["traceparent"]

    run(main())
    gc.collect()
    (ended,) = seen.ends
    assert (ended.stream_end, ended.outcome) == (how, OUTCOMES.get(how, "success"))
    assert (ended.status, ended.attempts, ended.call.stream) == (101, 1, True)
    assert ended.call.method == "tasks.websocket" and ended.first_chunk_seconds is not None
    (span,) = traces.spans
    assert span.attributes["helixagent.stream_end"] == how


def test_a_dropped_socket_is_reported_as_collected() -> None:
    seen, traces = Seen(), Traces()

    async def main() -> None:
        async with serving(one_message) as server:
            with HelixAgent(base_url=server.base_url, **options_of(seen, traces)) as client:
                await ws_collected(client.tasks.websocket("t1"))

    run(main())
    assert [ended.stream_end for ended in seen.ends] == ["collected"] and len(traces.spans) == 1


def test_a_handshake_that_is_retried_and_one_that_is_refused() -> None:
    seen, traces = Seen(), Traces()

    def busy_once(connection: Any, request: Any) -> Any:
        visits.append(request)
        return connection.respond(503, "busy") if len(visits) == 1 else None

    def refuse(connection: Any, request: Any) -> Any:
        return connection.respond(401, "no")

    visits: List[Any] = []

    async def main() -> None:
        options: Dict[str, Any] = {**options_of(seen, traces), "_runtime": Runtime(sleep=lambda seconds: None)}
        async with serving(two_messages, process_request=busy_once) as server:
            with HelixAgent(base_url=server.base_url, **options) as client:
                await ws_done(client.tasks.websocket("t1"))
        async with serving(two_messages, process_request=refuse) as server:
            with HelixAgent(base_url=server.base_url, **options) as client, pytest.raises(HelixAgentError):
                await ws_done(client.tasks.websocket("t1"))

    run(main())
    assert [(ended.outcome, ended.stream_end, ended.status, ended.attempts) for ended in seen.ends] == [
        ("success", "done", 101, 2),
        ("error", None, 401, 1),
    ]
    assert len(traces.spans) == 2
    starts = [told for told in seen.events if isinstance(told, CallStarted)]
    assert len(starts) == 2 and all(isinstance(told, CallEnded) for told in seen.ends)
