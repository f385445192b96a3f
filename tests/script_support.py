"""Scripts that run in a separate process and must write nothing, although every warning is an error."""

from __future__ import annotations

import subprocess
import sys
import textwrap

HEAD = """
import asyncio, logging, os, sys
# With -X dev, asyncio reports slow callbacks, which are common on a busy machine.
logging.getLogger("asyncio").addFilter(lambda record: not record.getMessage().startswith("Executing"))
from helixagent import AsyncHelixAgent, HelixAgent
url = sys.argv[1]
messages = [{"role": "user", "content": "Hello"}]
client = HelixAgent(base_url=url)
async_client = AsyncHelixAgent(base_url=url)

async def ask():
    await async_client.models.list()
    stream = await async_client.chat.completions.create(messages=messages, stream=True)
    await stream.__anext__()
    async for _ in await async_client.chat.completions.create(messages=messages, stream=True):
        pass
"""


def run_script(script: str, *arguments: str, dev: bool = True) -> None:
    """Run a script in a separate process, which must write nothing, although every warning is an error."""
    mode = ["-X", "dev"] if dev else []
    command = [sys.executable, *mode, "-W", "error", "-c", HEAD + textwrap.dedent(script), *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")
