"""Check that the TypeScript client is up to date, compiles strictly, and works with the sandbox."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLIENT = Path("clients/typescript")


def npm(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    command = ["npm", "run", "--silent", "--loglevel=error", script]
    environment = {**os.environ, "PYTHON": sys.executable}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the client and the spec that a test may change, with the tools of this project."""
    ignored = shutil.ignore_patterns("node_modules", "dist")
    shutil.copytree(ROOT / CLIENT, tmp_path / CLIENT, ignore=ignored)
    (tmp_path / CLIENT / "node_modules").symlink_to(ROOT / CLIENT / "node_modules")
    shutil.copyfile(ROOT / "openapi.yaml", tmp_path / "openapi.yaml")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_types_are_up_to_date() -> None:
    done = npm(ROOT / CLIENT, "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_outdated_types_are_found(project: Path) -> None:
    assert npm(project / CLIENT, "check").returncode == 0
    change(project / "openapi.yaml", "description: The server is up.", "description: The server is there.")
    assert npm(project / CLIENT, "check").returncode != 0
    assert npm(project / CLIENT, "generate").returncode == 0
    assert npm(project / CLIENT, "check").returncode == 0


def test_the_client_compiles_and_does_a_chat_a_stream_a_debate_and_a_webhook(project: Path) -> None:
    done = npm(project / CLIENT, "test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 8" in done.stdout
    assert "# skipped 0" in done.stdout


def test_the_compiler_refuses_what_the_spec_does_not_have(project: Path) -> None:
    path = project / CLIENT / "test/wrong.ts"
    path.write_text(
        'import { createHelixAgent } from "../src/index.js";\n'
        'void createHelixAgent().GET("/v1/nothing");\n'
        'void createHelixAgent().POST("/v1/debates", { body: { topic: 7 } });\n'
    )
    done = npm(project / CLIENT, "build")
    assert done.returncode != 0
    assert [line.split(",")[0] for line in done.stdout.splitlines() if line.startswith("test/")] == [
        "test/wrong.ts(2",
        "test/wrong.ts(3",
    ]


@pytest.mark.parametrize("folder", ["codegen/lint", "clients/typescript"])
def test_lock_files_name_no_registry(folder: str) -> None:
    text = (ROOT / folder / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text
