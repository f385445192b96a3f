"""Check the dependencies for known vulnerabilities, and the SDK with the oldest versions that pyproject.toml allows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, List

import pytest

ROOT = Path(__file__).resolve().parent.parent
# pip-audit prints one of these if its service is unreachable. This is not a finding.
UNREACHABLE = ("ConnectionError", "ServiceError", "Max retries exceeded", "Failed to resolve", "timed out", "HTTPError")
SMOKE = """
import asyncio, pickle
from helixagent import AsyncHelixAgent, HelixAgent
from helixagent.testing import Sandbox

messages = [{"role": "user", "content": "Hello"}]
with Sandbox() as sandbox:
    with HelixAgent(base_url=sandbox.base_url) as client:
        assert client.chat.completions.create(messages=messages).choices[0].message.content
        assert len(list(client.chat.completions.create(messages=messages, stream=True))) > 5
        assert pickle.loads(pickle.dumps(client)).models.list().data

    async def main():
        async with AsyncHelixAgent(base_url=sandbox.base_url) as client:
            assert (await client.models.list()).data
            assert [chunk async for chunk in await client.chat.completions.create(messages=messages, stream=True)]

    asyncio.run(main())
print("works")
"""

MCP_SMOKE = """
import asyncio, os, sys
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from helixagent import AsyncHelixAgent, mcp_tools
from helixagent.testing import Sandbox

async def main():
    env = {**os.environ, "HELIXAGENT_BASE_URL": sandbox.base_url}
    server = StdioServerParameters(command=sys.executable, args=["-m", "helixagent", "mcp", "serve"], env=env)
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        async with AsyncHelixAgent(base_url=sandbox.base_url) as client:
            tools = await mcp_tools(session)
            messages = [{"role": "user", "content": "Debate whether cities should ban cars."}]
            result = await client.chat.completions.run_tools(messages=messages, tools=tools)
            assert "Status: completed" in result.calls[0].result, result.calls

with Sandbox() as sandbox:
    asyncio.run(main())
print("works")
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)


def oldest_python(first: int = 8) -> str:
    """Return the oldest Python on this machine that is supported and has at least this minor version."""
    versions = Path(os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))) / "versions"
    for minor in range(first, 14):
        found: List[Path] = sorted(versions.glob(f"3.{minor}.*/bin/python"))
        named = shutil.which(f"python3.{minor}")
        if found or named:
            return str(found[0]) if found else str(named)
    return sys.executable


def test_installed_versions_are_compatible() -> None:
    done = run(sys.executable, "-m", "pip", "check")
    assert done.returncode == 0, done.stdout


def test_no_dependency_has_a_known_vulnerability(say: Callable[[str], None]) -> None:
    """Audit the dependencies. If the service is unreachable, say so in the summary."""
    done = run(sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off", "--timeout", "10")
    said = done.stdout + done.stderr
    if done.returncode != 0 and any(word in said for word in UNREACHABLE):
        say("The dependencies were NOT audited: could not reach the service of pip-audit.")
        return
    unknown = said.count("could not be audited")
    if unknown:
        say(f"{unknown} dependencies were NOT audited, because the service of pip-audit does not know them.")
    assert done.returncode == 0, said


def installed_by(tmp_path: Path, python: str, *arguments: str) -> str:
    """Install packages into a new environment with these arguments of `pip install`, and return its interpreter."""
    uv = [sys.executable, "-m", "uv"]
    assert run(*uv, "venv", "-q", "--python", python, str(tmp_path / "v")).returncode == 0
    installed = str(tmp_path / "v" / ("Scripts" if os.name == "nt" else "bin") / "python")
    done = run(*uv, "pip", "install", "-q", "--python", installed, *arguments)
    assert done.returncode == 0, done.stderr
    return installed


def test_the_oldest_allowed_versions_work(tmp_path: Path) -> None:
    installed = installed_by(tmp_path, oldest_python(), "--resolution", "lowest-direct", f"{ROOT}[testing]")
    done = run(installed, "-c", SMOKE)
    assert (done.returncode, done.stdout) == (0, "works\n"), done.stderr


@pytest.mark.parametrize("arguments", [["--resolution", "lowest-direct"], ["mcp<2"], ["mcp==2.0.0"], []])
def test_every_allowed_version_of_mcp_works(arguments: List[str], tmp_path: Path) -> None:
    installed = installed_by(tmp_path, oldest_python(10), f"{ROOT}[cli,mcp,testing]", *arguments)
    done = run(installed, "-c", MCP_SMOKE)
    assert (done.returncode, done.stdout) == (0, "works\n"), done.stderr
