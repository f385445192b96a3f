"""Tests that CONTRIBUTING.md matches the repository: its excerpts, commands and folders."""

from __future__ import annotations

import re
import subprocess
import textwrap

from document_blocks import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_excerpts_match_the_files() -> None:
    excerpts = re.findall(r"^    ```\w+\n    # (\S+)\n(.*?)^    ```$", TEXT, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in excerpts] == ["openapi.yaml", "helixagent/_async/resources/agents.py"]
    for name, excerpt in excerpts:
        lines = iter((ROOT / name).read_text(encoding="utf-8").splitlines())
        for line in textwrap.dedent(excerpt).splitlines():
            if line.strip() and line.strip() != "...":
                # The lines must be in order: each search continues after the previous match.
                assert any(found.strip() == line.strip() for found in lines), f"{name} does not have the line {line!r}"


def test_the_commands_and_the_paths_exist() -> None:
    targets = set(re.findall(r"^([\w.-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for line in re.findall(r"\bmake ([a-z][\w -]*)", TEXT) for name in line.split()}
    assert {"test", "lint", "generate"} <= named & targets
    places = re.findall(r"`([\w./-]+/|[\w/-]+\.(?:py|md|yaml))`", TEXT) + re.findall(r"\]\(([^)#:]+)\)", TEXT)
    missing = [place for place in places if not any((ROOT / base / place).exists() for base in ("", "helixagent"))]
    assert missing == []


def test_the_map_of_folders_is_complete() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    names = [name.split("/") for name in tracked if "/" in name and not name.startswith(".")]
    folders = {f"{parts[0]}/" for parts in names}
    folders |= {f"{parts[0]}/{parts[1]}/" for parts in names if parts[0] == "helixagent" and len(parts) > 2}
    places = TEXT[TEXT.index("## Folders") : TEXT.index("## Add an operation")]
    assert set(re.findall(r"`([\w/]+/)`", places)) == folders
