"""What README.md shows: its Python runs, its commands exist, its files are there; and the demo."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any, Dict

import pytest
from document_blocks import README, ROOT, blocks_of

from helixagent.testing import Sandbox

TEXT = README.read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    names: Dict[str, Any] = {}
    shown = []
    for block in blocks_of(README):
        # As a reader who types one after the other.
        block.run(names, sandbox.base_url)
        shown.append(capsys.readouterr().out)
    assert len(shown) >= 4
    assert shown[0].startswith("Quantum computing is") and shown[1].startswith("Once upon a time")
    assert "What is Python?" in shown[2] and "What is an API?" in shown[2]
    names["session"].close()


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([\w-]+)", TEXT, re.MULTILINE))
    assert {"demo", "test", "generate", "check-generated", "lint", "typecheck"} <= named <= targets


def test_the_first_screen_has_the_commands_the_installation_and_the_quick_start() -> None:
    first_screen = TEXT.splitlines()[:40]
    for line in ("make demo", "make test", "pip install helixagent-sdk", "from helixagent import HelixAgent"):
        assert any(shown.startswith(line) for shown in first_screen), line


def test_the_files_that_the_readme_names_exist() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    named = re.findall(r"`([\w./-]+\.(?:md|yaml)|\.ci/run)`", TEXT)
    assert linked and named
    assert [name for name in [*linked, *named] if not (ROOT / name).exists()] == []


def test_the_name_and_the_extras_that_the_readme_gives_exist() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'name = "helixagent-sdk"' in project
    extras = re.findall(r"\(extra `(\w+)`\)", TEXT)
    assert {"requests", "testing"} <= set(extras)
    assert all(re.search(rf"^{extra} = \[", project, re.MULTILINE) for extra in extras)


def test_the_demo_shows_the_main_job() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HELIXAGENT_")}
    command = [sys.executable, "-W", "error", str(ROOT / "examples" / "demo.py")]
    done = subprocess.run(
        command, env={**environment, "PYTHONIOENCODING": "utf-8"}, capture_output=True, timeout=60, check=False
    )
    shown = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr.decode()) == (0, "")
    # The answer in one piece, and the same streamed.
    assert shown.count("Quantum computing is computing with qubits") == 2
    assert "Providers used: deepseek, qwen, claude" in shown and "Confidence: 0.92" in shown
    # Several prompts at once, each with its own answer.
    for answer in (
        "Machine learning is a branch",
        "Paris is the capital of France.",
        "Once upon a time a small server",
    ):
        assert answer in shown
    assert "HELIXAGENT_API_KEY" in shown and "HELIXAGENT_BASE_URL" in shown
