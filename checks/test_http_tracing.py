"""Checks that tools that replace methods of httpx see requests: Sentry, pytest-httpx, ddtrace, and vcrpy before 8."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from support import COMPLETION, run_python

from helixagent.testing import Sandbox

ROOT = Path(__file__).resolve().parent.parent
CALLS = """
import asyncio
from helixagent import AsyncHelixAgent, HelixAgent

MESSAGES = [{"role": "user", "content": "Hello"}]

def call(url):
    with HelixAgent("k", base_url=url, max_retries=0) as client:
        return client.chat.completions.create(messages=MESSAGES).id

async def call_async(url):
    async with AsyncHelixAgent("k", base_url=url, max_retries=0) as client:
        return (await client.chat.completions.create(messages=MESSAGES)).id

def both(url):
    return call(url), asyncio.run(call_async(url))
"""
PYTEST_HTTPX = """
import json

def test_the_mock_answers(httpx_mock):
    httpx_mock.add_response(json={**COMPLETION, "id": "mocked"}, is_reusable=True)
    assert both("http://127.0.0.1:9") == ("mocked", "mocked")
    assert len(httpx_mock.get_requests()) == 2
"""
DDTRACE = """
import os
for name in ("DD_INSTRUMENTATION_TELEMETRY_ENABLED", "DD_REMOTE_CONFIGURATION_ENABLED"):
    os.environ[name] = "false"
import ddtrace
from ddtrace import patch
from ddtrace.trace import TraceFilter, tracer

seen = []

class Keep(TraceFilter):
    def process_trace(self, trace):
        seen.extend(span.name for span in trace)
        return None

tracer.configure(trace_processors=[Keep()])
patch(httpx=True)
from helixagent.testing import Sandbox

with Sandbox() as sandbox:
    both(sandbox.base_url)
    assert all("x-datadog-trace-id" in request.headers for request in sandbox.requests)
print(seen.count("http.request"))
"""
OLD_VCRPY = """
import sys
import vcr
from helixagent.testing import Sandbox

with Sandbox() as sandbox:
    with vcr.use_cassette(sys.argv[1]):
        recorded = both(sandbox.base_url)
    sent = len(sandbox.requests)
    with vcr.use_cassette(sys.argv[1], record_mode="none"):
        assert both(sandbox.base_url) == recorded
    assert len(sandbox.requests) == sent == 2
print("played back")
"""


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_pytest_httpx_responds_instead_of_the_server(tmp_path: Path) -> None:
    test = tmp_path / "test_mocked.py"
    test.write_text(f"{CALLS}\nCOMPLETION = {COMPLETION!r}\n{PYTEST_HTTPX}")
    assert "1 passed" in run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(test), cwd=tmp_path)


def test_ddtrace_sees_requests(tmp_path: Path) -> None:
    assert run(sys.executable, "-c", CALLS + DDTRACE, cwd=tmp_path).split() == ["2"]


@pytest.mark.parametrize("version", ["vcrpy>=6,<7", "vcrpy>=7,<8"])
def test_old_versions_of_vcrpy_record_and_play_back(version: str, tmp_path: Path) -> None:
    run(sys.executable, "-m", "uv", "venv", "-q", "--python", sys.executable, "env", cwd=tmp_path)
    python = str(tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    run(
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "-q",
        "--python",
        python,
        f"{ROOT}[testing]",
        version,
        cwd=tmp_path,
    )
    said = run(python, "-c", textwrap.dedent(CALLS + OLD_VCRPY), str(tmp_path / "calls.yaml"), cwd=tmp_path)
    assert said.split() == ["played", "back"]


# This runs in a separate process, because Sentry replaces methods of httpx permanently.
SENTRY = """
import asyncio, sentry_sdk
from sentry_sdk.integrations.httpx import HttpxIntegration
from sentry_sdk.transport import Transport
from helixagent import AsyncHelixAgent, HelixAgent

spans = []

class Keep(Transport):
    def capture_envelope(self, envelope):
        spans.extend(span["op"] for span in (envelope.get_transaction_event() or {{}}).get("spans", []))

def start():
    settings = dict(default_integrations=False, auto_enabling_integrations=False, integrations=[HttpxIntegration()])
    sentry_sdk.init(dsn="http://key@localhost/1", transport=Keep, traces_sample_rate=1.0, **settings)

async def call_async():
    async with AsyncHelixAgent("k", base_url={url!r}) as client:
        await client.models.list()

def call():
    with HelixAgent("k", base_url={url!r}) as client:
        client.models.list()

if {first!r} == "sentry":
    start()
call()
start()
with sentry_sdk.start_transaction(name="test"):
    call()
    asyncio.run(call_async())
print(*spans)
"""


@pytest.mark.parametrize("first", ["sentry", "call"])
def test_sentry_sees_requests(first: str, sandbox: Sandbox) -> None:
    assert run_python(SENTRY.format(url=sandbox.base_url, first=first)).split() == ["http.client"] * 2
    assert all("sentry-trace" in request.headers for request in sandbox.requests[1:])
