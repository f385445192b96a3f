"""Tests of the events that hooks receive for a task's event stream: all connections are one call that ends once."""

from __future__ import annotations

import contextlib
import gc
import json
from typing import Any, Callable, List

import pytest
from cases import for_each
from prometheus_client import CollectorRegistry
from raw_server import PATIENCE, Peer, RawServer, Seen as Request
from stream_support import Way, way_of
from support import closed_port
from test_otel import Traces
from watching import OUTCOMES, Seen, read_all

from helixagent import HelixAgent, HelixAgentError, NetworkError
from helixagent._core.requests.options import Runtime
from helixagent.observability import Retrying


def event(kind: str, number: int) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (number, kind.encode(), json.dumps({"type": kind}).encode())


def whole(peer: Peer, request: Request) -> bool:
    peer.head(x_request_id="r-1")
    peer.part(event("started", 1), event("completed", 2), end=True)
    return False


def begun(peer: Peer, request: Request) -> bool:
    """Send an event, and nothing more until the client has disconnected."""
    peer.head()
    peer.part(event("started", 1))
    peer.wait_gone()
    return True


def broken_off(peer: Peer, request: Request) -> bool:
    """Send the event after the client's last one, and break the connection."""
    peer.head()
    peer.part(event("log", int(request.headers.get("last-event-id", 0)) + 1))
    return True


def first_breaks(times: int) -> Any:
    """Return a handler whose first connections break."""
    left = [broken_off] * times
    return lambda peer, request: (left.pop() if left else whole_after)(peer, request)


def whole_after(peer: Peer, request: Request) -> bool:
    peer.head()
    peer.part(event("completed", 99), end=True)
    return False


def refused(peer: Peer, request: Request) -> bool:
    peer.respond(b'{"error": {"message": "no such task"}}', status=404)
    return False


def at_once(way: Way) -> Runtime:
    """Return a runtime that does not wait before it reconnects."""

    async def no_time(seconds: float) -> None:
        return None

    return Runtime(sleep=no_time if way.is_async else lambda seconds: None)


# ---- ends of a stream ------------------------------------------------------------------------------------------------


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
    # The traceback keeps the stream alive.
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


@for_each(("how", "end", "handler"), ENDS)
def test_each_end_is_reported_once(way: Way, how: str, end: Callable[[Any], None], handler: Any) -> None:
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
        client.get_usage_stats()
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
        assert server.gone.wait(PATIENCE)
    assert [(ended.stream_end, ended.outcome) for ended in seen.ends] == [("cancelled", "cancelled")]


# ---- connections are attempts ---------------------------------------------------------------------------------------


def test_broken_connections_are_attempts_of_one_call(way: Way) -> None:
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


def test_a_trace_continues_over_all_connections(way: Way) -> None:
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


def test_an_unread_stream_is_not_a_call() -> None:
    seen = Seen()
    with HelixAgent(base_url="http://localhost", hooks=[seen.hook]) as client:
        with client.tasks.stream_events("t1"):
            pass
        client.tasks.stream_events("t1").close()
    assert seen.events == []
