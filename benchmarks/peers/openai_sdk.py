"""OpenAI's SDK, pointed at the same server."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import workload
from openai import AsyncOpenAI, OpenAI

DISTRIBUTIONS = ("openai", "httpx2", "pydantic")
IMPORT = "import openai; client = openai.OpenAI(api_key='k')"
FIRST_CALL = (
    "import openai; client = openai.OpenAI(api_key='k', base_url=URL + '/v1');"
    " client.chat.completions.create(**REQUEST)"
)


def open_sync(url: str) -> OpenAI:
    """Return a client with the SDK's own defaults."""
    return OpenAI(api_key=workload.API_KEY, base_url=f"{url}/v1")


def open_async(url: str) -> AsyncOpenAI:
    """Return an asynchronous client with the SDK's own defaults."""
    return AsyncOpenAI(api_key=workload.API_KEY, base_url=f"{url}/v1")


def call(client: OpenAI) -> int:
    """Make one chat completion."""
    response = client.chat.completions.create(**workload.REQUEST)
    return len(response.choices[0].message.content or "")


async def acall(client: AsyncOpenAI) -> int:
    """Make one chat completion, asynchronously."""
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
    """Read one streamed chat completion, asynchronously."""
    chunks = length = 0
    async for chunk in await client.chat.completions.create(**request):
        chunks += 1
        length += len(chunk.choices[0].delta.content or "")
    return chunks, length
