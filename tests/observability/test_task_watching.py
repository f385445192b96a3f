"""What hooks are told of a task's event stream and of its WebSocket: one call over all connections, ended once."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
from typing import Any, AsyncIterator, Awaitable, Callable, Coroutine, Dict, List

import pytest
from prometheus_client import CollectorRegistry
from raw_server import Peer, RawServer
from raw_server import Seen as Request
from stream_support import Way, way_of
from support import KEY, closed_port
from test_otel import Traces
from watching import OUTCOMES, Seen, read_all
from websockets.asyncio.server import serve

from helixagent import HelixAgent, HelixAgentError, NetworkError
from helixagent._core.options import Runtime
from helixagent.observability import CallEnded, CallStarted, Retrying


def event(kind: str, number: int) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (number, kind.encode(), json.dumps({"type": kind}).encode())


def whole(peer: Peer, request: Request) -> bool:
    peer.head(x_request_id="r-1")
    peer.part(event("started", 1), event("completed", 2), end=True)
    return False


def begun(peer: Peer, request: Request) -> bool:
    """Send an event, and nothing more until the client has gone."""
    peer.head()
    peer.part(event("started", 1))
    peer.wait_gone()
    return True


def broken_off(peer: Peer, request: Request) -> bool:
    """Send the event after the one that the client has, and break the connection."""
    peer.head()
    peer.part(event("log", int(request.headers.get("last-event-id", 0)) + 1))
    return True


def first_breaks(times: int) -> Any:
    """A handler whose first connections break."""
    left = [broken_off] * times
    return lambda peer, request: (left.pop() if left else whole_after)(peer, request)


def whole_after(peer: Peer, request: Request) -> bool:
    peer.head()
    peer.part(event("completed", 99), end=True)
    return False


def refused(peer: Peer, request: Request) -> bool:
    peer.whole(b'{"error": {"message": "no such task"}}', status=404)
    return False


def at_once(way: Way) -> Runtime:
    """A runtime that does not wait before it connects again."""

    async def no_time(seconds: float) -> None:
        return None

    return Runtime(sleep=no_time if way.is_async else lambda seconds: None)


# ---- how it ends ----------------------------------------------------------------------------------------------------


def done(stream: Any) -> None:
    assert [item.type for item in stream] == ["started", "completed"]
    stream.close()


def left_at_the_last(stream: Any) -> None:
    for item in stream:
        if item.type == "completed":
            break


def closed(stream: Any) -> None:
    next(stream)
    stream.close()
    stream.close()


def left(stream: Any) -> None:
    with stream:
        next(stream)


def failed_in_the_block(stream: Any) -> None:
    with contextlib.suppress(ValueError), stream:
        next(stream)
        raise ValueError


def interrupted(stream: Any) -> None:
    with contextlib.suppress(KeyboardInterrupt), stream:
        next(stream)
        raise KeyboardInterrupt


def collected(stream: Any) -> None:
    next(stream)


def broken(stream: Any) -> None:
    with pytest.raises(NetworkError) as caught:
        read_all(stream)
    # Its traceback holds the stream.
    caught.value.__traceback__ = None


ENDS: List[Any] = [
    ("done", done, whole),
    ("done", left_at_the_last, whole),
    ("closed", closed, begun),
    ("closed", left, begun),
    ("closed", failed_in_the_block, begun),
    ("cancelled", interrupted, begun),
    ("collected", collected, begun),
    ("broken", broken, broken_off),
]


@pytest.mark.parametrize(("how", "end", "handler"), ENDS, ids=[end.__name__ for _, end, _ in ENDS])
def test_each_end_is_told_once(way: Way, how: str, end: Callable[[Any], None], handler: Any) -> None:
    seen, traces, registry = Seen(), Traces(), CollectorRegistry()
    with RawServer(handler) as server:
        client = way.client(
            server.base_url,
            hooks=[seen.hook],
            tracer=traces.tracer,
            enable_metrics=True,
            metrics_registry=registry,
        )
        end(client.tasks.stream_events("t1"))
        gc.collect()
        outcome = OUTCOMES.get(how, "success")
        assert [(ended.stream_end, ended.outcome) for ended in seen.ends] == [(how, outcome)]
        (span,) = traces.spans
        assert span.name == "tasks.stream_events" and span.attributes["helixagent.stream_end"] == how
        labels = {"method": "tasks.stream_events"}
        assert registry.get_sample_value("helixagent_requests_total", {**labels, "status": outcome}) == 1
        assert registry.get_sample_value("helixagent_requests_in_flight", labels) == 0
        assert registry.get_sample_value("helixagent_time_to_first_chunk_seconds_count", labels) == 1
        assert client.get_usage_stats().total_requests == 1


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_cancelled_reader(kind: str) -> None:
    import anyio

    seen = Seen()

    async def cancelled(client: Any) -> None:
        stream = client.tasks.stream_events("t1")
        await stream.__anext__()
        async with anyio.create_task_group() as group:
            group.start_soon(stream.__anext__)
            await anyio.wait_all_tasks_blocked()
            group.cancel_scope.cancel()
        await stream.close()

    with way_of(kind) as way, RawServer(begun) as server:
        way.portal.call(cancelled, way.client(server.base_url, hooks=[seen.hook])._target)
        assert server.gone.wait(5)
    assert [(ended.stream_end, ended.outcome) for ended in seen.ends] == [("cancelled", "cancelled")]


# ---- connections are attempts ---------------------------------------------------------------------------------------


def test_connections_that_break_are_attempts_of_one_call(way: Way) -> None:
    seen = Seen()
    with RawServer(first_breaks(2)) as server:
        client = way.client(server.base_url, hooks=[seen.hook], max_retries=1, _runtime=at_once(way))
        read_all(client.tasks.stream_events("t1"))
    attempt = ["attempt.started", "attempt.answered"]
    assert seen.types == [
        "call.started",
        *attempt,
        "stream.first_chunk",
        "attempt.retrying",
        *attempt,
        "attempt.retrying",
        *attempt,
        "call.ended",
    ]
    retries = [told for told in seen.events if isinstance(told, Retrying)]
    assert [told.attempt for told in retries] == [1, 2]
    assert {type(told.error).__name__ for told in retries} <= {"NetworkError", "IncompleteStreamError"}
    assert seen.ends[0].attempts == 3 and seen.ends[0].call.stream
    assert client.get_usage_stats().retries == 2


def test_a_trace_goes_on_over_all_connections(way: Way) -> None:
    traces = Traces()
    with RawServer(first_breaks(1)) as server:
        client = way.client(server.base_url, tracer=traces.tracer, max_retries=1, _runtime=at_once(way))
        read_all(client.tasks.stream_events("t1"))
        sent = {request.headers["traceparent"] for request in server.requests}
        assert len(server.requests) == 2 and len(sent) == 1
    (span,) = traces.spans
    assert span.attributes["http.request.resend_count"] == 1
    assert format(span.context.span_id, "016x") in sent.pop()


@pytest.mark.parametrize(("status", "handler"), [(404, refused), (None, None)])
def test_a_stream_that_never_begins_fails_as_a_call(way: Way, status: Any, handler: Any) -> None:
    seen = Seen()
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(RawServer(handler)).base_url if handler else f"http://127.0.0.1:{closed_port()}"
        with pytest.raises(HelixAgentError) as caught:
            read_all(way.client(url, hooks=[seen.hook]).tasks.stream_events("t1"))
    (ended,) = seen.ends
    assert (ended.outcome, ended.stream_end, ended.status) == ("error", None, status)
    assert ended.error is caught.value


def test_a_stream_that_nobody_reads_is_no_call() -> None:
    seen = Seen()
    with HelixAgent(base_url="http://localhost", hooks=[seen.hook]) as client:
        with client.tasks.stream_events("t1"):
            pass
        client.tasks.stream_events("t1").close()
    assert seen.events == []


# ---- WebSockets -----------------------------------------------------------------------------------------------------


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
    # The library's own connection is closed in order, past the SDK's, which is dropped.
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
        await asyncio.wait_for(main, 20)

    asyncio.run(bounded())


def options_of(seen: Seen, traces: Traces) -> Dict[str, Any]:
    return {"api_key": KEY, "hooks": [seen.hook], "tracer": traces.tracer}


@pytest.mark.parametrize(("how", "end", "handler"), SOCKET_ENDS, ids=[end.__name__ for _, end, _ in SOCKET_ENDS])
def test_each_end_of_a_socket_is_told_once(how: str, end: Any, handler: Any) -> None:
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


def test_a_socket_that_is_dropped_is_told_as_collected() -> None:
    seen, traces = Seen(), Traces()

    async def main() -> None:
        async with serving(one_message) as server:
            with HelixAgent(base_url=server.base_url, **options_of(seen, traces)) as client:
                await ws_collected(client.tasks.websocket("t1"))

    run(main())
    assert [ended.stream_end for ended in seen.ends] == ["collected"] and len(traces.spans) == 1


def test_a_handshake_that_is_sent_again_and_one_that_is_refused() -> None:
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
