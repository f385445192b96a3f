"""Tests of the errors of `python -m helixagent.testing.sandbox`."""

from __future__ import annotations

import subprocess
import sys

from helixagent.testing import Sandbox


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-X", "dev", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_command_line_reports_why_it_cannot_start(sandbox: Sandbox) -> None:
    done = _run("-m", "helixagent.testing.sandbox", "--port", str(sandbox.port))
    assert done.returncode == 1
    assert f"cannot start on 127.0.0.1:{sandbox.port}" in done.stderr
    assert "Traceback" not in done.stderr
    assert _run("-m", "helixagent.testing.sandbox", "--port", "70000").returncode == 1


def test_a_missing_extra_is_named() -> None:
    libraries = ["starlette", "uvicorn", "jsonschema", "wsproto"]
    code = f"""
import sys
sys.modules["starlette"] = None
from helixagent.testing.sandbox.__main__ import main
status = main([])
import helixagent.testing
for library in {libraries}:
    for name in [name for name in sys.modules if name.startswith("helixagent.testing.sandbox")]:
        del sys.modules[name]
    sys.modules[library] = None
    try:
        helixagent.testing.Sandbox
    except ImportError as error:
        print(error)
    del sys.modules[library]
sys.exit(status)
"""
    done = _run("-c", code)
    told = [f"{library}, which is not installed: pip install 'helixagent-sdk[testing]'" for library in libraries]
    assert all(text in line for text, line in zip(told, done.stdout.splitlines())) and done.stdout.count("\n") == 4
    assert done.returncode == 1
    assert "pip install 'helixagent-sdk[testing]'" in done.stderr and "Traceback" not in done.stderr
