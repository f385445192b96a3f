"""Bare httpx with `json.loads`: the floor that the SDKs are measured against.

It is kept as cheap as httpx allows, so that the target is a hard one: httpx's own default limits (a larger pool of idle
connections costs httpx more CPU time when many calls run at once) and whole URLs (a `base_url` is merged on each call).
"""

from __future__ import annotations

import contextlib
import json
from typing import Any, AsyncIterator, Dict, Iterator, Tuple

import httpx
import workload

DISTRIBUTIONS = ("httpx", "httpcore", "h11")
IMPORT = "import httpx; client = httpx.Client()"
FIRST_CALL = (
    "import json, httpx; client = httpx.Client();"
    " json.loads(client.post(URL + '/v1/chat/completions', json=REQUEST).content)"
)

SyncEndpoint = Tuple[httpx.Client, str]
AsyncEndpoint = Tuple[httpx.AsyncClient, str]

_HEADERS = {"Authorization": f"Bearer {workload.API_KEY}"}


@contextlib.contextmanager
def open_sync(url: str) -> Iterator[SyncEndpoint]:
    """Give a client of httpx and the URL of chat completions."""
    with httpx.Client(headers=_HEADERS) as client:
        yield client, url + workload.CHAT_PATH


@contextlib.asynccontextmanager
async def open_async(url: str) -> AsyncIterator[AsyncEndpoint]:
    """Give an asynchronous client of httpx and the URL of chat completions."""
    async with httpx.AsyncClient(headers=_HEADERS) as client:
        yield client, url + workload.CHAT_PATH


def call(endpoint: SyncEndpoint) -> int:
    """Post the request and parse the whole answer."""
    client, url = endpoint
    response = client.post(url, json=workload.REQUEST)
    return len(json.loads(response.content)["choices"][0]["message"]["content"])


async def acall(endpoint: AsyncEndpoint) -> int:
    """Post the request and parse the whole answer, asynchronously."""
    client, url = endpoint
    response = await client.post(url, json=workload.REQUEST)
    return len(json.loads(response.content)["choices"][0]["message"]["content"])


def stream(endpoint: SyncEndpoint, request: Dict[str, Any]) -> Tuple[int, int]:
    """Parse each `data: ` line of one stream."""
    client, url = endpoint
    chunks = length = 0
    with client.stream("POST", url, json=request) as response:
        for line in response.iter_lines():
            if not line.startswith("data: ") or line == "data: [DONE]":
                continue
            chunk = json.loads(line[6:])
            chunks += 1
            length += len(chunk["choices"][0]["delta"].get("content") or "")
    return chunks, length


async def astream(endpoint: AsyncEndpoint, request: Dict[str, Any]) -> Tuple[int, int]:
    """Parse each `data: ` line of one stream, asynchronously."""
    client, url = endpoint
    chunks = length = 0
    async with client.stream("POST", url, json=request) as response:
        async for line in response.aiter_lines():
            if not line.startswith("data: ") or line == "data: [DONE]":
                continue
            chunk = json.loads(line[6:])
            chunks += 1
            length += len(chunk["choices"][0]["delta"].get("content") or "")
    return chunks, length
