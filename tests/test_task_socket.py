"""Tests of the events of a task over a WebSocket: messages, credentials, settings, and the end of a connection."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from typing import Any, Callable, Dict, List

import pytest
import trio
from socket_support import CLIENTS, EVENTS, all_said, entered, maker, run, send_events, serving, socket_of
from support import KEY, run_python

from helixagent import (
    AsyncHelixAgent,
    HelixAgent,
    HelixAgentError,
    NetworkError,
    NotFoundError,
    ValidationError,
)


@pytest.fixture(params=CLIENTS)
def made(request: Any) -> Callable[..., Any]:
    """Return a function that makes clients, synchronous and asynchronous."""
    return maker(request.param)


# ---- messages -------------------------------------------------------------------------------------------------------


def test_messages_are_text_until_the_server_closes(made: Any) -> None:
    async def main() -> None:
        async with serving() as server:
            client = made(server.base_url, default_headers={"X-Team": "blue"}, default_query={"v": "1"})
            async with socket_of(client, "a/b ü?") as ws:
                messages = [message async for message in ws]
            assert [json.loads(message) for message in messages] == EVENTS
            (request,) = server.requests
            assert request.path == "/v1/ws/tasks/a%2Fb%20%C3%BC%3F?v=1"
            assert request.headers["Authorization"] == f"Bearer {KEY}"
            assert request.headers["X-Team"] == "blue"
            assert request.headers["User-Agent"].startswith("helixagent-python/")
            assert "accept" not in request.headers

    run(main())


def test_the_example_of_the_docs(made: Any) -> None:
    async def main() -> None:
        async def talk(ws: Any) -> None:
            await send_events(ws)
            await ws.wait_closed()
            closed.append(ws.protocol.close_code)

        closed: List[int] = []
        async with serving(talk) as server:
            seen = []
            async with socket_of(made(server.base_url)) as ws:
                async for message in ws:
                    event = json.loads(message)
                    seen.append(event["type"])
                    if event["type"] in ("completed", "failed"):
                        break
            assert seen == ["progress", "completed"]
        assert closed == [1000]

    run(main())


def test_the_connection_has_the_attributes_of_the_library(made: Any) -> None:
    async def echo(ws: Any) -> None:
        async for message in ws:
            await ws.send(message)

    async def main() -> None:
        async with serving(echo) as server, socket_of(made(server.base_url)) as ws:
            await ws.send("hello")
            assert await ws.recv() == "hello"
            assert await (await ws.ping()) >= 0
            assert ws.response.status_code == 101 and ws.remote_address[0] == "127.0.0.1"
            assert repr(ws) == "TaskSocketConnection(state='open')"
            assert not hasattr(ws, "_x") and not hasattr(ws, "nothing_of_the_kind")
            await ws.close()
            assert ws.protocol.close_code == 1000 and [message async for message in ws] == []
            for action in (ws.recv, lambda: ws.send("x"), ws.ping):
                with pytest.raises(NetworkError, match="closed"):
                    await action()

    run(main())


def test_close_ends_the_loop_of_another_task(made: Any) -> None:
    async def main() -> None:
        async with serving(lambda ws: ws.wait_closed()) as server, socket_of(made(server.base_url)) as ws:

            async def loop() -> List[Any]:
                return [message async for message in ws]

            task = asyncio.ensure_future(loop())
            await asyncio.sleep(0)
            await ws.close()
            assert await task == []

    run(main())


@pytest.mark.parametrize("way", ["close", "abort"])
def test_a_broken_connection_is_a_network_error(made: Any, way: str) -> None:
    async def fail(ws: Any) -> None:
        await ws.send("{}")
        if way == "close":
            await ws.close(1011, f"{KEY} broke")
        else:
            ws.transport.abort()

    async def main() -> None:
        async with serving(fail) as server, socket_of(made(server.base_url)) as ws:
            assert await ws.__anext__() == "{}"
            for action in (ws.__anext__, ws.recv):
                with pytest.raises(NetworkError) as caught:
                    await action()
                assert "closed" in str(caught.value) and KEY not in all_said(caught.value)
                assert way == "abort" or ("1011" in str(caught.value) and "broke" in str(caught.value))

    run(main())


def test_a_ping_on_a_connection_that_breaks(made: Any) -> None:
    async def main() -> None:
        async def deaf(ws: Any) -> None:
            ws.transport.pause_reading()
            await ws.send("ready")
            await asked.wait()
            ws.transport.abort()

        asked = asyncio.Event()
        async with serving(deaf) as server, socket_of(made(server.base_url)) as ws:
            assert await ws.recv() == "ready"
            pong = await ws.ping()
            asked.set()
            with pytest.raises(NetworkError):
                await pong

    run(main())


def test_an_error_in_the_block_closes_the_connection(made: Any) -> None:
    async def main() -> None:
        async with serving(lambda ws: ws.wait_closed()) as server:
            with pytest.raises(KeyError):
                async with socket_of(made(server.base_url)) as ws:
                    raise KeyError
            assert ws.protocol.close_code == 1000

    run(main())


# ---- credentials and headers ----------------------------------------------------------------------------------------


def test_a_function_as_the_credential(made: Any) -> None:
    async def later() -> str:
        await asyncio.sleep(0)
        return "later-token"

    async def main() -> None:
        async with serving() as server:
            for credential in (lambda: "now-token", later):
                async with socket_of(made(server.base_url, api_key=credential)):
                    pass
            tokens = [request.headers["Authorization"] for request in server.requests]
            assert tokens == ["Bearer now-token", "Bearer later-token"]
            async with socket_of(made(server.base_url), extra_headers={"Authorization": None, "User-Agent": None}):
                pass
            assert "authorization" not in server.requests[-1].headers
            assert "user-agent" not in server.requests[-1].headers
            async with socket_of(made(server.base_url), additional_headers=[("Authorization", "Basic x")]):
                pass
            assert server.requests[-1].headers.get_all("authorization") == ["Basic x"]

    run(main())


def test_secrets_are_not_shown(made: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "websockets.client")

    async def main() -> None:
        async with serving() as server:
            secrets = {"default_headers": {"X-Api": "pw"}, "default_query": {"sig": "query-secret"}}
            socket = socket_of(made(server.base_url, **secrets))
            async with socket as ws:
                shown = [repr(socket), repr(ws), repr(vars(ws))]
                assert not hasattr(ws, "request")
                assert server.requests[0].headers["X-Api"] == "pw"
        # The library's records of level DEBUG have all headers and messages, so there are none.
        assert [record for record in caplog.records if record.name.startswith("websockets.client")] == []
        for text in shown:
            assert KEY not in text and "'pw'" not in text and "query-secret" not in text

    run(main())


# ---- settings, and unsupported surroundings -------------------------------------------------------------------------


def test_settings_of_the_library(made: Any) -> None:
    async def main() -> None:
        async with serving() as server:
            client = made(server.base_url)
            async with socket_of(client) as ws:
                assert ws.ping_interval == 20
            async with socket_of(client, ping_interval=None, max_size=1000, compression=None) as ws:
                assert ws.ping_interval is None
                assert json.loads(await ws.recv())["type"] == "progress"
                with pytest.raises(NetworkError, match="1009"):
                    await ws.recv()

    run(main())


@pytest.mark.parametrize("settings", [{"ping_intervall": 5}, {"uri": "ws://x"}, {"ssl": True}, {"compression": "zip"}])
def test_wrong_settings(made: Any, settings: Dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        run(entered(made("http://127.0.0.1:1"), **settings))


@pytest.mark.parametrize(
    "settings",
    [
        {"additional_headers": {"X-A": "a\r\nB: c"}},
        {"extra_headers": 5},
        {"additional_headers": "x"},
        {"extra_body": {}},
    ],
)
def test_headers_and_bodies_are_refused_immediately(made: Any, settings: Dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        socket_of(made("http://127.0.0.1:1"), **settings)


@pytest.mark.parametrize("task_id", ["", "..", None])
def test_invalid_ids_are_refused_immediately(made: Any, task_id: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        socket_of(made("http://127.0.0.1:1"), task_id)
    assert caught.value.param == "task_id"


def test_a_socket_can_only_be_opened_once(made: Any) -> None:
    async def main() -> None:
        async with serving() as server:
            socket = socket_of(made(server.base_url))
            async with socket:
                with pytest.raises(HelixAgentError, match="already open"):
                    await socket.__aenter__()
            async with socket as ws:
                assert json.loads(await ws.recv())["type"] == "progress"

    run(main())


def test_a_closed_client_opens_no_socket(made: Any) -> None:
    async def main() -> None:
        async with serving() as server:
            client = made(server.base_url)
            await client.close() if isinstance(client, AsyncHelixAgent) else client.close()
            with pytest.raises(HelixAgentError, match="client is closed"):
                await entered(client)
            assert server.requests == []

    run(main())


def test_trio_is_refused_with_the_reason(made: Any) -> None:
    with pytest.raises(HelixAgentError, match="asyncio"):
        trio.run(entered, made("http://127.0.0.1:1"))


def test_the_library_is_loaded_when_it_is_used_and_named_if_it_is_missing() -> None:
    code = """
import asyncio, sys
from helixagent import HelixAgent, HelixAgentError
from helixagent._async.task_socket import TaskSocket
with HelixAgent(api_key="k", base_url="http://127.0.0.1:1") as client:
    socket = TaskSocket(client, "t1", {})
    assert not any(name.startswith("websockets") for name in sys.modules)
    sys.modules["websockets"] = None
    async def main():
        async with socket:
            pass
    try:
        asyncio.run(main())
    except HelixAgentError as error:
        print(error)
"""
    assert "pip install 'helixagent-sdk[websocket]'" in run_python(code)


def test_several_threads_have_sockets_of_one_client() -> None:
    async def main() -> None:
        async with serving() as server:
            with HelixAgent(api_key=KEY, base_url=server.base_url) as client:
                counts: List[int] = []

                async def count() -> None:
                    async with socket_of(client) as ws:
                        counts.append(len([message async for message in ws]))

                threads = [threading.Thread(target=lambda: asyncio.run(count())) for _ in range(3)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    await asyncio.get_running_loop().run_in_executor(None, thread.join)
                assert counts == [2, 2, 2]

    run(main())


def test_a_task_of_the_sandbox(made: Any, sandbox: Any) -> None:
    async def main() -> None:
        client = made(sandbox.base_url)
        task = client.tasks.create(type="x", payload={"prompt": "Hello"})
        if asyncio.iscoroutine(task):
            task = await task
        async with client.tasks.websocket(task.id) as ws:
            kinds = [json.loads(message)["type"] async for message in ws]
        assert kinds[0] == "started" and kinds[-1] == "completed"
        with pytest.raises(NotFoundError):
            async with client.tasks.websocket("nothing of the kind"):
                pytest.fail("the connection was opened")
        await client.close() if isinstance(client, AsyncHelixAgent) else client.close()

    run(main())
