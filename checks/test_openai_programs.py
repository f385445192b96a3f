"""Check that programs for the openai package print the same with this SDK if the import and class name are changed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import KEY, ROOT

from helixagent.testing import Sandbox

PROGRAMS = sorted((ROOT / "checks/openai_programs").glob("*.py"))


def moved(program: str) -> str:
    """Return the program with only the import and the class name changed."""
    program = re.sub(r"^import openai$", "import helixagent as openai", program, flags=re.MULTILINE)
    program = re.sub(r"^from openai import", "from helixagent import", program, flags=re.MULTILINE)
    return re.sub(r"\b(Async)?OpenAI\b", r"\1HelixAgent", program)


def environment(sandbox: Sandbox) -> dict[str, str]:
    """The environment variables that both packages read."""
    urls = {"HELIXAGENT_BASE_URL": sandbox.base_url, "OPENAI_BASE_URL": f"{sandbox.base_url}/v1"}
    return {**os.environ, **urls, "HELIXAGENT_API_KEY": KEY, "OPENAI_API_KEY": KEY, "NO_PROXY": "*"}


def output_of(program: str, sandbox: Sandbox) -> str:
    sandbox.reset()
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, env=environment(sandbox), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_prints_the_same_with_both_packages(path: Path, sandbox: Sandbox) -> None:
    program = path.read_text(encoding="utf-8")
    assert len(PROGRAMS) >= 10
    assert moved(program) != program
    output = output_of(moved(program), sandbox)
    assert output.strip()
    assert output == output_of(program, sandbox), "the openai package prints something else"
