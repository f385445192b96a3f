"""This SDK, used as in its documentation."""

from __future__ import annotations

import inspect
from typing import Any, Dict, Optional, Tuple

import workload

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent._sync.resources.embeddings import Embeddings

from .reading import begun

IS_SUBJECT = True
DISTRIBUTIONS = ("helixagent-sdk", "attrs", "orjson", "pybase64")
IMPORT = "import helixagent"
START = "client = helixagent.HelixAgent(api_key='k', base_url=URL); client.chat.completions"
FIRST_CALL = "client.chat.completions.create(**REQUEST)"
ASYNC_START = "client = helixagent.AsyncHelixAgent(api_key='k', base_url=URL); client.chat.completions"
ASYNC_FIRST_CALL = "await client.chat.completions.create(**REQUEST)"


def open_sync(url: str) -> HelixAgent:
    """Return a client with the SDK's defaults."""
    return HelixAgent(api_key=workload.API_KEY, base_url=url)


def open_async(url: str) -> AsyncHelixAgent:
    """Return an async client with the SDK's defaults."""
    return AsyncHelixAgent(api_key=workload.API_KEY, base_url=url)


def open_wide(url: str, connections: int) -> AsyncHelixAgent:
    """Return an unmodified client, which supports a thousand connections."""
    return open_async(url)


def construct() -> HelixAgent:
    """Return a client that is ready for chat calls."""
    client = HelixAgent(api_key=workload.API_KEY, base_url="https://localhost")
    _ = client.chat.completions
    return client


def with_options(client: HelixAgent) -> HelixAgent:
    """Return a copy with another timeout."""
    return client.with_options(timeout=30.0)


def call(client: HelixAgent) -> int:
    """Make one chat completion."""
    response = client.chat.completions.create(**workload.REQUEST)
    return len(response.choices[0].message.content or "")


async def acall(client: AsyncHelixAgent) -> int:
    """Make one chat completion with the async client."""
    response = await client.chat.completions.create(**workload.REQUEST)
    return len(response.choices[0].message.content or "")


def stream(client: HelixAgent, request: Dict[str, Any]) -> Tuple[int, int]:
    """Read one streamed chat completion."""
    chunks = length = 0
    for chunk in client.chat.completions.create(**request):
        chunks += 1
        length += len(chunk.choices[0].delta.content or "")
    return chunks, length


async def astream(client: AsyncHelixAgent, request: Dict[str, Any]) -> Tuple[int, int]:
    """Read one streamed chat completion with the async client."""
    chunks = length = 0
    async for chunk in await client.chat.completions.create(**request):
        chunks += 1
        length += len(chunk.choices[0].delta.content or "")
    return chunks, length


async def aopen_stream(client: AsyncHelixAgent, request: Dict[str, Any], chunks: int) -> Any:
    """Open a stream and read the beginning."""
    return await begun(await client.chat.completions.create(**request), chunks)


def accumulate(client: HelixAgent, request: Dict[str, Any]) -> int:
    """Assemble one streamed chat completion."""
    arguments = {name: value for name, value in request.items() if name != "stream"}
    with client.chat.completions.stream(**arguments) as opened:
        completion = opened.get_final_completion()
    return len(completion.choices[0].message.content or "")


def embed(client: HelixAgent, request: Dict[str, Any], encoding: Optional[str]) -> Tuple[int, float]:
    """Embed texts, by default with base64, into lists of floats."""
    options = {} if encoding is None else {"encoding_format": encoding}
    vectors = [item.embedding for item in client.embeddings.create(**request, **options).data]
    return sum(map(len, vectors)), sum(vectors[0])


# The option of `embeddings.create` that requests arrays. Older checkouts lack it, so their row is empty.
_ARRAYS = {"as_arrays": True}

if inspect.signature(Embeddings.create).parameters.keys() >= _ARRAYS.keys():

    def embed_arrays(client: HelixAgent, request: Dict[str, Any]) -> Any:
        """Embed texts into arrays."""
        return client.embeddings.create(**request, **_ARRAYS)
