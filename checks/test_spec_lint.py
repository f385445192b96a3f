"""Check that `make lint-spec` fails if one of its two linters finds an error in either file of the spec."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OLDER = "clients/openapi-3.0.yaml"
REDOCLY = "codegen/lint/node_modules/.bin/redocly"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the files that the linters read, with the tools of this project."""
    for name in ("Makefile", "openapi.yaml", OLDER, "codegen/lint/redocly.yaml", "codegen/lint/subset.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "codegen/lint/node_modules").symlink_to(ROOT / "codegen/lint/node_modules")
    for path in (ROOT / "codegen").glob("*.py"):
        shutil.copyfile(path, tmp_path / "codegen" / path.name)
    return tmp_path


def lint(project: Path) -> subprocess.CompletedProcess[str]:
    # For make, the stamps mean that everything is installed in the current environment.
    stamps = ("venv/.dev", "codegen/lint/node_modules/.installed")
    old = [argument for stamp in stamps for argument in ("-o", stamp)]
    command = ["make", *old, f"RUN={sys.executable}", "VENV=venv", "lint-spec"]
    return subprocess.run(command, cwd=project, env=dict(os.environ), capture_output=True, text=True, timeout=120)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_spec_passes(project: Path) -> None:
    done = lint(project)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        # The rules of codegen.
        ("openapi.yaml", "operationId: getHealth", "operationId: get_health", "[operation-ids]"),
        ("openapi.yaml", "description: The server is up.", "x-nothing: 1", "[validity]"),
        ("openapi.yaml", "status: healthy", "status: 7", "[examples-fit]"),
        ("openapi.yaml", "finish_reason: stop", "finish_reasn: stop", "[example-fields]"),
        (
            "openapi.yaml",
            "created: 1703123456\n                model: helixagent-ensemble",
            "model: x",
            "[examples-complete]",
        ),
        ("openapi.yaml", "data: [DONE]\n", ": end\n", "[stream-examples]"),
        (
            "openapi.yaml",
            '"200":\n          description: The models.',
            '"2XX":\n          description: X.',
            "[status-codes]",
        ),
        # The rules of redocly.
        ("openapi.yaml", "      summary: Check that the server is up\n", "", "operation-summary"),
        ("openapi.yaml", "  /health:\n", "  /health/:\n", "no-path-trailing-slash"),
        ("openapi.yaml", "    identifier: MIT\n", "", "info-license-strict"),
        (OLDER, "openapi: 3.0.3", "openapi: 3.0.3\nwebhooks: {}", "struct"),
        (
            OLDER,
            "operationId: getHealth\n",
            "operationId: getServiceHealth\n",
            "operationId-unique",
        ),
    ],
)
def test_a_broken_spec_fails(project: Path, file: str, old: str, new: str, rule: str) -> None:
    change(project / file, old, new)
    done = lint(project)
    assert done.returncode != 0
    assert rule in done.stdout + done.stderr
