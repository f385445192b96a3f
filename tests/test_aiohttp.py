"""Tests of the asynchronous client that only concern aiohttp. `pytest --async-backend aiohttp` runs the others."""

from __future__ import annotations

import asyncio
import errno
import inspect
import socket
from typing import Any

import aiohttp
import pytest
from raw_server import DONE, Peer, RawServer, Seen, chunk, event
from stream_support import way_of
from support import USER

from helixagent import (
    AsyncHelixAgent,
    ClientClosedError,
    HelixAgent,
    HelixAgentError,
    IncompleteStreamError,
    NetworkError,
    ValidationError,
)
from helixagent.testing import Sandbox


def run(sandbox: Sandbox, use: Any) -> Any:
    async def main() -> Any:
        async with AsyncHelixAgent(base_url=sandbox.base_url, http_client="aiohttp") as client:
            return await use(client)

    return asyncio.run(main())


def test_calls_and_streams_use_aiohttp(sandbox: Sandbox) -> None:
    async def use(client: Any) -> str:
        raw = await client.models.with_raw_response.list()
        assert type(raw.http_response).__module__.startswith("aiohttp.")
        stream = await client.chat.completions.create(messages=USER, stream=True)
        return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

    assert run(sandbox, use).startswith("Quantum computing is")
    headers = [request.headers for request in sandbox.requests]
    # One connection, the SDK's User-Agent, and compression for responses that are not streams.
    assert sandbox.connections == 1
    assert all(each["user-agent"].startswith("helixagent-python/") for each in headers)
    assert [each.get("accept-encoding") for each in headers] == ["gzip, deflate", None]


def test_chunks_before_a_cut_are_not_lost(sandbox: Sandbox) -> None:
    async def use(client: Any) -> Any:
        stream = await client.chat.completions.create(
            messages=USER, stream=True, extra_headers={"X-Sandbox-Fault": "cut:4"}
        )
        with pytest.raises(IncompleteStreamError) as caught:
            async for _ in stream:
                # In the meantime, the rest arrives and the connection breaks.
                await asyncio.sleep(0.01)
        return caught.value

    error = run(sandbox, use)
    assert error.partial.choices[0].message.content == "Quantum computing is"


def test_a_reused_connection_that_breaks_counts_as_an_attempt(sandbox: Sandbox) -> None:
    async def use(client: Any) -> Any:
        fault = {"X-Sandbox-Fault": "disconnectx2"}
        return await client.with_options(max_retries=2).models.with_raw_response.list(extra_headers=fault)

    assert run(sandbox, use).attempts == 3
    assert len(sandbox.requests) == 3


# ---- stale connections ----------------------------------------------------------------------------------------------

LIST = b'{"object": "list", "data": []}'


async def listed(client: Any) -> Any:
    return await client.models.list()


async def posted(client: Any) -> Any:
    return await client.completions.create(prompt="a", model="m")


def run_on(server: RawServer, use: Any) -> None:
    """Run a coroutine with a client without retries."""

    async def main() -> None:
        async with AsyncHelixAgent(base_url=server.base_url, http_client="aiohttp", max_retries=0) as client:
            await use(client)

    asyncio.run(main())


def test_an_exception_that_the_caller_handles_is_not_the_cause() -> None:
    def handler(peer: Peer, request: Seen) -> None:
        # The body must arrive together with the headers.
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: gzip\r\n\r\ntext")

    async def use(client: Any) -> None:
        try:
            raise ConnectionResetError(errno.ECONNRESET, "mine")
        except OSError:
            await client.models.list()

    with RawServer(handler) as server, pytest.raises(NetworkError) as caught:
        run_on(server, use)
    assert "reset" not in caught.value.message


def test_a_request_succeeds_after_a_stream_whose_server_closes_the_connection() -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(event(chunk("a")), DONE, end=True)
        return True

    async def use(client: Any) -> None:
        for _ in range(5):
            stream = await client.chat.completions.create(messages=USER, stream=True)
            assert [chunk.choices[0].delta.content async for chunk in stream] == ["a"]

    with RawServer(handler) as server:
        run_on(server, use)
    assert len(server.requests) == 5


@pytest.mark.parametrize("call", [listed, posted])
@pytest.mark.parametrize("end", ["close", "reset"])
def test_a_request_on_a_stale_connection_is_sent_again_once(call: Any, end: str) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        if len(server.requests) == 2:
            getattr(peer, end)()
            return True
        peer.respond(LIST)
        return False

    async def use(client: Any) -> None:
        await call(client)
        await call(client)

    with RawServer(handler) as server:
        run_on(server, use)
    assert (len(server.requests), server.connections) == (3, 2)


@pytest.mark.parametrize("call", [listed, posted])
@pytest.mark.parametrize(("answered", "sent"), [(0, 1), (1, 3)])
def test_a_request_on_a_new_connection_is_not_sent_again(call: Any, answered: int, sent: int) -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        if len(server.requests) <= answered:
            peer.respond(LIST)
            return False
        return True

    async def use(client: Any) -> None:
        for _ in range(answered):
            await call(client)
        with pytest.raises(NetworkError, match="the server closed the connection") as caught:
            await call(client)
        assert caught.value.attempts == 1

    with RawServer(handler) as server:
        run_on(server, use)
    assert (len(server.requests), server.connections) == (sent, max(1, sent - 1))


def test_a_post_is_not_sent_again_after_part_of_its_response() -> None:
    def handler(peer: Peer, request: Seen) -> bool:
        if len(server.requests) == 1:
            peer.respond(LIST)
            return False
        peer.send(b"HTTP/1.1 200 OK\r\nConte")
        return True

    async def use(client: Any) -> None:
        await posted(client)
        with pytest.raises(NetworkError):
            await posted(client)

    with RawServer(handler) as server:
        run_on(server, use)
    assert len(server.requests) == 2


@pytest.mark.skipif(
    "socket_factory" not in inspect.signature(aiohttp.TCPConnector).parameters,
    reason="Before version 3.12, aiohttp does not show its sockets.",
)
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
def test_closing_the_client_ends_a_request_that_the_server_does_not_read() -> None:
    async def main() -> None:
        async with AsyncHelixAgent(base_url=f"http://127.0.0.1:{port}", http_client="aiohttp") as client:
            call = asyncio.ensure_future(client.completions.create(prompt="a" * 8_000_000, model="m"))
            accepted, _ = await asyncio.get_running_loop().run_in_executor(None, listener.accept)
            with accepted:
                await client.close()
                with pytest.raises(ClientClosedError):
                    await call

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        asyncio.run(main())


def test_trio_is_refused_with_the_reason(sandbox: Sandbox) -> None:
    with way_of("trio") as way:
        client = way.client(sandbox.base_url, http_client="aiohttp")
        with pytest.raises(HelixAgentError, match="works on asyncio only"):
            client.models.list()


def test_the_synchronous_client_refuses_aiohttp() -> None:
    with pytest.raises(ValidationError, match="AsyncHelixAgent alone"):
        HelixAgent(base_url="http://localhost", http_client="aiohttp")  # type: ignore[arg-type]


def test_an_exception_that_the_caller_handles_is_not_the_cause_of_a_broken_body() -> None:
    def broken(peer: Peer, request: Seen) -> bool:
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]")
        return True

    async def main(base_url: str) -> None:
        async with AsyncHelixAgent(base_url=base_url, max_retries=0, http_client="aiohttp") as client:
            with pytest.raises(NetworkError) as alone:
                await client.models.list()
            try:
                raise ConnectionRefusedError(111, "mine")
            except OSError:
                with pytest.raises(NetworkError) as handling:
                    await client.models.list()
            assert str(handling.value) == str(alone.value)

    with RawServer(broken) as server:
        asyncio.run(main(server.base_url))
