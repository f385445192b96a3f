"""Tests that the types of `with_raw_response` follow the methods of the resources."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any, Callable, Dict

from codegen import commands, raw_types, unasync

AGENTS = "helixagent/_async/resources/agents.py"
BOTH = ("helixagent/_async/resources/_raw_types.py", "helixagent/_sync/resources/_raw_types.py")


def changed(project: Path, change: Callable[[str], str]) -> Dict[str, Dict[str, Any]]:
    """Change the source of the agents resource, and return the methods of both clients' generated classes."""
    source = project / AGENTS
    before = source.read_text("utf-8")
    source.write_text(change(before), "utf-8")
    assert source.read_text("utf-8") != before
    files = raw_types.build(project, {})
    files.update(unasync.build(project, files))
    return {name: methods_of(files[name]) for name in BOTH}


def methods_of(content: bytes) -> Dict[str, Any]:
    return {
        node.name: [
            ast.unparse(part) for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
        for node in ast.walk(ast.parse(content))
        if isinstance(node, ast.ClassDef)
    }


def test_a_new_method_is_in_both_modules(project: Path) -> None:
    added = '''
    async def find(self, name: Optional[str] = None, *, most: int = 5) -> types.AgentList:
        """Find agents.

        Args:
            name: A part of the name.
        """
        result: types.AgentList = await self._run("agents.find", list_agents, locals())
        return result
'''

    def add(text: str) -> str:
        return text.replace("from typing import ", "from typing import Optional, ") + added

    made = changed(project, add)
    expected = "def find(self, name: Optional[str]=None, *, most: int=5) -> RawResponse[types.AgentList]:"
    expected += '\n    """Find agents."""\n    ...'
    assert f"async {expected}" in made[BOTH[0]]["AsyncAgentsWithRawResponse"]
    assert expected in made[BOTH[1]]["AgentsWithRawResponse"]


def test_methods_that_are_private_or_send_nothing_are_left_out(project: Path) -> None:
    def hide(text: str) -> str:
        return text.replace("async def get(", "async def _get(") + "\n    def name(self) -> str:\n        return ''\n"

    made = changed(project, hide)
    for name, prefix in zip(BOTH, ("Async", "")):
        (only,) = made[name][f"{prefix}AgentsWithRawResponse"]
        assert "def list(" in only


def test_check_names_types_that_differ_from_the_methods(project: Path) -> None:
    source = project / "helixagent/_async/resources/chat.py"
    source.write_text(source.read_text("utf-8").replace('"""Chat completions."""', '"""Completions."""'), "utf-8")
    problems = commands.compare(project, commands.build_all(project))
    assert [f"{name} is not what is generated" in problems for name in BOTH] == [True, True]
