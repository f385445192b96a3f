"""Check that git contains only source files, and no files created by tools."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import List

from codegen.changes import base

ROOT = Path(__file__).resolve().parent.parent


def tracked(*options: str) -> List[str]:
    """Return files that are in git."""
    done = subprocess.run(["git", "ls-files", *options], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_no_ignored_file_is_in_git() -> None:
    assert tracked("--cached", "--ignored", "--exclude-standard") == []


def test_no_file_in_git_is_binary() -> None:
    names = [name for name in tracked() if (ROOT / name).is_file()]
    assert len(names) > 500
    assert [name for name in names if b"\0" in (ROOT / name).read_bytes()] == []


def test_the_base_of_comparisons_is_an_earlier_release(tmp_path: Path) -> None:
    """Check that the base is in this commit's history, and that its version is not newer than this commit's."""
    commit = (ROOT / base.RELEASE).read_text(encoding="utf-8").strip()
    earlier = subprocess.run(["git", "rev-list", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert commit in earlier.stdout.split()[1:]
    command = ["git", "show", f"{commit}:openapi.yaml"]
    spec = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (tmp_path / "openapi.yaml").write_text(spec.stdout, encoding="utf-8")
    released = base.version_of(tmp_path)
    assert base.parse_version(released) <= base.parse_version(base.version_of(ROOT))


def test_without_npm_only_the_schema_of_the_typescript_client_is_not_checked(tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    npm.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["make", "--no-print-directory", f"VENV={sys.prefix}", "check-generated"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        "clients/typescript/src/schema.ts was not checked: npm is not installed (Node 20.19 or newer)."
    )
