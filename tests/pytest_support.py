"""Helpers for the tests of the pytest plugin: a separate pytest run, and test code to run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FIXTURES = """
import os
import pytest
from helixagent import AsyncHelixAgent, HelixAgent, RateLimitError

ASK = [{"role": "user", "content": "Capital?"}]

def capital():
    # The program creates its client without knowing about the test.
    with HelixAgent() as client:
        return client.chat.completions.create(messages=ASK).choices[0].message.content

@pytest.mark.parametrize("number", range(6))
def test_program(helixagent_sandbox, number):
    assert helixagent_sandbox.requests == [] and helixagent_sandbox.clock.sleeps == []
    helixagent_sandbox.reply(f"Paris {number}")
    helixagent_sandbox.reply("never asked for")
    helixagent_sandbox.progress = "clock"
    assert capital() == f"Paris {number}"
    request = helixagent_sandbox.assert_called("chat.completions.create", times=1)
    assert request.headers["authorization"] == "Bearer test-key"

def test_client(helixagent_client, helixagent_sandbox):
    assert helixagent_sandbox.progress == "looks"
    helixagent_sandbox.fail(429, retry_after=30, times=2)
    assert helixagent_client.health().status == "healthy"
    assert helixagent_sandbox.clock.sleeps == [30, 30]

def test_environment_is_restored():
    assert "HELIXAGENT_BASE_URL" not in os.environ
"""

ASYNC = """
import asyncio
import pytest

ASK = [{"role": "user", "content": "Capital?"}]

async def ask(client):
    response = await client.chat.completions.create(messages=ASK)
    stream = await client.chat.completions.create(messages=ASK, stream=True)
    await stream.__anext__()
    return response.choices[0].message.content

async def check(client, sandbox):
    sandbox.reply("Paris")
    assert await asyncio.wait_for(ask(client), 60) == "Paris"
    assert sandbox.connections >= 1
"""


def run_pytest(folder: Path, code: str, *arguments: str, expect: int = 0, **files: str) -> str:
    """Run pytest on some code, with warnings as errors, and return its output.

    Args:
        folder: The working directory.
        code: The tests.
        arguments: Arguments of the command line.
        expect: Its exit status.
        files: Additional files, by their names without `.py`.
    """
    for name, text in {"test_it": code, **files}.items():
        (folder / f"{name}.py").write_text(text)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    command += ["-p", "no:hypothesispytest", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    said = done.stdout + done.stderr
    assert done.returncode == expect, said
    return said
