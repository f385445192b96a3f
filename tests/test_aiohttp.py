"""What is peculiar to the asynchronous client over aiohttp; the rest is `pytest --async-backend aiohttp`."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
from typing import Any

import pytest
from stream_support import way_of
from support import USER

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentError, IncompleteStreamError, ValidationError
from helixagent.testing import Sandbox


def run(sandbox: Sandbox, use: Any) -> Any:
    async def main() -> Any:
        async with AsyncHelixAgent(base_url=sandbox.base_url, http_client="aiohttp") as client:
            return await use(client)

    return asyncio.run(main())


def test_calls_and_streams_go_over_aiohttp(sandbox: Sandbox) -> None:
    async def use(client: Any) -> str:
        raw = await client.models.with_raw_response.list()
        assert type(raw.http_response).__module__.startswith("aiohttp.")
        stream = await client.chat.completions.create(messages=USER, stream=True)
        return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

    assert run(sandbox, use).startswith("Quantum computing is")
    headers = [request.headers for request in sandbox.requests]
    # One connection, our own User-Agent, and compression asked for where nobody waits for pieces.
    assert sandbox.connections == 1
    assert all(each["user-agent"].startswith("helixagent-python/") for each in headers)
    assert [each.get("accept-encoding") for each in headers] == ["gzip, deflate", None]


def test_what_came_before_a_cut_is_not_lost(sandbox: Sandbox) -> None:
    async def use(client: Any) -> Any:
        stream = await client.chat.completions.create(
            messages=USER, stream=True, extra_headers={"X-Sandbox-Fault": "cut:4"}
        )
        with pytest.raises(IncompleteStreamError) as caught:
            async for _ in stream:
                # The rest comes, and the connection breaks, while this is busy.
                await asyncio.sleep(0.01)
        return caught.value

    error = run(sandbox, use)
    assert error.partial.choices[0].message.content == "Quantum computing is"


def test_a_reused_connection_that_is_gone_is_counted_as_an_attempt(sandbox: Sandbox) -> None:
    async def use(client: Any) -> Any:
        fault = {"X-Sandbox-Fault": "disconnectx2"}
        return await client.with_options(max_retries=2).models.with_raw_response.list(extra_headers=fault)

    assert run(sandbox, use).attempts == 3
    assert len(sandbox.requests) == 3


def test_trio_is_refused_and_the_reason_said(sandbox: Sandbox) -> None:
    with way_of("trio") as way:
        client = way.client(sandbox.base_url, http_client="aiohttp")
        with pytest.raises(HelixAgentError, match="works on asyncio only"):
            client.models.list()


def test_the_synchronous_client_refuses_it() -> None:
    with pytest.raises(ValidationError, match="AsyncHelixAgent alone"):
        HelixAgent(base_url="http://localhost", http_client="aiohttp")  # type: ignore[arg-type]


@pytest.mark.parametrize("end", ["await client.close()", "pass", "await asyncio.wait_for(client.models.list(), 1e-9)"])
def test_a_client_writes_nothing_when_its_loop_ends(end: str, sandbox: Sandbox) -> None:
    source = f"""
        import asyncio, logging, sys
        from helixagent import AsyncHelixAgent
        logging.getLogger("asyncio").addFilter(lambda record: not record.getMessage().startswith("Executing"))
        async def main():
            client = AsyncHelixAgent(base_url=sys.argv[1], http_client="aiohttp")
            await client.models.list()
            try:
                {end}
            except asyncio.TimeoutError:
                pass
        asyncio.run(main())
        asyncio.run(main())
    """
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", textwrap.dedent(source), sandbox.base_url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
