"""Tests of ending a stream of task events early: by its block, from another thread, or with its task."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, Iterator, List

import pytest
from raw_server import PATIENCE, Peer, RawServer, Seen
from stream_support import KINDS, Running, eventually, way_of
from support import Recorder
from task_event_support import FIRST, Stage, TaskServer, held, scripted

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentError
from helixagent._async.task_events import AsyncTaskEventStream
from helixagent._sync.task_events import TaskEventStream


@pytest.fixture(params=KINDS)
def stage(request: Any) -> Iterator[Stage]:
    with way_of(request.param) as opened:
        yield Stage(opened)


def test_the_context_manager_closes(stage: Stage) -> None:
    with RawServer(held) as server:
        with stage.stream(stage.client(server.base_url, max_retries=5)) as stream:
            assert next(stream).type == "started"
        assert server.gone.wait(PATIENCE)
        assert next(stream, None) is None and len(server.requests) == 1


def test_closing_from_another_thread_ends_a_waiting_loop(stage: Stage) -> None:
    first = threading.Event()

    def loop() -> List[str]:
        kinds = []
        for event in stream:
            kinds.append(event.type)
            first.set()
        return kinds

    with RawServer(held) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=5))
        running = Running(loop)
        assert first.wait(PATIENCE)
        stage.way.wait_until_waiting(running.thread)
        stream.close()
        stream.close()
        assert running.result() == ["started"]
        assert len(server.requests) == 1


def test_closing_while_the_stream_waits_to_reconnect() -> None:
    with RawServer(TaskServer([FIRST] * 9)) as server:
        time = Recorder()
        runtime = time.runtime(is_async=False)._replace(sleep=lambda seconds: stream.close())
        with HelixAgent(api_key="test-key", base_url=server.base_url, max_retries=5, _runtime=runtime) as client:
            stream = TaskEventStream(client, "t1")
            assert [event.type for event in stream] == ["started"]
        assert len(server.requests) == 1


def test_a_cancelled_loop_releases_the_connection() -> None:
    async def main() -> None:
        async with AsyncHelixAgent(api_key="test-key", base_url=server.base_url) as client:
            stream = AsyncTaskEventStream(client, "t1")
            await stream.__anext__()
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(stream.__anext__(), 0.05)
            assert await asyncio.get_running_loop().run_in_executor(None, server.gone.wait, PATIENCE)
            assert [event async for event in stream] == []

    with RawServer(held) as server:
        asyncio.run(main())


# ---- closing while it waits between two connections, on the real clock -----------------------------------------------


def closed_while_waiting(stage: Stage, handler: Any, visits: int, events: int) -> List[str]:
    """Return the events of a stream that is closed from another thread after a number of requests and events.

    Waiting for a response looks like waiting for a time if tasks are used, so the function also waits for the events.
    """
    kinds: List[str] = []

    def read() -> None:
        for event in stream:
            kinds.append(event.type)

    with RawServer(handler) as server:
        options = {"base_url": server.base_url, "max_retries": 5}
        stream = stage.stream(stage.way.client(**options))
        running = Running(read)
        eventually(lambda: len(server.requests) == visits and len(kinds) == events)
        stage.way.wait_until_sleeping(running.thread)
        stream.close()
        running.result()
        assert len(server.requests) == visits
        return kinds


def test_closing_ends_the_wait_after_a_break(stage: Stage) -> None:
    handler = TaskServer([FIRST] * 9, preamble=b"retry: 60000\n\n")
    assert closed_while_waiting(stage, handler, 1, events=1) == ["started"]


def test_closing_ends_the_wait_after_a_refusal(stage: Stage) -> None:
    def refusing(peer: Peer, request: Seen) -> None:
        peer.respond(b"{}", status=503, retry_after="60")

    assert closed_while_waiting(stage, scripted(TaskServer([FIRST]), refusing), 2, events=1) == ["started"]


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_closing_ends_the_wait_for_a_response_if_tasks_can_be_cancelled(kind: str) -> None:
    def silent(peer: Peer, request: Seen) -> bool:
        peer.wait_gone()
        return True

    with way_of(kind) as way:
        assert closed_while_waiting(Stage(way), silent, 1, events=0) == []


def test_closing_the_client_ends_the_wait_after_a_break(stage: Stage) -> None:
    handler = TaskServer([FIRST] * 9, preamble=b"retry: 60000\n\n")
    kinds: List[str] = []

    def read() -> None:
        with pytest.raises(HelixAgentError, match="closed"):
            for event in stream:
                kinds.append(event.type)

    with RawServer(handler) as server:
        client = stage.way.client(server.base_url, max_retries=5)
        stream = stage.stream(client)
        running = Running(read)
        eventually(lambda: len(kinds) == 1)
        stage.way.wait_until_sleeping(running.thread)
        client.close()
        running.result()
        assert kinds == ["started"] and len(server.requests) == 1
