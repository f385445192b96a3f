"""Tests of the environment of programs that use the SDK: logging configurations, nested event loops and editors."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import List

import jedi
import pytest
from cases import for_each
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


MADE = "import helixagent\nclient = helixagent.{}(api_key='k')\n"


@for_each(
    ("line", "expected"),
    [
        ("client.cha", ["chat"]),
        ("client.chat.completions.cre", ["create"]),
        ("client.chat.completions.create(messages=[]).choi", ["choices"]),
        ("client.chat.completions.create(temp", ["temperature="]),
        ("client.chat.completions.create(web", ["web_search_options="]),
        ("client.chat.completions.parse(respo", ["response_format="]),
        ("client.chat.completions.stream(reas", ["reasoning_effort="]),
        ("client.chat.completions.with_raw_response.create(temp", ["temperature="]),
        ("client.completions.acreate(suf", ["suffix="]),
        ("client.ensemble.completions.create(ens", ["ensemble_config="]),
        ("client.debates.create(parti", ["participants="]),
        ("client.debates.list(li", ["limit="]),
        ("client.health(time", ["timeout="]),
        ("client.tasks.create(prio", ["priority="]),
        ("client.tasks.get('t').progr", ["progress"]),
        ("client.embeddings.create(encod", ["encoding_format="]),
        ("helixagent.HelixAgent(api_ke", ["api_key="]),
        ("helixagent.exceptions.RateL", ["RateLimitError"]),
        ("helixagent.webhooks.unw", ["unwrap"]),
    ],
)
def test_jedi_completes(line: str, expected: List[str]) -> None:
    code = MADE.format("HelixAgent") + line
    assert [found.name for found in jedi.Script(code).complete(3, len(line))] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("client.chat.completions.create(temp", ["temperature="]),
        ("client.debates.create(parti", ["participants="]),
        ("client.tasks.list(lim", ["limit="]),
        ("client.models.retrieve(mode", ["model="]),
    ],
)
def test_jedi_completes_the_async_client(line: str, expected: List[str]) -> None:
    code = MADE.format("AsyncHelixAgent") + line
    assert [found.name for found in jedi.Script(code).complete(3, len(line))] == expected


@pytest.mark.parametrize("name", ["exceptions", "types", "webhooks"])
def test_modules_are_attributes_of_the_package(name: str) -> None:
    done = run(f"import helixagent; print(helixagent.{name}.__name__)")
    assert done.stdout == f"helixagent.{name}\n"
    assert name in dir(helixagent)
