"""Test that each guarantee of docs/reliability.md names a test that exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import List, Set

from support import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED: List[str] = re.findall(r"`((?:tests|checks)/[\w/]+\.py(?:::\w+)?)`", PAGE)


def functions_of(path: Path) -> Set[str]:
    return {
        node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
    }


def test_the_test_behind_a_guarantee_exists() -> None:
    for name in NAMED:
        file, _, function = name.partition("::")
        found = functions_of(ROOT / file)
        assert function in found if function else any(one.startswith("test_") for one in found), name


def test_every_guarantee_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| guarantee")]
    assert len(rows) > 25
    assert [row for row in rows if not re.search(r"`(tests|checks)/", row)] == []
