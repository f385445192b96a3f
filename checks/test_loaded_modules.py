"""Tests of the modules that the first calls load, each in a fresh interpreter."""

from __future__ import annotations

import ast
import json

import pytest
from fast_server import FastServer
from support import PACKAGES, ROOT, loaded_by, run_python

# The number of SDK modules for a chat call. We counted 78. A quarter of them are generated models.
_MAX_MODULES = 120


FIRST = """
import asyncio, json, sys
from helixagent import AsyncHelixAgent, HelixAgent

ARGUMENTS = dict(messages=[dict(role="user", content="Hello")], model="m")

def report(before):
    print(json.dumps(sorted(set(sys.modules) - before)))

def first_call(client):
    client.chat.completions.create(**ARGUMENTS)

def first_stream(client):
    assert len(list(client.chat.completions.create(stream=True, **ARGUMENTS))) == 20

async def first_async_call(client):
    await client.chat.completions.create(**ARGUMENTS)

async def first_async_stream(client):
    assert len([chunk async for chunk in await client.chat.completions.create(stream=True, **ARGUMENTS)]) == 20

async def in_loop():
    # Outside of an event loop, there is no public way to load what anyio needs.
    client = AsyncHelixAgent(base_url={url!r}, max_retries=0)
    client.chat.completions
    before = set(sys.modules)
    await {first}(client)
    report(before)
    await client.close()

if asyncio.iscoroutinefunction({first}):
    asyncio.run(in_loop())
else:
    client = HelixAgent(base_url={url!r}, max_retries=0)
    client.chat.completions
    before = set(sys.modules)
    {first}(client)
    report(before)
    client.close()
"""


@pytest.mark.parametrize("name", ["HelixAgent", "AsyncHelixAgent"])
def test_a_client_for_chat_has_loaded_few_modules(name: str) -> None:
    loaded = loaded_by(f"import helixagent; helixagent.{name}(api_key='k').chat.completions")
    loaded = {module for module in loaded if module.partition(".")[0] in PACKAGES}
    assert 20 < len(loaded) <= _MAX_MODULES, sorted(loaded)


@pytest.mark.parametrize("first", ["first_call", "first_stream", "first_async_call", "first_async_stream"])
def test_the_first_call_and_the_first_stream_load_nothing(first: str) -> None:
    with FastServer() as server:
        assert json.loads(run_python(FIRST.format(first=first, url=server.base_url))) == []


def test_only_the_options_import_the_layer() -> None:
    package = ROOT / "helixagent" / "_core" / "published"
    importers = set()
    for path in (ROOT / "helixagent").rglob("*.py"):
        if package in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
            if any("published" in name.split(".") for name in names):
                importers.add(path.relative_to(ROOT).as_posix())
    assert importers == {"helixagent/_core/requests/options.py", "helixagent/_core/exchange.py"}


def test_a_client_of_the_contract_server_loads_no_translations() -> None:
    code = """
import sys
from helixagent import HelixAgent
from helixagent.testing import Sandbox
with Sandbox() as sandbox, HelixAgent(api_key="k", base_url=sandbox.base_url) as client:
    client.chat.completions.create(messages=[{"role": "user", "content": "Hi"}])
print(sorted(name for name in sys.modules if name.startswith("helixagent._core.published.")))
"""
    loaded = "['helixagent._core.published.adaptation', 'helixagent._core.published.known']"
    assert run_python(code).strip() == loaded
