"""Check that a program writes nothing to stderr at exit, in whatever state it leaves its clients and event loops."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from script_support import run_script

from helixagent.testing import Sandbox

SCRIPTS = {
    "a blocking client that nobody closes": "client.models.list()",
    "a blocking client that is dropped": """
        client.models.list()
        del client
        """,
    "an asynchronous client on two loops": """
        asyncio.run(ask())
        asyncio.run(ask())
        """,
    "an asynchronous client on a loop that is closed by hand": """
        loop = asyncio.new_event_loop()
        loop.run_until_complete(ask())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        """,
    "an asynchronous client that was never used": "pass",
    "an asynchronous client that is dropped while its loop runs": """
        async def main():
            global async_client
            await ask()
            async_client = None
            await asyncio.sleep(0)
        asyncio.run(main())
        """,
    "acreate on two loops": """
        async def main():
            await asyncio.gather(*[client.completions.acreate(prompt=text) for text in "abc"])
            await client.chat.completions.acreate(messages=messages)
        asyncio.run(main())
        asyncio.run(main())
        """,
    "an exception in the middle of a stream": """
        async def main():
            async for _ in await async_client.chat.completions.create(messages=messages, stream=True):
                raise KeyError
        try:
            asyncio.run(main())
        except KeyError:
            pass
        """,
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_written_to_stderr(name: str, sandbox: Sandbox) -> None:
    run_script(SCRIPTS[name], sandbox.base_url)


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
