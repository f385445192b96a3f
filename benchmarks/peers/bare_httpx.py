"""The code shared by the two plain httpx peers, which differ in the JSON library.

It is as cheap as httpx allows, so that the baseline is strict. It uses httpx's default limits, because a larger pool
of idle connections costs httpx more CPU time when many calls run at once. It also uses complete URLs, because httpx
would merge a `base_url` on each call.
"""

from __future__ import annotations

import array
import base64
import contextlib
from typing import Any, AsyncIterator, Callable, Dict, Iterator, Optional, Tuple

import httpx
import workload

SyncEndpoint = Tuple[httpx.Client, str]
AsyncEndpoint = Tuple[httpx.AsyncClient, str]

_HEADERS = {"Authorization": f"Bearer {workload.API_KEY}", "Content-Type": "application/json"}


@contextlib.contextmanager
def open_sync(url: str) -> Iterator[SyncEndpoint]:
    """Yield an httpx client and the server's URL."""
    with httpx.Client(headers=_HEADERS) as client:
        yield client, url


@contextlib.asynccontextmanager
async def open_async(url: str) -> AsyncIterator[AsyncEndpoint]:
    """Yield an async httpx client and the URL of chat completions."""
    async with httpx.AsyncClient(headers=_HEADERS) as client:
        yield client, url + workload.CHAT_PATH


@contextlib.asynccontextmanager
async def open_wide(url: str, connections: int) -> AsyncIterator[AsyncEndpoint]:
    """Yield an async client for this number of connections. By default, httpx allows a hundred."""
    async with httpx.AsyncClient(headers=_HEADERS, limits=httpx.Limits(max_connections=connections)) as client:
        yield client, url + workload.CHAT_PATH


def construct() -> httpx.Client:
    """Return a client."""
    return httpx.Client(headers=_HEADERS)


class BareHttpx:
    """The functions of a peer.

    Args:
        dumps: Serializes JSON to bytes.
        loads: Parses JSON from bytes or text.
    """

    def __init__(self, dumps: Callable[[Any], bytes], loads: Callable[[Any], Any]) -> None:
        self._dumps = dumps
        self._loads = loads

    def call(self, endpoint: SyncEndpoint) -> int:
        """Post the request and parse the complete response."""
        client, url = endpoint
        response = client.post(url + workload.CHAT_PATH, content=self._dumps(workload.REQUEST))
        return len(self._loads(response.content)["choices"][0]["message"]["content"])

    async def acall(self, endpoint: AsyncEndpoint) -> int:
        """Post the request and parse the complete response, with the async client."""
        client, url = endpoint
        response = await client.post(url, content=self._dumps(workload.REQUEST))
        return len(self._loads(response.content)["choices"][0]["message"]["content"])

    def stream(self, endpoint: SyncEndpoint, request: Dict[str, Any]) -> Tuple[int, int]:
        """Parse each `data: ` line of one stream."""
        client, url = endpoint
        loads = self._loads
        chunks = length = 0
        with client.stream("POST", url + workload.CHAT_PATH, content=self._dumps(request)) as response:
            for line in response.iter_lines():
                if not line.startswith("data: ") or line == "data: [DONE]":
                    continue
                chunk = loads(line[6:])
                chunks += 1
                length += len(chunk["choices"][0]["delta"].get("content") or "")
        return chunks, length

    async def astream(self, endpoint: AsyncEndpoint, request: Dict[str, Any]) -> Tuple[int, int]:
        """Parse each `data: ` line of one stream, with the async client."""
        client, url = endpoint
        loads = self._loads
        chunks = length = 0
        async with client.stream("POST", url, content=self._dumps(request)) as response:
            async for line in response.aiter_lines():
                if not line.startswith("data: ") or line == "data: [DONE]":
                    continue
                chunk = loads(line[6:])
                chunks += 1
                length += len(chunk["choices"][0]["delta"].get("content") or "")
        return chunks, length

    async def aopen_stream(self, endpoint: AsyncEndpoint, request: Dict[str, Any], chunks: int) -> Any:
        """Open a stream and parse the beginning."""
        client, url = endpoint
        built = client.build_request("POST", url, content=self._dumps(request))
        response = await client.send(built, stream=True)
        lines = response.aiter_lines()
        while chunks:
            line = await lines.__anext__()
            if line.startswith("data: "):
                self._loads(line[6:])
                chunks -= 1
        return response, lines

    def embed(self, endpoint: SyncEndpoint, request: Dict[str, Any], encoding: Optional[str]) -> Tuple[int, float]:
        """Embed texts: as JSON numbers, or by default with base64 into lists, as a performance-conscious user would."""
        client, url = endpoint
        body = self._dumps({**request, "encoding_format": encoding or "base64"})
        data = self._loads(client.post(url + workload.EMBEDDINGS_PATH, content=body).content)["data"]
        vectors = [item["embedding"] for item in data]
        if encoding is None:
            vectors = [array.array("f", base64.b64decode(vector)).tolist() for vector in vectors]
        return sum(map(len, vectors)), sum(vectors[0])
