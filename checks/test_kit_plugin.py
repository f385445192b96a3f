"""Check the pytest plugin in separate pytest runs: it registers itself, costs little, and works with other plugins."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Callable

import pytest
from pytest_support import ASYNC, FIXTURES, run_pytest
from support import run_python

Run = Callable[..., str]

# The test creates the loops itself. The client must be closed in all of them, or there is a warning.
OWN_LOOP = """
@pytest.mark.parametrize("number", range(2))
def test_it(async_helixagent_client, helixagent_sandbox, number):
    asyncio.run(check(async_helixagent_client, helixagent_sandbox))
    # This loop is closed with less cleanup than asyncio.run does.
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


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Run a separate pytest in a new folder."""
    return functools.partial(run_pytest, tmp_path)


# Options that run the tests without pytest-asyncio.
WITHOUT_ASYNCIO = ("-p", "no:asyncio")


def test_programs_loops_and_the_plugin_of_anyio(run: Run) -> None:
    """Run plain programs, loops, and tests under anyio's plugin, which uses asyncio and trio."""
    said = run(FIXTURES, *WITHOUT_ASYNCIO, test_loops=ASYNC + OWN_LOOP, test_anyio=ASYNC + ANYIO)
    assert "15 passed" in said


def test_options_of_the_sandbox_and_a_failure_that_shows_the_line_of_the_test(run: Run) -> None:
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
    assert "chat.completions.create was expected at least once, but was received 0 times." in said


def test_a_missing_extra_is_named(run: Run) -> None:
    code = """
import sys
sys.modules["starlette"] = None

def test_without(helixagent_client):
    raise AssertionError("not reached")
"""
    said = run(code, *WITHOUT_ASYNCIO, expect=1)
    assert "starlette, which is not installed: pip install 'helixagent-sdk[testing]'" in said


def test_the_plugin_imports_nothing_until_it_is_used() -> None:
    loaded = run_python(
        "import sys, pytest\n"
        "before = set(sys.modules)\n"
        "import helixagent.testing.pytest_plugin\n"
        "print(*sorted(set(sys.modules) - before))"
    ).split()
    assert [name for name in loaded if not name.startswith("helixagent")] == []
    assert set(loaded) == {"helixagent", "helixagent.testing", "helixagent.testing.pytest_plugin"}
