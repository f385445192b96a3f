"""Tests of the environment of programs that use the SDK: logging configurations and nested event loops."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support import ROOT

import helixagent
from helixagent.testing import Sandbox

DICT_CONFIG = """
import helixagent, logging.config
client = helixagent.HelixAgent("k", base_url={url!r})
logging.config.dictConfig({{"version": 1, "disable_existing_loggers": True}})
client.enable_logging("info")
client.models.list()
"""

NESTED = """
import asyncio, helixagent, nest_asyncio
nest_asyncio.apply()

async def main():
    client = helixagent.AsyncHelixAgent("k", base_url={url!r})
    print(len((await client.models.list()).data) > 0)

asyncio.new_event_loop().run_until_complete(main())
asyncio.run(main())
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)


def test_enable_logging_shows_entries_after_dict_config(sandbox: Sandbox) -> None:
    done = run(DICT_CONFIG.format(url=sandbox.base_url))
    assert "api_response method=models.list" in done.stderr


def test_nested_event_loops_end_without_a_traceback(sandbox: Sandbox) -> None:
    done = run(NESTED.format(url=sandbox.base_url))
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\nTrue\n", "")


@pytest.mark.parametrize("name", ["exceptions", "types", "webhooks"])
def test_modules_are_attributes_of_the_package(name: str) -> None:
    done = run(f"import helixagent; print(helixagent.{name}.__name__)")
    assert done.stdout == f"helixagent.{name}\n"
    assert name in dir(helixagent)
