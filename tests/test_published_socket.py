"""Tests of the WebSocket of a task on a published server."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("websockets.asyncio.server")

from january_server import NAMES
from socket_support import CLIENTS, maker, run, serving

FRAMES = [
    {"task_id": "t1", "event_type": "task.progress", "data": {"message": "half way", "progress": 45.5}},
    {"task_id": "t1", "event_type": "task.failed", "data": {"error": "no provider"}},
]


async def send_frames(ws: Any) -> None:
    """Send the events of such a server, and a frame that is not text."""
    for frame in FRAMES:
        await ws.send(json.dumps(frame))
    await ws.send(b"\x00")


def named(connection: Any, request: Any, response: Any) -> Any:
    """Let the server name itself in the handshake."""
    for name, value in NAMES.items():
        response.headers[name] = value
    return response


@pytest.mark.parametrize("cls", CLIENTS)
@pytest.mark.parametrize("mode", ["auto", "published", "off"])
def test_frames_have_the_types_of_the_contract(cls: Any, mode: str) -> None:
    async def main() -> None:
        async with serving(send_frames, process_response=named) as server:
            client = maker(cls)(server.base_url, compatibility=mode)
            async with client.tasks.websocket("t1") as ws:
                texts = [await ws.recv(), await ws.recv()]
                assert await ws.recv() == b"\x00"
            assert client.server_kind == "published" and len(server.requests) == 1
            if mode == "off":
                assert [json.loads(text) for text in texts] == FRAMES
                return
            first, last = map(json.loads, texts)
            assert (first["type"], first["progress"], first["message"]) == ("progress", 45.5, "half way")
            assert (last["type"], last["error"]) == ("error", "no provider")

    run(main())


def test_frames_of_other_servers_are_unchanged() -> None:
    async def main() -> None:
        async with serving(send_frames) as server:
            client = maker(CLIENTS[0])(server.base_url)
            async with client.tasks.websocket("t1") as ws:
                assert [json.loads(await ws.recv()), json.loads(await ws.recv())] == FRAMES
            assert client.server_kind == "contract"

    run(main())
