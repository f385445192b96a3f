"""Check the pytest plugin together with common plugins: pytest-asyncio in both modes, and pytest-xdist."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from pytest_support import ASYNC, FIXTURES, run_pytest

ASYNCIO = """
@pytest.mark.parametrize("number", range(2))
async def test_it(async_helixagent_client, helixagent_sandbox, number):
    await check(async_helixagent_client, helixagent_sandbox)
"""


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_an_async_client_with_pytest_asyncio(tmp_path: Path, mode: str) -> None:
    """Run with one loop per test, and with one loop for all tests."""
    options = ["-o", f"asyncio_mode={mode}", "-o", "asyncio_default_fixture_loop_scope=function"]
    own = ASYNCIO if mode == "auto" else "\n@pytest.mark.asyncio" + ASYNCIO
    shared = '\n@pytest.mark.asyncio(loop_scope="session")' + ASYNCIO
    assert "4 passed" in run_pytest(tmp_path, ASYNC + own, *options, test_shared=ASYNC + shared)


def test_each_worker_of_xdist_has_a_separate_sandbox(tmp_path: Path) -> None:
    assert "8 passed" in run_pytest(tmp_path, FIXTURES, "-p", "no:asyncio", "-n", "2")
