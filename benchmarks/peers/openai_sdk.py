"""OpenAI's SDK, used with the same server."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

import workload
from openai import AsyncOpenAI, OpenAI

from .reading import begun

IS_HEAVY = True
DISTRIBUTIONS = ("openai", "httpx2", "pydantic")
IMPORT = "import openai"
START = "client = openai.OpenAI(api_key='k', base_url=URL + '/v1'); client.chat.completions"
FIRST_CALL = "client.chat.completions.create(**REQUEST)"
ASYNC_START = "client = openai.AsyncOpenAI(api_key='k', base_url=URL + '/v1'); client.chat.completions"
ASYNC_FIRST_CALL = "await client.chat.completions.create(**REQUEST)"


def open_sync(url: str) -> OpenAI:
    """Return a client with the SDK's defaults."""
    return OpenAI(api_key=workload.API_KEY, base_url=f"{url}/v1")


def open_async(url: str) -> AsyncOpenAI:
    """Return an async client with the SDK's defaults."""
    return AsyncOpenAI(api_key=workload.API_KEY, base_url=f"{url}/v1")


def open_wide(url: str, connections: int) -> AsyncOpenAI:
    """Return an unmodified client, which supports a thousand connections."""
    return open_async(url)


def construct() -> OpenAI:
    """Return a client that is ready for chat calls."""
    client = OpenAI(api_key=workload.API_KEY, base_url="https://localhost/v1")
    _ = client.chat.completions
    return client


def with_options(client: OpenAI) -> OpenAI:
    """Return a copy with another timeout."""
    return client.with_options(timeout=30.0)


def call(client: OpenAI) -> int:
    """Make one chat completion."""
    response = client.chat.completions.create(**workload.REQUEST)
    return len(response.choices[0].message.content or "")


async def acall(client: AsyncOpenAI) -> int:
    """Make one chat completion with the async client."""
    response = await client.chat.completions.create(**workload.REQUEST)
    return len(response.choices[0].message.content or "")


def stream(client: OpenAI, request: Dict[str, Any]) -> Tuple[int, int]:
    """Read one streamed chat completion."""
    chunks = length = 0
    for chunk in client.chat.completions.create(**request):
        chunks += 1
        length += len(chunk.choices[0].delta.content or "")
    return chunks, length


async def astream(client: AsyncOpenAI, request: Dict[str, Any]) -> Tuple[int, int]:
    """Read one streamed chat completion with the async client."""
    chunks = length = 0
    async for chunk in await client.chat.completions.create(**request):
        chunks += 1
        length += len(chunk.choices[0].delta.content or "")
    return chunks, length


async def aopen_stream(client: AsyncOpenAI, request: Dict[str, Any], chunks: int) -> Any:
    """Open a stream and read the beginning."""
    return await begun(await client.chat.completions.create(**request), chunks)


def embed(client: OpenAI, request: Dict[str, Any], encoding: Optional[str]) -> Tuple[int, float]:
    """Embed texts, by default with base64, into lists of floats."""
    options: Dict[str, Any] = {} if encoding is None else {"encoding_format": encoding}
    vectors = [item.embedding for item in client.embeddings.create(**request, **options).data]
    return sum(map(len, vectors)), sum(vectors[0])
