"""A new operation costs an entry in openapi.yaml, `make generate`, and one method; the sandbox serves it as it is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

from codegen.lint_spec import lint, load

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("codegen", "requirements", "helixagent", "helixagent_client", "openapi.yaml", "clients/openapi-3.0.yaml")
COPIED += ("generator-config.yaml",)

OPERATION = """
  /v1/agents/{name}/questions:
    post:
      operationId: askAgent
      tags: [agents]
      summary: Ask an agent
      description: Puts a question to an agent and waits for the answer.
      security:
        - bearer: []
      parameters:
        - $ref: "#/components/parameters/AgentName"
      requestBody:
        description: The question.
        required: true
        content:
          application/json:
            schema:
              $ref: "#/components/schemas/AgentQuestionRequest"
            example:
              question: What is a monad?
      responses:
        "200":
          description: The answer.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/AgentAnswer"
              example:
                answer: A monoid in the category of endofunctors.
                sources:
                  - title: Categories for the Working Mathematician
        "400":
          $ref: "#/components/responses/BadRequest"
        "401":
          $ref: "#/components/responses/Unauthorized"
"""
SCHEMAS = """
    AgentQuestionRequest:
      description: A question to an agent.
      type: object
      required: [question]
      properties:
        question:
          description: The question.
          type: string
          minLength: 1
        max_sources:
          description: The most sources to name.
          type: integer
          minimum: 0
    AgentAnswer:
      description: What an agent answers.
      type: object
      properties:
        answer:
          description: The answer.
          type: string
        sources:
          description: Where it is from.
          type: array
          items:
            $ref: "#/components/schemas/AgentSource"
    AgentSource:
      description: Where an answer is from.
      type: object
      properties:
        title:
          description: The title.
          type: string
"""
RAW_TYPES = ("helixagent/_sync/resources/_raw_types.py", "helixagent/_async/resources/_raw_types.py")
METHOD = '''
    @checked_names
    async def ask(
        self, name: str, question: str, *, max_sources: Optional[int] = None, **options: Unpack[CallOptions]
    ) -> AgentAnswer:
        """Put a question to an agent.

        Args:
            name: The agent's name.
            question: The question.
            max_sources: The most sources to name.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: AgentAnswer = await self._run("agents.ask", ask_agent, locals())
        return result
'''
PROGRAM = """
import asyncio, sys
from helixagent import AsyncHelixAgent, HelixAgent, ValidationError
from helixagent.testing import Sandbox

with Sandbox() as sandbox:
    client = HelixAgent(api_key="test", base_url=sandbox.base_url)
    answer = client.agents.ask("helixcode", "What is a monad?", max_sources=1)
    print(type(answer).__name__, answer.answer, answer.sources[0].title)
    request = sandbox.requests[-1]
    print(request.method, request.path, request.json())
    for wrong in ({"question": ""}, {"question": "?", "max_sources": -1}, {"question": "?", "sources": 1}):
        try:
            client.agents.ask("helixcode", **wrong)
        except (ValidationError, TypeError) as error:
            print(type(error).__name__)
    print(len(sandbox.requests))
    print(client.agents.with_raw_response.ask("helixcode", "?").status_code)

    async def ask():
        async with AsyncHelixAgent(api_key="test", base_url=sandbox.base_url) as client:
            return (await client.agents.ask("helixcode", "What is a monad?")).answer

    print(asyncio.run(ask()))
    client.close()
"""
PRINTED = """\
AgentAnswer A monoid in the category of endofunctors. Categories for the Working Mathematician
POST /v1/agents/helixcode/questions {'question': 'What is a monad?', 'max_sources': 1}
ValidationError
ValidationError
ValidationError
1
200
A monoid in the category of endofunctors.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, without its tests."""
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".mypy_cache")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
        else:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def hashes(project: Path) -> Dict[str, str]:
    files = (path for path in project.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run(project: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def insert(path: Path, before: str, text: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert content.count(before) == 1
    path.write_text(content.replace(before, text + before), encoding="utf-8")


def test_an_operation_is_added(project: Path) -> None:
    before = hashes(project)
    spec = project / "openapi.yaml"
    insert(spec, "\nwebhooks:\n", OPERATION)
    insert(spec, "\n    AgentList:\n", SCHEMAS)
    assert lint(load(spec)) == []
    run(project, "-m", "codegen", "generate")

    source = project / "helixagent/_async/resources/agents.py"
    text = source.read_text(encoding="utf-8")
    text = text.replace("import TYPE_CHECKING\n", "import TYPE_CHECKING, Optional\n")
    text = text.replace("import get_agent, list_agents\n", "import ask_agent, get_agent, list_agents\n")
    text = text.replace(
        "from helixagent_client.models.agent_list",
        "from helixagent_client.models.agent_answer import AgentAnswer\nfrom helixagent_client.models.agent_list",
    )
    source.write_text(text + METHOD, encoding="utf-8")
    run(project, "-m", "codegen", "generate")
    run(project, "-m", "codegen", "check")

    after = hashes(project)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    generated = {"clients/openapi-3.0.yaml", "helixagent/_sync/resources/agents.py", *RAW_TYPES}
    by_hand = {name for name in changed - generated if not name.startswith("helixagent_client/")}
    assert by_hand == {"openapi.yaml", "helixagent/_async/resources/agents.py"}
    assert generated <= changed
    # Type checkers know its raw side without a line by hand.
    for name in RAW_TYPES:
        assert "-> RawResponse[AgentAnswer]:" in (project / name).read_text(encoding="utf-8")
    assert run(project, "-c", PROGRAM) == PRINTED


def test_a_method_for_an_operation_that_is_not_described_does_not_exist(project: Path) -> None:
    with pytest.raises(AssertionError, match="has no attribute 'ask'"):
        run(project, "-c", PROGRAM)
