"""Anthropic's SDK, using the Messages API of the same server. It does not support embeddings."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import workload
from anthropic import Anthropic, AsyncAnthropic

from .reading import begun

IS_HEAVY = True
DISTRIBUTIONS = ("anthropic", "httpx2", "pydantic")
_HELLO = "client.messages.create(model='m', max_tokens=500, messages=[{'role': 'user', 'content': 'Hello'}])"
IMPORT = "import anthropic"
START = "client = anthropic.Anthropic(api_key='k', base_url=URL); client.messages"
FIRST_CALL = _HELLO
ASYNC_START = "client = anthropic.AsyncAnthropic(api_key='k', base_url=URL); client.messages"
ASYNC_FIRST_CALL = f"await {_HELLO}"

# Chat completion streams begin and end with an extra chunk. Message streams therefore also count two extra ones.
_COUNTED = ("message_start", "message_delta")


def open_sync(url: str) -> Anthropic:
    """Return a client with the SDK's defaults."""
    return Anthropic(api_key=workload.API_KEY, base_url=url)


def open_async(url: str) -> AsyncAnthropic:
    """Return an async client with the SDK's defaults."""
    return AsyncAnthropic(api_key=workload.API_KEY, base_url=url)


def open_wide(url: str, connections: int) -> AsyncAnthropic:
    """Return an unmodified client, which supports a thousand connections."""
    return open_async(url)


def construct() -> Anthropic:
    """Return a client that is ready for messages."""
    client = Anthropic(api_key=workload.API_KEY, base_url="https://localhost")
    _ = client.messages
    return client


def with_options(client: Anthropic) -> Anthropic:
    """Return a copy with another timeout."""
    return client.with_options(timeout=30.0)


def call(client: Anthropic) -> int:
    """Create one message."""
    return len(client.messages.create(**workload.MESSAGES_REQUEST).content[0].text)


async def acall(client: AsyncAnthropic) -> int:
    """Create one message with the async client."""
    return len((await client.messages.create(**workload.MESSAGES_REQUEST)).content[0].text)


def stream(client: Anthropic, request: Dict[str, Any]) -> Tuple[int, int]:
    """Read one streamed message."""
    chunks = length = 0
    for event in client.messages.create(**workload.messages_stream_request(request)):
        if event.type == "content_block_delta":
            chunks += 1
            length += len(event.delta.text)
        elif event.type in _COUNTED:
            chunks += 1
    return chunks, length


async def astream(client: AsyncAnthropic, request: Dict[str, Any]) -> Tuple[int, int]:
    """Read one streamed message with the async client."""
    chunks = length = 0
    async for event in await client.messages.create(**workload.messages_stream_request(request)):
        if event.type == "content_block_delta":
            chunks += 1
            length += len(event.delta.text)
        elif event.type in _COUNTED:
            chunks += 1
    return chunks, length


async def aopen_stream(client: AsyncAnthropic, request: Dict[str, Any], chunks: int) -> Any:
    """Open a stream and read the beginning."""
    return await begun(await client.messages.create(**workload.messages_stream_request(request)), chunks)
