"""Tests that every program of examples/ runs with the sandbox and prints the expected output."""

from __future__ import annotations

import ast
import asyncio
import io
import json
import re
import runpy
import sys
from pathlib import Path
from typing import Any, Dict, NamedTuple, Sequence

import pytest
from document_blocks import ROOT
from page_runner import PNG

from helixagent.testing import Sandbox

EXAMPLES = ROOT / "examples"


class Program(NamedTuple):
    """How a program is started, and a pattern for its complete output."""

    prints: str
    arguments: Sequence[str] = ()
    typed: str = ""


PROGRAMS = {
    "chat.py": Program(r"Quantum computing is .*\n\(\d+ tokens\)\n", ["Explain", "quantum computing"]),
    "streaming.py": Program(r"Once upon a time .*\n\(ended by stop\)\n"),
    "conversation.py": Program(r"> Machine learning is .*> .*5 messages\n", (), "What is machine learning?\nMore\n\n"),
    "many_at_once.py": Program(r"(What .*\?\n  \w.*\n){4}"),
    "structured.py": Program(r"'.*' takes \d+ minutes in \d+ steps\n"),
    "functions.py": Program(r"get_weather\(\{'city': 'Paris'.*\}\) -> 20 degrees celsius and sunny in Paris\n.+\n"),
    "mcp_tools.py": Program(r"read_file: .*\n5\nadd\(\{'a': .*, 'b': .*\}\) -> .+\n.+\n"),
    "ensemble.py": Program(r".+\nProviders: deepseek, qwen, claude\nConfidence: 0.92\n"),
    "debate.py": Program(r"running: .*completed: round 3 of 3\n.+\nEthicsExpert: [\d.]+\nAIScientist: [\d.]+\n"),
    "search.py": Program(r"([+-]\d\.\d{3}  .+\n){4}"),
    "image.py": Program(r".+\nText \(confidence 0\.\d\d\): .+\n", ["image.png"]),
    "background_task.py": Program(r"started\n.*25 % .*completed\n.+\n"),
    "watch_task.py": Program(r"started.*completed.*\n"),
    "fallback.py": Program(
        r"sandbox/502: ProviderError after 2 attempts\ndeepseek-chat: .+\n", ["sandbox/502", "deepseek-chat"]
    ),
    "own_session.py": Program(r"healthy\nassistant\n"),
    "usage.py": Program(r"2 requests, 100 % successful, \d+ tokens\nhelixagent-ensemble: .*\ndeepseek-chat: .*\n"),
}
# These have separate tests, because they are servers, start their own servers, or need a cluster.
ELSEWHERE = {
    "batch_ray.py": "../checks/test_batch_ray.py",
    "demo.py": "test_demo.py",
    "mcp_session.py": "../checks/cli/test_mcp_serve.py",
    "observability/spans.py": "observability/test_examples_and_docs.py",
    "webhooks/django_app.py": "test_webhook_examples.py",
    "webhooks/fastapi_app.py": "test_webhook_examples.py",
    "webhooks/flask_app.py": "test_webhook_examples.py",
    "webhooks/inbox.py": "test_webhook_examples.py",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_prints_the_expected_output(
    name: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    program = PROGRAMS[name]
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    monkeypatch.setattr(sys, "argv", [name, *program.arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(program.typed))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "image.png").write_bytes(PNG)
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    printed = capsys.readouterr()
    assert re.fullmatch(program.prints, printed.out, re.DOTALL), printed.out
    assert printed.err == ""


def test_no_program_is_forgotten() -> None:
    there = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.py")}
    assert there == {*PROGRAMS, *ELSEWHERE}
    for test in ELSEWHERE.values():
        assert (ROOT / "tests" / test).exists()
    listed = set(re.findall(r"^\| `([\w./]+)` \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for name in there if "/" not in name} | {"notebook.ipynb"} <= listed
    assert all((EXAMPLES / name).exists() for name in listed)


def test_each_program_begins_with_a_sentence_about_its_purpose() -> None:
    for path in EXAMPLES.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path.name


def test_the_notebook_runs_and_its_responses_are_shown_as_tables(capsys: Any) -> None:
    notebook = json.loads((EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8"))
    names: Dict[str, Any] = {}
    tables = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            # Like in a kernel, await works at the top level, and the value of the last expression is shown.
            shown = run_cell("".join(cell["source"]), names)
            tables += [shown._repr_html_()] if shown is not None else []
            assert cell["outputs"] == [], "outputs must not be committed"
    assert [re.search(r"<b>(\w+)</b>", table)[1] for table in tables] == [  # type: ignore[index]
        "DebateResults",
        "EmbeddingResponse",
        "UsageStats",
    ]
    assert capsys.readouterr().out.startswith("Once upon a time")


def run_cell(source: str, names: Dict[str, Any]) -> Any:
    tree = ast.parse(source)
    last = tree.body[-1]
    awaits = any(isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)) for node in ast.walk(tree))
    if awaits:
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        asyncio.run(eval(compile(source, "notebook", "exec", flags=flags, dont_inherit=True), names))
        return None
    if isinstance(last, ast.Expr):
        exec(compile(ast.Module(body=tree.body[:-1], type_ignores=[]), "notebook", "exec", dont_inherit=True), names)
        return eval(compile(ast.Expression(last.value), "notebook", "eval", dont_inherit=True), names)
    exec(compile(tree, "notebook", "exec", dont_inherit=True), names)
    return None
