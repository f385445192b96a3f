"""This SDK, used as its document shows."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import workload

from helixagent import AsyncHelixAgent, HelixAgent

DISTRIBUTIONS = ("helixagent-sdk", "attrs")
IMPORT = "import helixagent; client = helixagent.HelixAgent(api_key='k')"
FIRST_CALL = (
    "import helixagent; client = helixagent.HelixAgent(api_key='k', base_url=URL);"
    " client.chat.completions.create(**REQUEST)"
)


def open_sync(url: str) -> HelixAgent:
    """Return a client with the SDK's own defaults."""
    return HelixAgent(api_key=workload.API_KEY, base_url=url)


def open_async(url: str) -> AsyncHelixAgent:
    """Return an asynchronous client with the SDK's own defaults."""
    return AsyncHelixAgent(api_key=workload.API_KEY, base_url=url)


def call(client: HelixAgent) -> int:
    """Make one chat completion."""
    response = client.chat.completions.create(**workload.REQUEST)
    return len(response.choices[0].message.content or "")


async def acall(client: AsyncHelixAgent) -> int:
    """Make one chat completion, asynchronously."""
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
    """Read one streamed chat completion, asynchronously."""
    chunks = length = 0
    async for chunk in await client.chat.completions.create(**request):
        chunks += 1
        length += len(chunk.choices[0].delta.content or "")
    return chunks, length
