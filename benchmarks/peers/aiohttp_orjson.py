"""Plain aiohttp with orjson. It does not have sync calls."""

from __future__ import annotations

import contextlib
from typing import Any, AsyncIterator, Dict, Tuple

import aiohttp
import orjson
import workload

DISTRIBUTIONS = ("aiohttp", "orjson")
IMPORT = "import aiohttp"
ASYNC_START = "client = aiohttp.ClientSession()"
ASYNC_FIRST_CALL = "await (await client.post(URL + '/v1/chat/completions', json=REQUEST)).json(); await client.close()"

Endpoint = Tuple[aiohttp.ClientSession, str]

_HEADERS = {"Authorization": f"Bearer {workload.API_KEY}", "Content-Type": "application/json"}


@contextlib.asynccontextmanager
async def open_async(url: str) -> AsyncIterator[Endpoint]:
    """Yield a session with aiohttp's defaults and the URL of chat completions."""
    async with aiohttp.ClientSession(headers=_HEADERS) as session:
        yield session, url + workload.CHAT_PATH


@contextlib.asynccontextmanager
async def open_wide(url: str, connections: int) -> AsyncIterator[Endpoint]:
    """Yield a session for this number of connections. By default, aiohttp allows a hundred."""
    connector = aiohttp.TCPConnector(limit=connections)
    async with aiohttp.ClientSession(headers=_HEADERS, connector=connector) as session:
        yield session, url + workload.CHAT_PATH


async def acall(endpoint: Endpoint) -> int:
    """Post the request and parse the complete response."""
    session, url = endpoint
    async with session.post(url, data=orjson.dumps(workload.REQUEST)) as response:
        body = await response.read()
    return len(orjson.loads(body)["choices"][0]["message"]["content"])


async def astream(endpoint: Endpoint, request: Dict[str, Any]) -> Tuple[int, int]:
    """Parse each `data: ` line of one stream."""
    session, url = endpoint
    chunks = length = 0
    async with session.post(url, data=orjson.dumps(request)) as response:
        async for line in response.content:
            if not line.startswith(b"data: ") or line == b"data: [DONE]\n":
                continue
            chunk = orjson.loads(line[6:])
            chunks += 1
            length += len(chunk["choices"][0]["delta"].get("content") or "")
    return chunks, length


async def aopen_stream(endpoint: Endpoint, request: Dict[str, Any], chunks: int) -> Any:
    """Open a stream and parse the beginning."""
    session, url = endpoint
    response = await session.post(url, data=orjson.dumps(request))
    while chunks:
        line = await response.content.readline()
        if line.startswith(b"data: "):
            orjson.loads(line[6:])
            chunks -= 1
    return response
