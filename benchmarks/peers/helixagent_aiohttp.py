"""This SDK on top of aiohttp, which only supports async calls."""

from __future__ import annotations

import workload

from helixagent import AsyncHelixAgent

from .helixagent_sdk import ASYNC_FIRST_CALL, IMPORT, acall, aopen_stream, astream

__all__ = ["ASYNC_FIRST_CALL", "IMPORT", "acall", "aopen_stream", "astream"]

DISTRIBUTIONS = ("helixagent-sdk", "aiohttp", "orjson")
ASYNC_START = (
    "client = helixagent.AsyncHelixAgent(api_key='k', base_url=URL, http_client='aiohttp'); client.chat.completions"
)


def open_async(url: str) -> AsyncHelixAgent:
    """Return an async client that uses aiohttp."""
    return AsyncHelixAgent(api_key=workload.API_KEY, base_url=url, http_client="aiohttp")


def open_wide(url: str, connections: int) -> AsyncHelixAgent:
    """Return an unmodified client, which supports a thousand connections."""
    return open_async(url)
