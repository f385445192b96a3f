"""The pytest plugin in pytests of its own: it registers itself, costs nothing, and works beside other plugins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest
from support import run_python

Run = Callable[..., str]

FIXTURES = """
import os
import pytest
from helixagent import AsyncHelixAgent, HelixAgent, RateLimitError

ASK = [{"role": "user", "content": "Capital?"}]

def capital():
    # As a program does that knows nothing of the test.
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
    assert await asyncio.wait_for(ask(client), 20) == "Paris"
    assert sandbox.connections >= 1
"""

# What each plugin's users write; the client must be closed so that no warning comes, in a loop of the test's own, ...
OWN_LOOP = """
@pytest.mark.parametrize("number", range(2))
def test_it(async_helixagent_client, helixagent_sandbox, number):
    asyncio.run(check(async_helixagent_client, helixagent_sandbox))
    # A loop that is closed without the care that asyncio.run takes.
    loop = asyncio.new_event_loop()
    loop.run_until_complete(async_helixagent_client.health())
    other = asyncio.new_event_loop()
    other.run_until_complete(async_helixagent_client.health())
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
    kept.append(other)

kept = []

def test_the_loop_that_was_left_open_can_be_closed():
    while kept:
        kept.pop().close()
"""
ANYIO = """
@pytest.mark.anyio
@pytest.mark.parametrize("number", range(2))
async def test_it(async_helixagent_client, helixagent_sandbox, number):
    helixagent_sandbox.reply("Paris")
    response = await async_helixagent_client.chat.completions.create(messages=ASK)
    assert response.choices[0].message.content == "Paris"
    stream = await async_helixagent_client.chat.completions.create(messages=ASK, stream=True)
    async with stream:
        assert [chunk async for chunk in stream]
"""
ASYNCIO = """
@pytest.mark.parametrize("number", range(2))
async def test_it(async_helixagent_client, helixagent_sandbox, number):
    await check(async_helixagent_client, helixagent_sandbox)
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a pytest over some code and gives what it says; its warnings are errors."""

    def run(code: str, *arguments: str, expect: int = 0, **files: str) -> str:
        for name, text in {"test_it": code, **files}.items():
            (tmp_path / f"{name}.py").write_text(text)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
        command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
        command += ["-p", "no:hypothesispytest", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
        said = done.stdout + done.stderr
        assert done.returncode == expect, said
        return said

    return run


# For those who do not have pytest-asyncio.
WITHOUT_ASYNCIO = ("-p", "no:asyncio")


def test_programs_loops_and_anyio_each_on_a_worker_with_its_own_sandbox(run: Run) -> None:
    """Without pytest-asyncio, on two workers of pytest-xdist; anyio's plugin runs its tests under asyncio and trio."""
    said = run(FIXTURES, *WITHOUT_ASYNCIO, "-n", "2", test_loops=ASYNC + OWN_LOOP, test_anyio=ASYNC + ANYIO)
    assert "15 passed" in said


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_an_async_client_with_pytest_asyncio(run: Run, mode: str) -> None:
    """With a loop for each test, and with one for all."""
    options = ["-o", f"asyncio_mode={mode}", "-o", "asyncio_default_fixture_loop_scope=function"]
    own = ASYNCIO if mode == "auto" else "\n@pytest.mark.asyncio" + ASYNCIO
    shared = '\n@pytest.mark.asyncio(loop_scope="session")' + ASYNCIO
    assert "4 passed" in run(ASYNC + own, *options, test_shared=ASYNC + shared)


def test_options_of_the_sandbox_and_a_failure_that_points_at_the_test(run: Run) -> None:
    conftest = """
import pytest

@pytest.fixture(scope="session")
def helixagent_sandbox_options():
    return {"progress": "clock", "clock": lambda: 42.0}
"""
    code = """
def test_fails(helixagent_sandbox):
    helixagent_sandbox.assert_called("chat.completions.create")

def test_options(helixagent_sandbox, helixagent_client):
    assert helixagent_sandbox.progress == "clock"
    assert helixagent_client.models.list().data[0].created == 42
"""
    said = run(code, *WITHOUT_ASYNCIO, expect=1, conftest=conftest)
    assert "1 failed, 1 passed" in said
    assert "test_it.py:3: AssertionError" in said and "calls.py" not in said
    assert "chat.completions.create was expected at least once, and came not at all." in said


def test_a_missing_extra_is_named(run: Run) -> None:
    code = """
import sys
sys.modules["starlette"] = None

def test_without(helixagent_client):
    raise AssertionError("not reached")
"""
    said = run(code, *WITHOUT_ASYNCIO, expect=1)
    assert "starlette, which is not installed: pip install 'helixagent-sdk[testing]'" in said


def test_it_costs_nothing_for_those_who_do_not_use_it() -> None:
    loaded = run_python(
        "import sys, pytest\n"
        "before = set(sys.modules)\n"
        "import helixagent.testing.pytest_plugin\n"
        "print(*sorted(set(sys.modules) - before))"
    ).split()
    assert [name for name in loaded if not name.startswith("helixagent")] == []
    assert set(loaded) == {
        "helixagent",
        "helixagent._version",
        "helixagent.testing",
        "helixagent.testing.pytest_plugin",
    }
