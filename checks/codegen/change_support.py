"""Helpers for tests that change a copy of the project and use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict

from codegen import tools
from codegen.lint_spec import lint

OPERATION: Dict[str, Any] = {
    "operationId": "askAgent",
    "tags": ["agents"],
    "summary": "Ask an agent",
    "description": "Asks an agent a question and waits for the response.",
    "security": [{"bearer": []}],
    "parameters": [
        {"$ref": "#/components/parameters/AgentName"},
        {"name": "verbose", "in": "query", "description": "Whether to explain.", "schema": {"type": "boolean"}},
        {
            "name": "Trace-Id",
            "in": "header",
            "required": True,
            "description": "ID of the trace.",
            "schema": {"type": "string"},
        },
    ],
    "requestBody": {
        "description": "The question.",
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/AgentQuestionRequest"},
                "example": {"question": "What is a monad?"},
            }
        },
    },
    "responses": {
        "200": {
            "description": "The answer.",
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/AgentAnswer"},
                    "example": {
                        "answer": "A monoid in the category of endofunctors.",
                        "sources": [{"title": "Categories for the Working Mathematician"}],
                    },
                }
            },
        },
        "400": {"$ref": "#/components/responses/BadRequest"},
        "401": {"$ref": "#/components/responses/Unauthorized"},
    },
}
SCHEMAS: Dict[str, Any] = {
    "AgentQuestionRequest": {
        "description": "A question to an agent.",
        "type": "object",
        "required": ["question"],
        "properties": {
            "question": {"description": "The question.", "type": "string", "minLength": 1},
            "max_sources": {"description": "Maximum number of sources to name.", "type": "integer", "minimum": 0},
        },
    },
    "AgentAnswer": {
        "description": "The response of an agent.",
        "type": "object",
        "properties": {
            "answer": {"description": "The answer.", "type": "string"},
            "sources": {
                "description": "The sources of the response.",
                "type": "array",
                "items": {"$ref": "#/components/schemas/AgentSource"},
            },
        },
    },
    "AgentSource": {
        "description": "A source of a response.",
        "type": "object",
        "properties": {"title": {"description": "The title.", "type": "string"}},
    },
}
METHOD = """
    # region openapi.yaml: askAgent as agents.ask
    # endregion
"""


def edit(project: Path, change: Callable[[Any], None]) -> None:
    """Change openapi.yaml, lint it, and generate everything."""
    path = project / "openapi.yaml"
    spec: Any = tools.load(path)
    change(spec)
    # JSON is a subset of YAML.
    path.write_text(json.dumps(spec), encoding="utf-8")
    assert lint(spec) == []
    run(project, "-m", "codegen", "generate")


def start(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy."""
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)


def run(project: Path, *arguments: str) -> str:
    """Run Python on the copy, and return what it prints."""
    done = start(project, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


PRELUDE = """
import asyncio, inspect, json, typing
from click.testing import CliRunner
import helixagent
from helixagent import AsyncHelixAgent, HelixAgent, ValidationError, resources, types
from helixagent.cli.app import cli
from helixagent.testing import Sandbox

sandbox = Sandbox(check_fields=True)
sandbox.start()
client = HelixAgent(api_key="test", base_url=sandbox.base_url, max_retries=0)
USER = [{"role": "user", "content": "Hello"}]

def command(*arguments):
    found = CliRunner().invoke(cli, ["--base-url", sandbox.base_url, "-o", "json", *arguments])
    assert found.exit_code == 0, found.output
    return found.output

def sent():
    return sandbox.requests[-1]

def values_of(annotation):
    # The type of an open enum is a union of a Literal and str.
    inner = [each for each in typing.get_args(annotation) if typing.get_origin(each) is typing.Literal]
    return typing.get_args(inner[0]) if inner else typing.get_args(annotation)
"""


def check(project: Path, program: str) -> None:
    """Run a program of assertions on the copy, with a client, its sandbox and the command."""
    run(project, "-c", f"{PRELUDE}{program}\nclient.close()\nsandbox.stop()\n")
