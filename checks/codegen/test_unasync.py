"""Tests of synchronous twins: the substitutions, and changed, missing or extra twins."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Dict

import pytest
from support import ROOT

from codegen import commands, unasync
from codegen.tools import GenerationError

TWIN = "helixagent/_sync/stream.py"


def test_each_source_has_a_twin_without_async_code() -> None:
    twins = unasync.build(ROOT, {})
    assert set(twins) >= {TWIN, "helixagent/_sync/client.py", "helixagent/_sync/resources/chat.py"}
    for name, content in twins.items():
        tree = ast.parse(content)
        names = {getattr(node, "id", None) or getattr(node, "attr", None) for node in ast.walk(tree)}
        kinds = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
        assert not [node for node in ast.walk(tree) if isinstance(node, kinds)], name
        assert not {found for found in names if found and found.startswith(("Async", "__a")) and found != "__all__"}
        assert b"await " not in content, name


@pytest.mark.parametrize(
    ("named", "change"),
    [
        (f"{TWIN} is not what is generated", "changed"),
        (f"{TWIN} is missing", "missing"),
        ("helixagent/_sync/resources/gone.py is extra", "left over"),
    ],
)
def test_check_names_a_twin_that_differs(project: Path, generated: Dict[str, bytes], named: str, change: str) -> None:
    if change == "changed":
        (project / TWIN).write_bytes(generated[TWIN] + b"# mine\n")
    elif change == "missing":
        (project / TWIN).unlink()
    else:
        source = f"{unasync.MARK} helixagent/_async/resources/gone.py; do not edit.\n"
        (project / "helixagent/_sync/resources/gone.py").write_text(source)
    assert any(named in problem for problem in commands.compare(project, generated))


def test_a_changed_source_changes_its_twin(project: Path) -> None:
    source = project / "helixagent/_async/stream.py"
    source.write_text(source.read_text() + "\n\nMORE = 1\n")
    assert f"{TWIN} is not what is generated" in commands.compare(project, commands.build_all(project))


def test_an_unused_rule_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [*unasync.RULES, ("no such words", "")]
    monkeypatch.setattr(unasync, "RULES", rules)
    with pytest.raises(GenerationError, match="no such words"):
        unasync.build(project, {})
